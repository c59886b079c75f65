"""The max-norm bound on weights."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.loop import OPTIONS
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.step_options.base import Moment, StepOption
from gdlab.spec.base import knob


class MaxNorm(StepOption):
    """The bound on the norm of each unit's incoming weights (Srivastava et al. 2014, section 5.1)."""

    moment: ClassVar[Moment] = "parameters"
    max_norm: float = knob(0.0, "Bound on the norm of each unit's incoming weights; 0 is off.", ge=0, live=True)

    def kernel(self) -> Kernel:
        return renormalise


(BOUND,) = MaxNorm.places()


@kernel
def renormalise(row, ctx, fp, mem, imem):
    """Scale down each unit's incoming weights to the bound.

    Weights are the tensors with two axes or more, and a unit is an index of PyTorch's first axis, as in
    ``torch.renorm(w, 2, 0, bound)``; biases and scales are left alone.

    Args:
        row: the option's row; read are XN, FP, ISCRATCH (the parameter table) and INT (its number of tensors).
        ctx: not used.
        fp: the settings, of which the bound is read.
        mem: the float arena, of which the weights are scaled in place.
        imem: the int64 arena, of which the parameter table is read.
    """
    bound = fp[row[abi.FP] + BOUND]
    weights = view1(mem, 0, row[abi.XN])
    for t in range(row[abi.INT]):
        e = row[abi.ISCRATCH] + abi.TENSOR * t
        if imem[e + abi.T_AXES] < 2:
            continue
        lead = e + 4 - imem[e + abi.T_AXES]
        units, stride = imem[lead + abi.T_SHAPE], imem[lead + abi.T_STRIDE]
        for u in range(units):
            first = imem[e + abi.T_OFFSET] + u * stride
            total = _unit(weights, imem, e, lead - e, first, weights.dtype.type(1), False)
            if total > bound * bound:
                factor = weights.dtype.type(bound / (np.sqrt(total) + 1e-7))
                _unit(weights, imem, e, lead - e, first, factor, True)


@njit(**OPTIONS)
def _unit(weights, imem, e, lead, first, factor, write):
    """Return the squared norm of one unit's weights, and scale them when ``write`` is true.

    Args:
        weights: the parameter vector, (n,).
        imem: the int64 arena, of which the tensor's line of the parameter table is read.
        e: where that line begins.
        lead: which of the table's four axes is the tensor's first.
        first: where the unit's first weight stands.
        factor: what the weights are scaled by, of their dtype.
        write: whether they are scaled.
    """
    shape, stride = e + abi.T_SHAPE, e + abi.T_STRIDE
    total = 0.0
    for a in range(imem[shape + 1] if lead < 1 else 1):
        for b in range(imem[shape + 2] if lead < 2 else 1):
            for c in range(imem[shape + 3]):
                at = first + a * imem[stride + 1] * (lead < 1) + b * imem[stride + 2] * (lead < 2)
                at += c * imem[stride + 3]
                w = np.float64(weights[at])
                total += w * w
                if write:
                    weights[at] *= factor
    return total
