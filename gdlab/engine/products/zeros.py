"""Where numbers are zero: pixels whose numbers are all zero, and masks of the numbers that are not.

What justifies it: Winograd's method adds and subtracts numbers that do not belong to a result and cancel, but for
rounding, and optimizers that step by the sign of a gradient walk as far on rounding noise as on a gradient. With these
functions :mod:`gdlab.engine.ops.winograd_zeros` finds the results whose own terms are all zero.

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes

_INT = ir.IntType(64)

if INTERPRETED:

    def nonzero_bits(mem, at, lanes):
        """Return one bit a number, set where it is not zero; see the compiled twin."""
        return np.int64(((mem[at : at + lanes] != 0) * (1 << np.arange(lanes))).sum())

    def lowest_bit(word):
        """Return the number of the lowest bit that is set; see the compiled twin."""
        return np.int64((int(word) & -int(word)).bit_length() - 1)

    def zero_pixel(mem, at, n, size):
        """Return the number of the first pixel that is zero; see the compiled twin."""
        zero = (mem[at : at + n * size].reshape(n, size) == 0).all(1)
        return int(zero.argmax()) if zero.any() else n

else:

    def _differ(builder: Any, lane: Lanes, value: Any) -> Any:
        """Return one bit a lane, set where the value is not zero, as a whole number."""
        bits = builder.fcmp_unordered("!=", value, lane.zeros)
        return builder.zext(builder.bitcast(bits, ir.IntType(lane.width)), _INT)

    @intrinsic
    def nonzero_bits(typingctx, mem, at, lanes):
        """Return one bit a number, the first the lowest, set where it is not zero; of NaN it is set.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            at: offset of the numbers.
            lanes: how many there are, at most one register.
        """

        def codegen(context, builder, signature, args):
            mem, at, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            return _differ(builder, lane, lane.load(at))

        return types.int64(mem, *[types.int64] * 2), codegen

    @intrinsic
    def lowest_bit(typingctx, word):
        """Return the number of the lowest bit that is set.

        Args:
            typingctx: numba's own; callers leave it out.
            word: a mask that is not zero.
        """

        def codegen(context, builder, signature, args):
            return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

        return types.int64(types.int64), codegen

    @intrinsic
    def zero_pixel(typingctx, mem, at, n, size):
        """Return the number of the first of ``n`` pixels whose numbers are all zero, or ``n``.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            at: offset of the first pixel.
            n: how many there are, perhaps none.
            size: numbers a pixel, at least 1.
        """

        def codegen(context, builder, signature, args):
            mem, at, n, size = args
            dtype, function, start = signature.args[0].dtype, builder.function, builder.block
            width = _INT(Lanes(context, builder, dtype, mem, _INT(0)).width)
            head, part, more, after, done = (
                function.append_basic_block(f"pixel.{name}") for name in ("head", "part", "more", "after", "done")
            )
            builder.branch(head)
            builder.position_at_end(head)
            pixel, place = builder.phi(_INT), builder.phi(_INT)
            builder.cbranch(builder.icmp_signed("<", pixel, n), part, done)
            builder.position_at_end(part)
            first = builder.phi(_INT)
            left = builder.sub(size, first)
            lanes = builder.select(builder.icmp_signed("<", left, width), left, width)
            lane = Lanes(context, builder, dtype, mem, lanes)
            found = _differ(builder, lane, lane.load(builder.add(place, first)))
            builder.cbranch(builder.icmp_unsigned("!=", found, _INT(0)), after, more)
            builder.position_at_end(more)
            later = builder.add(first, width)
            builder.cbranch(builder.icmp_signed("<", later, size), part, done)
            builder.position_at_end(after)
            pixel.add_incoming(builder.add(pixel, _INT(1)), after)
            place.add_incoming(builder.add(place, size), after)
            builder.branch(head)
            pixel.add_incoming(_INT(0), start)
            place.add_incoming(at, start)
            first.add_incoming(_INT(0), head)
            first.add_incoming(later, more)
            builder.position_at_end(done)
            return pixel

        return types.int64(mem, *[types.int64] * 3), codegen
