"""Winograd's minimal filtering for 3×3 convolutions of stride 1 (Winograd 1980; Lavin and Gray 2015).

Patches of 4 rows by 6 columns are transformed so that a 3×3 convolution of a tile of 2 by 4 becomes 24 products of
numbers instead of 72; over all channels these are 24 small matrix products. A block of tile rows is worked through at
a time, so that everything stays in the cache.

The matrices, and what they cost in rounding errors, stand in :mod:`gdlab.engine.ops.winograd_matrices`. What cancels
but for rounding is cleared by :mod:`gdlab.engine.ops.winograd_zeros`.

Both gradients come from the same patches of dy. The one by the input is the convolution of dy with the flipped filters.
The one by the filters, flipped, is the same scheme with the tiles of x in the filters' place: in
``dw[k] = Σ_p x[p + k] dy[p] = Σ_q x[q] dy[q − k]`` either of both may be the one that is cut into tiles.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as in :mod:`gdlab.engine.ops.conv_kernels`,
of whose integers C, H, W, O, OH, OW, TOP, LEFT and BIAS are read; SCRATCH holds the transforms
(:func:`scratch_size`).
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit, register_jitable
from gdlab.engine.machine.native import FASTMATH, kernel, view1
from gdlab.engine.machine.team import begin_shared, enter_ordered, leave_ordered, next_tile, own_scratch, share
from gdlab.engine.ops.conv_kernels import BIAS, LEFT, OH, OW, TOP, C, H, O, W, clear, flip_filters
from gdlab.engine.ops.winograd_matrices import ACROSS, BROAD, DOWN, GAP, TALL
from gdlab.engine.ops.winograd_zeros import (
    add_filter_gradient,
    clear_zero_results,
    find_terms,
    mark_nonzero,
    term_tiles,
)
from gdlab.engine.products.panels import panel_product, transposed_panel_product
from gdlab.engine.products.patch_transforms import patch_from_image, patch_transform, tile_to_image
from gdlab.engine.products.register_tiles import register_width
from gdlab.engine.products.sums import column_sums

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

#: Points of a patch, which has two rows and two columns more than a tile.
POINTS = (TALL + 2) * (BROAD + 2)
#: Numbers a point in a block of tiles: enough rows for the products, few enough for the cache.
BLOCK = 2048
#: Filters that are transformed together, and points whose products are added in one ordered section.
FILTERS, LANE_POINTS = 1024, 3

_filter_in = patch_transform(DOWN.filters, ACROSS.filters)
_filter_out = patch_transform(DOWN.filters.T.copy(), ACROSS.filters.T.copy())
_patch_in = patch_from_image(DOWN.inputs, ACROSS.inputs)
_tile_in = patch_from_image(DOWN.outputs.T.copy(), ACROSS.outputs.T.copy())
_tile_out = tile_to_image(DOWN.outputs, ACROSS.outputs)


@register_jitable
def _block(widest):
    """Return how many tiles of so many channels are worked through at a time."""
    return min(64, max(32, BLOCK // widest))


@register_jitable
def _count(n, side):
    """Return how many tiles of a side cover ``n`` points."""
    return (n + side - 1) // side


def scratch_size(c: int, h: int, w: int, o: int, oh: int, ow: int) -> int:
    """Return how many numbers of scratch space the kernels need.

    Args:
        c: channels of the input.
        h: rows of the input.
        w: columns of the input.
        o: channels of the output.
        oh: rows of the output.
        ow: columns of the output.
    """
    widest = max(c, o)
    points = POINTS * (max(_block(widest), _count(max(w, ow), BROAD)) * widest + GAP)
    return 2 * points + 2 * POINTS * (c * o + GAP) + 9 * c * o + (2 * BROAD + 2) * widest


def private_size(c: int, w: int, o: int, ow: int) -> int:
    """Return how many numbers of scratch space each thread beyond the first needs for itself: points, and waste.

    Args:
        c: channels of the input.
        w: columns of the input.
        o: channels of the output.
        ow: columns of the output.
    """
    widest = max(c, o)
    return 2 * POINTS * (max(_block(widest), _count(max(w, ow), BROAD)) * widest + GAP) + BROAD * widest


@njit(**_OPTIONS)
def _regions(row, ctx):
    """Return where two sets of points, filters, their gradient, flipped filters, zeros and waste stand.

    The points and the waste are this thread's own, the rest is shared.
    """
    c, o = row[C], row[O]
    widest = max(c, o)
    group = POINTS * (max(_block(widest), _count(max(row[W], row[OW]), BROAD)) * widest + GAP)
    first = row[abi.SCRATCH]
    filters = first + 2 * group
    total = filters + POINTS * (c * o + GAP)
    rest = total + POINTS * (c * o + GAP)
    zeros = rest + 9 * c * o
    own, waste = own_scratch(row, ctx), zeros + (BROAD + 2) * widest
    if ctx[abi.RANK] > 0:
        waste = own + 2 * group
    return own, own + group, filters, total, rest, zeros, waste


@njit(**_OPTIONS)
def _filter_tiles(c, o):
    """Return how many tiles of filters there are."""
    return (c * o + FILTERS - 1) // FILTERS


@njit(**_OPTIONS)
def _into_filters(mem, w, c, o, u, tile):
    """Transform a tile of the filters (3, 3, c, o) to (POINTS, c, o)."""
    width = register_width(mem)
    n, step = c * o, c * o + GAP
    for j in range(tile * FILTERS, min(n, (tile + 1) * FILTERS), width):
        _filter_in(mem, u + j, (BROAD + 2) * step, step, w + j, 3 * n, n, min(width, n - j))


@njit(**_OPTIONS)
def _patches(mem, image, h, w, c, top, left, i, columns, target, step, nothing):
    """Transform row ``i`` of an image's patches, which begin ``top`` and ``left`` before its corner, to points."""
    width = register_width(mem)
    for t in range(columns):
        for j in range(0, c, width):
            at, to, lanes = image + j, target + t * c + j, min(width, c - j)
            _patch_in(mem, to, step, at, w * c, c, h, w, i * TALL - top, t * BROAD - left, nothing, lanes)


