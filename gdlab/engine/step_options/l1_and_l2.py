"""The L1 and L2 penalties on the parameters, one option, since their gradients are added in one pass."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.engine.machine import abi, job_columns
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.step_options.base import Moment, StepOption
from gdlab.spec.base import knob


class Penalties(StepOption):
    """The sum of absolute parameters and half the sum of their squares, each times a factor, added to the loss."""

    moment: ClassVar[Moment] = "loss"
    l1: float = knob(0.0, "Penalty on the sum of absolute parameters, added to the loss.", log=True, ge=0, live=True)
    l2: float = knob(
        0.0, "Penalty on half the sum of squared parameters, added to the loss.", log=True, ge=0, live=True
    )

    def kernel(self) -> Kernel:
        return penalise


L1, L2 = Penalties.places()


@kernel
def penalise(row, ctx, fp, mem, imem):
    """Add the penalty to the settings and, where the pass computes gradients, its gradient to the gradient.

    Args:
        row: the option's row; read are W, DW, XN and FP.
        ctx: the context; GRADIENT is read.
        fp: the settings; both factors are read and PENALTY is added to.
        mem: the float arena; the parameters are read and the gradient is added to.
        imem: not used.
    """
    n, first = row[abi.XN], row[abi.FP]
    weights, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    if ctx[abi.GRADIENT] == 0:
        total = 0.0
        for i in range(n):
            w = np.float64(weights[i])
            total += fp[first + L1] * abs(w) + 0.5 * fp[first + L2] * w * w
        fp[job_columns.PENALTY] += total
        return
    real = weights.dtype.type
    l1, l2, zero = real(fp[first + L1]), real(fp[first + L2]), real(0)
    sizes, squares = 0.0, 0.0
    for i in range(n):
        w = weights[i]
        push = l1 if w > zero else zero
        push = -l1 if w < zero else push
        g[i] += l2 * w + push
        sizes += abs(np.float64(w))
        squares += np.float64(w) * np.float64(w)
    fp[job_columns.PENALTY] += fp[first + L1] * sizes + 0.5 * fp[first + L2] * squares
