"""Dropout of single numbers and of whole channels.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, repeats, units) numbers,
SCRATCH, where the mask (batch, units) stands, STREAM, the number of the layer's random stream, FP, and its own
integers: repeats, units; ``ctx`` gives BATCH, FIRST, STEP, TRAIN and DROPOUT_KEY; ``fp`` gives at FP p in units of
2⁻⁵³ and the factor of what is kept; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiled_streams import draw
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import kernel, view1, view2, view3
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.products.float_bits import wide_vectors
from gdlab.spec.base import knob

_BITS = np.uint64(11)


class Dropout(Layer):
    r"""Numbers set to 0 with probability p while training, the rest scaled by 1/(1−p) (Srivastava et al. 2014).

    .. math:: y = \frac{m}{1 - p}\, x,\quad m \sim \mathrm{Bernoulli}(1 - p)

    The mask is a pure function of seed, layer, step and the number's position in the mini-batch: runs of a race share
    it, and neither chunks nor a resumed run change it.

    PyTorch's name: ``torch.nn.Dropout``.

    >>> from gdlab.engine.ops.dropout import Dropout
    >>> Dropout(p=0.2).output_shape((64,))
    (64,)
    """

    type: Literal["Dropout"] = "Dropout"
    p: float = knob(0.5, "Probability that a number is dropped.", ge=0, le=1)

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape."""
        y = builder.tensor(x.shape)
        builder.emit(
            dropout_forward,
            dropout_backward,
            x,
            y,
            floats=_chances(self.p),
            ints=(1, x.size),
            scratch=(x.size, 0),
        )
        return y


class Dropout2d(Layer):
    r"""Whole channels of an image set to 0 with probability p while training (Tompson et al. 2015).

    .. math:: y_c = \frac{m_c}{1 - p}\, x_c,\quad m_c \sim \mathrm{Bernoulli}(1 - p)

    PyTorch's name: ``torch.nn.Dropout2d``.

    >>> from gdlab.engine.ops.dropout import Dropout2d
    >>> Dropout2d(p=0.2).output_shape((16, 28, 28))
    (16, 28, 28)
    """

    type: Literal["Dropout2d"] = "Dropout2d"
    p: float = knob(0.5, "Probability that a channel is dropped.", ge=0, le=1)

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape (channels, height, width)."""
        if len(x.shape) != 3:
            raise builder.refuse(self, f"needs images (channels, height, width), not {x.shape}")
        y = builder.tensor(x.shape)
        channels = x.shape[0]
        builder.emit(
            dropout_forward,
            dropout_backward,
            x,
            y,
            floats=_chances(self.p),
            ints=(x.size // channels, channels),
            scratch=(channels, 0),
        )
        return y


def _chances(p: float) -> Sequence[float]:
    """Return p in units of 2⁻⁵³ and the factor of what is kept."""
    return p * 2.0**53, 0.0 if p >= 1.0 else 1.0 / (1.0 - p)


@njit(nogil=True, cache=True)
def _fill(mask, key, first, bound, scale, zero):
    """Write scale or zero for draws ``first`` and on of a stream."""
    wide_vectors()
    for i in range(mask.size):
        mask[i] = zero if np.int64(draw(key, first + i) >> _BITS) < bound else scale


@njit(nogil=True, cache=True)
def _sizes(row, ctx):
    """Return examples, repeats and units; without repeats all examples are one, since a long row is quicker."""
    n, repeats, units = ctx[abi.BATCH], row[abi.INT], row[abi.INT + 1]
    return (1, 1, n * units) if repeats == 1 else (n, repeats, units)


@kernel
def dropout_forward(row, ctx, fp, mem, imem):
    """Draw the mask (examples, units), keep it for the way back, and compute y = mask · x for each repeat.

    The arguments are described at the top of the file.
    """
    n, repeats, units = _sizes(row, ctx)
    x, y = view3(mem, row[abi.X], n, repeats, units), view3(mem, row[abi.Y], n, repeats, units)
    mask = view1(mem, row[abi.SCRATCH], n * units)
    real = mask.dtype.type
    if ctx[abi.TRAIN] == 0:
        mask[:] = real(1)
    else:
        layer = np.int64(draw(ctx[abi.DROPOUT_KEY], row[abi.STREAM]))
        key = np.int64(draw(layer, ctx[abi.STEP]))  # pyright: ignore[reportArgumentType]
        bound, scale = np.int64(fp[row[abi.FP]]), real(fp[row[abi.FP] + 1])
        _fill(mask, key, ctx[abi.FIRST] * row[abi.INT + 1], bound, scale, real(0))
    by_unit = view2(mem, row[abi.SCRATCH], n, units)
    for i in range(n):
        for r in range(repeats):
            for j in range(units):
                y[i, r, j] = by_unit[i, j] * x[i, r, j]


@kernel
def dropout_backward(row, ctx, fp, mem, imem):
    """Compute dx = mask · dy.

    The arguments are described at the top of the file.
    """
    n, repeats, units = _sizes(row, ctx)
    dx, dy = view3(mem, row[abi.DX], n, repeats, units), view3(mem, row[abi.DY], n, repeats, units)
    mask = view2(mem, row[abi.SCRATCH], n, units)
    for i in range(n):
        for r in range(repeats):
            for j in range(units):
                dx[i, r, j] = mask[i, j] * dy[i, r, j]
