"""Clipping of the gradient by its norm."""

from __future__ import annotations

from typing import ClassVar

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.vectors import euclidean_norm, scale_vector
from gdlab.engine.step_options.base import Moment, StepOption
from gdlab.spec.base import knob


class ClipGradNorm(StepOption):
    """The bound on the Euclidean norm of the whole gradient, as PyTorch's ``clip_grad_norm_``."""

    moment: ClassVar[Moment] = "gradient"
    clip_grad_norm: float = knob(0.0, "Scale the gradient down to this norm; 0 is off.", ge=0, live=True)

    def kernel(self) -> Kernel:
        return clip_norm


(BOUND,) = ClipGradNorm.places()


@kernel
def clip_norm(row, ctx, fp, mem, imem):
    """Scale the gradient down where its norm exceeds the bound.

    Args:
        row: the option's row; read are DW, XN and FP.
        ctx: not used.
        fp: the settings, of which the bound is read.
        mem: the float arena, of which the gradient is scaled in place.
        imem: not used.
    """
    g = view1(mem, row[abi.DW], row[abi.XN])
    factor = fp[row[abi.FP] + BOUND] / (euclidean_norm(g) + 1e-6)
    if factor < 1.0:
        scale_vector(g, factor)
