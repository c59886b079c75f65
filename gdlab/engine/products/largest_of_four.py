"""The largest of four numbers and where it stands, for a register of channels at a time.

Behind a rectifier the largest number's gradient passes if it is positive. If none is, the four are equal, the first of
them is the largest, and its gradient passes by ``training.kink`` if it stood at 0.

What justifies it: pooling 28×28 pixels of 16 channels takes a tenth of the time of a loop over channels, which as
short as that does not become vector code (2 cores of an Intel Xeon of the Sapphire Rapids class with AVX-512,
2026-11-21, docs/performance.md).

The functions' arguments, offsets, strides and counts in elements of ``mem``, int64: ``mem``, the float arena; ``x``
(going back ``dx``), the patch's first point, whose neighbours stand ``row`` below and ``column`` to the right;
``y`` (``dy``), the largest number (its gradient); ``place``, the number 0 to 3 of the largest point, kept as a
float; ``kink``, the subgradient at 0; ``lanes``, how many channels are worked on, at most one register.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes


def _corners(builder: Any, at: Any, row: Any, column: Any) -> list[Any]:
    """Return the offsets of a patch's four points, row by row."""
    below = builder.add(at, row)
    return [at, builder.add(at, column), below, builder.add(below, column)]


def _splat(lane: Lanes, value: float) -> Any:
    return ir.Constant(lane.type, [float(value)] * lane.width)


#: What stands for the winner's number when the rectifier passes nothing, and when the first point is at the kink.
NO_LANE, KINK = 4, 5

if INTERPRETED:

    def _places(at, row, column, lanes):
        return np.array([at, at + column, at + row, at + row + column])[:, None] + np.arange(lanes)

    def largest_of_four(mem, y, place, x, row, column, lanes):
        """Write the largest of four vectors and which it was; see the compiled twin."""
        four = mem[_places(x, row, column, lanes)]
        which = four.argmax(0)
        mem[y : y + lanes] = four[which, np.arange(lanes)]
        mem[place : place + lanes] = which

    def give_to_one_of_four(mem, dx, row, column, dy, place, lanes):
        """Write the gradient to the largest of four, zero to the others; see the compiled twin."""
        which = mem[place : place + lanes]
        share = np.where(which == np.arange(4)[:, None], mem[dy : dy + lanes], 0)
        mem[_places(dx, row, column, lanes)] = share

    def largest_of_four_rectified(mem, y, place, x, row, column, lanes):
        """Write the rectifier of the largest of four vectors and which it was; see the compiled twin."""
        four = mem[_places(x, row, column, lanes)]
        largest_of_four(mem, y, place, x, row, column, lanes)
        best = mem[y : y + lanes]
        low = best <= 0
        mem[place : place + lanes][~(best > 0)] = NO_LANE
        mem[place : place + lanes][low & (four[0] == 0)] = KINK
        best[low] = 0
        return int((four == 0).sum())

    def give_to_one_of_rectified(mem, dx, row, column, dy, place, kink, lanes):
        """Write the gradient to the largest of four that is positive; see the compiled twin."""
        give_to_one_of_four(mem, dx, row, column, dy, place, lanes)
        at_kink = mem[place : place + lanes] == KINK
        mem[dx : dx + lanes][at_kink] = kink * mem[dy : dy + lanes][at_kink]

else:

    def _largest(builder: Any, lane: Lanes, values: list[Any]) -> tuple[Any, Any]:
        """Return the largest of vectors and its number; a NaN wins, of equals the first."""
        best, which = values[0], lane.zeros
        for k, value in enumerate(values[1:], 1):
            higher, lost = builder.fcmp_ordered(">", value, best), builder.fcmp_unordered("uno", value, value)
            better = builder.or_(higher, lost)
            best, which = builder.select(better, value, best), builder.select(better, _splat(lane, k), which)
        return best, which

    def _count(builder: Any, mask: Any, width: int) -> Any:
        """Return how many bits of a mask are set."""
        bits = ir.IntType(width)
        return builder.zext(builder.ctpop(builder.bitcast(mask, bits)), ir.IntType(64))

    @intrinsic
    def largest_of_four_rectified(typingctx, mem, y, place, x, row, column, lanes):
        """Write the rectifier of the largest of four vectors, and where it stood; return how many are 0."""

        def codegen(context, builder, signature, args):
            mem, y, place, x, row, column, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            values = [lane.load(offset) for offset in _corners(builder, x, row, column)]
            best, which = _largest(builder, lane, values)
            low = builder.fcmp_ordered("<=", best, lane.zeros)
            first = builder.and_(low, builder.fcmp_ordered("==", values[0], lane.zeros))
            no_lane = builder.select(first, _splat(lane, KINK), _splat(lane, NO_LANE))
            lane.store(builder.select(low, lane.zeros, best), y)
            lane.store(builder.select(builder.fcmp_ordered(">", best, lane.zeros), which, no_lane), place)
            hits = ir.IntType(64)(0)
            for value in values:
                here = builder.and_(lane.mask, builder.fcmp_ordered("==", value, lane.zeros))
                hits = builder.add(hits, _count(builder, here, lane.width))
            return hits

        return types.int64(mem, *[types.int64] * 6), codegen

    @intrinsic
    def give_to_one_of_rectified(typingctx, mem, dx, row, column, dy, place, kink, lanes):
        """Write the gradient to the point whose number stands at ``place``, if any, and zero to the others."""

        def codegen(context, builder, signature, args):
            mem, dx, row, column, dy, place, kink, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            share, which = lane.load(dy), lane.load(place)
            at_kink = builder.fcmp_ordered("==", which, _splat(lane, KINK))
            other = builder.select(at_kink, builder.fmul(share, lane.splat(kink)), lane.zeros)
            for k, offset in enumerate(_corners(builder, dx, row, column)):
                mine = builder.fcmp_ordered("==", which, _splat(lane, k))
                lane.store(builder.select(mine, share, lane.zeros if k else other), offset)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 5, mem.dtype, types.int64), codegen

    @intrinsic
    def largest_of_four(typingctx, mem, y, place, x, row, column, lanes):
        """Write the largest of the four vectors around ``x``, and its number; a NaN wins, of equals the first."""

        def codegen(context, builder, signature, args):
            mem, y, place, x, row, column, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            best, which = _largest(builder, lane, [lane.load(o) for o in _corners(builder, x, row, column)])
            lane.store(best, y)
            lane.store(which, place)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 6), codegen

    @intrinsic
    def give_to_one_of_four(typingctx, mem, dx, row, column, dy, place, lanes):
        """Write the gradient to the point whose number stands at ``place`` and zero to the other three."""

        def codegen(context, builder, signature, args):
            mem, dx, row, column, dy, place, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            share, which = lane.load(dy), lane.load(place)
            for k, offset in enumerate(_corners(builder, dx, row, column)):
                mine = builder.fcmp_ordered("==", which, _splat(lane, k))
                lane.store(builder.select(mine, share, lane.zeros), offset)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 6), codegen
