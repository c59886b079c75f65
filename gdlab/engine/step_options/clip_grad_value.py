"""Clipping of the gradient number by number."""

from __future__ import annotations

from typing import ClassVar

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.step_options.base import Moment, StepOption
from gdlab.spec.base import knob


class ClipGradValue(StepOption):
    """The bound on each number of the gradient, as PyTorch's ``clip_grad_value_``."""

    moment: ClassVar[Moment] = "gradient_elements"
    clip_grad_value: float = knob(0.0, "Clip each gradient element to ± this value; 0 is off.", ge=0, live=True)

    def kernel(self) -> Kernel:
        return clip_value


(BOUND,) = ClipGradValue.places()


@kernel
def clip_value(row, ctx, fp, mem, imem):
    """Clip each number of the gradient to plus or minus the bound.

    Args:
        row: the option's row; read are DW, XN and FP.
        ctx: not used.
        fp: the settings, of which the bound is read.
        mem: the float arena, of which the gradient is clipped in place.
        imem: not used.
    """
    g = view1(mem, row[abi.DW], row[abi.XN])
    bound = g.dtype.type(fp[row[abi.FP] + BOUND])
    for i in range(g.size):
        g[i] = min(max(g[i], -bound), bound)
