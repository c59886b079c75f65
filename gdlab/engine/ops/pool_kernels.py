"""The kernels of pooling; the innermost loop runs over the channels, which are neighbours in memory.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, H, W, C) numbers, Y and DY, of (batch, OH, OW,
C), XN and YN, SCRATCH, where the place of each largest number stands, shaped as Y, BACKWARD, and its own integers:
channels C, input rows H and columns W, output rows OH and columns OW, the pooled patch's rows KH and columns KW,
strides SH and SW, zeros above (TOP) and on the left (LEFT), dilations DH and DW, COUNT_PAD (1 where zeros count for
the mean), DIVISOR (0 for the patch's size) and RECTIFY (1 with the rectifier); ``ctx`` gives BATCH and GRADIENT and
takes KINK_HITS; ``fp`` gives KINK; ``mem`` is the float arena; ``imem`` is not used.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2, view4
from gdlab.engine.products.largest_of_four import (
    give_to_one_of_four,
    give_to_one_of_rectified,
    largest_of_four,
    largest_of_four_rectified,
)
from gdlab.engine.products.register_tiles import register_width
from gdlab.engine.products.sums import column_sums

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

#: Points of a window above which its sum is taken row by row.
MANY = 32

(C, H, W, OH, OW, KH, KW, SH, SW, TOP, LEFT, DH, DW, COUNT_PAD, DIVISOR, RECTIFY) = (abi.INT + i for i in range(16))


@njit(**_OPTIONS)
def _keep_largest(source, best, place, tap, first):
    """Take the numbers that are larger than the best so far, or NaN, and note which point they stand at."""
    for c in range(source.size):
        better = first or source[c] > best[c] or source[c] != source[c]
        best[c] = source[c] if better else best[c]
        place[c] = tap if better else place[c]


@njit(**_OPTIONS)
def _is_plain(row):
    """Return whether the windows are the common ones: 2×2, side by side, covering the image."""
    sides = row[KH] == 2 and row[KW] == 2 and row[SH] == 2 and row[SW] == 2 and row[DH] * row[DW] == 1
    return sides and row[TOP] + row[LEFT] == 0 and 2 * row[OH] == row[H] and 2 * row[OW] == row[W]


@njit(**_OPTIONS)
def _plain_forward(mem, x, y, places, windows, ow, c):
    """Pool 2×2 windows; ``windows`` counts those of all images."""
    width = register_width(mem)
    for n in range(windows):
        at = x + ((n // ow) * 4 * ow + (n % ow) * 2) * c
        for j in range(0, c, width):
            largest_of_four(mem, y + n * c + j, places + n * c + j, at + j, 2 * ow * c, c, min(width, c - j))


@njit(**_OPTIONS)
def _rectified_forward(mem, x, y, places, windows, ow, c):
    """Rectify and pool 2×2 windows; return how many numbers stood at the kink."""
    width, hits = register_width(mem), 0
    for n in range(windows):
        at = x + ((n // ow) * 4 * ow + (n % ow) * 2) * c
        for j in range(0, c, width):
            to, place, lanes = y + n * c + j, places + n * c + j, min(width, c - j)
            hits += largest_of_four_rectified(mem, to, place, at + j, 2 * ow * c, c, lanes)
    return hits


@njit(**_OPTIONS)
def _rectified_backward(mem, dx, dy, places, windows, ow, c, kink):
    """Give 2×2 windows' gradients back through the rectifier."""
    width = register_width(mem)
    for n in range(windows):
        to = dx + ((n // ow) * 4 * ow + (n % ow) * 2) * c
        for j in range(0, c, width):
            at, place, lanes = dy + n * c + j, places + n * c + j, min(width, c - j)
            give_to_one_of_rectified(mem, to + j, 2 * ow * c, c, at, place, kink, lanes)


@njit(**_OPTIONS)
def _plain_backward(mem, dx, dy, places, windows, ow, c):
    """Give 2×2 windows' gradients back."""
    width = register_width(mem)
    for n in range(windows):
        to = dx + ((n // ow) * 4 * ow + (n % ow) * 2) * c
        for j in range(0, c, width):
            give_to_one_of_four(mem, to + j, 2 * ow * c, c, dy + n * c + j, places + n * c + j, min(width, c - j))


@kernel
def largest_forward(row, ctx, fp, mem, imem):
    """Write each window's largest number, and which of its points that was to the scratch space.

    The arguments are described at the top of the file.
    """
    n, c, h, w, oh, ow = ctx[abi.BATCH], row[C], row[H], row[W], row[OH], row[OW]
    if row[RECTIFY]:
        hits = _rectified_forward(mem, row[abi.X], row[abi.Y], row[abi.SCRATCH], n * oh * ow, ow, c)
        if ctx[abi.GRADIENT] and row[abi.BACKWARD] >= 0:
            ctx[abi.KINK_HITS] += hits
        return
    if _is_plain(row):
        _plain_forward(mem, row[abi.X], row[abi.Y], row[abi.SCRATCH], n * oh * ow, ow, c)
        return
    x, y = view4(mem, row[abi.X], n, h, w, c), view4(mem, row[abi.Y], n, oh, ow, c)
    places = view4(mem, row[abi.SCRATCH], n, oh, ow, c)
    real = x.dtype.type
    for b in range(n):
        for i in range(oh):
            for j in range(ow):
                first = True
                for k in range(row[KH]):
                    r = i * row[SH] - row[TOP] + k * row[DH]
                    if r < 0 or r >= h:
                        continue
                    for m in range(row[KW]):
                        s = j * row[SW] - row[LEFT] + m * row[DW]
                        if s < 0 or s >= w:
                            continue
                        _keep_largest(x[b, r, s], y[b, i, j], places[b, i, j], real(k * row[KW] + m), first)
                        first = False
                if first:
                    y[b, i, j, :] = real(-np.inf)
                    places[b, i, j, :] = real(-1)


@njit(**_OPTIONS)
def _give(target, dy, place, tap, fresh):
    """Write or add the gradient of the windows whose largest number stood at this point."""
    zero = dy.dtype.type(0)
    for c in range(dy.size):
        share = dy[c] if place[c] == tap else zero
        target[c] = share if fresh else target[c] + share


@kernel
def largest_backward(row, ctx, fp, mem, imem):
    """Give each window's gradient to its largest number.

    The arguments are described at the top of the file.
    """
    n, c, h, w, oh, ow = ctx[abi.BATCH], row[C], row[H], row[W], row[OH], row[OW]
    if row[RECTIFY]:
        windows, kink = n * oh * ow, view1(mem, row[abi.DX], 1).dtype.type(fp[abi.KINK])
        _rectified_backward(mem, row[abi.DX], row[abi.DY], row[abi.SCRATCH], windows, ow, c, kink)
        return
    if _is_plain(row):
        _plain_backward(mem, row[abi.DX], row[abi.DY], row[abi.SCRATCH], n * oh * ow, ow, c)
        return
    dx, dy = view4(mem, row[abi.DX], n, h, w, c), view4(mem, row[abi.DY], n, oh, ow, c)
    places = view4(mem, row[abi.SCRATCH], n, oh, ow, c)
    real = dx.dtype.type
    tiled = row[SH] == row[KH] and row[SW] == row[KW] and row[DH] * row[DW] == 1
    tiled = tiled and oh * row[KH] == h and ow * row[KW] == w and row[TOP] + row[LEFT] == 0
    if not tiled:
        view1(mem, row[abi.DX], n * h * w * c)[:] = real(0)
    for b in range(n):
        for i in range(oh):
            for j in range(ow):
                for k in range(row[KH]):
                    r = i * row[SH] - row[TOP] + k * row[DH]
                    if r < 0 or r >= h:
                        continue
                    for m in range(row[KW]):
                        s = j * row[SW] - row[LEFT] + m * row[DW]
                        if s < 0 or s >= w:
                            continue
                        _give(dx[b, r, s], dy[b, i, j], places[b, i, j], real(k * row[KW] + m), tiled)


@njit(**_OPTIONS)
def _ends(i, size, parts, length, step, before):
    """Return where window ``i`` begins and ends along one side; ``parts`` windows of no length divide it as PyTorch."""
    if length == 0:
        return i * size // parts, ((i + 1) * size + parts - 1) // parts
    return max(i * step - before, 0), min(i * step - before + length, size)


@njit(**_OPTIONS)
def _points(row, i, j, top, bottom, left, right):
    """Return by what the sum of window (i, j) is divided; (bottom − top) · (right − left) of its points are real."""
    if row[KH] == 0 or (row[DIVISOR] == 0 and not row[COUNT_PAD]):
        return (bottom - top) * (right - left)
    if row[DIVISOR] > 0:
        return row[DIVISOR]
    top, left = i * row[SH] - row[TOP], j * row[SW] - row[LEFT]
    bottom, right = min(top + row[KH], row[H] + row[TOP]), min(left + row[KW], row[W] + row[LEFT])
    return (bottom - top) * (right - left)


@njit(**_OPTIONS)
def _mean(x, y, w, top, bottom, left, right, scale):
    """Write the scaled sum over a window of one image (pixels, channels)."""
    y[:] = y.dtype.type(0)
    for r in range(top, bottom):
        for s in range(left, right):
            for c in range(y.size):
                y[c] += x[r * w + s, c]
    for c in range(y.size):
        y[c] *= scale


@njit(**_OPTIONS)
def _mean_of_many(mem, to, at, c, w, top, bottom, left, right, scale):
    """Write the scaled sum over a large window, a row of it at a time, which rounds less than one sum of all points."""
    width = register_width(mem)
    for j in range(0, c, width):
        lanes = min(width, c - j)
        for r in range(top, bottom):
            first = at + (r * w + left) * c + j
            column_sums(mem, to + j, np.int64(r > top), first, c, right - left, lanes)
    y = view1(mem, to, c)
    for j in range(c):
        y[j] *= scale


@njit(**_OPTIONS)
def _share(dx, dy, w, top, bottom, left, right, scale):
    """Add a window's scaled gradient to each of its points."""
    for r in range(top, bottom):
        for s in range(left, right):
            for c in range(dy.size):
                dx[r * w + s, c] += dy[c] * scale


@kernel
def average_forward(row, ctx, fp, mem, imem):
    """Write each window's mean.

    The arguments are described at the top of the file.
    """
    c, h, w, oh, ow = row[C], row[H], row[W], row[OH], row[OW]
    for b in range(ctx[abi.BATCH]):
        x = view2(mem, row[abi.X] + b * row[abi.XN], h * w, c)
        y = view2(mem, row[abi.Y] + b * row[abi.YN], oh * ow, c)
        for i in range(oh):
            top, bottom = _ends(i, h, oh, row[KH], row[SH], row[TOP])
            for j in range(ow):
                left, right = _ends(j, w, ow, row[KW], row[SW], row[LEFT])
                scale = x.dtype.type(1.0 / _points(row, i, j, top, bottom, left, right))
                if (bottom - top) * (right - left) > MANY:
                    to, at = row[abi.Y] + b * row[abi.YN] + (i * ow + j) * c, row[abi.X] + b * row[abi.XN]
                    _mean_of_many(mem, to, at, c, w, top, bottom, left, right, scale)
                else:
                    _mean(x, y[i * ow + j], w, top, bottom, left, right, scale)


@kernel
def average_backward(row, ctx, fp, mem, imem):
    """Give each point its share of the gradients of the windows it stands in.

    The arguments are described at the top of the file.
    """
    c, h, w, oh, ow = row[C], row[H], row[W], row[OH], row[OW]
    for b in range(ctx[abi.BATCH]):
        dx = view2(mem, row[abi.DX] + b * row[abi.XN], h * w, c)
        dy = view2(mem, row[abi.DY] + b * row[abi.YN], oh * ow, c)
        dx[:, :] = dx.dtype.type(0)
        for i in range(oh):
            top, bottom = _ends(i, h, oh, row[KH], row[SH], row[TOP])
            for j in range(ow):
                left, right = _ends(j, w, ow, row[KW], row[SW], row[LEFT])
                scale = dx.dtype.type(1.0 / _points(row, i, j, top, bottom, left, right))
                _share(dx, dy[i * ow + j], w, top, bottom, left, right, scale)
