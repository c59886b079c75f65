"""Multiply dense matrices that stand in the arena with register tiles, from copies that lie as they are read.

A panel of A of as many rows as registers hold sums stays in the first-level cache while a block of B passes by from
the second: each of B's vectors is used for that many rows (the loops of Goto and van de Geijn 2008, their order chosen
for operands that are as small as a layer's). Where the operands are used often enough, the block of B is copied into
panels two registers wide, and the panel of A into one piece: rows that are a power of two apart share a few sets of
the cache, and long rows a page each. BLAS copies both at each call, which for some hundred rows takes a fifth of the
time. Sums are cut into pieces of at most ``INNER`` terms, which begin at zero: a longer one would round each of its
terms with a larger number.

What justifies it: the figures in docs/performance.md, *What was tried* (November 2026).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import cgutils, intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.machine.team import out_of_line
from gdlab.engine.products import register_tiles
from gdlab.engine.products.copies import copy_row
from gdlab.engine.products.lanes import VECTOR_BYTES
from gdlab.engine.products.packed import pack_columns, pack_transposed
from gdlab.engine.products.register_tiles import MOST_ROWS, NONE, ONE, ZERO, register_tile, register_width

#: Rows of a tile two registers wide, and of the one for rows that are left: as many sums as there are registers.
TILE_ROWS, _FEW = (14, 4) if VECTOR_BYTES == 64 else (6, 2)
#: Columns of B that are worked through together: a block of B has to stay in the second-level cache.
COLUMNS = 512
#: Inner indices at a time: a block of B has as many rows.
INNER = np.int64(256)
#: The same where columns of A are read from where they stand.
ACROSS = np.int64(88)
#: What transposed rows should stand apart beyond their length, lest a column of them share a few sets of the cache.
GAP = 16
#: Columns from which on a panel of A is copied, and rows from which on B is: for fewer, copying takes longer than it
#: saves. From so many numbers on, which no second-level cache holds, B is copied for fewer rows too.
_COPY_A, _COPY_B, _LARGE_B = 256, 128, 1 << 18
_SOME_ROWS = 32
#: Distance of columns of A that are copied, numbers that a panel of A takes at the most, columns of one of B.
_APART, _PANEL, _WIDEST = np.int64(16), 4096, 32

_many, _few, _single = register_tile(TILE_ROWS, 2), register_tile(_FEW, 2), register_tile(1, 2)
_narrow_most, _narrow8, _narrow4, _narrow1 = (register_tile(rows, 1) for rows in (MOST_ROWS, 8, 4, 1))


def dense_scratch(widest: int) -> int:
    """Return how many numbers of scratch space products need of which B has at most so many columns."""
    return int(INNER) * min(COLUMNS, -(-widest // _WIDEST) * _WIDEST) + _PANEL


if INTERPRETED:

    def dense_product(mem, c, cs, start, ss, a, ars, aks, b, bs, turned, m, n, k, whole, scratch):
        """Compute the product with NumPy; see the compiled twin."""
        i, j, q = np.arange(m)[:, None], np.arange(n), np.arange(k)
        right = b + (j * bs + q[:, None] if turned else q[:, None] * bs + j)
        left = a + i * ars + q * aks
        if min(left.min(), right.min(), c, scratch) < 0:
            raise IndexError("a product reads or writes before the arena's start")
        total = mem[left] @ mem[right]
        mem[c + i * cs + j] = total + (mem[start + i * ss + j] if start >= 0 else 0)

    def narrow_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Compute the product with NumPy; see the compiled twin."""
        register_tiles.product(mem, c, cs, start, ss, a, ars, aks, 0, b, bs, m, n, k, 1)

