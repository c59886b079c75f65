"""The loops of batch normalisation over rows of channels.

Memory is their limit, so the statistics come from one walk through it, of which each block is summed twice while it is
in the cache. Few channels are taken several rows at a time, as one long row. A rectifier that follows is taken along;
going backward the signs are known by normalising anew, with operations that keep their order.

Arguments that the functions share: ``a``, ``b``, ``x``, ``y``, ``dy`` and ``dx`` are (rows, channels, length), or
(long rows, folds · channels) where several rows are taken as a long one, in the arena's dtype; ``mean``, ``square``,
``shift``, ``factor``, ``offset``, ``shared`` and ``along`` are (channels,), or (folds · channels,), repeated, for long
rows; ``part`` and ``other`` are scratch of the same length; ``total``, ``rest`` and ``plain`` are (channels,), written;
``rectify`` says whether a rectifier follows, ``kink`` is its slope at 0; ``values`` is (folds · channels,)
and ``channels`` the number of channels; ``parts`` is (blocks, 3, folds · channels), what :data:`BLOCK` rows each gave,
``begin`` the first block and ``end`` the one after the last.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH

_OPTIONS = {"nogil": True, "error_model": "numpy", "fastmath": FASTMATH, "forceinline": True}
_STRICT = {"nogil": True, "error_model": "numpy", "forceinline": True}

#: Rows whose statistics are taken in the cache before they join the total.
BLOCK = 32


# No flags: these are rounded after each operation, so that all who call them see the same numbers.
@njit(**_STRICT)
def _normal(x, mean, factor, offset):
    """Return (x − mean) · factor + offset."""
    return (x - mean) * factor + offset


@njit(**_STRICT)
def _moment(g, x, mean):
    """Return g · (x − mean)."""
    return g * (x - mean)


@njit(**_STRICT)
def _change(g, x, mean, factor, shared, along):
    """Return factor · (g − shared − (x − mean) · along)."""
    return factor * ((g - shared) - (x - mean) * along)


@njit(**_OPTIONS)
def products(a, b, shift, total, part):
    """Write Σ a · (b − shift) by channel into ``total``; a and b are (rows, channels, length).

    Blocks of rows are summed first, so that the error does not grow with the number of rows.
    """
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, rows, BLOCK):
        part[:] = zero
        for i in range(first, min(first + BLOCK, rows)):
            for c in range(channels):
                s = zero
                for k in range(length):
                    s += a[i, c, k] * (b[i, c, k] - shift[c])
                part[c] += s
        for c in range(channels):
            total[c] += part[c]


@njit(**_OPTIONS)
def sums(a, total, part):
    """Write Σ a by channel into ``total``."""
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    for first in range(0, rows, BLOCK):
        part[:] = zero
        for i in range(first, min(first + BLOCK, rows)):
            for c in range(channels):
                s = zero
                for k in range(length):
                    s += a[i, c, k]
                part[c] += s
        for c in range(channels):
            total[c] += part[c]


@njit(**_OPTIONS)
def squares(a, shift, total, rest, part):
    """Write Σ (a − shift)² by channel into ``total``, and Σ (a − shift), which a rounded mean leaves, into ``rest``."""
    rows, channels, length = a.shape
    zero = a.dtype.type(0)
    total[:] = zero
    rest[:] = zero
    for first in range(0, rows, BLOCK):
        part[:] = zero
        for i in range(first, min(first + BLOCK, rows)):
            for c in range(channels):
                s, left = zero, zero
                for k in range(length):
                    d = a[i, c, k] - shift[c]
                    left += d
                    s += d * d
                part[c] += s
                rest[c] += left
        for c in range(channels):
            total[c] += part[c]


@njit(**_OPTIONS)
def spread(values, channels):
    """Repeat the first ``channels`` numbers to the end."""
    for j in range(channels, values.size):
        values[j] = values[j - channels]


@njit(**_OPTIONS)
def _fold(part, total):
    """Add a long row's sums to the totals by channel."""
    channels = total.size
    for j in range(0, part.size, channels):
        for c in range(channels):
            total[c] += part[j + c]


@njit(**_OPTIONS)
def _block_statistics(a, mean, square, rest):
    """Write each column's mean and Σ (a − mean)², corrected by Σ (a − mean), which a rounded mean leaves."""
    rows, share = a.shape[0], a.dtype.type(1.0 / a.shape[0])
    mean[:] = a.dtype.type(0)
    square[:] = a.dtype.type(0)
    rest[:] = a.dtype.type(0)
    for i in range(rows):
        row = a[i]
        for j in range(mean.size):
            mean[j] += row[j]
    for j in range(mean.size):
        mean[j] *= share
    for i in range(rows):
        row = a[i]
        for j in range(mean.size):
            d = row[j] - mean[j]
            rest[j] += d
            square[j] += d * d
    for j in range(mean.size):
        mean[j] += rest[j] * share
        square[j] -= rest[j] * rest[j] * share


@njit(**_OPTIONS)
def block_statistics(a, begin, end, parts):
    """Write the columns' means and Σ (a − mean)² of blocks of rows, from ``begin`` until ``end``."""
    for block in range(begin, end):
        rows = a[block * BLOCK : min((block + 1) * BLOCK, a.shape[0])]
        _block_statistics(rows, parts[block, 0], parts[block, 1], parts[block, 2])


