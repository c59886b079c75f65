"""The kernels of batch normalisation (Ioffe and Szegedy 2015), alone and with the rectifier that follows.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, pixels, channels, length)
numbers, W, DW, B and DB, the scale and the shift of each channel and their gradients, BUFFER, where running mean,
running variance and the count of batches stand, SCRATCH, 11 · channels · folds numbers and three of 32 of X's, FP, and
its own integers: PIXELS, CHANNELS, LENGTH, AFFINE (1 with a scale, 2 with a shift too), FOLDS (rows that may be taken
as one) and RECTIFY (1 with the rectifier); ``ctx`` gives BATCH, TRAIN and ACCUMULATE and takes KINK_HITS; ``fp`` gives
KINK, and at FP eps and the momentum, −1 for a cumulative mean; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2, view3
from gdlab.engine.machine.team import begin_shared, count_hits, each_part, next_tile, share
from gdlab.engine.ops.batch_norm_loops import (
    BLOCK,
    block_moments,
    block_statistics,
    column_gradient,
    join_moments,
    join_statistics,
    long_gradient,
    long_scale,
    products,
    scale,
    spread,
    squares,
    sums,
)

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

#: Blocks of rows of which one tile takes the statistics.
BLOCKS = 8

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
def _blocks(row, n, wide):
    """Return how many blocks of long rows there are."""
    return (n * row[CHANNELS] // wide + BLOCK - 1) // BLOCK


@njit(**_OPTIONS)
def _row_tiles(ctx, rows):
    """Return how many long rows a tile has where they are scaled: a whole number of blocks."""
    return each_part(rows, ctx, BLOCK, (rows // (4 * ctx[abi.MEMBERS]) // BLOCK + 1) * BLOCK)


@njit(**_OPTIONS)
def _statistics(row, ctx, fp, mem, n, means, root, square, part, parts):
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
        join_statistics(n * channels // means.size, parts, channels, means, square)
    else:
        x = view3(mem, row[abi.X], n, channels, length)
        sums(x, mean, part)
        for c in range(channels):
            mean[c] *= share
        squares(x, mean, square, root, part)
        for c in range(channels):
            mean[c] += root[c] * share
            square[c] -= root[c] * root[c] * share
    if run >= 0:
        _learn(row, ctx, fp, mem, mean, square, n * length)
    for c in range(channels):
        root[c] = real(1) / np.sqrt(square[c] * share + real(fp[h]))


@njit(**_OPTIONS)
def _prepare_scale(row, ctx, fp, mem, n, means, root, square, factors, offsets, part, parts):
    """Leave what each number is scaled by, repeated for long rows; for the run's own thread."""
    channels = row[CHANNELS]
    _statistics(row, ctx, fp, mem, n, means, root, square, part, parts)
    for c in range(channels):
        factors[c] = root[c] * mem[row[abi.W] + c] if row[AFFINE] else root[c]
        offsets[c] = mem[row[abi.B] + c] if row[AFFINE] > 1 else root.dtype.type(0)
    if row[LENGTH] == 1:
        spread(means, channels)
        spread(factors, channels)
        spread(offsets, channels)


