"""The hyperbolic tangent, and what it leaves of x.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors


class Tanh(Elementwise):
    r"""The hyperbolic tangent.

    .. math:: f(x) = \tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}

    PyTorch's name: ``torch.nn.Tanh``.

    >>> from gdlab.engine.ops.tanh import Tanh
    >>> Tanh().output_shape((64,))
    (64,)
    """

    type: Literal["Tanh"] = "Tanh"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return tanh_forward, tanh_backward


class Tanhshrink(Elementwise):
    r"""The input minus its hyperbolic tangent.

    .. math:: f(x) = x - \tanh(x)

    PyTorch's name: ``torch.nn.Tanhshrink``.

    >>> from gdlab.engine.ops.tanh import Tanhshrink
    >>> Tanhshrink().output_shape((64,))
    (64,)
    """

    type: Literal["Tanhshrink"] = "Tanhshrink"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return tanhshrink_forward, tanhshrink_backward


@kernel
def tanh_forward(row, ctx, fp, mem, imem):
    """Compute y = tanh(x).

    The arguments are described at the top of the file.
    """
    wide_vectors()
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = elementary.tanh(x[i])


@kernel
def tanh_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (1 − y²).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        dx[i] = dy[i] * (one - y[i] * y[i])


@kernel
def tanhshrink_forward(row, ctx, fp, mem, imem):
    """Compute y = x − tanh(x).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = x[i] - elementary.tanh(x[i])


@kernel
def tanhshrink_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy tanh²(x).

    The arguments are described at the top of the file.
    """
    wide_vectors()
    x, y, dx, dy = sides(row, ctx, mem)
    for i in range(x.size):
        t = elementary.tanh(x[i])  # x − y has lost it where x is large
        dx[i] = dy[i] * t * t
