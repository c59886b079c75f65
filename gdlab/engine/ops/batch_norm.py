"""Batch normalisation."""

from __future__ import annotations

from math import prod
from typing import Annotated, ClassVar, Literal

import numpy as np
from numba import njit
from pydantic import Field

from gdlab.engine import abi
from gdlab.engine.native import FASTMATH, kernel, view1, view2, view3
from gdlab.engine.ops.base import Layer
from gdlab.engine.program import Builder, Tensor
from gdlab.spec.base import knob

_WIDE = 128  # columns that make a loop worth a vector instruction
_BLOCK = 64  # rows summed in the arena's precision before they join the total


def _folds(channels: int) -> int:
    """Return how many rows of few channels are taken as one long row."""
    return max(1, _WIDE // channels)


class _BatchNorm(Layer):
    """Normalise each channel over the mini-batch (Ioffe and Szegedy 2015)."""

    axes: ClassVar[tuple[int, ...]] = ()
    wants: ClassVar[str] = ""
    eps: float = knob(1e-5, "Added to the variance for stability.", ge=0, log=True)
    momentum: Annotated[float, Field(ge=0, le=1)] | Literal["cumulative"] = knob(
        0.1, "Share of a new batch in the running statistics; cumulative is their plain mean."
    )
    affine: bool = knob(True, "Scale and shift each channel by trained parameters.")
    track_running_stats: bool = knob(True, "Evaluate with running statistics rather than the batch's own.")

    def plan(self, builder: Builder, x: Tensor) -> Tensor:
        """Keep the shape; couple the examples of a mini-batch."""
        if len(x.shape) not in self.axes:
            raise builder.refuse(self, f"needs {self.wants}, not {x.shape}")
        builder.couples_batch = True
        channels = x.shape[0]
        pixels = prod(x.shape[1:]) if len(x.shape) == 3 else 1  # images are stored with their channels last
        parameters, buffers = [], []
        if self.affine:
            parameters = [
                builder.parameter("weight", (channels,), lambda shape, _: np.ones(shape), axes=(0,)),
                builder.parameter("bias", (channels,), lambda shape, _: np.zeros(shape), axes=(0,)),
            ]
        if self.track_running_stats:
            buffers = [
                builder.buffer("running_mean", (channels,), 0.0),
                builder.buffer("running_var", (channels,), 1.0),
                builder.buffer("num_batches_tracked", (), 0.0),
            ]
        y = builder.tensor(x.shape)
        momentum = -1.0 if self.momentum == "cumulative" else float(self.momentum)
        builder.emit(
            batch_norm_forward,
            batch_norm_backward,
            x,
            y,
            parameters=parameters,
            buffers=buffers,
            floats=(self.eps, momentum),
            ints=(pixels, channels, x.size // (pixels * channels), int(self.affine), _folds(channels)),
            scratch=(0, 6 * channels * _folds(channels)),
        )
        return y


class BatchNorm1d(_BatchNorm):
    """Normalise features (C) or channels (C, L) over the mini-batch (Ioffe and Szegedy 2015).

    Parameters ``weight`` and ``bias`` (C); buffers ``running_mean``, ``running_var`` (unbiased) and
    ``num_batches_tracked``. A mini-batch of one number a channel has variance 0 here, where PyTorch refuses it.
    """

    type: Literal["BatchNorm1d"] = "BatchNorm1d"
    axes: ClassVar[tuple[int, ...]] = (1, 2)
    wants: ClassVar[str] = "an input of one or two axes, (features) or (channels, length)"


class BatchNorm2d(_BatchNorm):
    """Normalise each channel of images (C, H, W) over the mini-batch and all pixels; otherwise as BatchNorm1d."""

    type: Literal["BatchNorm2d"] = "BatchNorm2d"
    axes: ClassVar[tuple[int, ...]] = (3,)
    wants: ClassVar[str] = "images (channels, height, width)"


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _sums(a, b, shift, total, part):
    """Write Σ a · (b − shift) by channel into ``total``; a and b are (rows, channels, length).

    Blocks of rows are summed first, so that the error does not grow with the number of rows.
    """
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, rows, _BLOCK):
        part[:] = zero
        for i in range(first, min(first + _BLOCK, rows)):
            for c in range(channels):
                s = zero
                for k in range(length):
                    s += a[i, c, k] * (b[i, c, k] - shift[c])
                part[c] += s
        for c in range(channels):
            total[c] += part[c]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _plain_sums(a, total, part):
    """Write Σ a by channel into ``total``."""
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, rows, _BLOCK):
        part[:] = zero
        for i in range(first, min(first + _BLOCK, rows)):
            for c in range(channels):
                for k in range(length):
                    part[c] += a[i, c, k]
        for c in range(channels):
            total[c] += part[c]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _squares(a, shift, total, part):
    """Write Σ (a − shift)² by channel into ``total``."""
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, rows, _BLOCK):
        part[:] = zero
        for i in range(first, min(first + _BLOCK, rows)):
            for c in range(channels):
                for k in range(length):
                    d = a[i, c, k] - shift[c]
                    part[c] += d * d
        for c in range(channels):
            total[c] += part[c]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _spread(values, channels):
    """Repeat the first ``channels`` numbers to the end."""
    for j in range(channels, values.size):
        values[j] = values[j - channels]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _fold(part, total):
    """Add a long row's sums to the totals by channel."""
    channels = total.size
    for j in range(0, part.size, channels):
        for c in range(channels):
            total[c] += part[j + c]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _long_sums(a, total, part):
    """Write Σ a by channel into ``total``; ``a`` is (long rows, folds · channels)."""
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, a.shape[0], _BLOCK):
        part[:] = zero
        for i in range(first, min(first + _BLOCK, a.shape[0])):
            row = a[i]
            for j in range(part.size):
                part[j] += row[j]
        _fold(part, total)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _long_squares(a, shift, total, part):
    """Write Σ (a − shift)² by channel into ``total``."""
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, a.shape[0], _BLOCK):
        part[:] = zero
        for i in range(first, min(first + _BLOCK, a.shape[0])):
            row = a[i]
            for j in range(part.size):
                d = row[j] - shift[j]
                part[j] += d * d
        _fold(part, total)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _long_moments(dy, x, shift, plain, total, part, other):
    """Write Σ dy into ``plain`` and Σ dy · (x − shift) into ``total``, by channel."""
    zero = x.dtype.type(0)
    plain[:] = zero
    total[:] = zero
    for first in range(0, x.shape[0], _BLOCK):
        part[:] = zero
        other[:] = zero
        for i in range(first, min(first + _BLOCK, x.shape[0])):
            d, row = dy[i], x[i]
            for j in range(part.size):
                other[j] += d[j]
                part[j] += d[j] * (row[j] - shift[j])
        _fold(part, total)
        _fold(other, plain)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _long_scale(x, mean, factor, offset, y):
    """Compute y = (x − mean) · factor + offset."""
    for i in range(x.shape[0]):
        source, target = x[i], y[i]
        for j in range(mean.size):
            target[j] = (source[j] - mean[j]) * factor[j] + offset[j]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _long_gradient(dy, x, mean, factor, shared, along, dx):
    """Compute dx = factor · (dy − shared − (x − mean) · along)."""
    for i in range(x.shape[0]):
        d, source, target = dy[i], x[i], dx[i]
        for j in range(mean.size):
            target[j] = factor[j] * (d[j] - shared[j] - (source[j] - mean[j]) * along[j])


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _scale(x, mean, factor, offset, y):
    """Compute y = (x − mean) · factor + offset by channel."""
    rows, channels, length = x.shape
    for i in range(rows):
        for c in range(channels):
            for k in range(length):
                y[i, c, k] = (x[i, c, k] - mean[c]) * factor[c] + offset[c]


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _folds_here(row, n, length):
    """Return how many rows are taken as one: a divisor of their number, as large as was planned for."""
    folds = row[abi.INT + 4] if length == 1 else 1
    while n % folds:
        folds -= 1
    return folds


