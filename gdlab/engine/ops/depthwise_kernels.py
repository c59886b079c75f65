"""The kernels of depthwise convolutions: one filter a channel, so that every product is one of neighbouring channels.

As matrix products, which is what :mod:`gdlab.engine.ops.conv_kernels` makes of other convolutions, these would be one
number wide.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as in :mod:`gdlab.engine.ops.conv_kernels`,
with as many groups and filters as channels: the filters are (KH, KW, C).
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, view1
from gdlab.engine.ops.conv_kernels import (
    BIAS,
    DH,
    DW,
    FLAT,
    KH,
    KW,
    LEFT,
    OH,
    OW,
    SH,
    SW,
    TOP,
    C,
    H,
    W,
    clear,
    copy_to_padded,
    padded_image,
    padded_size,
    sum_pixels,
)
from gdlab.engine.products.copies import transpose_matrix
from gdlab.engine.products.depthwise import channel_products, nine_channel_products
from gdlab.engine.products.register_tiles import NONE, ZERO

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}


def spread_axis(n, out, kernel, stride, dilation, before):
    """Return zeros before the gradient by the output, and its length with them, for every point that a tap reads.

    Args:
        n: how many points the input has along this axis.
        out: how many points the output has.
        kernel: how many taps the filter has.
        stride: by how many points of the input two points of the output are apart.
        dilation: by how many points two taps are apart.
        before: how many zeros are added before the input.
    """
    zeros = max(0, -((before - (kernel - 1) * dilation) // stride))
    return zeros, zeros + max(out, (n - 1 + before) // stride + 1)


_spread_axis = njit(**_OPTIONS)(spread_axis)


@njit(**_OPTIONS)
def _correlate(row, mem, image, wide, y, weight, bias):
    """Compute one image's output rows."""
    c, kh, kw, ow = row[C], row[KH], row[KW], row[OW]
    step = wide * c
    for i in range(row[OH]):
        to, at = y + i * ow * c, image + i * row[SH] * step
        taps = (row[SW] * c, row[DW] * c, row[DH] * step)
        channel_products(mem, to, c, bias, ZERO, at, *taps, weight, c, kw * c, ow, c, kw, kh)


@kernel
def depthwise_forward(row, ctx, fp, mem, imem):
    """Compute y = x ⋆ w + b channel by channel, image by image.

    The arguments are described at the top of the file.
    """
    high, wide = padded_size(row)
    c = row[C]
    padded = row[abi.SCRATCH]
    image = padded + high * wide * c
    out = image + row[H] * row[W] * c
    clear(view1(mem, padded, high * wide * c))
    bias = row[abi.B] if row[BIAS] else NONE
    for n in range(ctx[abi.BATCH]):
        at = padded_image(row, mem, row[abi.X] + n * row[abi.XN], image, padded, high, wide)
        y = row[abi.Y] + n * row[abi.YN]
        _correlate(row, mem, at, wide, out if row[FLAT] else y, row[abi.W], bias)
        if row[FLAT]:
            transpose_matrix(mem, out, c, row[OW], c, y, row[OW])


@njit(**_OPTIONS)
def _weight_gradient(row, mem, image, wide, dy, dw, add):
    """Write or add one image's part of the filters' gradient."""
    c, kw, oh, ow = row[C], row[KW], row[OH], row[OW]
    step = wide * c
    across, down = row[SW] * c, row[SH] * step
    if row[KH] == 3 and kw == 3:
        taps = (row[DH] * step, row[DW] * c, across, down)
        nine_channel_products(mem, dw, c, dw if add else NONE, image, *taps, dy, c, ow * c, c, ow, oh)
        return
    for k in range(row[KH]):
        to, at = dw + k * kw * c, image + k * row[DH] * step
        taps = (row[DW] * c, across, down)
        channel_products(mem, to, c, to if add else NONE, c, at, *taps, dy, c, ow * c, kw, c, ow, oh)


@njit(**_OPTIONS)
def _reach(point, kernel, stride, dilation):
    """Return the first tap that reads a point of the padded input (``kernel``: none does), and every which one does."""
    period, first = 1, 0
    while period * dilation % stride:
        period += 1
    while first < kernel and (point - first * dilation) % stride:
        first += 1
    return first, period


@njit(**_OPTIONS)
def _input_gradient(row, mem, dy, weight, spread, dx):
    """Write one image's gradient by the input: each point gathers from the outputs that read it."""
    c, h, w, kh, kw, sh, sw = row[C], row[H], row[W], row[KH], row[KW], row[SH], row[SW]
    above, high = _spread_axis(h, row[OH], kh, sh, row[DH], row[TOP])
    beside, wide = _spread_axis(w, row[OW], kw, sw, row[DW], row[LEFT])
    source = view1(mem, dy, row[OH] * row[OW] * c)
    copy_to_padded(source, row[OH], row[OW], c, view1(mem, spread, high * wide * c), high, wide, above, beside)
    if sh * sw > 1:  # there may be points that no window reads
        clear(view1(mem, dx, h * w * c))
    for i in range(h):
        k, every = _reach(i + row[TOP], kh, sh, row[DH])
        if k >= kh:
            continue
        line = spread + (above + (i + row[TOP] - k * row[DH]) // sh) * wide * c
        up = -(every * row[DH] // sh) * wide * c
        for j in range(min(sw, w)):
            m, each = _reach(j + row[LEFT], kw, sw, row[DW])
            if m >= kw:
                continue
            at = line + (beside + (j + row[LEFT] - m * row[DW]) // sw) * c
            taps = (c, -(each * row[DW] // sw) * c, up)
            filters = (weight + (k * kw + m) * c, each * c, every * kw * c)
            counts = ((w - j - 1) // sw + 1, c, (kw - m - 1) // each + 1, (kh - k - 1) // every + 1)
            channel_products(mem, dx + (i * w + j) * c, sw * c, NONE, ZERO, at, *taps, *filters, *counts)


@kernel
def depthwise_backward(row, ctx, fp, mem, imem):
    """Compute dw = x ⋆ dy, db = Σ dy and dx channel by channel.

    The arguments are described at the top of the file.
    """
    high, wide = padded_size(row)
    c, h, w = row[C], row[H], row[W]
    pixels = row[OH] * row[OW]
    padded = row[abi.SCRATCH]
    image = padded + high * wide * c
    out = image + h * w * c
    spread = out + pixels * c if row[FLAT] else image
    tall, broad = (
        _spread_axis(h, row[OH], row[KH], row[SH], row[DH], row[TOP])[1],
        _spread_axis(w, row[OW], row[KW], row[SW], row[DW], row[LEFT])[1],
    )
    clear(view1(mem, padded, high * wide * c))
    clear(view1(mem, spread, tall * broad * c))
    for n in range(ctx[abi.BATCH]):
        dy, add = row[abi.DY] + n * row[abi.YN], n > 0 or ctx[abi.ACCUMULATE] == 1
        if row[FLAT]:
            transpose_matrix(mem, dy, pixels, c, pixels, out, c)
            dy = out
        if row[BIAS]:
            sum_pixels(mem, dy, pixels, c, row[abi.DB], add)
        at = padded_image(row, mem, row[abi.X] + n * row[abi.XN], image, padded, high, wide)
        _weight_gradient(row, mem, at, wide, dy, row[abi.DW], add)
        if row[abi.DX] < 0:
            continue
        dx = row[abi.DX] + n * row[abi.XN]
        _input_gradient(row, mem, dy, row[abi.W], spread, image if row[FLAT] else dx)
        if row[FLAT]:
            transpose_matrix(mem, image, c, w, c, dx, w)
