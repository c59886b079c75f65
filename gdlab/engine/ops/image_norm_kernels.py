"""The kernels of normalisation over groups of an image's channels: every walk is along whole rows of channels.

Few channels are taken several pixels at a time, as one long row. The loops have no fast-math flags: sums by column need
none to become vector code, and what is rounded after each operation is the same wherever it was compiled.

Arguments of the kernels: ``row`` gives X and Y (going back DX and DY), offsets of (batch, pixels, channels) numbers,
XN and YN, W, DW, B and DB, the scale and the shift of each channel and their gradients, SCRATCH, where mean and 1/σ
of (batch, groups) stand and then LENGTHS long rows, FP, and its own integers: PIXELS, CHANNELS, GROUPS, FOLD (pixels
that are taken as one row) and AFFINE (1 with a scale, 2 with a shift too); ``ctx`` gives BATCH, CAPACITY and
ACCUMULATE; ``fp`` gives eps at FP; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import kernel, view1, view2, view3

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy"}

(PIXELS, CHANNELS, GROUPS, FOLD, AFFINE) = (abi.INT + i for i in range(5))
LENGTHS = 6  #: long rows in the scratch space


@njit(**_OPTIONS)
def _sum(a, total):
    """Write each column's sum."""
    total[:] = a.dtype.type(0)
    for i in range(a.shape[0]):
        row = a[i]
        for j in range(total.size):
            total[j] += row[j]


@njit(**_OPTIONS)
def _sum_squares(a, shift, rest, total):
    """Write each column's Σ (a − shift), which is what rounding left in the mean, and Σ (a − shift)²."""
    rest[:] = a.dtype.type(0)
    total[:] = a.dtype.type(0)
    for i in range(a.shape[0]):
        row = a[i]
        for j in range(total.size):
            d = row[j] - shift[j]
            rest[j] += d
            total[j] += d * d


@njit(**_OPTIONS)
def _sum_moments(dy, x, shift, plain, total):
    """Write each column's Σ dy and Σ dy (x − shift)."""
    plain[:] = x.dtype.type(0)
    total[:] = x.dtype.type(0)
    for i in range(x.shape[0]):
        g, row = dy[i], x[i]
        for j in range(total.size):
            plain[j] += g[j]
            total[j] += g[j] * (row[j] - shift[j])


@njit(**_OPTIONS)
def _scale(x, shift, factor, offset, y):
    """Compute y = (x − shift) factor + offset."""
    for i in range(x.shape[0]):
        source, target = x[i], y[i]
        for j in range(shift.size):
            target[j] = (source[j] - shift[j]) * factor[j] + offset[j]


@njit(**_OPTIONS)
def _gradient(dy, x, shift, factor, shared, along, dx):
    """Compute dx = dy factor − shared − (x − shift) along."""
    for i in range(x.shape[0]):
        g, source, target = dy[i], x[i], dx[i]
        for j in range(shift.size):
            target[j] = g[j] * factor[j] - shared[j] - (source[j] - shift[j]) * along[j]


@njit(**_OPTIONS)
def _gather(values, channels):
    """Add what stands beyond the first ``channels`` numbers to them, pixel by pixel."""
    for j in range(channels, values.size, channels):
        for c in range(channels):
            values[c] += values[j + c]


@njit(**_OPTIONS)
def _repeat(values, channels):
    """Repeat the first ``channels`` numbers to the end."""
    for j in range(channels, values.size):
        values[j] = values[j - channels]


@njit(**_OPTIONS)
def _total(values, first, n):
    """Return the sum of ``n`` numbers."""
    total = values.dtype.type(0)
    for j in range(first, first + n):
        total += values[j]
    return total


