"""The sigmoid linear unit, also called swish."""

from __future__ import annotations

from typing import Literal

from gdlab.engine import functions
from gdlab.engine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides


class SiLU(Elementwise):
    """Apply x σ(x) (Elfwing et al. 2017; Ramachandran et al. 2017)."""

    type: Literal["SiLU"] = "SiLU"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return silu_forward, silu_backward


@kernel
def silu_forward(row, ctx, fp, mem, imem):
    """Compute y = x σ(x)."""
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = x[i] * functions.sigmoid(x[i])


@kernel
def silu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy σ (1 + x (1 − σ))."""
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        s = functions.sigmoid(x[i])
        dx[i] = dy[i] * s * (one + x[i] * (one - s))
