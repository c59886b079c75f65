"""Multiply small matrices whose inner axis is short, as Winograd's products have them: a panel's rows in one call.

``register_tiles.product`` takes any sizes and starts anew for each tile; with sixteen steps along the inner
axis starting costs half as much as multiplying. Here what tiles share is worked out once a panel, whole registers need
no masks, and A's numbers are found by constants from one base.

What justifies it: Winograd's products of 32 and 64 channels come within 4 % of the core's peak (2 cores of an Intel
Xeon of the Sapphire Rapids class with AVX-512, November 2026, docs/performance.md).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import VECTOR_BYTES, Lanes
from gdlab.engine.products.register_tiles import product, register_width

#: Steps along the inner axis that are one piece of code; with eight, LLVM's addresses cost a third of the speed.
#: Each has sums of its own, which are added at the end: that halves the number of roundings that a sum goes through.
UNROLLED = 2
#: Registers of a tile of C; each has ``UNROLLED`` sums, and of registers of 32 bytes a processor may have 16 only.
TILE = 6 if VECTOR_BYTES == 32 else 8
#: Steps along the inner axis whose sum begins at zero, so that fewer numbers are added to a large sum.
INNER = 16

_INT = ir.IntType(64)


def _panel(rows: int, vectors: int, *, transposed: bool) -> Any:
    """Return an intrinsic that fills a panel ``vectors`` registers wide, ``rows`` at a time.

    A's numbers are neighbours along the inner axis, or, ``transposed``, along the rows; ``stride`` is the other one.
    """

    @intrinsic
    def panel(typingctx, mem, c, cs, add, a, stride, b, bs, tiles, steps):
        def codegen(context, builder, signature, args):
            lane = Lanes(context, builder, signature.args[0].dtype, args[0], _INT(0))
            _emit(builder, lane, rows, vectors, transposed, args)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 9), codegen

    return panel


def _emit(builder: Any, lane: Lanes, rows: int, vectors: int, transposed: bool, args: Any) -> None:
    mem, c, cs, add, a, stride, b, bs, tiles, steps = args
    cells = [(r, v) for r in range(rows) for v in range(vectors)]
    tile, step, end, done = (builder.function.append_basic_block(f"panel.{n}") for n in ("tile", "step", "end", "done"))
    start, zero = builder.block, _INT(0)
    a_rows = [builder.mul(stride, _INT(r)) for r in range(8)]
    adds = builder.icmp_signed("!=", add, zero)

    def cell(first: Any, r: int, v: int) -> Any:
        return builder.add(first, builder.add(builder.mul(cs, _INT(r)), _INT(v * lane.width)))

    builder.branch(tile)
    builder.position_at_end(tile)
    t, c0, a0 = (builder.phi(_INT) for _ in range(3))
    for phi, first in ((t, zero), (c0, c), (a0, a)):
        phi.add_incoming(first, start)
    builder.branch(step)

    builder.position_at_end(step)
    k, ak, bk = (builder.phi(_INT) for _ in range(3))
    sums = [[builder.phi(lane.type) for _ in cells] for _ in range(UNROLLED)]
    for phi, first in ((k, zero), (ak, a0), (bk, b), *((phi, lane.zeros) for part in sums for phi in part)):
        phi.add_incoming(first, tile)
    totals, a_now, b_now = [list(part) for part in sums], ak, bk
    for u in range(UNROLLED):
        right = [lane.load(builder.add(b_now, _INT(v * lane.width)), whole=True) for v in range(vectors)]
        for r in range(rows):
            left = lane.splat(builder.load(_element(builder, mem, a_now, a_rows, u, r, stride, transposed)))
            for v in range(vectors):
                totals[u][r * vectors + v] = lane.fma(left, right[v], totals[u][r * vectors + v])
        b_now = builder.add(b_now, bs)
        a_now = builder.add(a_now, stride) if transposed else a_now
    k1 = builder.add(k, _INT(1))
    a1 = a_now if transposed else builder.add(ak, _INT(UNROLLED))
    for phi, value in ((k, k1), (ak, a1), (bk, b_now)):
        phi.add_incoming(value, step)
    for part, values in zip(sums, totals, strict=True):
        for phi, value in zip(part, values, strict=True):
            phi.add_incoming(value, step)
    builder.cbranch(builder.icmp_signed("<", k1, steps), step, end)

    builder.position_at_end(end)
    for i, (r, v) in enumerate(cells):
        value = totals[0][i]
        for part in totals[1:]:
            value = builder.fadd(value, part[i])
        under = builder.select(adds, lane.load(cell(c0, r, v), whole=True), lane.zeros)
        lane.store(builder.fadd(value, under), cell(c0, r, v), whole=True)
    t1, down = builder.add(t, _INT(1)), _INT(rows) if transposed else builder.mul(stride, _INT(rows))
    next_c = builder.add(c0, builder.mul(cs, _INT(rows)))
    for phi, value in ((t, t1), (c0, next_c), (a0, builder.add(a0, down))):
        phi.add_incoming(value, end)
    builder.cbranch(builder.icmp_signed("<", t1, tiles), tile, done)
    builder.position_at_end(done)


def _element(builder: Any, mem: Any, a: Any, a_rows: list[Any], u: int, r: int, stride: Any, transposed: bool) -> Any:
    """Return the place of A's number in row ``r`` at step ``u``: a base with a constant, so that registers suffice."""
    if transposed:
        return builder.gep(builder.gep(mem, [a]), [_INT(r)])
    first = a if r < 8 else builder.add(a, builder.mul(stride, _INT(8)))
    return builder.gep(builder.gep(builder.gep(mem, [first]), [a_rows[r % 8]]), [_INT(u)])