@kernel
def batch_norm_forward(row, ctx, fp, mem, imem):
    """Normalise by the batch's statistics while training, by the running ones in evaluation."""
    n, channels, length = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    x, y = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.Y], n, channels, length)
    real = x.dtype.type
    at, run, h = row[abi.SCRATCH], row[abi.BUFFER], row[abi.FP]
    folds = _folds_here(row, n, length)
    wide = folds * channels
    means, factors, offsets = view1(mem, at, wide), view1(mem, at + 2 * wide, wide), view1(mem, at + 3 * wide, wide)
    mean, root = means[:channels], view1(mem, at + wide, channels)
    factor, offset, part = factors[:channels], offsets[:channels], view1(mem, at + 4 * wide, wide)
    long, out = view2(mem, row[abi.X], n // folds, wide), view2(mem, row[abi.Y], n // folds, wide)
    count = n * length
    if run >= 0 and ctx[abi.TRAIN] == 0:
        for c in range(channels):
            mean[c] = mem[run + c]
            root[c] = real(1) / np.sqrt(mem[run + channels + c] + real(fp[h]))
    else:
        share = real(1.0 / count)
        if length == 1:
            _long_sums(long, mean, part)
        else:
            _plain_sums(x, mean, part)
        for c in range(channels):
            mean[c] *= share
        if length == 1:
            _spread(means, channels)
            _long_squares(long, means, root, part)
        else:
            _squares(x, mean, root, part)
        if run >= 0:
            mem[run + 2 * channels] += real(1)
            new = fp[h + 1] if fp[h + 1] >= 0.0 else 1.0 / mem[run + 2 * channels]
            keep, take = real(1.0 - new), real(new)
            unbiased = real(new / max(count - 1, 1))
            for c in range(channels):
                mem[run + c] = keep * mem[run + c] + take * mean[c]
                mem[run + channels + c] = keep * mem[run + channels + c] + unbiased * root[c]
        for c in range(channels):
            root[c] = real(1) / np.sqrt(root[c] * share + real(fp[h]))
    if row[abi.INT + 3]:
        for c in range(channels):
            factor[c] = root[c] * mem[row[abi.W] + c]
            offset[c] = mem[row[abi.B] + c]
    else:
        factor[:] = root
        offset[:] = real(0)
    if length == 1:
        _spread(means, channels)
        _spread(factors, channels)
        _spread(offsets, channels)
        _long_scale(long, means, factors, offsets, out)
    else:
        _scale(x, mean, factor, offset, y)


@kernel
def batch_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dy x̂, db = Σ dy and dx = w/σ (dy − mean dy − x̂ mean(dy x̂))."""
    n, channels, length = ctx[abi.BATCH] * row[abi.INT], row[abi.INT + 1], row[abi.INT + 2]
    x, dy = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.DY], n, channels, length)
    at = row[abi.SCRATCH]
    folds = _folds_here(row, n, length)
    wide = folds * channels
    means, alongs, shares = view1(mem, at, wide), view1(mem, at + 2 * wide, wide), view1(mem, at + 3 * wide, wide)
    mean, root = means[:channels], view1(mem, at + wide, channels)
    along, shared, part = alongs[:channels], shares[:channels], view1(mem, at + 4 * wide, wide)
    long_x, long_dy = view2(mem, row[abi.X], n // folds, wide), view2(mem, row[abi.DY], n // folds, wide)
    real = x.dtype.type
    if length == 1:
        _long_moments(long_dy, long_x, means, shared, along, part, view1(mem, at + 5 * wide, wide))
    else:
        _plain_sums(dy, shared, part)
        _sums(dy, x, mean, along, part)  # Σ dy (x − mean) = σ Σ dy x̂
    affine = row[abi.INT + 3]
    if affine:
        dw, db = view1(mem, row[abi.DW], channels), view1(mem, row[abi.DB], channels)
        if ctx[abi.ACCUMULATE] == 0:
            dw[:] = real(0)
            db[:] = real(0)
        for c in range(channels):
            dw[c] += along[c] * root[c]
            db[c] += shared[c]
    if row[abi.DX] < 0:
        return
    dx = view3(mem, row[abi.DX], n, channels, length)
    fixed = row[abi.BUFFER] >= 0 and ctx[abi.TRAIN] == 0
    share = real(0) if fixed else real(1.0 / (n * length))
    for c in range(channels):
        along[c] *= share * root[c] * root[c]
        shared[c] *= share
        part[c] = root[c] * (mem[row[abi.W] + c] if affine else real(1))
    if length == 1:
        _spread(part, channels)
        _spread(shares, channels)
        _spread(alongs, channels)
        _long_gradient(long_dy, long_x, means, part, shares, alongs, view2(mem, row[abi.DX], n // folds, wide))
        return
    for i in range(n):
        for c in range(channels):
            for k in range(length):
                dx[i, c, k] = part[c] * (dy[i, c, k] - shared[c] - (x[i, c, k] - mean[c]) * along[c])
