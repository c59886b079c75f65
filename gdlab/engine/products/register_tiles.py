"""Multiply small and strided matrices that stand in the arena, with register tiles of our own.

BLAS wants packed operands whose rows do not overlap. A convolution over channels-last images, a step of a recurrent
layer and a Winograd product are matrix products over *strided, overlapping* views, so :func:`product` takes strides
and an inner axis in two parts, and copies nothing. A tile of C stays in vector registers while the inner axis is
walked (the register blocking of Goto and van de Geijn 2008, without their packing).

What justifies it: a convolution of 5×5 from 16 to 32 channels takes 1 / 2.5 of the time of copying its rows
(im2col) and one call of BLAS (2 cores of an Intel Xeon of the Sapphire Rapids class with AVX-512, 2026-11-21,
docs/performance.md).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import VECTOR_BYTES, Lanes

#: Constants for :func:`product` and its like: numba compiles a function anew for each plain constant it is given.
NONE, ZERO, ONE = np.int64(-1), np.int64(0), np.int64(1)
#: Inner indices that are added up from zero; their sum is then added to that of those before. A longer sum rounds each
#: of its terms with a larger one.
PIECE = np.int64(256)


def register_tile(rows: int, vectors: int) -> Any:
    """Return an intrinsic that computes one tile of ``rows`` by ``vectors`` registers.

    Its arguments are those of :func:`product`, with ``lanes``, the numbers of the last register that count, in the
    place of ``m`` and ``n``.

    Args:
        rows: rows of the tile.
        vectors: registers in a row, 1 or 2.
    """

    @intrinsic
    def tile(typingctx, mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, ki, ko):
        signature = types.void(mem, *[types.int64] * 13)

        def codegen(context, builder, signature, args):
            _emit_tile(context, builder, signature.args[0].dtype, rows, vectors, args, ir.IntType(64)(rows))
            return context.get_dummy_value()

        return signature, codegen

    return tile


def _part_tile(rows: int, vectors: int) -> Any:
    """Return an intrinsic that computes a tile of at most ``rows``: more than half of them, or at least 1 of 4.

    Its arguments are those of :func:`register_tile`'s, and how many rows there are. Rows that are missing are others
    computed twice, in the registers that would stay empty, which is faster than a tile more.
    """

    @intrinsic
    def tile(typingctx, mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, ki, ko, count):
        signature = types.void(mem, *[types.int64] * 14)

        def codegen(context, builder, signature, args):
            _emit_tile(context, builder, signature.args[0].dtype, rows, vectors, args[:-1], args[-1])
            return context.get_dummy_value()

        return signature, codegen

    return tile


def _opaque(builder: Any, value: Any) -> Any:
    """Return a number of whose origin LLVM knows nothing.

    It would make the rows' addresses a chain of additions, one row from the other, which takes as long as the sums and
    keeps the processor from reading ahead.
    """
    return builder.asm(ir.FunctionType(value.type, [value.type]), "", "=r,0", [value], False)


def _kept_mask(builder: Any, lane: Lanes) -> Any:
    """Return the mask of a register's lanes such that LLVM keeps it: it would compare anew in the innermost loop."""
    if VECTOR_BYTES == 64:
        bits = builder.bitcast(lane.mask, ir.IntType(lane.width))
        return builder.bitcast(_opaque(builder, bits), lane.mask.type)
    if VECTOR_BYTES == 32:
        signs = ir.VectorType(ir.IntType(8 * VECTOR_BYTES // lane.width), lane.width)
        kept = ir.FunctionType(signs, [signs])
        found = builder.asm(kept, "", "=x,0", [builder.sext(lane.mask, signs)], False)
        return builder.icmp_signed("<", found, ir.Constant(signs, [0] * lane.width))
    return lane.mask


def _emit_tile(context: Any, builder: Any, dtype: Any, rows: int, vectors: int, args: Any, count: Any) -> None:
    """Emit the two loops over the inner axis, with the tile's sums as loop-carried registers.

    The sums begin at zero, and what they are added to comes last: each number is rounded with the few before it.
    Of the ``rows``, in two groups, the second group's last one is row ``count`` − 1.
    """
    mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, ki, ko = args
    lane = Lanes(context, builder, dtype, mem, lanes)
    lane.mask = _kept_mask(builder, lane)
    function, int64 = builder.function, ir.IntType(64)
    zero, one = int64(0), int64(1)
    cells = [(r, v) for r in range(rows) for v in range(vectors)]

    def vector(offset: Any, v: int) -> Any:
        return lane.load(builder.add(offset, int64(v * lane.width)), whole=v < vectors - 1)

    first_rows = rows if rows <= 4 else min(rows, 8) if rows > 8 else rows // 2
    shift = builder.sub(count, int64(rows))

    def row(r: int) -> Any:
        if rows > 4:
            return int64(r) if r < first_rows else builder.add(shift, int64(r))
        return builder.select(builder.icmp_signed("<", int64(r), count), int64(r), builder.sub(count, one))

    row_offsets = [zero, *(_opaque(builder, builder.mul(ars, row(r))) for r in range(1, first_rows))]
    second = _opaque(builder, builder.mul(ars, row(first_rows))) if rows > first_rows else zero
    entry = builder.block
    outer, inner, outer_end, ended, seed, store, done = (
        function.append_basic_block(f"tile.{name}")
        for name in ("outer", "inner", "next", "ended", "seed", "store", "done")
    )
    builder.branch(outer)

    builder.position_at_end(outer)
    o, ao, bo = (builder.phi(int64) for _ in range(3))
    sums = [builder.phi(lane.type) for _ in cells]
    for phi, first in zip((o, ao, bo, *sums), (zero, a, b, *[lane.zeros] * len(cells)), strict=True):
        phi.add_incoming(first, entry)
    builder.branch(inner)

    builder.position_at_end(inner)
    k, ak, bk = (builder.phi(int64) for _ in range(3))
    totals = [builder.phi(lane.type) for _ in cells]
    for phi, first in ((k, zero), (ak, ao), (bk, bo), *zip(totals, sums, strict=True)):
        phi.add_incoming(first, outer)
    right = [vector(bk, v) for v in range(vectors)]
    pointers = [_opaque(builder, builder.gep(mem, [ak]))]
    if rows > first_rows:  # two bases with at most eight offsets each fit the general registers
        pointers.append(_opaque(builder, builder.gep(pointers[0], [second])))
    added = []
    for r in range(rows):
        left = lane.splat(builder.load(builder.gep(pointers[r // first_rows], [row_offsets[r % first_rows]])))
        added += [lane.fma(left, right[v], totals[r * vectors + v]) for v in range(vectors)]
    after = (builder.add(k, one), builder.add(ak, aks), builder.add(bk, bs))
    for phi, value in zip((k, ak, bk, *totals), (*after, *added), strict=True):
        phi.add_incoming(value, inner)
    builder.cbranch(builder.icmp_signed("<", after[0], ki), inner, outer_end)

    builder.position_at_end(outer_end)
    o1 = builder.add(o, one)
    for phi, value in zip((o, ao, bo, *sums), (o1, builder.add(ao, aos), after[2], *added), strict=True):
        phi.add_incoming(value, outer_end)
    builder.cbranch(builder.icmp_signed("<", o1, ko), outer, ended)

    builder.position_at_end(ended)
    builder.cbranch(builder.icmp_signed(">=", start, zero), seed, store)

    def places(first: Any, apart: Any) -> list[Any]:
        rows_at = [builder.add(first, builder.mul(apart, row(r))) for r in range(rows)]
        return [builder.add(rows_at[r], int64(v * lane.width)) for r, v in cells]

    builder.position_at_end(seed)
    seeded = [
        builder.fadd(value, lane.load(at, whole=v < vectors - 1))
        for (_, v), value, at in zip(cells, added, places(start, ss), strict=True)
    ]
    for (_, v), value, at in zip(cells, seeded, places(c, cs), strict=True):
        lane.store(value, at, whole=v < vectors - 1)
    builder.branch(done)

    builder.position_at_end(store)
    for (_, v), value, at in zip(cells, added, places(c, cs), strict=True):
        lane.store(value, at, whole=v < vectors - 1)
    builder.branch(done)

    builder.position_at_end(done)


@intrinsic
def _register_width(typingctx, mem):
    """Return how many numbers of the pointer's type one vector register holds."""

    def codegen(context, builder, signature, args):
        return ir.Constant(ir.IntType(64), 8 * VECTOR_BYTES // signature.args[0].dtype.bitwidth)

    return types.int64(mem), codegen


#: Rows of the largest tiles one and two registers wide: of registers of 32 bytes a processor may have 16 only.
MOST_ROWS, _MOST_ROWS_OF_TWO = (12, 6) if VECTOR_BYTES == 32 else (16, 8)
_most_1, _t8_1, _t4_1 = (_part_tile(rows, 1) for rows in (MOST_ROWS, 8, 4))
_most_2, _t4_2 = (_part_tile(rows, 2) for rows in (_MOST_ROWS_OF_TWO, 4))
_t2_1, _t1_1, _t2_2, _t1_2 = (register_tile(rows, vectors) for vectors in (1, 2) for rows in (2, 1))


@njit(nogil=True, cache=True, error_model="numpy")
def _panel1(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, m, ki, ko):
    """Fill a panel of C one register wide."""
    i, step = 0, ss if start >= 0 else 0
    while i < m:
        rows, to, s, at = min(MOST_ROWS, m - i), c + i * cs, start + i * step, a + i * ars
        if rows > MOST_ROWS - 4:
            _most_1(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko, rows)
        elif rows > 4:
            rows = min(rows, 8)
            _t8_1(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko, rows)
        elif rows > 2:
            _t4_1(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko, rows)
        elif rows == 2:
            _t2_1(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko)
        else:
            _t1_1(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko)
        i += rows


@njit(nogil=True, cache=True, error_model="numpy")
def _panel2(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, lanes, m, ki, ko):
    """Fill a panel of C two registers wide."""
    step = ss if start >= 0 else 0
    for i in range(0, m, _MOST_ROWS_OF_TWO):
        rows, to, s, at = min(_MOST_ROWS_OF_TWO, m - i), c + i * cs, start + i * step, a + i * ars
        if rows > 4:
            _most_2(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko, rows)
        elif rows > 2:
            _t4_2(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko, rows)
        elif rows == 2:
            _t2_2(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko)
        else:
            _t1_2(mem, to, cs, s, ss, at, ars, aks, aos, b, bs, lanes, ki, ko)


if INTERPRETED:

    def register_width(mem):
        """Return how many numbers a vector register holds; as plain Python none has any, so take a few."""
        return 8

    def product(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, m, n, ki, ko):
        """Compute the product with NumPy indices, every bound checked; see the compiled twin."""
        i, j = np.arange(m)[:, None], np.arange(n)
        inner = (np.arange(ko)[:, None] * aos + np.arange(ki) * aks).reshape(-1)
        used = (c + i * cs + j, a + i * ars + inner, b + np.arange(ko * ki)[:, None] * bs + j)
        if min(u.min(initial=0) for u in used) < 0:
            raise IndexError("a product reads or writes before the arena's start")
        total = mem[used[1]] @ mem[used[2]]
        mem[used[0]] = total + (mem[start + i * ss + j] if start >= 0 else 0)

else:

    @njit(nogil=True, cache=True)
    def register_width(mem):
        """Return how many numbers of the pointer's type one vector register holds."""
        return _register_width(mem)

    @njit(nogil=True, cache=True, error_model="numpy")
    def product(mem, c, cs, start, ss, a, ars, aks, aos, b, bs, m, n, ki, ko):
        """Compute C = S + A B over strided views, for i < m, j < n, o < ko, k < ki, all at least 1.

        Args:
            mem: the float arena.
            c: offset of C; C[i, j] stands at ``c + i*cs + j``.
            cs: distance between C's rows.
            start: offset of S; S[i, j] stands at ``start + i*ss + j``. −1 is zero, ``start = c, ss = cs`` adds to C.
            ss: distance between S's rows; 0 adds one row (a bias) to all.
            a: offset of A; A[i, (o, k)] stands at ``a + i*ars + o*aos + k*aks``.
            ars: distance between A's rows, which may overlap.
            aks: distance in A from k to k + 1.
            aos: distance in A from o to o + 1.
            b: offset of B; B[(o, k), j] stands at ``b + (o*ki + k)*bs + j``.
            bs: distance between B's rows.
            m: rows of C.
            n: columns of C.
            ki: the inner axis's inner count.
            ko: its outer count.
        """
        width = _register_width(mem)
        outer, inner = max(1, PIECE // ki), min(ki, PIECE)
        j = 0
        while j < n:
            s, step, left = start + j if start >= 0 else -1, ss, n - j
            for o in range(0, ko, outer):
                some_o = min(outer, ko - o)
                for k in range(0, ki, inner):
                    some_k, from_a, from_b = min(inner, ki - k), a + o * aos + k * aks, b + (o * ki + k) * bs + j
                    if left > width:
                        lanes = min(left - width, width)
                        _panel2(mem, c + j, cs, s, step, from_a, ars, aks, aos, from_b, bs, lanes, m, some_k, some_o)
                    else:
                        _panel1(mem, c + j, cs, s, step, from_a, ars, aks, aos, from_b, bs, left, m, some_k, some_o)
                    s, step = c + j, cs
            j += 2 * width if left > width else width
