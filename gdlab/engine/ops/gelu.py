"""The Gaussian error linear unit.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.spec.base import knob

_ROOT_HALF = np.sqrt(0.5)
_DENSITY = np.sqrt(0.5 / np.pi)
_ROOT_2_PI = np.sqrt(2.0 / np.pi)
_CUBE = 0.044715


class GELU(Elementwise):
    r"""The Gaussian error linear unit, exact or in its tanh form (Hendrycks and Gimpel 2016).

    .. math:: f(x) = x\,\Phi(x) = \tfrac{x}{2}\left(1 + \mathrm{erf}(x/\sqrt{2})\right),\quad
       f_{\tanh}(x) = \tfrac{x}{2}\left(1 + \tanh\left(\sqrt{2/\pi}\,(x + 0.044715\,x^3)\right)\right)

    PyTorch's name: ``torch.nn.GELU``.

    >>> from gdlab.engine.ops.gelu import GELU
    >>> GELU(approximate="tanh").output_shape((64,))
    (64,)
    """

    type: Literal["GELU"] = "GELU"
    approximate: Literal["none", "tanh"] = knob("none", "Exact, or the paper's formula with tanh.")

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        if self.approximate == "tanh":
            return gelu_tanh_forward, gelu_tanh_backward
        return gelu_forward, gelu_backward


@kernel
def gelu_forward(row, ctx, fp, mem, imem):
    """Compute y = x Φ(x).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    half, one, root = real(0.5), real(1), real(_ROOT_HALF)
    for i in range(x.size):
        y[i] = half * x[i] * (one + elementary.erf(root * x[i]))


@kernel
def gelu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy (Φ(x) + x φ(x)).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    half, one, root, density = real(0.5), real(1), real(_ROOT_HALF), real(_DENSITY)
    for i in range(x.size):
        below = half * (one + elementary.erf(root * x[i]))
        dx[i] = dy[i] * (below + density * x[i] * elementary.exp(-half * x[i] * x[i]))


@kernel
def gelu_tanh_forward(row, ctx, fp, mem, imem):
    """Compute y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    real = x.dtype.type
    half, one, root, cube = real(0.5), real(1), real(_ROOT_2_PI), real(_CUBE)
    for i in range(x.size):
        inner = root * (x[i] + cube * x[i] * x[i] * x[i])
        y[i] = half * x[i] * (one + elementary.tanh(inner))


@kernel
def gelu_tanh_backward(row, ctx, fp, mem, imem):
    """Compute the derivative of the tanh form.

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    real = x.dtype.type
    half, one, root, cube, three = real(0.5), real(1), real(_ROOT_2_PI), real(_CUBE), real(3 * _CUBE)
    for i in range(x.size):
        square = x[i] * x[i]
        t = elementary.tanh(root * x[i] * (one + cube * square))
        slope = half * x[i] * (one - t * t) * root * (one + three * square)
        dx[i] = dy[i] * (half * (one + t) + slope)