@njit(**_OPTIONS)
def _tiles(mem, image, h, w, c, i, columns, target, step, nothing):
    """Transform row ``i`` of an image's tiles, which stand in the filters' place, to points."""
    width = register_width(mem)
    for t in range(columns):
        for j in range(0, c, width):
            at, to, lanes = image + j, target + t * c + j, min(width, c - j)
            _tile_in(mem, to, step, at, w * c, c, h, w, i * TALL, t * BROAD, nothing, lanes)


@njit(**_OPTIONS)
def _write(mem, image, h, w, c, i, columns, source, step, bias, add, waste):
    """Write row ``i`` of an image's tiles from points; ``add`` is 0 where ``bias`` is one register of zeros."""
    width = register_width(mem)
    for t in range(columns):
        for j in range(0, c, width):
            to, at, lanes = image + j, source + t * c + j, min(width, c - j)
            _tile_out(mem, to, w * c, c, h, w, i * TALL, t * BROAD, waste, at, step, bias + j * add, lanes)


@njit(**_OPTIONS)
def _multiply(mem, patches, count, c, filters, o, result):
    """Multiply (POINTS, count, c) by (POINTS, c, o)."""
    for k in range(POINTS):
        a, b, to = patches + k * (count * c + GAP), filters + k * (c * o + GAP), result + k * (count * o + GAP)
        panel_product(mem, to, o, 0, a, c, b, o, count, o, c)


