"""Exact zeros for Winograd's convolution: results all of whose terms are zero.

The method's tiles read numbers beyond a result's own window, which cancel but for rounding. Outputs and gradients by
the input whose window is zero throughout, and gradients by filter taps that met zeros only, are found here and made
what a sum of zeros is. A channel that is zero throughout needs nothing: its transforms are zero.

Arguments of the functions: ``row``, ``ctx``, ``mem`` and ``imem`` as in :mod:`gdlab.engine.ops.conv_kernels`; ``image``
is the offset of an image of ``h`` by ``w`` pixels with ``c`` channels, over which windows of 3×3 begin ``top`` and
``left`` before its corner, and pixel (``y``, ``x``) is in the middle of one; ``result`` is the offset of the ``rh`` by
``rw`` results with ``o`` channels, of which ``rows`` from row ``first`` on are asked about, where they exist; the bias
stands at ``bias + add * channel``, with ``add`` 0 and one zero at ``bias`` where there is none. Of the filters'
gradient, ``found`` is the offset (3, 3, C, O) where the method left it, ``channel`` an input channel and ``tap`` the
number of a tap row by row; ``tile`` counts words of input channels tap by tap. Which gradients have terms is found in
masks, one bit a channel: 64 products are looked at in one operation, and looking ends as soon as each gradient has a
term, after a few pixels where few numbers are zero.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit, register_jitable
from gdlab.engine.machine.native import FASTMATH, view1
from gdlab.engine.machine.team import out_of_line
from gdlab.engine.ops.conv_kernels import LEFT, OH, OW, TOP, C, H, O, W
from gdlab.engine.products.register_tiles import register_width
from gdlab.engine.products.zeros import lowest_bit, nonzero_bits, zero_pixel

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}


@njit(**_OPTIONS)
def _zero_window(mem, image, h, w, c, y, x):
    """Return whether the window whose middle is pixel (y, x) is zero; beyond the image it is."""
    if 0 <= y < h and 0 <= x < w and zero_pixel(mem, image + (y * w + x) * c, 1, c) == 1:
        return False
    for i in range(max(0, y - 1), min(h, y + 2)):
        for j in range(max(0, x - 1), min(w, x + 2)):
            if zero_pixel(mem, image + (i * w + j) * c, 1, c) == 1:
                return False
    return True


@njit(**_OPTIONS)
def clear_zero_results(mem, image, h, w, c, top, left, result, rh, rw, o, first, rows, bias, add):
    """Make results whose window is zero the bias.

    Nothing is to be done where no pixel in the middle of a window is zero, or all are, which is found out first.
    """
    out_of_line()
    rows = min(rows, rh - first)
    middle = first - top + 1
    if middle >= 0 and middle + rows <= h and zero_pixel(mem, image + middle * w * c, rows * w, c) == rows * w:
        return
    above, below = max(0, middle - 1), min(h, middle + rows + 1)
    if zero_pixel(mem, image + above * w * c, 1, (below - above) * w * c) == 0:
        return
    for i in range(first, first + rows):
        for j in range(rw):
            if _zero_window(mem, image, h, w, c, i - top + 1, j - left + 1):
                to = result + (i * rw + j) * o
                for k in range(o):
                    mem[to + k] = mem[bias + k * add]


@register_jitable
def _words(channels):
    """Return how many words hold one bit for each channel."""
    return (channels + 63) // 64


def masks_size(c: int, h: int, w: int, o: int, oh: int, ow: int) -> tuple[int, int]:
    """Return how many words of the integer arena the masks need for each example, and how many besides.

    Args:
        c: channels of the input.
        h: rows of the input.
        w: columns of the input.
        o: channels of the output.
        oh: rows of the output.
        ow: columns of the output.
    """
    return h * w * _words(c) + oh * ow * _words(o), 9 * (c + 2 * _words(c)) * _words(o)


@njit(**_OPTIONS)
def _mask_regions(row, ctx):
    """Return where the masks of the terms, of their bounds, of x and of dy stand in the integer arena.

    Terms: (9, C, words of O), one bit a gradient, set where it has a term. Bounds: (9, words of C, 2, words of O), the
    filters whose gradients may have one, and those that still lack one. Images: one bit a channel for each pixel of the
    batch.
    """
    terms = row[abi.ISCRATCH]
    bounds = terms + 9 * row[C] * _words(row[O])
    of_x = bounds + 18 * _words(row[C]) * _words(row[O])
    return terms, bounds, of_x, of_x + ctx[abi.BATCH] * row[H] * row[W] * _words(row[C])


@njit(**_OPTIONS)
def _mark(mem, at, n, c, imem, to):
    """Write for each of ``n`` pixels, from ``mem[at]`` on, which of its ``c`` numbers are not zero."""
    width = register_width(mem)
    for _ in range(n):
        for first in range(0, c, 64):
            word = np.int64(0)
            for j in range(first, min(c, first + 64), width):
                word |= nonzero_bits(mem, at + j, min(width, c - j)) << (j - first)
            imem[to] = word
            to += 1
        at += c


@njit(**_OPTIONS)
def mark_nonzero(row, ctx, mem, imem, image, first, rows, last):
    """Note which numbers of x and of dy are not zero in ``rows`` rows from row ``first`` on, and in dy's rest.

    Args:
        row: the instruction.
        ctx: the machine's context.
        mem: the float arena.
        imem: the integer arena.
        image: the number of the example.
        first: the first row.
        rows: how many rows.
        last: whether x has no rows after them, so that dy's are all noted.
    """
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    _, _, of_x, of_dy = _mask_regions(row, ctx)
    x, dy = row[abi.X] + image * row[abi.XN], row[abi.DY] + image * row[abi.YN]
    end = min(h, first + rows)
    _mark(mem, x + first * w * c, (end - first) * w, c, imem, of_x + (image * h + first) * w * _words(c))
    end = oh if last else min(oh, first + rows)
    if end > first:
        _mark(mem, dy + first * ow * o, (end - first) * ow, o, imem, of_dy + (image * oh + first) * ow * _words(o))


@njit(**_OPTIONS)
def _tap_window(row, tap):
    """Return by how many rows and columns a tap reads x beside dy, and the first and last row and column of dy."""
    down, across = tap // 3 - row[TOP], tap % 3 - row[LEFT]
    top, left = max(0, -down), max(0, -across)
    return down, across, top, min(row[OH], row[H] - down), left, min(row[OW], row[W] - across)


@njit(**_OPTIONS)
def _all(channels, word):
    """Return a mask with one bit for each channel of a word."""
    n = channels - 64 * word
    return np.int64(-1) if n >= 64 else (np.int64(1) << n) - 1


@njit(**_OPTIONS)
def _bounds_of_terms(row, ctx, imem, tap, word, bounds):
    """Write which filters' dy is anywhere not zero where a tap reads it, and return which channels' x is.

    The word counts channels of x; looking ends where all are found.
    """
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    _, _, of_x, of_dy = _mask_regions(row, ctx)
    down, across, top, bottom, left, right = _tap_window(row, tap)
    words_c, words_o, seen = _words(c), _words(o), np.int64(0)
    for v in range(words_o):
        imem[bounds + v] = 0
    for i in range(ctx[abi.BATCH]):
        for y in range(top, bottom):
            a = of_x + ((i * h + y + down) * w + left + across) * words_c + word
            b = of_dy + ((i * oh + y) * ow + left) * words_o
            for _ in range(right - left):
                seen |= imem[a]
                for v in range(words_o):
                    imem[bounds + v] |= imem[b + v]
                a, b = a + words_c, b + words_o
            missing = seen ^ _all(c, word)
            for v in range(words_o):
                missing |= imem[bounds + v] ^ _all(o, v)
            if missing == 0:
                return seen
    return seen


@njit(**_OPTIONS)
def term_tiles(row):
    """Return how many tiles the search for terms has: the words of x's channels, tap by tap."""
    return 9 * _words(row[C])


