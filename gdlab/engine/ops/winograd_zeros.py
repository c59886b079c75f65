"""Exact zeros for Winograd's convolution: results all of whose terms are zero.

The method's tiles read numbers beyond a result's own window, which cancel but for rounding. Outputs and gradients by
the input whose window is zero throughout, and gradients by filter taps that met zeros only, are found here and made
what a sum of zeros is. A channel that is zero throughout needs nothing: its transforms are zero.

Arguments of the functions: ``row``, ``ctx`` and ``mem`` as in :mod:`gdlab.engine.ops.conv_kernels`; ``image`` is the
offset of an image of ``h`` by ``w`` pixels with ``c`` channels, over which windows of 3×3 begin ``top`` and ``left``
before its corner, and pixel (``y``, ``x``) is in the middle of one; ``result`` is the offset of the ``rh`` by ``rw``
results with ``o`` channels, of which ``rows`` from row ``first`` on are asked about, where they exist; the bias stands
at ``bias + add * channel``, with ``add`` 0 and one zero at ``bias`` where there is none. Of the filters' gradient,
``found`` is the offset (3, 3, C, O) where the method left it, ``channel`` an input channel, ``tap`` the number of a tap
row by row, ``of`` the first of a register of ``lanes`` filters, and ``wanted`` has one bit for each of these; ``total``
is the offset of the sums that it was transformed back from, (POINTS, C, O) with gaps, ``bounds`` that of O numbers.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import FASTMATH, view1
from gdlab.engine.machine.team import out_of_line
from gdlab.engine.ops.conv_kernels import LEFT, OH, OW, TOP, C, H, O, W
from gdlab.engine.ops.winograd_matrices import GAP, LARGEST
from gdlab.engine.products.register_tiles import register_width
from gdlab.engine.products.zeros import small_lanes, unsupported, zero_pixel

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
def clear_zero_windows(mem, image, h, w, c, top, left, result, rh, rw, o, first, rows, bias, add):
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


@njit(**_OPTIONS)
def _without_terms(row, ctx, mem, wanted, channel, tap, of, lanes):
    """Return the wanted lanes of the gradient by a tap all of whose terms are zero."""
    c, o, h, w, oh, ow = row[C], row[O], row[H], row[W], row[OH], row[OW]
    down, across = tap // 3 - row[TOP], tap % 3 - row[LEFT]
    start = max(0, -across)
    n = min(ow, w - across) - start
    for i in range(ctx[abi.BATCH]):
        x, dy = row[abi.X] + i * row[abi.XN] + channel, row[abi.DY] + i * row[abi.YN] + of
        for y in range(max(0, -down), min(oh, h - down)):
            a, b = x + ((y + down) * w + start + across) * c, dy + (y * ow + start) * o
            wanted = unsupported(mem, wanted, a, c, b, o, n, lanes)
            if wanted == 0:
                return wanted
    return wanted


@njit(**_OPTIONS)
def _rounding_bounds(row, mem, total, channel, bounds):
    """Write for each filter how large a gradient of one input channel may be if it is rounding errors alone.

    It is a thousand errors of the sums that are transformed back: what is larger has terms, and need not be looked at.
    """
    c, o = row[C], row[O]
    limits = view1(mem, bounds, o)
    for j in range(o):
        limits[j] = 0
    real = limits.dtype.type
    error = real(2.0**-13) if limits.itemsize == 4 else real(2.0**-42)
    for k in range(len(LARGEST)):
        values, weight = view1(mem, total + k * (c * o + GAP) + channel * o, o), error * real(LARGEST[k])
        for j in range(o):
            limits[j] += weight * abs(values[j])


@njit(**_OPTIONS)
def add_filter_gradient(row, ctx, mem, total, found, channel, bounds):
    """Write or add the gradient by the filters of one input channel, with zeros where it has no terms.

    What was found is overwritten with those zeros.
    """
    c, o, width = row[C], row[O], register_width(mem)
    _rounding_bounds(row, mem, total, channel, bounds)
    for tap in range(9):
        at, to = found + (tap * c + channel) * o, row[abi.DW] + (tap * c + channel) * o
        for of in range(0, o, width):
            lanes = min(width, o - of)
            wanted = small_lanes(mem, at + of, bounds + of, lanes)
            if wanted != 0:
                wanted = _without_terms(row, ctx, mem, wanted, channel, tap, of, lanes)
            for k in range(lanes):
                if wanted >> k & 1:
                    mem[at + of + k] = 0
        gradient, part = view1(mem, to, o), view1(mem, at, o)
        for j in range(o):
            gradient[j] = gradient[j] + part[j] if ctx[abi.ACCUMULATE] else part[j]