@kernel
def image_norm_forward(row, ctx, fp, mem, imem):
    """Compute y = (x − mean) / σ · w + b by group; an example is stored (pixels, channels).

    The arguments are described at the top of the file.
    """
    channels, groups, long = row[CHANNELS], row[GROUPS], row[CHANNELS] * row[FOLD]
    rows, size, batch = row[PIXELS] // row[FOLD], channels // groups, ctx[abi.BATCH]
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    vectors = view2(mem, row[abi.SCRATCH] + 2 * groups * ctx[abi.CAPACITY], LENGTHS, long)
    total, shift, factor, offset, rest = vectors[0], vectors[1], vectors[2], vectors[3], vectors[4]
    real = total.dtype.type
    share, eps = real(1.0 / (row[PIXELS] * size)), real(fp[row[abi.FP]])
    for i in range(batch):
        x, y = (
            view2(mem, row[abi.X] + i * row[abi.XN], rows, long),
            view2(mem, row[abi.Y] + i * row[abi.YN], rows, long),
        )
        _sum(x, total)
        _gather(total, channels)
        for g in range(groups):
            shift[g * size : (g + 1) * size] = _total(total, g * size, size) * share
        _repeat(shift, channels)
        _sum_squares(x, shift, rest, total)
        _gather(rest, channels)
        _gather(total, channels)
        for g in range(groups):
            left = _total(rest, g * size, size)
            shift[g * size : (g + 1) * size] = shift[g * size] + left * share
            root = real(1) / np.sqrt((_total(total, g * size, size) - left * left * share) * share + eps)
            kept[i, g, 0], kept[i, g, 1] = shift[g * size], root
            for c in range(g * size, (g + 1) * size):
                factor[c] = root * mem[row[abi.W] + c] if row[AFFINE] else root
                offset[c] = mem[row[abi.B] + c] if row[AFFINE] > 1 else real(0)
        _repeat(shift, channels)
        _repeat(factor, channels)
        _repeat(offset, channels)
        _scale(x, shift, factor, offset, y)


@kernel
def image_norm_backward(row, ctx, fp, mem, imem):
    """Compute dw = Σ dy x̂, db = Σ dy and dx = (g − mean g − x̂ mean(g x̂)) / σ with g = w dy.

    The arguments are described at the top of the file.
    """
    channels, groups, long = row[CHANNELS], row[GROUPS], row[CHANNELS] * row[FOLD]
    rows, size, batch = row[PIXELS] // row[FOLD], channels // groups, ctx[abi.BATCH]
    kept = view3(mem, row[abi.SCRATCH], batch, groups, 2)
    vectors = view2(mem, row[abi.SCRATCH] + 2 * groups * ctx[abi.CAPACITY], LENGTHS, long)
    plain, total, shift, factor, shared, along = vectors[0], vectors[1], vectors[2], vectors[3], vectors[4], vectors[5]
    real = total.dtype.type
    share, weighted = real(1.0 / (row[PIXELS] * size)), row[AFFINE] > 0
    if weighted and ctx[abi.ACCUMULATE] == 0:
        view1(mem, row[abi.DW], channels)[:] = real(0)
        if row[AFFINE] > 1:
            view1(mem, row[abi.DB], channels)[:] = real(0)
    for i in range(batch):
        x, dy = (
            view2(mem, row[abi.X] + i * row[abi.XN], rows, long),
            view2(mem, row[abi.DY] + i * row[abi.YN], rows, long),
        )
        for c in range(channels):
            shift[c] = kept[i, c // size, 0]
        _repeat(shift, channels)
        _sum_moments(dy, x, shift, plain, total)
        _gather(plain, channels)
        _gather(total, channels)
        for g in range(groups):
            root, mean, slope = kept[i, g, 1], real(0), real(0)
            for c in range(g * size, (g + 1) * size):
                w = real(1)
                if weighted:
                    w = mem[row[abi.W] + c]
                    mem[row[abi.DW] + c] += total[c] * root
                    if row[AFFINE] > 1:
                        mem[row[abi.DB] + c] += plain[c]
                factor[c] = w * root
                mean += w * plain[c]
                slope += w * total[c]
            for c in range(g * size, (g + 1) * size):
                shared[c], along[c] = mean * share * root, slope * share * root * root * root
        if row[abi.DX] < 0:
            continue
        _repeat(factor, channels)
        _repeat(shared, channels)
        _repeat(along, channels)
        _gradient(dy, x, shift, factor, shared, along, view2(mem, row[abi.DX] + i * row[abi.XN], rows, long))
