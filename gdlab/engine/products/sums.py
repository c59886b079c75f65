"""Sums over many pixels for few numbers: several in registers at a time, so that no addition waits for the last one.

What justifies it: 3,136 pixels of 16 channels are added up in a seventh of the time of a loop over channels (2
cores of an Intel Xeon of the Sapphire Rapids class with AVX-512, 2026-11-21, docs/performance.md); nine taps read
each pixel of the gradient once, not nine times.

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes

_WAYS = 8
_TAPS = 3

_INT = ir.IntType(64)

if INTERPRETED:

    def column_sums(mem, to, add, at, stride, n, lanes):
        """Write or add the sum of ``n`` vectors; see the compiled twin."""
        if min(to, at) < 0:
            raise IndexError("a sum reads or writes before the arena's start")
        total = mem[at + np.arange(n)[:, None] * stride + np.arange(lanes)].sum(0)
        mem[to : to + lanes] = total + (mem[to : to + lanes] if add else 0)

    def nine_products(mem, to, step, add, a, down, across, next_a, b, next_b, n, lanes):
        """Write or add nine sums of products; see the compiled twin."""
        if min(to, a, b) < 0:
            raise IndexError("a sum reads or writes before the arena's start")
        pixels = np.arange(n)
        right = mem[b + pixels[:, None] * next_b + np.arange(lanes)]
        for t in range(_TAPS * _TAPS):
            row = to + t * step
            total = mem[a + t // _TAPS * down + t % _TAPS * across + pixels * next_a] @ right
            mem[row : row + lanes] = total + (mem[row : row + lanes] if add else 0)

else:

    def _loop(builder: Any, name: str, steps: Any, carried: list[Any], body: Any) -> list[Any]:
        """Emit a loop of ``steps`` (none, perhaps) that carries values through it; return the last ones."""
        start, function = builder.block, builder.function
        head, body_block, done = (function.append_basic_block(f"{name}.{part}") for part in ("head", "body", "done"))
        builder.branch(head)
        builder.position_at_end(head)
        i = builder.phi(_INT)
        i.add_incoming(_INT(0), start)
        now = [builder.phi(value.type) for value in carried]
        for phi, value in zip(now, carried, strict=True):
            phi.add_incoming(value, start)
        builder.cbranch(builder.icmp_signed("<", i, steps), body_block, done)
        builder.position_at_end(body_block)
        after = body(i, now)
        i.add_incoming(builder.add(i, _INT(1)), body_block)
        for phi, value in zip(now, after, strict=True):
            phi.add_incoming(value, body_block)
        builder.branch(head)
        builder.position_at_end(done)
        return now

    def _seed(builder: Any, lane: Lanes, add: Any, place: Any) -> Any:
        return builder.select(builder.icmp_signed("!=", add, _INT(0)), lane.load(place), lane.zeros)

    @intrinsic
    def column_sums(typingctx, mem, to, add, at, stride, n, lanes):
        """Write or add the sum of vectors.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            to: offset of the sum, ``lanes`` numbers.
            add: 1 adds to what stands there, 0 overwrites it.
            at: offset of the first vector.
            stride: distance between vectors.
            n: how many there are, perhaps none.
            lanes: numbers in a vector, at most one register.
        """

        def codegen(context, builder, signature, args):
            mem, to, add, at, stride, n, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)

            def several(i: Any, sums: list[Any]) -> list[Any]:
                first = builder.add(at, builder.mul(builder.mul(i, _INT(_WAYS)), stride))
                places = [builder.add(first, builder.mul(stride, _INT(k))) for k in range(_WAYS)]
                return [builder.fadd(s, lane.load(place)) for s, place in zip(sums, places, strict=True)]

            def one(i: Any, sums: list[Any]) -> list[Any]:
                return [builder.fadd(sums[0], lane.load(builder.add(rest, builder.mul(i, stride))))]

            whole = builder.sdiv(n, _INT(_WAYS))
            sums = _loop(builder, "several", whole, [lane.zeros] * _WAYS, several)
            while len(sums) > 1:
                sums = [builder.fadd(sums[k], sums[k + 1]) for k in range(0, len(sums), 2)]
            done = builder.mul(whole, _INT(_WAYS))
            rest = builder.add(at, builder.mul(done, stride))
            total = _loop(builder, "one", builder.sub(n, done), sums, one)[0]
            lane.store(builder.fadd(total, _seed(builder, lane, add, to)), to)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 6), codegen

    @intrinsic
    def nine_products(typingctx, mem, to, step, add, a, down, across, next_a, b, next_b, n, lanes):
        """Write or add Σ_p A[p, t] B[p] for the nine taps t = (i, j) of a 3×3 filter.

        Args:
            typingctx: numba's own; callers leave it out.
            mem: the float arena.
            to: offset of the sums; tap t's stands at ``to + t*step``.
            step: distance between the sums.
            add: 1 adds to what stands there, 0 overwrites it.
            a: offset of A; A[p, (i, j)] stands at ``a + i*down + j*across + p*next_a``.
            down: distance in A from i to i + 1.
            across: distance in A from j to j + 1.
            next_a: distance in A from p to p + 1.
            b: offset of B; vector B[p] stands at ``b + p*next_b``.
            next_b: distance in B from p to p + 1.
            n: how many pixels p there are.
            lanes: numbers in a vector, at most one register.
        """

        def codegen(context, builder, signature, args):
            mem, to, step, add, a, down, across, next_a, b, next_b, n, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            places = [builder.add(to, builder.mul(step, _INT(t))) for t in range(_TAPS * _TAPS)]
            lines = [builder.add(a, builder.mul(down, _INT(i))) for i in range(_TAPS)]
            taps = [builder.add(line, builder.mul(across, _INT(j))) for line in lines for j in range(_TAPS)]

            def pixel(p: Any, sums: list[Any]) -> list[Any]:
                right, shift = lane.load(builder.add(b, builder.mul(p, next_b))), builder.mul(p, next_a)
                left = [lane.splat(builder.load(builder.gep(mem, [builder.add(tap, shift)]))) for tap in taps]
                return [lane.fma(value, right, s) for value, s in zip(left, sums, strict=True)]

            sums = _loop(builder, "pixel", n, [lane.zeros] * len(places), pixel)
            for value, place in zip(sums, places, strict=True):
                lane.store(builder.fadd(value, _seed(builder, lane, add, place)), place)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 11), codegen