@kernel
def batch_norm_forward(row, ctx, fp, mem, imem):
    """Normalise by the batch's statistics while training, by the running ones in evaluation.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.FORWARD, ctx)
    n, channels, length = ctx[abi.BATCH] * row[PIXELS], row[CHANNELS], row[LENGTH]
    wide, at = _folds_here(row, n) * channels, row[abi.SCRATCH]
    means, root, square = view1(mem, at, wide), view1(mem, at + wide, channels), view1(mem, at + 2 * wide, wide)
    factors, offsets = view1(mem, at + 6 * wide, wide), view1(mem, at + 7 * wide, wide)
    rows, blocks = n * channels // wide, _blocks(row, n, wide)
    long, out = view2(mem, row[abi.X], rows, wide), view2(mem, row[abi.Y], rows, wide)
    parts = view3(mem, at + 8 * wide, blocks, 3, wide)
    if length == 1 and (row[abi.BUFFER] < 0 or ctx[abi.TRAIN] == 1):
        share(ctx, (blocks + BLOCKS - 1) // BLOCKS)
        tile = next_tile(ctx)
        while tile >= 0:
            block_statistics(long, tile * BLOCKS, min((tile + 1) * BLOCKS, blocks), parts)
            tile = next_tile(ctx)
    if ctx[abi.RANK] == 0:
        part = view1(mem, at + 4 * wide, wide)
        _prepare_scale(row, ctx, fp, mem, n, means, root, square, factors, offsets, part, parts)
    if length == 1:
        each = _row_tiles(ctx, rows)
        share(ctx, (rows + each - 1) // each)
        tile = next_tile(ctx)
        while tile >= 0:
            first, last = tile * each, min((tile + 1) * each, rows)
            long_scale(long[first:last], means, factors, offsets, row[RECTIFY] == 1, out[first:last])
            tile = next_tile(ctx)
    elif ctx[abi.RANK] == 0:
        x, y = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.Y], n, channels, length)
        scale(x, means, factors, offsets, y)


@njit(**_OPTIONS)
def _parameter_gradients(row, ctx, mem, along, shared, root):
    """Write or add the gradients by scale and shift."""
    channels, real = row[CHANNELS], root.dtype.type
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


@njit(**_OPTIONS)
def _prepare_gradient(row, ctx, mem, n, means, root, alongs, shares, part, parts):
    """Leave the gradients by scale and shift, and the sums by which dz is corrected; for the run's own thread."""
    channels, length, real = row[CHANNELS], row[LENGTH], root.dtype.type
    along, shared = alongs[:channels], shares[:channels]
    if length == 1:
        join_moments(parts, shared, along)
    else:
        x, dy = view3(mem, row[abi.X], n, channels, length), view3(mem, row[abi.DY], n, channels, length)
        sums(dy, shared, part)
        products(dy, x, means, along, part)  # Σ dy (x − mean) = σ Σ dy x̂
    _parameter_gradients(row, ctx, mem, along, shared, root)
    fixed = row[abi.BUFFER] >= 0 and ctx[abi.TRAIN] == 0
    share_of_one = real(0) if fixed else real(1.0 / (n * length))
    for c in range(channels):
        along[c] *= share_of_one * root[c] * root[c]
        shared[c] *= share_of_one
    if length == 1:
        spread(shares, channels)
        spread(alongs, channels)


@kernel
def batch_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dz x̂, db = Σ dz and dx = w/σ (dz − mean dz − x̂ mean(dz x̂)); dz is dy before a rectifier.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    n, channels, length = ctx[abi.BATCH] * row[PIXELS], row[CHANNELS], row[LENGTH]
    wide, at = _folds_here(row, n) * channels, row[abi.SCRATCH]
    means, root = view1(mem, at, wide), view1(mem, at + wide, channels)
    alongs, shares = view1(mem, at + 2 * wide, wide), view1(mem, at + 3 * wide, wide)
    factors, offsets = view1(mem, at + 6 * wide, wide), view1(mem, at + 7 * wide, wide)
    rows, blocks = n * channels // wide, _blocks(row, n, wide)
    x, dy = view2(mem, row[abi.X], rows, wide), view2(mem, row[abi.DY], rows, wide)
    parts = view3(mem, at + 8 * wide, blocks, 3, wide)
    rectify, kink = row[RECTIFY] == 1, root.dtype.type(fp[abi.KINK])
    if length == 1:
        share(ctx, (blocks + BLOCKS - 1) // BLOCKS)
        tile = next_tile(ctx)
        while tile >= 0:
            begin, end = tile * BLOCKS, min((tile + 1) * BLOCKS, blocks)
            hits = block_moments(dy, x, means, factors, offsets, rectify, kink, begin, end, parts)
            count_hits(ctx, hits)
            tile = next_tile(ctx)
    if ctx[abi.RANK] == 0:
        part = view1(mem, at + 4 * wide, wide)
        _prepare_gradient(row, ctx, mem, n, means, root, alongs, shares, part, parts)
    if row[abi.DX] < 0:
        return
    if length == 1:
        dx, each = view2(mem, row[abi.DX], rows, wide), _row_tiles(ctx, rows)
        share(ctx, (rows + each - 1) // each)
        tile = next_tile(ctx)
        while tile >= 0:
            first, last = tile * each, min((tile + 1) * each, rows)
            some, to = (dy[first:last], x[first:last]), dx[first:last]
            long_gradient(*some, means, factors, offsets, rectify, kink, shares, alongs, to)
            tile = next_tile(ctx)
    elif ctx[abi.RANK] == 0:
        shape = (n, channels, length)
        to, of, at_x = view3(mem, row[abi.DX], *shape), view3(mem, row[abi.DY], *shape), view3(mem, row[abi.X], *shape)
        column_gradient(of, at_x, means, factors, shares[:channels], alongs[:channels], to)
