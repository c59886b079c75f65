"""Where numbers are zero: pixels without any, and sums of products of which every one is zero.

Winograd's method adds and subtracts numbers that do not belong to a result and cancel, but for rounding. A result
whose own terms are all zero is therefore found here, by reading the terms.

What justifies it: optimizers that step by the sign of a gradient walk as far on rounding noise as on a gradient.
Reading ends at the first pixel that settles it.

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes

_INT = ir.IntType(64)

if INTERPRETED:

    def _bits(lanes: Any) -> Any:
        return np.int64((lanes * (1 << np.arange(lanes.size))).sum())

    def small_lanes(mem, at, bound, lanes):
        """Return one bit a number, set where it is small and not zero; see the compiled twin."""
        values = mem[at : at + lanes]
        return _bits((values != 0) & ~(abs(values) > mem[bound : bound + lanes]))

    def zero_pixel(mem, at, n, size):
        """Return the number of the first pixel that is zero; see the compiled twin."""
        zero = (mem[at : at + n * size].reshape(n, size) == 0).all(1)
        return int(zero.argmax()) if zero.any() else n

    def unsupported(mem, wanted, a, next_a, b, next_b, n, lanes):
        """Return the wanted sums all of whose terms are zero; see the compiled twin."""
        p = np.arange(n)
        terms = (mem[a + p * next_a] != 0)[:, None] & (mem[b + p[:, None] * next_b + np.arange(lanes)] != 0)
        return wanted & ~_bits(terms.any(0))

else:

    def _differ(builder: Any, lane: Lanes, value: Any) -> Any:
        """Return one bit a lane, set where the value is not zero, as a whole number."""
        bits = builder.fcmp_unordered("!=", value, lane.zeros)
        return builder.zext(builder.bitcast(bits, ir.IntType(lane.width)), _INT)

    @intrinsic
    def small_lanes(typingctx, mem, at, bound, lanes):
        """Return one bit a number, set where it is not zero and not larger than a bound; of NaN it is set.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            at: offset of the numbers.
            bound: offset of their bounds, none of them negative.
            lanes: how many there are, at most one register.
        """

        def codegen(context, builder, signature, args):
            mem, at, bound, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            value, limit = lane.load(at), lane.load(bound)
            inside = [builder.fcmp_unordered("<=", x, limit) for x in (value, builder.fsub(lane.zeros, value))]
            bits = builder.and_(*inside)
            small = builder.zext(builder.bitcast(bits, ir.IntType(lane.width)), _INT)
            return builder.and_(small, _differ(builder, lane, value))

        return types.int64(mem, *[types.int64] * 3), codegen

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

    @intrinsic
    def unsupported(typingctx, mem, wanted, a, next_a, b, next_b, n, lanes):
        """Return the wanted sums Σ_p A[p] B[p] all of whose terms are zero, one bit a lane of B.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            wanted: one bit a lane, set for the sums that are asked about.
            a: offset of A; number A[p] stands at ``a + p*next_a``.
            next_a: distance in A from p to p + 1.
            b: offset of B; vector B[p] stands at ``b + p*next_b``.
            next_b: distance in B from p to p + 1.
            n: how many p there are, perhaps none; looking ends when a term of each wanted sum is found.
            lanes: numbers in a vector, at most one register.
        """

        def codegen(context, builder, signature, args):
            mem, wanted, a, next_a, b, next_b, n, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            start = builder.block
            head, body, done = (builder.function.append_basic_block(f"terms.{x}") for x in ("head", "body", "done"))
            builder.branch(head)
            builder.position_at_end(head)
            p, ap, bp, left = (builder.phi(_INT) for _ in range(4))
            going = builder.and_(builder.icmp_signed("<", p, n), builder.icmp_unsigned("!=", left, _INT(0)))
            builder.cbranch(going, body, done)
            builder.position_at_end(body)
            one = lane.splat(builder.load(builder.gep(mem, [ap])))
            terms = builder.and_(_differ(builder, lane, one), _differ(builder, lane, lane.load(bp)))
            after = (builder.add(p, _INT(1)), builder.add(ap, next_a), builder.add(bp, next_b))
            rest = builder.and_(left, builder.not_(terms))
            for phi, first, value in zip((p, ap, bp, left), (_INT(0), a, b, wanted), (*after, rest), strict=True):
                phi.add_incoming(first, start)
                phi.add_incoming(value, body)
            builder.branch(head)
            builder.position_at_end(done)
            return left

        return types.int64(mem, *[types.int64] * 7), codegen
