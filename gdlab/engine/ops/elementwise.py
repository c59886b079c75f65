"""What all activation functions that act on single numbers share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import Kernel, view1
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer


class Elementwise(Layer):
    """The base of activations that map each number by itself; a subclass gives kernels and constants."""

    is_rectifier: ClassVar[bool] = False

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        raise NotImplementedError

    def constants(self) -> Sequence[float]:
        """Return the float64 constants that the kernels read at ``fp[row[FP] + i]``."""
        return ()

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        y = builder.tensor(x.shape)
        forward, backward = self.kernels()
        kind = self.is_rectifier
        builder.emit(forward, backward, x, y, floats=self.constants(), is_rectifier=kind, by_example=True)
        return y


@njit(nogil=True, cache=True)
def ends(row, ctx, mem):
    """Return the numbers that come in and the place of those that go out, flat, for a forward kernel.

    Args:
        row: the layer's row; X, XN and Y are read.
        ctx: the context; BATCH is read.
        mem: the float arena.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    return view1(mem, row[abi.X], n), view1(mem, row[abi.Y], n)


@njit(nogil=True, cache=True)
def sides(row, ctx, mem):
    """Return x, y, dx and dy, flat, for a backward kernel.

    Args:
        row: the layer's row; X, XN, Y, DX and DY are read.
        ctx: the context; BATCH is read.
        mem: the float arena.
    """
    n = ctx[abi.BATCH] * row[abi.XN]
    x, y = view1(mem, row[abi.X], n), view1(mem, row[abi.Y], n)
    return x, y, view1(mem, row[abi.DX], n), view1(mem, row[abi.DY], n)
