"""The kernels of convolutions: matrix products over overlapping rows of a padded image, nothing unrolled.

With the channels last, one row of a window is ``columns · channels`` neighbouring numbers, so an output row is the
product of a strided view of the padded image with the filters as they stand, (rows · columns · channels, filters):
im2col without the copy.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, H, W, C) numbers, Y and DY, of (batch, OH, OW,
O), XN and YN, the filters (KH, KW, C / GROUPS, O) and their gradient, the bias (O) and its gradient, SCRATCH, where
the padded image and the padded gradient stand, and its own integers: channels C, rows H and columns W of the input, O
filters of KH by KW, strides SH and SW, zeros above (TOP) and on the left (LEFT), output rows OH and columns OW,
dilations DH and DW, GROUPS, BIAS (1 with a bias) and FLAT (1 for one axis, channels first); ``ctx`` gives BATCH and
ACCUMULATE; ``mem`` is the float arena; ``fp`` and ``imem`` are not used.

Arguments of the functions here, beside those: ``high`` and ``wide`` are height and width of the padded image, ``top``
and ``left`` its zeros above and on the left; ``x``, ``image``, ``padded``, ``dy``, ``dx``, ``db`` and ``wt`` are
offsets in ``mem`` of an image, its copy with the channels last, its padded copy, the gradients by output, input and
bias, and the flipped filters; in :func:`copy_to_padded`, :func:`clear` and :func:`flip_filters` they are views of it,
flat, ``w`` is the filters; ``h``, ``w`` and ``c`` are an image's rows, columns and channels elsewhere. ``pixels`` is
the number of output points of an image, ``o`` that of filters, ``add`` is 0 to overwrite, ``n`` the number of an image
in the chunk.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, pointer, view1, view2
from gdlab.engine.machine.team import LANES, begin_shared, enter_ordered, leave_ordered, next_tile, own_scratch, share
from gdlab.engine.products.copies import transpose_matrix
from gdlab.engine.products.register_tiles import product, register_width
from gdlab.engine.products.sums import column_sums, nine_products

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

(C, H, W, O, KH, KW, SH, SW, TOP, LEFT, OH, OW, DH, DW, GROUPS, BIAS, FLAT) = (abi.INT + i for i in range(17))


@njit(**_OPTIONS)
def padded_size(row):
    """Return height and width of the padded image, no larger than the windows reach."""
    high = (row[OH] - 1) * row[SH] + row[DH] * (row[KH] - 1) + 1
    wide = (row[OW] - 1) * row[SW] + row[DW] * (row[KW] - 1) + 1
    return high, wide


@njit(**_OPTIONS)
def copy_to_padded(image, h, w, c, padded, high, wide, top, left):
    """Copy the part of an image that fits into the middle of a padded one whose borders are zero."""
    first, last = max(0, -left), min(w, wide - left)
    for i in range(max(0, -top), min(h, high - top)):
        to, at, n = ((i + top) * wide + left + first) * c, (i * w + first) * c, (last - first) * c
        # slices, because an index that might be negative keeps a loop from becoming vector code
        source, target = image[at : at + n], padded[to : to + n]
        for j in range(n):
            target[j] = source[j]


@njit(**_OPTIONS)
def clear(x):
    """Fill with zeros."""
    for i in range(x.size):
        x[i] = x.dtype.type(0)


@njit(**_OPTIONS)
def padded_image(row, mem, x, image, padded, high, wide):
    """Return where one padded image with its channels last stands; copy it there when it does not already."""
    h, w, c = row[H], row[W], row[C]
    if row[FLAT]:
        transpose_matrix(mem, x, w, c, w, image, c)
        x = image
    if row[TOP] == 0 and row[LEFT] == 0 and wide == w and high <= h:
        return x
    copy_to_padded(
        view1(mem, x, h * w * c),
        h,
        w,
        c,
        view1(mem, padded, high * wide * c),
        high,
        wide,
        row[TOP],
        row[LEFT],
    )
    return padded


@njit(**_OPTIONS)
def _correlate(row, mem, image, wide, y, weight, bias):
    """Compute one image's output rows."""
    c, o, ow = row[C], row[O], row[OW]
    kh, kw, groups = row[KH], row[KW], row[GROUPS]
    simple = groups == 1 and row[DW] == 1 and row[DH] == 1
    step = wide * c
    for i in range(row[OH]):
        at, to = image + i * row[SH] * step, y + i * ow * o
        if simple:
            product(mem, to, o, bias, 0, at, row[SW] * c, 1, step, weight, o, ow, o, kw * c, kh)
            continue
        part, out = c // groups, o // groups
        for g in range(groups):
            for k in range(kh):
                b = weight + k * kw * part * o + g * out
                start, stride = (to + g * out, o) if k > 0 else (bias + g * out if bias >= 0 else -1, 0)
                a = at + k * row[DH] * step + g * part
                product(
                    mem,
                    to + g * out,
                    o,
                    start,
                    stride,
                    a,
                    row[SW] * c,
                    1,
                    row[DW] * c,
                    b,
                    o,
                    ow,
                    out,
                    part,
                    kw,
                )