_one, _two = _panel(TILE, 1, transposed=False), _panel(TILE // 2, 2, transposed=False)
_one_transposed, _two_transposed = _panel(TILE, 1, transposed=True), _panel(TILE // 2, 2, transposed=True)

if INTERPRETED:

    def panel_product(mem, c, cs, add, a, ars, b, bs, m, n, k):
        """Compute the product with rows of A as they stand; see the compiled twin."""
        product(mem, c, cs, c if add else -1, cs, a, ars, 1, 0, b, bs, m, n, k, 1)

    def transposed_panel_product(mem, c, cs, add, a, aks, b, bs, m, n, k):
        """Compute the product with the transpose of A; see the compiled twin."""
        product(mem, c, cs, c if add else -1, cs, a, 1, aks, 0, b, bs, m, n, k, 1)

else:

    @njit(nogil=True, cache=True, error_model="numpy")
    def panel_product(mem, c, cs, add, a, ars, b, bs, m, n, k):
        """Compute C = A B, or C += A B, of shapes (m, n), (m, k) and (k, n).

        C may stand in A's place when it is one panel wide, that is, at most two registers, and k at most INNER.

        Args:
            mem: the float arena.
            c: offset of C; C[i, j] stands at ``c + i*cs + j``.
            cs: distance between C's rows.
            add: 1 adds to C, 0 overwrites it.
            a: offset of A; A[i, q] stands at ``a + i*ars + q``.
            ars: distance between A's rows.
            b: offset of B; B[q, j] stands at ``b + q*bs + j``.
            bs: distance between B's rows.
            m: rows of C.
            n: columns of C.
            k: the inner size.
        """
        width = register_width(mem)
        even = k // UNROLLED * UNROLLED
        j = 0
        while j < n:
            wide = 2 if n - j >= 2 * width else 1
            each, columns = TILE // wide, min(wide * width, n - j)
            done = m // each if even > 0 and n - j >= width else 0
            i = done * each
            for q in range(0, even if done > 0 else 0, INNER):
                steps, onto = min(INNER, even - q) // UNROLLED, np.int64(add != 0 or q > 0)
                if wide == 2:
                    _two(mem, c + j, cs, onto, a + q, ars, b + q * bs + j, bs, done, steps)
                else:
                    _one(mem, c + j, cs, onto, a + q, ars, b + q * bs + j, bs, done, steps)
            if done > 0 and even < k:
                product(mem, c + j, cs, c + j, cs, a + even, ars, 1, 0, b + even * bs + j, bs, i, columns, k - even, 1)
            at, start = c + i * cs + j, c + i * cs + j if add else np.int64(-1)
            for q in range(0, k if i < m else 0, INNER):
                inner, from_b = min(INNER, k - q), b + q * bs + j
                product(mem, at, cs, start, cs, a + i * ars + q, ars, 1, 0, from_b, bs, m - i, columns, inner, 1)
                start = at
            j += columns

    @njit(nogil=True, cache=True, error_model="numpy")
    def transposed_panel_product(mem, c, cs, add, a, aks, b, bs, m, n, k):
        """Compute C = Aᵀ B, or C += Aᵀ B, of shapes (m, n), (k, m) and (k, n).

        The arguments ``mem``, ``c``, ``cs``, ``add``, ``a``, ``b``, ``bs``, ``m``, ``n`` and ``k`` are those of
        :func:`panel_product`; A[q, i] stands at ``a + i + q*aks``, so its rows are ``aks`` apart.
        """
        width = register_width(mem)
        steps = k // UNROLLED
        j = 0
        while j < n:
            wide = 2 if n - j >= 2 * width else 1
            each, columns = TILE // wide, min(wide * width, n - j)
            done = m // each if steps > 0 and n - j >= width else 0
            i, inner = done * each, steps * UNROLLED
            if done > 0 and wide == 2:
                _two_transposed(mem, c + j, cs, add, a, aks, b + j, bs, done, steps)
            elif done > 0:
                _one_transposed(mem, c + j, cs, add, a, aks, b + j, bs, done, steps)
            if done > 0 and inner < k:
                at, bt = a + inner * aks, b + inner * bs + j
                product(mem, c + j, cs, c + j, cs, at, 1, aks, 0, bt, bs, i, columns, k - inner, 1)
            if i < m:
                at = c + i * cs + j
                product(mem, at, cs, at if add else -1, cs, a + i, 1, aks, 0, b + j, bs, m - i, columns, k, 1)
            j += columns
