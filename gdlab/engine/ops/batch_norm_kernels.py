"""The kernels of batch normalisation (Ioffe and Szegedy 2015), alone and with the rectifier that follows.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, pixels, channels, length)
numbers, W, DW, B and DB, the scale and the shift of each channel and their gradients, BUFFER, where running mean,
running variance and the count of batches stand, SCRATCH, 8 · channels · folds numbers, FP, and its own integers:
PIXELS, CHANNELS, LENGTH, AFFINE (1 with a scale, 2 with a shift too), FOLDS (rows that may be taken as one) and
RECTIFY (1 with the rectifier); ``ctx`` gives BATCH, TRAIN and ACCUMULATE and takes KINK_HITS; ``fp`` gives KINK, and
at FP eps and the momentum, −1 for a cumulative mean; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2, view3
from gdlab.engine.ops.batch_norm_loops import (
    column_gradient,
    long_gradient,
    long_moments,
    long_scale,
    long_statistics,
    products,
    scale,
    spread,
    squares,
    sums,
)

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

(PIXELS, CHANNELS, LENGTH, AFFINE, FOLDS, RECTIFY) = (abi.INT + i for i in range(6))


@njit(**_OPTIONS)
def _folds_here(row, n):
    """Return how many rows are taken as one: a divisor of their number, as large as was planned for."""
    folds = row[FOLDS] if row[LENGTH] == 1 else 1
    while n % folds:
        folds -= 1
    return folds


@njit(**_OPTIONS)
def _learn(row, ctx, fp, mem, mean, square, count):
    """Let the running statistics follow the batch's."""
    run, h, channels = row[abi.BUFFER], row[abi.FP], mean.size
    real = mean.dtype.type
    mem[run + 2 * channels] += real(1)
    new = fp[h + 1] if fp[h + 1] >= 0.0 else 1.0 / mem[run + 2 * channels]
    keep, take = real(1.0 - new), real(new)
    unbiased = real(new / max(count - 1, 1))
    for c in range(channels):
        mem[run + c] = keep * mem[run + c] + take * mean[c]
        mem[run + channels + c] = keep * mem[run + channels + c] + unbiased * square[c]


@njit(**_OPTIONS)
def _statistics(row, ctx, fp, mem, n, means, root, square, part, other):
    """Write each channel's mean and 1 / √(variance + eps): the batch's while training, else the running ones."""
    channels, length, run, h = row[CHANNELS], row[LENGTH], row[abi.BUFFER], row[abi.FP]
    mean, real = means[:channels], means.dtype.type
    if run >= 0 and ctx[abi.TRAIN] == 0:
        for c in range(channels):
            mean[c] = mem[run + c]
            root[c] = real(1) / np.sqrt(mem[run + channels + c] + real(fp[h]))
        return
    share = real(1.0 / (n * length))
    if length == 1:
        wide = means.size
        long_statistics(view2(mem, row[abi.X], n * channels // wide, wide), channels, means, square, part, other)
    else:
        x = view3(mem, row[abi.X], n, channels, length)
        sums(x, mean, part)
        for c in range(channels):
            mean[c] *= share
        squares(x, mean, square, part)
    if run >= 0:
        _learn(row, ctx, fp, mem, mean, square, n * length)
    for c in range(channels):
        root[c] = real(1) / np.sqrt(square[c] * share + real(fp[h]))


@kernel
def batch_norm_forward(row, ctx, fp, mem, imem):
    """Normalise by the batch's statistics while training, by the running ones in evaluation.

    The arguments are described at the top of the file.
    """
    n, channels, length = ctx[abi.BATCH] * row[PIXELS], row[CHANNELS], row[LENGTH]
    wide, at = _folds_here(row, n) * channels, row[abi.SCRATCH]
    means, root, square = view1(mem, at, wide), view1(mem, at + wide, channels), view1(mem, at + 2 * wide, wide)
    factors, offsets = view1(mem, at + 6 * wide, wide), view1(mem, at + 7 * wide, wide)
    _statistics(
        row, ctx, fp, mem, n, means, root, square, view1(mem, at + 4 * wide, wide), view1(mem, at + 5 * wide, wide)
    )
    for c in range(channels):
        factors[c] = root[c] * mem[row[abi.W] + c] if row[AFFINE] else root[c]
        offsets[c] = mem[row[abi.B] + c] if row[AFFINE] > 1 else root.dtype.type(0)
    if length == 1:
        spread(means, channels)
        spread(factors, channels)
        spread(offsets, channels)
        rows = n * channels // wide
        long, out = view2(mem, row[abi.X], rows, wide), view2(mem, row[abi.Y], rows, wide)
        long_scale(long, means, factors, offsets, row[RECTIFY] == 1, out)
    else:
        x, y = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.Y], n, channels, length)
        scale(x, means, factors, offsets, y)


@kernel
def batch_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dz x̂, db = Σ dz and dx = w/σ (dz − mean dz − x̂ mean(dz x̂)); dz is dy before a rectifier.

    The arguments are described at the top of the file.
    """
    n, channels, length = ctx[abi.BATCH] * row[PIXELS], row[CHANNELS], row[LENGTH]
    wide, at = _folds_here(row, n) * channels, row[abi.SCRATCH]
    means, root = view1(mem, at, wide), view1(mem, at + wide, channels)
    alongs, shares = view1(mem, at + 2 * wide, wide), view1(mem, at + 3 * wide, wide)
    part, other = view1(mem, at + 4 * wide, wide), view1(mem, at + 5 * wide, wide)
    factors, offsets = view1(mem, at + 6 * wide, wide), view1(mem, at + 7 * wide, wide)
    along, shared = alongs[:channels], shares[:channels]
    x, dy = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.DY], n, channels, length)
    rows, real = n * channels // wide, root.dtype.type
    long_x, long_dy = view2(mem, row[abi.X], rows, wide), view2(mem, row[abi.DY], rows, wide)
    rectify, kink = row[RECTIFY] == 1, real(fp[abi.KINK])
    if length == 1:
        ctx[abi.KINK_HITS] += long_moments(
            long_dy, long_x, means, factors, offsets, rectify, kink, shared, along, part, other
        )
    else:
        sums(dy, shared, part)
        products(dy, x, means, along, part)  # Σ dy (x − mean) = σ Σ dy x̂
    if row[AFFINE]:
        dw = view1(mem, row[abi.DW], channels)
        if ctx[abi.ACCUMULATE] == 0:
            dw[:] = real(0)
        for c in range(channels):
            dw[c] += along[c] * root[c]
    if row[AFFINE] > 1:
        db = view1(mem, row[abi.DB], channels)
        if ctx[abi.ACCUMULATE] == 0:
            db[:] = real(0)
        for c in range(channels):
            db[c] += shared[c]
    if row[abi.DX] < 0:
        return
    fixed = row[abi.BUFFER] >= 0 and ctx[abi.TRAIN] == 0
    share = real(0) if fixed else real(1.0 / (n * length))
    for c in range(channels):
        along[c] *= share * root[c] * root[c]
        shared[c] *= share
    if length == 1:
        spread(shares, channels)
        spread(alongs, channels)
        dx = view2(mem, row[abi.DX], rows, wide)
        long_gradient(long_dy, long_x, means, factors, offsets, rectify, kink, shares, alongs, dx)
    else:
        column_gradient(dy, x, means, factors, shared, along, view3(mem, row[abi.DX], n, channels, length))