@kernel
def conv_forward(row, ctx, fp, mem, imem):
    """Compute y = x ⋆ w + b, image by image.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.FORWARD, ctx)
    high, wide = padded_size(row)
    padded = own_scratch(row, ctx)
    image = padded + high * wide * row[C]
    out = image + row[H] * row[W] * row[C]
    bias = row[abi.B] if row[BIAS] else -1
    share(ctx, ctx[abi.BATCH])
    n, fresh = next_tile(ctx), True
    while n >= 0:
        if fresh:
            clear(view1(mem, padded, high * wide * row[C]))
            fresh = False
        at = padded_image(row, mem, row[abi.X] + n * row[abi.XN], image, padded, high, wide)
        y = row[abi.Y] + n * row[abi.YN]
        if row[FLAT]:
            _correlate(row, mem, at, wide, out, row[abi.W], bias)
            transpose_matrix(mem, out, row[O], row[OW], row[O], y, row[OW])
        else:
            _correlate(row, mem, at, wide, y, row[abi.W], bias)
        n = next_tile(ctx)


@njit(**_OPTIONS)
def sum_pixels(mem, dy, pixels, o, db, add):
    """Write or add the sum over pixels."""
    width = register_width(mem)
    for j in range(0, o, width):
        column_sums(mem, db + j, np.int64(add), dy + j, o, pixels, min(width, o - j))


@njit(**_OPTIONS)
def _weight_gradient(row, ctx, n, mem, image, wide, dy, dw, add):
    """Write or add one image's part of the filters' gradient, image after image for each of the filters' rows."""
    c, o, oh, ow = row[C], row[O], row[OH], row[OW]
    kw, groups, step = row[KW], row[GROUPS], wide * row[C]
    across, down = row[SW] * c, row[SH] * step
    if row[KH] == 3 and kw == 3 and c <= 4 and groups == 1:
        width = register_width(mem)
        enter_ordered(ctx, 1, n)
        for i in range(oh):
            for part in range(c):
                for j in range(0, o, width):
                    to, at, lanes = dw + part * o + j, image + i * down + part, min(width, o - j)
                    taps = (row[DH] * step, row[DW] * c, across)
                    seeded = np.int64(add or i > 0)
                    nine_products(mem, to, c * o, seeded, at, *taps, dy + i * row[OW] * o + j, o, row[OW], lanes)
        leave_ordered(ctx, 1, n)
        return
    rows = (row[KH] + LANES - 2) // (LANES - 1)  # of the filters in one ordered section
    for k in range(row[KH]):
        if k % rows == 0:
            enter_ordered(ctx, 1 + k // rows, n)
        at = image + k * row[DH] * step
        if groups == 1 and row[DW] == 1:
            to = dw + k * kw * c * o
            product(mem, to, o, to if add else -1, o, at, 1, across, down, dy, o, kw * c, o, ow, oh)
        else:
            part, out = c // groups, o // groups
            for j in range(kw):
                for g in range(groups):
                    to = dw + (k * kw + j) * part * o + g * out
                    a = at + j * row[DW] * c + g * part
                    product(mem, to, o, to if add else -1, o, a, 1, across, down, dy + g * out, o, part, out, ow, oh)
        if (k + 1) % rows == 0 or k + 1 == row[KH]:
            leave_ordered(ctx, 1 + k // rows, n)


@njit(**_OPTIONS)
def flip_filters(row, w, wt):
    """Write the filters flipped by half a circle with their channels swapped: (rows, columns, out, in)."""
    taps, part, o = row[KH] * row[KW], row[C] // row[GROUPS], row[O]
    for t in range(taps):
        to, at = (taps - 1 - t) * part * o, t * part * o
        source, target = view2(pointer(w), at, part, o), view2(pointer(wt), to, o, part)
        for j in range(o):
            for i in range(part):
                target[j, i] = source[i, j]


@njit(**_OPTIONS)
def _spread_back(row, mem, dy, wt, dx):
    """Add each tap's share to the gradient by the input; right for any stride, dilation and groups."""
    c, o, h, w = row[C], row[O], row[H], row[W]
    part, out = c // row[GROUPS], o // row[GROUPS]
    taps = row[KH] * row[KW]
    for k in range(row[KH]):
        for j in range(row[KW]):
            shift = j * row[DW] - row[LEFT]
            first = max(0, -(shift // row[SW]))
            last = min(row[OW], (w - 1 - shift) // row[SW] + 1)
            if first >= last:
                continue
            tap = wt + (taps - 1 - k * row[KW] - j) * part * o
            for i in range(row[OH]):
                y = i * row[SH] - row[TOP] + k * row[DH]
                if y < 0 or y >= h:
                    continue
                to = dx + (y * w + first * row[SW] + shift) * c
                a = dy + (i * row[OW] + first) * o
                for g in range(row[GROUPS]):
                    cell = to + g * part
                    product(
                        mem,
                        cell,
                        row[SW] * c,
                        cell,
                        row[SW] * c,
                        a + g * out,
                        o,
                        1,
                        0,
                        tap + g * out * part,
                        part,
                        last - first,
                        part,
                        out,
                        1,
                    )


@njit(**_OPTIONS)
def _input_gradient(row, mem, dy, wt, spread, dx):
    """Write one image's gradient by the input."""
    c, o, h, w = row[C], row[O], row[H], row[W]
    kh, kw = row[KH], row[KW]
    plain = row[SH] * row[SW] * row[DH] * row[DW] * row[GROUPS] == 1
    if not plain or row[TOP] > kh - 1 or row[LEFT] > kw - 1:
        clear(view1(mem, dx, h * w * c))
        _spread_back(row, mem, dy, wt, dx)
        return
    high, wide = h + kh - 1, w + kw - 1
    copy_to_padded(
        view1(mem, dy, row[OH] * row[OW] * o),
        row[OH],
        row[OW],
        o,
        view1(mem, spread, high * wide * o),
        high,
        wide,
        kh - 1 - row[TOP],
        kw - 1 - row[LEFT],
    )
    for i in range(h):
        product(mem, dx + i * w * c, c, -1, 0, spread + i * wide * o, o, 1, wide * o, wt, c, w, c, kw * o, kh)


@kernel
def conv_backward(row, ctx, fp, mem, imem):
    """Compute dw = x ⋆ dy, db = Σ dy and dx, the correlation of dy with the flipped filters.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    high, wide = padded_size(row)
    c, o, h, w = row[C], row[O], row[H], row[W]
    pixels, weights = row[OH] * row[OW], row[KH] * row[KW] * (c // row[GROUPS]) * o
    padded = own_scratch(row, ctx)
    image = padded + high * wide * c
    out, turned = image + h * w * c, h * w * c + pixels * o if row[FLAT] else 0
    flipped = row[abi.SCRATCH] + high * wide * c + turned
    spread = image + turned + weights
    area = (h + row[KH] - 1) * (w + row[KW] - 1) * o
    if ctx[abi.RANK] == 0:
        flip_filters(row, view1(mem, row[abi.W], weights), view1(mem, flipped, weights))
    share(ctx, ctx[abi.BATCH])
    n, fresh = next_tile(ctx), True
    while n >= 0:
        if fresh:
            clear(view1(mem, padded, high * wide * c))
            clear(view1(mem, spread, area))
            fresh = False
        dy = row[abi.DY] + n * row[abi.YN]
        if row[FLAT]:
            transpose_matrix(mem, dy, pixels, o, pixels, out, o)
            dy = out
        add = n > 0 or ctx[abi.ACCUMULATE] == 1
        if row[BIAS]:
            enter_ordered(ctx, 0, n)
            sum_pixels(mem, dy, pixels, o, row[abi.DB], add)
            leave_ordered(ctx, 0, n)
        at = padded_image(row, mem, row[abi.X] + n * row[abi.XN], image, padded, high, wide)
        _weight_gradient(row, ctx, n, mem, at, wide, dy, row[abi.DW], add)
        dx = row[abi.DX] + n * row[abi.XN]
        if row[abi.DX] >= 0 and row[FLAT]:
            _input_gradient(row, mem, dy, flipped, spread, image)
            transpose_matrix(mem, image, c, w, c, dx, w)
        elif row[abi.DX] >= 0:
            _input_gradient(row, mem, dy, flipped, spread, dx)
        n = next_tile(ctx)