@njit(**_OPTIONS)
def join_statistics(rows, parts, channels, mean, square):
    """Write each channel's mean and Σ (a − mean)² from those of blocks of ``rows`` long rows.

    Blocks are joined two by two, then what these gave, and the columns of a channel after them, as Chan, Golub and
    LeVeque (1979) do: exact, and the error does not grow with the number of blocks. ``parts`` is used up.
    """
    real = mean.dtype.type
    blocks, apart = parts.shape[0], 1
    while apart < blocks:
        for block in range(0, blocks - apart, 2 * apart):
            before, behind = apart * BLOCK, min((block + 2 * apart) * BLOCK, rows) - (block + apart) * BLOCK
            take, between = real(behind / (before + behind)), real(before * behind / (before + behind))
            part, other = parts[block], parts[block + apart]
            for j in range(mean.size):
                d = other[0, j] - part[0, j]
                part[0, j] += d * take
                part[1, j] += other[1, j] + d * d * between
        apart *= 2
    mean[:] = parts[0, 0]
    square[:] = parts[0, 1]
    folds = mean.size // channels
    for c in range(channels):
        rest, total = real(0), real(0)
        for k in range(c + channels, mean.size, channels):
            rest += mean[k] - mean[c]
        centre = mean[c] + rest * real(1.0 / folds)
        for k in range(c, mean.size, channels):
            d = mean[k] - centre
            total += square[k] + real(rows) * d * d
        mean[c], square[c] = centre, total


@njit(**_OPTIONS)
def block_moments(dy, x, mean, factor, offset, rectify, kink, begin, end, parts):
    """Write the columns' Σ dz · (x − mean) and Σ dz of blocks of rows; return how often a kink was hit.

    ``dz`` is the gradient before the rectifier, if there is one.
    """
    zero, one = x.dtype.type(0), x.dtype.type(1)
    hits = 0
    for block in range(begin, end):
        part, other = parts[block, 0], parts[block, 1]
        part[:] = zero
        other[:] = zero
        here = zero  # counted in the arena's precision, which keeps the vectors whole
        for i in range(block * BLOCK, min((block + 1) * BLOCK, x.shape[0])):
            d, row = dy[i], x[i]
            for j in range(part.size):
                z = _normal(row[j], mean[j], factor[j], offset[j])
                here += one if z == zero else zero
                g = d[j] if z > zero or not rectify else (kink * d[j] if z == zero else zero)
                other[j] += g
                part[j] += _moment(g, row[j], mean[j])
        hits += np.int64(here)
    return hits if rectify else 0


@njit(**_OPTIONS)
def join_moments(parts, plain, total):
    """Write Σ dz into ``plain`` and Σ dz · (x − mean) into ``total``, by channel, from those of all blocks.

    Blocks are added two by two, then what these gave: the error does not grow with their number. ``parts`` is used up.
    """
    zero = total.dtype.type(0)
    blocks, apart = parts.shape[0], 1
    while apart < blocks:
        for block in range(0, blocks - apart, 2 * apart):
            part, other = parts[block], parts[block + apart]
            for j in range(part.shape[1]):
                part[0, j] += other[0, j]
                part[1, j] += other[1, j]
        apart *= 2
    plain[:] = zero
    total[:] = zero
    _fold(parts[0, 0], total)
    _fold(parts[0, 1], plain)


@njit(**_OPTIONS)
def long_scale(x, mean, factor, offset, rectify, y):
    """Compute y = (x − mean) · factor + offset, and the rectifier of it where it is wanted; a NaN stays a NaN."""
    zero = x.dtype.type(0)
    for i in range(x.shape[0]):
        source, target = x[i], y[i]
        for j in range(mean.size):
            z = _normal(source[j], mean[j], factor[j], offset[j])
            target[j] = zero if rectify and z <= zero else z


@njit(**_OPTIONS)
def long_gradient(dy, x, mean, factor, offset, rectify, kink, shared, along, dx):
    """Compute dx = factor · (dz − shared − (x − mean) · along)."""
    zero = x.dtype.type(0)
    for i in range(x.shape[0]):
        d, source, target = dy[i], x[i], dx[i]
        for j in range(mean.size):
            z = _normal(source[j], mean[j], factor[j], offset[j])
            g = d[j] if z > zero or not rectify else (kink * d[j] if z == zero else zero)
            target[j] = _change(g, source[j], mean[j], factor[j], shared[j], along[j])


@njit(**_OPTIONS)
def scale(x, mean, factor, offset, y):
    """Compute y = (x − mean) · factor + offset by channel."""
    rows, channels, length = x.shape
    for i in range(rows):
        for c in range(channels):
            for k in range(length):
                y[i, c, k] = (x[i, c, k] - mean[c]) * factor[c] + offset[c]


@njit(**_OPTIONS)
def column_gradient(dy, x, mean, factor, shared, along, dx):
    """Compute dx = factor · (dy − shared − (x − mean) · along) by channel."""
    rows, channels, length = x.shape
    for i in range(rows):
        for c in range(channels):
            for k in range(length):
                dx[i, c, k] = factor[c] * (dy[i, c, k] - shared[c] - (x[i, c, k] - mean[c]) * along[c])