@njit(**_OPTIONS)
def _transposed_products(ctx, tile, mem, tiles, count, c, patches, o, total, add):
    """Write or add the transpose of (POINTS, count, c) times (POINTS, count, o), one block of tiles after the other."""
    for k in range(POINTS):
        if k % LANE_POINTS == 0:
            enter_ordered(ctx, k // LANE_POINTS, tile)
        to, a, b = total + k * (c * o + GAP), tiles + k * (count * c + GAP), patches + k * (count * o + GAP)
        transposed_panel_product(mem, to, o, add, a, c, b, o, c, o, count)
        if k % LANE_POINTS == LANE_POINTS - 1:
            leave_ordered(ctx, k // LANE_POINTS, tile)


@kernel
def winograd_forward(row, ctx, fp, mem, imem):
    """Compute y = x ⋆ w + b.

    The arguments are described at the top of the file.
    """
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    begin_shared(row, abi.FORWARD, ctx)
    patches, results, filters, _, _, zeros, waste = _regions(row, ctx)
    down, across = _count(oh, TALL), _count(ow, BROAD)
    if ctx[abi.RANK] == 0:
        clear(view1(mem, zeros, (BROAD + 2) * max(c, o)))
    bias = row[abi.B] if row[BIAS] else zeros
    share(ctx, _filter_tiles(c, o))
    tile = next_tile(ctx)
    while tile >= 0:
        _into_filters(mem, row[abi.W], c, o, filters, tile)
        tile = next_tile(ctx)
    each, rows = max(1, _block(max(c, o)) // across), ctx[abi.BATCH] * down
    share(ctx, (rows + each - 1) // each)
    tile = next_tile(ctx)
    while tile >= 0:
        start, stop = tile * each, min((tile + 1) * each, rows)
        count = (stop - start) * across
        for g in range(start, stop):
            x, to = row[abi.X] + (g // down) * row[abi.XN], patches + (g - start) * across * c
            _patches(mem, x, h, w, c, row[TOP], row[LEFT], g % down, across, to, count * c + GAP, zeros)
        _multiply(mem, patches, count, c, filters, o, results)
        for g in range(start, stop):
            y, at = row[abi.Y] + (g // down) * row[abi.YN], results + (g - start) * across * o
            _write(mem, y, oh, ow, o, g % down, across, at, count * o + GAP, bias, row[BIAS], waste)
            x, first = row[abi.X] + (g // down) * row[abi.XN], (g % down) * TALL
            clear_zero_results(mem, x, h, w, c, row[TOP], row[LEFT], y, oh, ow, o, first, TALL, bias, row[BIAS])
        tile = next_tile(ctx)


@njit(**_OPTIONS)
def _gradients(row, ctx, mem, imem, n, patches, results, filters, total, zeros, waste):
    """Leave the transformed gradient by the flipped filters, (POINTS, c, o), in ``total``; write dx where it is asked.

    ``filters`` holds the flipped and transformed filters. The tiles are those of the input's pixels.
    """
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    down, across = _count(h, TALL), _count(w, BROAD)
    each, rows = max(1, _block(max(c, o)) // across), n * down
    share(ctx, (rows + each - 1) // each)
    tile = next_tile(ctx)
    while tile >= 0:
        start, stop = tile * each, min((tile + 1) * each, rows)
        count = (stop - start) * across
        for g in range(start, stop):
            x, dy, first = row[abi.X] + (g // down) * row[abi.XN], row[abi.DY] + (g // down) * row[abi.YN], g - start
            to, step = patches + first * across * o, count * o + GAP
            _patches(mem, dy, oh, ow, o, 2 - row[TOP], 2 - row[LEFT], g % down, across, to, step, zeros)
            _tiles(mem, x, h, w, c, g % down, across, results + first * across * c, count * c + GAP, zeros)
            mark_nonzero(row, ctx, mem, imem, g // down, (g % down) * TALL, TALL, g % down == down - 1)
        _transposed_products(ctx, tile, mem, results, count, c, patches, o, total, start > 0)
        if row[abi.DX] >= 0:
            _multiply(mem, patches, count, o, filters, c, results)
            for g in range(start, stop):
                dx, at = row[abi.DX] + (g // down) * row[abi.XN], results + (g - start) * across * c
                _write(mem, dx, h, w, c, g % down, across, at, count * c + GAP, zeros, 0, waste)
                dy, first = row[abi.DY] + (g // down) * row[abi.YN], (g % down) * TALL
                up, before = 2 - row[TOP], 2 - row[LEFT]
                clear_zero_results(mem, dy, oh, ow, o, up, before, dx, h, w, c, first, TALL, zeros, 0)
        tile = next_tile(ctx)


@njit(**_OPTIONS)
def _bias_gradient(row, ctx, mem, first):
    """Write or add a register of the gradient by the bias, from the channel ``first`` on, image by image."""
    o, pixels, lanes = row[O], row[OH] * row[OW], min(register_width(mem), row[O] - first)
    for i in range(ctx[abi.BATCH]):
        dy = row[abi.DY] + i * row[abi.YN] + first
        add = np.int64(i > 0 or ctx[abi.ACCUMULATE] == 1)
        column_sums(mem, row[abi.DB] + first, add, dy, o, pixels, lanes)


@njit(**_OPTIONS)
def _out_of_filters(mem, total, c, o, found, tile):
    """Transform a tile of the filters' gradient back from (POINTS, c, o), from the last tap to the first."""
    width, size = register_width(mem), c * o
    step = size + GAP
    for j in range(tile * FILTERS, min(size, (tile + 1) * FILTERS), width):
        last, lanes = found + 8 * size + j, min(width, size - j)
        _filter_out(mem, last, -3 * size, -size, total + j, (BROAD + 2) * step, step, lanes)


@kernel
def winograd_backward(row, ctx, fp, mem, imem):
    """Compute dw, db = Σ dy and dx, the convolution of dy with the flipped filters.

    The arguments are described at the top of the file.
    """
    c, o, n = row[C], row[O], ctx[abi.BATCH]
    begin_shared(row, abi.BACKWARD, ctx)
    patches, results, filters, total, rest, zeros, waste = _regions(row, ctx)
    if ctx[abi.RANK] == 0:
        clear(view1(mem, zeros, (BROAD + 2) * max(c, o)))
        if row[abi.DX] >= 0:
            flip_filters(row, view1(mem, row[abi.W], 9 * c * o), view1(mem, rest, 9 * c * o))
    width = register_width(mem)
    of_bias = (o + width - 1) // width if row[BIAS] else 0
    share(ctx, of_bias + (_filter_tiles(c, o) if row[abi.DX] >= 0 else 0))
    tile = next_tile(ctx)
    while tile >= 0:
        if tile < of_bias:
            _bias_gradient(row, ctx, mem, tile * width)
        else:
            _into_filters(mem, rest, o, c, filters, tile - of_bias)
        tile = next_tile(ctx)
    _gradients(row, ctx, mem, imem, n, patches, results, filters, total, zeros, waste)
    of_terms = term_tiles(row)
    share(ctx, of_terms + _filter_tiles(c, o))
    tile = next_tile(ctx)
    while tile >= 0:
        if tile < of_terms:
            find_terms(row, ctx, imem, tile)
        else:
            _out_of_filters(mem, total, c, o, rest, tile - of_terms)
        tile = next_tile(ctx)
    share(ctx, c)
    tile = next_tile(ctx)
    while tile >= 0:
        add_filter_gradient(row, ctx, mem, imem, rest, tile)
        tile = next_tile(ctx)