@njit(**_OPTIONS)
def _add_terms(imem, channels, terms, of_dy, words_o):
    """Note that the gradients by these channels have terms for each filter whose dy is not zero at a pixel."""
    while channels != 0:
        j = lowest_bit(channels)
        channels ^= np.int64(1) << j
        for v in range(words_o):
            imem[terms + j * words_o + v] |= imem[of_dy + v]


@njit(**_OPTIONS)
def _channels_that_lack(imem, channels, terms, bounds, words_o):
    """Return which of these channels lack a term of any filter, and write which filters lack one of any channel."""
    left = np.int64(0)
    for v in range(words_o):
        imem[bounds + words_o + v] = 0
    while channels != 0:
        j = lowest_bit(channels)
        channels ^= np.int64(1) << j
        for v in range(words_o):
            missing = imem[terms + j * words_o + v] ^ imem[bounds + v]
            imem[bounds + words_o + v] |= missing
            if missing != 0:
                left |= np.int64(1) << j
    return left


@njit(**_OPTIONS)
def find_terms(row, ctx, imem, tile):
    """Note which gradients by one tap of 64 input channels have a term: a pixel where neither x nor dy is zero.

    Only the channels and the filters that still lack one are looked at, and looking ends where none does.
    """
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    words_c, words_o = _words(c), _words(o)
    tap, word = tile // words_c, tile % words_c
    terms, bounds, of_x, of_dy = _mask_regions(row, ctx)
    terms, bounds = terms + (tap * c + 64 * word) * words_o, bounds + 2 * tile * words_o
    for v in range(min(64, c - 64 * word) * words_o):
        imem[terms + v] = 0
    channels = _bounds_of_terms(row, ctx, imem, tap, word, bounds)
    channels = _channels_that_lack(imem, channels, terms, bounds, words_o)
    down, across, top, bottom, left, right = _tap_window(row, tap)
    for i in range(ctx[abi.BATCH]):
        for y in range(top, bottom):
            a = of_x + ((i * h + y + down) * w + left + across) * words_c + word
            b = of_dy + ((i * oh + y) * ow + left) * words_o
            found = False
            for _ in range(right - left):
                wanted = np.int64(0)
                for v in range(words_o):
                    wanted |= imem[b + v] & imem[bounds + words_o + v]
                if wanted != 0 and imem[a] & channels != 0:
                    _add_terms(imem, imem[a] & channels, terms, b, words_o)
                    found = True
                a, b = a + words_c, b + words_o
            if found:
                channels = _channels_that_lack(imem, channels, terms, bounds, words_o)
            if channels == 0:
                return


@njit(**_OPTIONS)
def add_filter_gradient(row, ctx, mem, imem, found, channel):
    """Write or add the gradient by the filters of one input channel, with zeros where it has no term.

    What was found is overwritten with those zeros.
    """
    c, o = row[C], row[O]
    terms, words_o = _mask_regions(row, ctx)[0], _words(o)
    for tap in range(9):
        at, to = found + (tap * c + channel) * o, row[abi.DW] + (tap * c + channel) * o
        for v in range(words_o):
            without = _all(o, v) ^ imem[terms + (tap * c + channel) * words_o + v]
            while without != 0:
                j = lowest_bit(without)
                without ^= np.int64(1) << j
                mem[at + 64 * v + j] = 0
        gradient, part = view1(mem, to, o), view1(mem, at, o)
        for j in range(o):
            gradient[j] = gradient[j] + part[j] if ctx[abi.ACCUMULATE] else part[j]
