"""Winograd's minimal filtering F(4×4, 3×3) for convolutions of stride 1 (Winograd 1980; Lavin and Gray 2015).

Patches of 6×6 are transformed so that a 3×3 convolution of a 4×4 tile becomes 36 products of numbers instead of 144;
over all channels these are 36 small matrix products. The gradient by the filters is the same scheme with the tile's
gradient in the filters' place. A block of tile rows is worked through at a time, so that everything stays in the cache.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from gdlab.engine import abi
from gdlab.engine.native import FASTMATH, kernel, view1
from gdlab.engine.ops.conv_kernels import BIAS, LEFT, OH, OW, TOP, C, H, O, W, clear, place, sum_pixels, turned
from gdlab.engine.separable import separable
from gdlab.engine.tiles import product, register_width

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

TILE, PATCH, POINTS = 4, 6, 36
#: Tiles of a block: enough rows for the products, few enough for the cache.
BLOCK = 64
#: Numbers between the ends of one point's patches and the next's, so that all 36 do not fall on one set of the cache.
GAP = 16

# Interpolation at 0, ±1, ±2 and infinity.
_INPUT = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ],
    dtype=float,
)
_FILTER = (
    np.array(
        [[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]],
        dtype=float,
    )
    / 24.0
)
_OUTPUT = np.array(
    [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]],
    dtype=float,
)

_patch_in = separable(_INPUT, onto=False)
_filter_in = separable(_FILTER, onto=False)
_tile_out = separable(_OUTPUT, onto=True)
_tile_in = separable(_OUTPUT.T.copy(), onto=False)
_filter_out = separable(_FILTER.T.copy(), onto=True)


def tiles(n: int) -> int:
    """Return how many tiles cover ``n`` points."""
    return -(-n // TILE)


def room(c: int, h: int, w: int, o: int, oh: int, ow: int) -> int:
    """Return how many numbers of scratch space the kernels need."""
    widest = max(c, o)
    block = max(BLOCK, tiles(max(w, ow)))
    image = (TILE * tiles(max(h, oh)) + PATCH) * (TILE * tiles(max(w, ow)) + PATCH) * widest
    return 2 * image + 2 * POINTS * (block * widest + GAP) + (2 * POINTS + 9) * c * o + (TILE * TILE + 1) * widest + 1


@njit(**_OPTIONS)
def _regions(row):
    """Return where two padded images, two sets of transformed patches, filters, their gradient and the rest stand."""
    c, o = row[C], row[O]
    widest = max(c, o)
    height, width = max(row[H], row[OH]), max(row[W], row[OW])
    block = max(BLOCK, _count(width))
    image = (TILE * _count(height) + PATCH) * (TILE * _count(width) + PATCH) * widest
    padded = row[abi.SCRATCH]
    patches = padded + 2 * image
    group = POINTS * (block * widest + GAP)
    filters = patches + 2 * group
    rest = filters + 2 * POINTS * c * o
    return padded, padded + image, patches, patches + group, filters, filters + POINTS * c * o, rest


@njit(**_OPTIONS)
def _count(n):
    """Return how many tiles cover ``n`` points."""
    return (n + TILE - 1) // TILE


@njit(**_OPTIONS)
def _into_filters(mem, w, c, o, u):
    """Transform filters (3, 3, c, o) to (36, c, o)."""
    width = register_width(mem)
    n = c * o
    for j in range(0, n, width):
        _filter_in(mem, u + j, PATCH * n, n, w + j, 3 * n, n, 0, 0, 0, min(width, n - j))


@njit(**_OPTIONS)
def _into_patches(mem, of_gradient, image, wide, c, row, columns, target, count, first):
    """Transform one row of patches of an image, or of tiles of a gradient, to (36, count, c), from ``first`` on."""
    width = register_width(mem)
    n = count * c + GAP
    for t in range(columns):
        at, to = image + (row * TILE * wide + t * TILE) * c, target + (first + t) * c
        for j in range(0, c, width):
            lanes = min(width, c - j)
            if of_gradient:
                _tile_in(mem, to + j, PATCH * n, n, at + j, wide * c, c, 0, 0, 0, lanes)
            else:
                _patch_in(mem, to + j, PATCH * n, n, at + j, wide * c, c, 0, 0, 0, lanes)


@njit(**_OPTIONS)
def _from_patches(mem, source, count, first, o, bias, row, columns, y, oh, ow, spare):
    """Write one row of output tiles of an image (oh, ow, o); those that stick out go through ``spare``."""
    width = register_width(mem)
    n = count * o + GAP
    for t in range(columns):
        at, to = source + (first + t) * o, y + (row * TILE * ow + t * TILE) * o
        whole = (row + 1) * TILE <= oh and (t + 1) * TILE <= ow
        target, step = (to, ow * o) if whole else (spare, TILE * o)
        for j in range(0, o, width):
            lanes = min(width, o - j)
            _tile_out(mem, target + j, step, o, at + j, PATCH * n, n, bias + j, 0, 0, lanes)
        if not whole:
            for r in range(min(TILE, oh - row * TILE)):
                m = min(TILE, ow - t * TILE) * o
                line, kept = view1(mem, to + r * ow * o, m), view1(mem, spare + r * TILE * o, m)
                for j in range(m):
                    line[j] = kept[j]


@njit(**_OPTIONS)
def _multiply(mem, patches, count, c, filters, o, result):
    """Multiply (36, count, c) by (36, c, o)."""
    for k in range(POINTS):
        a, b, to = patches + k * (count * c + GAP), filters + k * c * o, result + k * (count * o + GAP)
        product(mem, to, o, -1, 0, a, c, 1, 0, b, o, count, o, c, 1)


@njit(**_OPTIONS)
def _correlate(mem, n, x, h, w, c, top, left, filters, y, oh, ow, o, bias, padded, patches, results, spare):
    """Convolve ``n`` images (h, w, c) with transformed filters into (oh, ow, o)."""
    down, across = _count(oh), _count(ow)
    high, wide = TILE * down + 2, TILE * across + 2
    each = max(1, BLOCK // across)
    clear(view1(mem, padded, high * wide * c))
    for start in range(0, n * down, each):
        stop = min(start + each, n * down)
        count = (stop - start) * across
        for g in range(start, stop):
            if g % down == 0:
                image = view1(mem, x + (g // down) * h * w * c, h * w * c)
                place(image, h, w, c, view1(mem, padded, high * wide * c), high, wide, top, left)
            _into_patches(mem, False, padded, wide, c, g % down, across, patches, count, (g - start) * across)
        _multiply(mem, patches, count, c, filters, o, results)
        for g in range(start, stop):
            to = y + (g // down) * oh * ow * o
            _from_patches(mem, results, count, (g - start) * across, o, bias, g % down, across, to, oh, ow, spare)


@njit(**_OPTIONS)
def _filter_gradient(mem, n, x, h, w, c, top, left, dy, oh, ow, o, padded, spread, patches, tile_patches, total):
    """Leave the transformed gradient by the filters, (36, c, o), in ``total``."""
    down, across = _count(oh), _count(ow)
    high, wide = TILE * down + 2, TILE * across + 2
    tall, broad = TILE * down, TILE * across
    each = max(1, BLOCK // across)
    clear(view1(mem, padded, high * wide * c))
    clear(view1(mem, spread, tall * broad * o))
    for start in range(0, n * down, each):
        stop = min(start + each, n * down)
        count = (stop - start) * across
        for g in range(start, stop):
            if g % down == 0:
                image = view1(mem, x + (g // down) * h * w * c, h * w * c)
                place(image, h, w, c, view1(mem, padded, high * wide * c), high, wide, top, left)
                image = view1(mem, dy + (g // down) * oh * ow * o, oh * ow * o)
                place(image, oh, ow, o, view1(mem, spread, tall * broad * o), tall, broad, 0, 0)
            first = (g - start) * across
            _into_patches(mem, False, padded, wide, c, g % down, across, patches, count, first)
            _into_patches(mem, True, spread, broad, o, g % down, across, tile_patches, count, first)
        for k in range(POINTS):
            to = total + k * c * o
            a, b = patches + k * (count * c + GAP), tile_patches + k * (count * o + GAP)
            product(mem, to, o, to if start > 0 else -1, o, a, 1, c, 0, b, o, c, o, count, 1)


@kernel
def winograd_forward(row, ctx, fp, mem, imem):
    """Compute y = x ⋆ w + b."""
    c, o = row[C], row[O]
    padded, _, patches, results, filters, _, rest = _regions(row)
    spare, nothing = rest + 9 * c * o, rest + 9 * c * o + TILE * TILE * max(c, o)
    clear(view1(mem, nothing, max(c, o)))
    bias = row[abi.B] if row[BIAS] else nothing
    _into_filters(mem, row[abi.W], c, o, filters)
    x, y, h, w = row[abi.X], row[abi.Y], row[H], row[W]
    sizes = (row[OH], row[OW], o, bias, padded, patches, results, spare)
    _correlate(mem, ctx[abi.BATCH], x, h, w, c, row[TOP], row[LEFT], filters, y, *sizes)


@kernel
def winograd_backward(row, ctx, fp, mem, imem):
    """Compute dw, db = Σ dy and dx, the convolution of dy with the turned filters."""
    c, o, h, w, oh, ow, n = row[C], row[O], row[H], row[W], row[OH], row[OW], ctx[abi.BATCH]
    padded, spread, patches, results, filters, total, rest = _regions(row)
    spare, nothing = rest + 9 * c * o, rest + 9 * c * o + TILE * TILE * max(c, o)
    clear(view1(mem, nothing, max(c, o)))
    if row[BIAS]:
        one = nothing + max(c, o)
        mem[one] = view1(mem, one, 1).dtype.type(1)
        for i in range(n):
            dy = row[abi.DY] + i * row[abi.YN]
            sum_pixels(mem, dy, oh * ow, o, one, row[abi.DB], i > 0 or ctx[abi.ACCUMULATE] == 1)
    _filter_gradient(
        mem,
        n,
        row[abi.X],
        h,
        w,
        c,
        row[TOP],
        row[LEFT],
        row[abi.DY],
        oh,
        ow,
        o,
        padded,
        spread,
        patches,
        results,
        total,
    )
    if ctx[abi.ACCUMULATE] == 0:
        clear(view1(mem, row[abi.DW], 9 * c * o))
    width, size, dw = register_width(mem), c * o, row[abi.DW]
    for j in range(0, size, width):
        d, lanes = dw + j, min(width, size - j)
        _filter_out(mem, d, 3 * size, size, total + j, PATCH * size, size, d, 3 * size, size, lanes)
    if row[abi.DX] < 0:
        return
    turned(row, view1(mem, row[abi.W], 9 * c * o), view1(mem, rest, 9 * c * o))
    _into_filters(mem, rest, o, c, filters)
    sizes = (h, w, c, nothing, padded, patches, results, spare)
    _correlate(mem, n, row[abi.DY], oh, ow, o, 2 - row[TOP], 2 - row[LEFT], filters, row[abi.DX], *sizes)
