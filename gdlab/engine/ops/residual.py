"""Residual blocks: y = layers(x) + shortcut(x) (He, Zhang, Ren and Sun 2015).

Arguments of the kernels: ``row`` gives X, X2 and Y, offsets of (batch, XN) numbers, and DX, DX2 and DY, of their
gradients, −1 where nothing needs one, BACKWARD, and for the padding its own integers: channels C, rows H and columns
W of the input, channels O, rows OH and columns OW of the output, strides DOWN and ACROSS; ``ctx`` gives BATCH and
GRADIENT and takes KINK_HITS; ``fp`` gives KINK; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from pydantic import Field

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import copy, kernel, shift, view1, view2
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.network.tensors import RectifiedVariant
from gdlab.engine.ops.base import Layer, as_layers
from gdlab.engine.ops.conv import Conv2d
from gdlab.spec.base import knob, member
from gdlab.spec.kinds import AnyLayer

#: Where the kernels of padding find the shapes of input and output, and the stride.
(C, H, W, O, OH, OW, DOWN, ACROSS) = (abi.INT + i for i in range(8))


class Residual(Layer):
    r"""A list of layers with a shortcut around them.

    .. math:: y = \mathrm{layers}(x) + \mathrm{shortcut}(x)

    Shapes: those of ``layers``. The shortcut is

    - ``"identity"``: the input itself; the layers must keep its shape;
    - ``"pad"``: every s-th row and column of the input, with channels of zeros after its own (option A of He et al.
      2015, without parameters), where s is the factor by which the layers shrink the image;
    - ``"projection"``: a 1×1 convolution with stride s, and batch normalisation if ``batch_norm`` (option B).

    Parameters are named ``layers.0.weight``, ``shortcut.0.weight`` and so on. No activation follows the sum.

    >>> from gdlab.engine.ops.residual import Residual
    >>> Residual(layers=["Linear(out_features=64)", "Tanh"]).output_shape((64,))
    (64,)
    """

    type: Literal["Residual"] = "Residual"
    layers: tuple[AnyLayer, ...] = Field(default=(), description="The layers that the shortcut goes around.")
    shortcut: Literal["identity", "pad", "projection"] = knob(
        "identity", "What is added: the input, the input thinned and padded with zeros, or a 1×1 convolution of it."
    )
    batch_norm: bool = knob(True, "Normalise a projection over the batch.")

    @classmethod
    def example_fields(cls, shape: tuple[int, ...] = ()) -> dict[str, Any]:
        """Return layers that keep the shape of their input."""
        if len(shape) == 1:
            return {"layers": (f"Linear(out_features={shape[0]})", "ReLU")}
        if len(shape) == 3:
            return {"layers": (f"Conv2d(out_channels={shape[0]}, kernel_size=3, padding=1)", "ReLU")}
        return {"layers": ("ReLU",)}

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Fork the input, build the layers and the shortcut, and add."""
        if not self.layers:
            raise builder.refuse(self, "needs at least one layer; add some, or remove it")
        second = builder.fork(x)
        builder.emit(fork_forward, fork_backward, x, second, by_example=True)
        with builder.scope("layers"):
            y = builder.build(as_layers(self.layers), x)
        beside = self._shortcut(builder, second, y)
        total = builder.tensor(y.shape)
        shared = builder.share_gradient(y, total) and builder.share_gradient(beside, total)
        rectified = RectifiedVariant(add_relu_forward, add_relu_backward)
        backward = None if shared else add_backward
        builder.emit(add_forward, backward, y, total, x2=beside, rectified=rectified, by_example=True)
        return total

    def _shortcut(self, builder: Builder, x: Tensor, y: Tensor) -> Tensor:
        if self.shortcut == "identity":
            if x.shape != y.shape:
                raise builder.refuse(
                    self,
                    f"has layers that turn {x.shape} into {y.shape}; an identity shortcut needs equal shapes: "
                    'change the layers, or set shortcut = "pad" or "projection"',
                )
            return x
        stride = self._stride(builder, x, y)
        if self.shortcut == "projection":
            return self._projection(builder, x, y.shape[0], stride)
        if y.shape[0] < x.shape[0]:
            raise builder.refuse(
                self, f"has layers that turn {x.shape[0]} channels into {y.shape[0]}; padding can only add channels"
            )
        padded = builder.tensor(y.shape)
        builder.emit(pad_forward, pad_backward, x, padded, ints=(*x.shape, *y.shape, *stride), by_example=True)
        return padded

    def _stride(self, builder: Builder, x: Tensor, y: Tensor) -> tuple[int, int]:
        """Return by how much the layers thin rows and columns."""
        if len(x.shape) != 3 or len(y.shape) != 3:
            raise builder.refuse(
                self,
                f'has shapes {x.shape} and {y.shape}; shortcut = "{self.shortcut}" needs (channels, height, width)',
            )
        rows, columns = -(-x.shape[1] // y.shape[1]), -(-x.shape[2] // y.shape[2])
        if (-(-x.shape[1] // rows), -(-x.shape[2] // columns)) != y.shape[1:]:
            raise builder.refuse(
                self,
                f"has layers that turn {x.shape[1]}×{x.shape[2]} into {y.shape[1]}×{y.shape[2]}, which no stride of "
                "the shortcut does; use padding that keeps the size",
            )
        return rows, columns

    def _projection(self, builder: Builder, x: Tensor, channels: int, stride: tuple[int, int]) -> Tensor:
        with builder.scope("shortcut"):
            with builder.scope("0"):
                y = Conv2d(out_channels=channels, kernel_size=1, stride=stride, bias=not self.batch_norm).build(
                    builder, x
                )
            if self.batch_norm:
                with builder.scope("1"):
                    y = member("layer", "BatchNorm2d")().build(builder, y)  # type: ignore[attr-defined]
        return y


@kernel
def fork_forward(row, ctx, fp, mem, imem):
    """Do nothing: both readers read the same numbers.

    The arguments are described at the top of the file.
    """


@kernel
def fork_backward(row, ctx, fp, mem, imem):
    """Add the second reader's gradient to the first one's.

    The arguments are described at the top of the file.
    """
    if row[abi.DX] < 0 or row[abi.DY] < 0:
        return
    n = ctx[abi.BATCH] * row[abi.XN]
    dx, dy = view1(mem, row[abi.DX], n), view1(mem, row[abi.DY], n)
    for i in range(n):
        dx[i] += dy[i]


@kernel
def add_forward(row, ctx, fp, mem, imem):
    """Compute y = x + x2.

    The arguments are described at the top of the file.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    x, x2, y = view1(mem, row[abi.X], n), view1(mem, row[abi.X2], n), view1(mem, row[abi.Y], n)
    for i in range(n):
        y[i] = x[i] + x2[i]


@kernel
def add_backward(row, ctx, fp, mem, imem):
    """Copy the gradient to both sides, where they could not share it.

    The arguments are described at the top of the file.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    dy = shift(mem, row[abi.DY])
    if row[abi.DX] >= 0 and row[abi.DX] != row[abi.DY]:
        copy(dy, shift(mem, row[abi.DX]), n)
    if row[abi.DX2] >= 0 and row[abi.DX2] != row[abi.DY]:
        copy(dy, shift(mem, row[abi.DX2]), n)


@kernel
def add_relu_forward(row, ctx, fp, mem, imem):
    """Compute y = max(0, x + x2); a NaN stays a NaN. Count the kinks hit if a backward pass follows.

    The arguments are described at the top of the file.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    x, x2, y = view1(mem, row[abi.X], n), view1(mem, row[abi.X2], n), view1(mem, row[abi.Y], n)
    zero, one = x.dtype.type(0), x.dtype.type(1)
    hits = zero  # counted in the arena's precision, which keeps the vectors whole
    for i in range(n):
        z = x[i] + x2[i]
        hits += one if z == zero else zero
        y[i] = zero if z <= zero else z
    if ctx[abi.GRADIENT] and row[abi.BACKWARD] >= 0:
        ctx[abi.KINK_HITS] += np.int64(hits)


@kernel
def add_relu_backward(row, ctx, fp, mem, imem):
    """Compute dx = dx2 = dy where the sum was positive, kink · dy where it was 0.

    The arguments are described at the top of the file.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    to = row[abi.DX] if row[abi.DX] >= 0 else row[abi.DX2]
    x, x2, y = view1(mem, row[abi.X], n), view1(mem, row[abi.X2], n), view1(mem, row[abi.Y], n)
    dx, dy = view1(mem, to, n), view1(mem, row[abi.DY], n)
    zero, kink = x.dtype.type(0), x.dtype.type(fp[abi.KINK])
    if kink == zero:
        for i in range(n):
            dx[i] = dy[i] if y[i] > zero else zero
    else:
        for i in range(n):
            z = x[i] + x2[i]
            dx[i] = dy[i] if z > zero else (kink * dy[i] if z == zero else zero)
    if row[abi.DX2] >= 0 and row[abi.DX2] != to:
        copy(shift(mem, to), shift(mem, row[abi.DX2]), n)


@kernel
def pad_forward(row, ctx, fp, mem, imem):
    """Write every s-th row and column, and zeros in the channels beyond.

    The arguments are described at the top of the file.
    """
    c, h, w, o, oh, ow, down, across = row[C], row[H], row[W], row[O], row[OH], row[OW], row[DOWN], row[ACROSS]
    for b in range(ctx[abi.BATCH]):
        x = view2(mem, row[abi.X] + b * row[abi.XN], h * w, c)
        y = view2(mem, row[abi.Y] + b * row[abi.YN], oh * ow, o)
        y[:, :] = x.dtype.type(0)
        for i in range(oh):
            for j in range(ow):
                for k in range(c):
                    y[i * ow + j, k] = x[i * down * w + j * across, k]


@kernel
def pad_backward(row, ctx, fp, mem, imem):
    """Give the gradient back to the rows and columns that were kept.

    The arguments are described at the top of the file.
    """
    if row[abi.DX] < 0:
        return
    c, h, w, o, oh, ow, down, across = row[C], row[H], row[W], row[O], row[OH], row[OW], row[DOWN], row[ACROSS]
    for b in range(ctx[abi.BATCH]):
        dx = view2(mem, row[abi.DX] + b * row[abi.XN], h * w, c)
        dy = view2(mem, row[abi.DY] + b * row[abi.YN], oh * ow, o)
        dx[:, :] = dx.dtype.type(0)
        for i in range(oh):
            for j in range(ow):
                for k in range(c):
                    dx[i * down * w + j * across, k] = dy[i * ow + j, k]