else:

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
    def narrow_product(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Compute C = S + A B one register of columns after the other, for few columns.

        The arguments, ``mem``, ``c``, ``cs``, ``start``, ``ss``, ``a``, ``ars``, ``aks``, ``b``, ``bs``, ``m``,
        ``n`` and ``k``, are those of :func:`dense_product`, without ``turned`` and ``scratch``.
        """
        width = register_width(mem)
        for j in range(0, n, width):
            s, step, lanes = start + j if start >= 0 else -1, ss, min(width, n - j)
            for q in range(0, k, INNER):
                some = min(INNER, k - q)
                _column(mem, c + j, cs, s, step, a + q * aks, ars, aks, b + q * bs + j, bs, m, lanes, some)
                s, step = c + j, cs

    @njit(nogil=True, cache=True, error_model="numpy")
    def _column(mem, c, cs, start, ss, a, ars, aks, b, bs, m, n, k):
        """Fill a column of C of at most one register."""
        out_of_line()
        i, step = 0, ss if start >= 0 else 0
        while i < m:
            at, s, from_a = c + i * cs, start + i * step, a + i * ars
            if m - i >= MOST_ROWS:
                _narrow_most(mem, at, cs, s, ss, from_a, ars, aks, 0, b, bs, n, k, 1)
                i += MOST_ROWS
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
    def _row_panel(mem, c, cs, start, ss, a, ars, aks, b, bs, apart, rows, n, k):
        """Fill a panel of rows of C, two registers of columns at a time; the last of them may be partly used."""
        width = register_width(mem)
        for j in range(0, n, 2 * width):
            s, lanes, from_b = start + j if start >= 0 else -1, min(n - j - width, width), b + j * apart
            if rows == TILE_ROWS:
                for i in range(TILE_ROWS if j + 2 * width < n else 0):  # where the next tile's sums will go
                    _fetch(mem, c + i * cs + j + 2 * width)
                    _fetch(mem, c + i * cs + j + 4 * width - 1)
                _many(mem, c + j, cs, s, ss, a, ars, aks, 0, from_b, bs, lanes, k, 1)
            elif rows == _FEW:
                _few(mem, c + j, cs, s, ss, a, ars, aks, 0, from_b, bs, lanes, k, 1)
            else:
                _single(mem, c + j, cs, s, ss, a, ars, aks, 0, from_b, bs, lanes, k, 1)

    @njit(nogil=True, error_model="numpy", inline="always")
    def _rows_of_panel(left):
        """Return the rows of the next panel of C: as many as registers hold, unless few are left that others suit."""
        if left >= 2 * TILE_ROWS or (left >= TILE_ROWS and (left % _FEW != 0 or (left - TILE_ROWS) % _FEW == 0)):
            return TILE_ROWS
        return _FEW if left >= _FEW else 1

    @njit(nogil=True, cache=True, error_model="numpy")
    def _block(mem, c, cs, start, ss, a, ars, aks, b, bs, apart, m, n, k, panel):
        """Add the product of a block of columns of A and a block of B to ``start``.

        Columns ``j`` of B begin at ``b + j*apart``. ``panel`` is scratch space for a copy of A's rows, or −1.
        """
        out_of_line()
        width, step = register_width(mem), ss if start >= 0 else 0
        rest = n % (2 * width)
        rest = rest if rest <= width else 0
        i = 0
        while i < m and n > rest:
            rows = _rows_of_panel(m - i)
            from_a, down, across = a + i * ars, ars, aks
            if panel >= 0 and aks == 1:
                down = k + GAP
                for r in range(rows):
                    copy_row(mem, from_a + r * ars, panel + r * down, k)
                from_a = panel
            elif panel >= 0:
                down, across = ONE, _APART
                for q in range(k):
                    copy_row(mem, from_a + q * aks, panel + q * across, rows)
                from_a = panel
            s = start + i * step
            _row_panel(mem, c + i * cs, cs, s, ss, from_a, down, across, b, bs, apart, rows, n - rest, k)
            i += rows
        if rest:
            s = start + n - rest if start >= 0 else -1
            _column(mem, c + n - rest, cs, s, ss, a, ars, aks, b + (n - rest) * apart, bs, m, rest, k)

    @njit(nogil=True, cache=True, error_model="numpy")
    def dense_product(mem, c, cs, start, ss, a, ars, aks, b, bs, turned, m, n, k, whole, scratch):
        """Compute C = S + A B, of shapes (m, n), (m, k) and (k, n), all at least 1.

        Args:
            mem: the float arena.
            c: offset of C; C[i, j] stands at ``c + i*cs + j``.
            cs: distance between C's rows.
            start: offset of S; S[i, j] stands at ``start + i*ss + j``. −1 is zero, ``start = c, ss = cs`` adds to C.
            ss: distance between S's rows; 0 adds one row (a bias) to all.
            a: offset of A; A[i, q] stands at ``a + i*ars + q*aks``, of which one stride is 1.
            ars: distance between A's rows.
            aks: distance between A's columns.
            b: offset of B; B[q, j] stands at ``b + q*bs + j``, or, ``turned``, at ``b + j*bs + q``.
            bs: distance between B's rows, or its columns.
            turned: 1 where the transpose of B is given, else 0.
            m: rows of C.
            n: columns of C.
            k: the inner size.
            whole: columns of the matrix of which C's are a part: where sums are cut follows from them, so that a
                number is the same sum whichever part it is computed with.
            scratch: offset of scratch space, :func:`dense_scratch` numbers.
        """
        out_of_line()
        wide = 2 * register_width(mem)
        copied = turned == 1 or m >= _COPY_B or (m >= _SOME_ROWS and k * n >= _LARGE_B)
        panel = scratch if whole >= _COPY_A else NONE
        panels = scratch + _PANEL
        most = INNER if aks == 1 or panel >= 0 else ACROSS
        blocks = (k + most - 1) // most
        part = (k + blocks - 1) // blocks
        for j in range(0, n, COLUMNS):
            s, step, columns = start + j if start >= 0 else -1, ss, min(COLUMNS, n - j)
            for q in range(0, k, part):
                last, from_b, down, apart = min(part, k - q), b + q * bs + j, bs, ONE
                if copied:
                    if turned == 1:
                        pack_transposed(mem, b + q + j * bs, bs, last, ZERO, columns, panels)
                    else:
                        pack_columns(mem, from_b, bs, last, ZERO, columns, panels)
                    from_b, down, apart = panels, wide, last
                _block(mem, c + j, cs, s, step, a + q * aks, ars, aks, from_b, down, apart, m, columns, last, panel)
                s, step = c + j, cs
