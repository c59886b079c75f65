"""Multiply dense matrices that stand in the arena with register tiles and without packing them.

BLAS copies its operands into another order at each call, which for some hundred rows takes a fifth of the time. Here a
panel of A of as many rows as registers hold sums stays in the first-level cache while all columns of a block of B pass
by from the second: each of B's vectors is used for that many rows (the loops of Goto and van de Geijn 2008, their
order chosen for operands that are as small as a layer's).

What justifies it: 784 inputs to 256 outputs reach 87 % of the tile's peak with 256 rows where BLAS reaches 71, and
78 against 51 with 64 rows; the gradient by the weights 82 against 72 (2 cores of an Intel Xeon of the Sapphire
Rapids class with AVX-512, November 2026, docs/performance.md).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.machine.team import out_of_line
from gdlab.engine.products import register_tiles
from gdlab.engine.products.lanes import VECTOR_BYTES, Lanes
from gdlab.engine.products.register_tiles import register_tile, register_width

#: Rows of a tile two registers wide, and of the one for rows that are left: as many sums as there are registers.
TILE_ROWS, _FEW = (14, 4) if VECTOR_BYTES == 64 else (6, 2)
#: Columns of B that are worked through together: a block of B has to stay in the second-level cache.
COLUMNS = 512
#: Inner indices at a time when A's rows are contiguous, and when its columns are.
ALONG, ACROSS = np.int64(200), np.int64(88)
#: What transposed rows should stand apart beyond their length, lest a column of them share a few sets of the cache.
GAP = 16

_many, _few, _single = register_tile(TILE_ROWS, 2), register_tile(_FEW, 2), register_tile(1, 2)
_narrow16, _narrow8, _narrow4, _narrow1 = (register_tile(rows, 1) for rows in (16, 8, 4, 1))


if INTERPRETED:

    def dense_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k, block):
        """Compute the product with NumPy; see the compiled twin."""
        register_tiles.product(mem, c, cs, start, ss, a, ars, aks, 0, b, bs, m, n, k, 1)

    def narrow_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Compute the product with NumPy; see the compiled twin."""
        register_tiles.product(mem, c, cs, start, ss, a, ars, aks, 0, b, bs, m, n, k, 1)

    def transpose_matrix(mem, source, stride, rows, columns, target, apart):
        """Transpose with NumPy; see the compiled twin."""
        i, j = np.arange(rows)[:, None], np.arange(columns)
        mem[target + j * apart + i] = mem[source + i * stride + j]

