"""The largest of four numbers and where it stands, for a register of channels at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from gdlab.engine.native import INTERPRETED
from gdlab.engine.tiles import Lanes


def _corners(builder: Any, at: Any, row: Any, column: Any) -> list[Any]:
    """Return the offsets of a window's four points, row by row."""
    below = builder.add(at, row)
    return [at, builder.add(at, column), below, builder.add(below, column)]


def _splat(lane: Lanes, value: float) -> Any:
    return ir.Constant(lane.type, [float(value)] * lane.width)


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

else:

    @intrinsic
    def largest_of_four(typingctx, mem, y, place, x, row, column, lanes):
        """Write the largest of the four vectors around ``x``, and its number; a NaN wins, of equals the first."""

        def codegen(context, builder, signature, args):
            mem, y, place, x, row, column, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            best, which = None, lane.zeros
            for k, offset in enumerate(_corners(builder, x, row, column)):
                value = lane.load(offset)
                if best is None:
                    best = value
                    continue
                better = builder.or_(
                    builder.fcmp_ordered(">", value, best), builder.fcmp_unordered("uno", value, value)
                )
                best = builder.select(better, value, best)
                which = builder.select(better, _splat(lane, k), which)
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
