"""Softmax and its logarithm.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch · outer, n, inner) numbers
that are normalised along the middle axis, and its own integers: outer, n, inner; ``ctx`` gives BATCH, the examples of
the chunk; ``mem`` is the float arena; ``fp`` and ``imem`` are not used.
"""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view3
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.products import elementary
from gdlab.spec.base import knob


class _Normalising(Layer):
    """The base of layers that normalise along one axis."""

    dim: int = knob(
        -1, "Axis, counted as PyTorch does: 0 is the batch, 1 features or channels, -1 the last.", ge=-4, le=3
    )

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        raise NotImplementedError

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        axes = len(x.shape)
        axis = self.dim - 1 if self.dim > 0 else axes + self.dim
        if self.dim == 0 or not 0 <= axis < axes:
            raise builder.refuse(
                self, f"cannot act along dim {self.dim}: an input of {axes + 1} axes with the batch has 1 to {axes}"
            )
        stored = (*x.shape[1:], x.shape[0]) if axes == 3 else x.shape  # images: channels last
        at = (axis - 1) % 3 if axes == 3 else axis
        y = builder.tensor(x.shape)
        forward, backward = self.kernels()
        builder.emit(forward, backward, x, y, ints=(prod(stored[:at]), stored[at], prod(stored[at + 1 :])))
        return y


class Softmax(_Normalising):
    r"""Probabilities from logits along an axis.

    .. math:: f(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}

    CrossEntropyLoss takes logits: it has a softmax of its own.

    PyTorch's name: ``torch.nn.Softmax``.

    >>> from gdlab.engine.ops.softmax import Softmax
    >>> Softmax(dim=1).output_shape((10,))
    (10,)
    """

    type: Literal["Softmax"] = "Softmax"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return softmax_forward, softmax_backward


class LogSoftmax(_Normalising):
    r"""Logarithms of probabilities from logits along an axis, as NLLLoss takes them.

    .. math:: f(x)_i = x_i - \log \sum_j e^{x_j}

    PyTorch's name: ``torch.nn.LogSoftmax``.

    >>> from gdlab.engine.ops.softmax import LogSoftmax
    >>> LogSoftmax(dim=1).output_shape((10,))
    (10,)
    """

    type: Literal["LogSoftmax"] = "LogSoftmax"

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return log_softmax_forward, log_softmax_backward


@kernel
def softmax_forward(row, ctx, fp, mem, imem):
    """Compute y = e^(x − max) / Σ e^(x − max).

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    x, y = view3(mem, row[abi.X], outer, n, inner), view3(mem, row[abi.Y], outer, n, inner)
    one = x.dtype.type(1)
    for i in range(outer):
        for k in range(inner):
            top = x[i, 0, k]
            for j in range(n):
                top = max(top, x[i, j, k])
            mass = x.dtype.type(0)
            for j in range(n):
                e = elementary.exp(x[i, j, k] - top)
                y[i, j, k] = e
                mass += e
            scale = one / mass
            for j in range(n):
                y[i, j, k] *= scale


@kernel
def softmax_backward(row, ctx, fp, mem, imem):
    """Compute dx = y (dy − Σ y dy).

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    y, dy = view3(mem, row[abi.Y], outer, n, inner), view3(mem, row[abi.DY], outer, n, inner)
    dx = view3(mem, row[abi.DX], outer, n, inner)
    for i in range(outer):
        for k in range(inner):
            shared = y.dtype.type(0)
            for j in range(n):
                shared += y[i, j, k] * dy[i, j, k]
            for j in range(n):
                dx[i, j, k] = y[i, j, k] * (dy[i, j, k] - shared)


@kernel
def log_softmax_forward(row, ctx, fp, mem, imem):
    """Compute y = x − max − log Σ e^(x − max).

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    x, y = view3(mem, row[abi.X], outer, n, inner), view3(mem, row[abi.Y], outer, n, inner)
    for i in range(outer):
        for k in range(inner):
            top = x[i, 0, k]
            for j in range(n):
                top = max(top, x[i, j, k])
            mass = x.dtype.type(0)
            for j in range(n):
                mass += elementary.exp(x[i, j, k] - top)
            rest = np.log(mass)
            for j in range(n):
                y[i, j, k] = (x[i, j, k] - top) - rest


@kernel
def log_softmax_backward(row, ctx, fp, mem, imem):
    """Compute dx = dy − e^y Σ dy.

    The arguments are described at the top of the file.
    """
    outer, n, inner = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    y, dy = view3(mem, row[abi.Y], outer, n, inner), view3(mem, row[abi.DY], outer, n, inner)
    dx = view3(mem, row[abi.DX], outer, n, inner)
    for i in range(outer):
        for k in range(inner):
            shared = y.dtype.type(0)
            for j in range(n):
                shared += dy[i, j, k]
            for j in range(n):
                dx[i, j, k] = dy[i, j, k] - elementary.exp(y[i, j, k]) * shared
