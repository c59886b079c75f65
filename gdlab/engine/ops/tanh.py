"""The hyperbolic tangent, and what it leaves of x."""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors


class Tanh(Elementwise):
    r"""The hyperbolic tangent.

    .. math:: f(x) = \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}
    """

    type: Literal["Tanh"] = "Tanh"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return tanh_forward, tanh_backward


class Tanhshrink(Elementwise):
    r"""The input minus its hyperbolic tangent.

    .. math:: f(x) = x - \tanh(x)
    """

    type: Literal["Tanhshrink"] = "Tanhshrink"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return tanhshrink_forward, tanhshrink_backward


@kernel
def tanh_forward(row, ctx, fp, mem, imem):
    """Compute y = tanh(x)."""
    wide_vectors()
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = elementary.tanh(x[i])


@kernel
def tanh_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (1 − y²)."""
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        dx[i] = dy[i] * (one - y[i] * y[i])


@kernel
def tanhshrink_forward(row, ctx, fp, mem, imem):
    """Compute y = x − tanh(x)."""
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = x[i] - elementary.tanh(x[i])


@kernel
def tanhshrink_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy tanh²(x)."""
    x, y, dx, dy = sides(row, ctx, mem)
    for i in range(x.size):
        t = x[i] - y[i]
        dx[i] = dy[i] * t * t
