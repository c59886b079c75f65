"""The logistic function and its logarithm.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY too), offsets of (batch, XN) numbers, and XN;
``ctx`` gives BATCH, the examples of the chunk; ``fp`` is not used; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Literal

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.ops.elementwise import Elementwise, ends, sides
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors


class Sigmoid(Elementwise):
    r"""The logistic function.

    .. math:: f(x) = \sigma(x) = \frac{1}{1 + e^{-x}}

    PyTorch's name: ``torch.nn.Sigmoid``.

    >>> from gdlab.engine.ops.sigmoid import Sigmoid
    >>> Sigmoid().output_shape((64,))
    (64,)
    """

    type: Literal["Sigmoid"] = "Sigmoid"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return sigmoid_forward, sigmoid_backward


class LogSigmoid(Elementwise):
    r"""The logarithm of the logistic function.

    .. math:: f(x) = \log\frac{1}{1 + e^{-x}}

    PyTorch's name: ``torch.nn.LogSigmoid``.

    >>> from gdlab.engine.ops.sigmoid import LogSigmoid
    >>> LogSigmoid().output_shape((64,))
    (64,)
    """

    type: Literal["LogSigmoid"] = "LogSigmoid"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return log_sigmoid_forward, log_sigmoid_backward


@kernel
def sigmoid_forward(row, ctx, fp, mem, imem):
    """Compute y = σ(x).

    The arguments are described at the top of the file.
    """
    wide_vectors()
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = elementary.sigmoid(x[i])


@kernel
def sigmoid_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy y (1 − y).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    one = x.dtype.type(1)
    for i in range(x.size):
        dx[i] = dy[i] * y[i] * (one - y[i])


@kernel
def log_sigmoid_forward(row, ctx, fp, mem, imem):
    """Compute y = −softplus(−x).

    The arguments are described at the top of the file.
    """
    x, y = ends(row, ctx, mem)
    for i in range(x.size):
        y[i] = -elementary.softplus(-x[i])


@kernel
def log_sigmoid_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy σ(−x).

    The arguments are described at the top of the file.
    """
    x, y, dx, dy = sides(row, ctx, mem)
    for i in range(x.size):
        dx[i] = dy[i] * elementary.sigmoid(-x[i])
