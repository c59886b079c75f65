"""Flatten axes into one.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, channels · pixels) numbers,
and its own integers: channels, pixels; ``ctx`` gives BATCH, the examples of the chunk; ``mem`` is the float arena;
``fp`` and ``imem`` are not used.
"""

from __future__ import annotations

from math import prod
from typing import Literal

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view3
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.spec.base import knob


class Flatten(Layer):
    """The axes from ``start_dim`` to ``end_dim`` joined into one, in PyTorch's order (channel, row, column).

    Axis 0 is the batch and stays. Images are stored with their channels last, so they are copied; all else is free.

    PyTorch's name: ``torch.nn.Flatten``.

    >>> from gdlab.engine.ops.flatten import Flatten
    >>> Flatten().output_shape((16, 7, 7))
    (784,)
    """

    type: Literal["Flatten"] = "Flatten"
    start_dim: int = knob(1, "First axis to flatten; 0 is the batch.", ge=-3, le=3)
    end_dim: int = knob(-1, "Last axis to flatten; -1 is the last.", ge=-3, le=3)

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Merge the axes of the shape."""
        axes = len(x.shape)
        first, last = (d - 1 if d > 0 else axes + d for d in (self.start_dim, self.end_dim))
        if self.start_dim == 0 or self.end_dim == 0 or not 0 <= first <= last < axes:
            raise builder.refuse(
                self, f"cannot flatten axes {self.start_dim} to {self.end_dim} of an input with axes 1 to {axes}"
            )
        shape = (*x.shape[:first], prod(x.shape[first : last + 1]), *x.shape[last + 1 :])
        if shape == x.shape:
            return x
        channels, pixels = x.shape[0], prod(x.shape[1:])
        if axes != 3 or channels == 1 or pixels == 1:
            return builder.alias(x, shape)
        y = builder.tensor(shape)
        builder.emit(flatten_forward, flatten_backward, x, y, ints=(channels, pixels), by_example=True)
        return y


@kernel
def flatten_forward(row, ctx, fp, mem, imem):
    """Copy (pixel, channel) to (channel, pixel).

    The arguments are described at the top of the file.
    """
    n, channels, pixels = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    x, y = view3(mem, row[abi.X], n, pixels, channels), view3(mem, row[abi.Y], n, channels, pixels)
    for i in range(n):
        for c in range(channels):
            for p in range(pixels):
                y[i, c, p] = x[i, p, c]


@kernel
def flatten_backward(row, ctx, fp, mem, imem):
    """Copy (channel, pixel) to (pixel, channel).

    The arguments are described at the top of the file.
    """
    n, channels, pixels = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    dx, dy = view3(mem, row[abi.DX], n, pixels, channels), view3(mem, row[abi.DY], n, channels, pixels)
    for i in range(n):
        for p in range(pixels):
            for c in range(channels):
                dx[i, p, c] = dy[i, c, p]