else:

    @intrinsic
    def _transpose_square(typingctx: Any, mem: Any, source: Any, stride: Any, target: Any, apart: Any) -> Any:
        """Transpose a square as wide as a register: swap ever smaller quarters of it (Eklundh 1972)."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            pointer, first, stride, target, apart = args
            lane = Lanes(context, builder, signature.args[0].dtype, pointer, ir.IntType(64)(0))
            width, i64 = lane.width, ir.IntType(64)
            rows = [lane.load(builder.add(first, builder.mul(stride, i64(r))), whole=True) for r in range(width)]
            order = ir.VectorType(ir.IntType(32), width)
            half = width // 2
            while half:
                low = [j - half + width if j & half else j for j in range(width)]
                high = [j + width if j & half else j + half for j in range(width)]
                for r in range(width):
                    if not r & half:
                        a, b = rows[r], rows[r + half]
                        rows[r] = builder.shuffle_vector(a, b, ir.Constant(order, low))
                        rows[r + half] = builder.shuffle_vector(a, b, ir.Constant(order, high))
                half //= 2
            for r, row in enumerate(rows):
                lane.store(row, builder.add(target, builder.mul(apart, i64(r))), whole=True)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 4), codegen

    @intrinsic
    def _fetch(typingctx: Any, mem: Any, offset: Any) -> Any:
        """Ask for a number's cache line, which need not exist, before it is read."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            place, i32 = builder.gep(args[0], [args[1]]), ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [place.type, i32, i32, i32])
            function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
            builder.call(function, [place, i32(0), i32(2), i32(1)])
            return context.get_dummy_value()

        return types.void(mem, types.int64), codegen

    @njit(nogil=True, cache=True, error_model="numpy")
    def transpose_matrix(mem, source, stride, rows, columns, target, apart):
        """Write the transpose of a matrix.

        Args:
            mem: the float arena.
            source: offset of the matrix (rows, columns).
            stride: distance between its rows.
            rows: its rows.
            columns: its columns.
            target: offset of the transpose (columns, rows).
            apart: distance between the transpose's rows.
        """
        width = register_width(mem)
        whole, across = rows - rows % width, columns - columns % width
        for i in range(0, whole, width):
            for j in range(0, across, width):
                _transpose_square(mem, source + i * stride + j, stride, target + j * apart + i, apart)
        for i in range(rows):
            for j in range(across if i < whole else 0, columns):
                mem[target + j * apart + i] = mem[source + i * stride + j]

    @njit(nogil=True, cache=True, error_model="numpy")
    def narrow_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Compute C = S + A B one register of columns after the other, for few columns.

        The arguments, ``mem``, ``c``, ``cs``, ``start``, ``ss``, ``a``, ``ars``, ``aks``, ``b``, ``bs``, ``m``,
        ``n`` and ``k``, are those of :func:`dense_product`, without ``block``.
        """
        width = register_width(mem)
        for j in range(0, n, width):
            s = start + j if start >= 0 else -1
            _column(mem, c + j, cs, s, ss, a, ars, aks, b + j, bs, m, min(width, n - j), k)

    @njit(nogil=True, cache=True, error_model="numpy")
    def _column(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Fill a column of C of at most one register."""
        out_of_line()
        i, step = 0, ss if start >= 0 else 0
        while i < m:
            at, s, from_a = c + i * cs, start + i * step, a + i * ars
            if m - i >= 16:
                _narrow16(mem, at, cs, s, ss, from_a, ars, aks, 0, b, bs, n, k, 1)
                i += 16
            elif m - i >= 8:
                _narrow8(mem, at, cs, s, ss, from_a, ars, aks, 0, b, bs, n, k, 1)
                i += 8
            elif m - i >= 4:
                _narrow4(mem, at, cs, s, ss, from_a, ars, aks, 0, b, bs, n, k, 1)
                i += 4
            else:
                _narrow1(mem, at, cs, s, ss, from_a, ars, aks, 0, b, bs, n, k, 1)
                i += 1

    @njit(nogil=True, error_model="numpy", inline="always")
    def _row_panel(mem, c, cs, start, ss, a, ars, aks, b, bs, rows, n, k):
        """Fill a panel of rows of C, two registers of columns at a time; the last of them may be partly used."""
        width = register_width(mem)
        each, fetched = (2 * width * k + n - 1) // n, k if aks == 1 else 0
        for j in range(0, n, 2 * width):
            while fetched < min((j // (2 * width) + 1) * each, k):  # each is a cache line: what the next panel needs
                _fetch(mem, a + (2 * rows - 1) * ars + fetched * aks)
                fetched += 1
            s, lanes = start + j if start >= 0 else -1, min(n - j - width, width)
            if rows == TILE_ROWS:
                _many(mem, c + j, cs, s, ss, a, ars, aks, 0, b + j, bs, lanes, k, 1)
            elif rows == _FEW:
                _few(mem, c + j, cs, s, ss, a, ars, aks, 0, b + j, bs, lanes, k, 1)
            else:
                _single(mem, c + j, cs, s, ss, a, ars, aks, 0, b + j, bs, lanes, k, 1)

    @njit(nogil=True, error_model="numpy", inline="always")
    def _block(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Add the product of a block of columns of A and a block of B to ``start``."""
        width, step = register_width(mem), ss if start >= 0 else 0
        rest = n % (2 * width)
        rest = rest if rest <= width else 0
        i = 0
        while i < m and n > rest:
            rows = TILE_ROWS if m - i >= TILE_ROWS else _FEW if m - i >= _FEW else 1
            _row_panel(mem, c + i * cs, cs, start + i * step, ss, a + i * ars, ars, aks, b, bs, rows, n - rest, k)
            i += rows
        if rest:
            s = start + n - rest if start >= 0 else -1
            _column(mem, c + n - rest, cs, s, ss, a, ars, aks, b + n - rest, bs, m, rest, k)

    @njit(nogil=True, cache=True, error_model="numpy")
    def dense_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k, block):
        """Compute C = S + A B, of shapes (m, n), (m, k) and (k, n), all at least 1.

        Args:
            mem: the float arena.
            c: offset of C; C[i, j] stands at ``c + i*cs + j``.
            cs: distance between C's rows.
            start: offset of S; S[i, j] stands at ``start + i*ss + j``. −1 is zero, ``start = c, ss = cs`` adds to C.
            ss: distance between S's rows; 0 adds one row (a bias) to all.
            a: offset of A; A[i, q] stands at ``a + i*ars + q*aks``.
            ars: distance between A's rows.
            aks: distance between A's columns.
            b: offset of B; B[q, j] stands at ``b + q*bs + j``.
            bs: distance between B's rows.
            m: rows of C.
            n: columns of C.
            k: the inner size.
            block: inner indices that are worked through at a time, :data:`ALONG` or :data:`ACROSS`.
        """
        out_of_line()
        blocks = (k + block - 1) // block
        part = (k + blocks - 1) // blocks
        for j in range(0, n, COLUMNS):
            s, step = start + j if start >= 0 else -1, ss
            for q in range(0, k, part):
                last = min(part, k - q)
                where, wide = b + q * bs + j, min(COLUMNS, n - j)
                _block(mem, c + j, cs, s, step, a + q * aks, ars, aks, where, bs, m, wide, last)
                s, step = c + j, cs
