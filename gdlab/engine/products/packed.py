"""Multiply by a matrix that was copied into panels first, for one that is used again and again.

A matrix whose rows are some power of two apart has its columns in a few sets of the cache, where they displace each
other. Here a panel, two registers of columns, is contiguous: it streams from whichever cache holds it, and no other
panel displaces it (the packing of Goto and van de Geijn 2008, done once for all products with the matrix instead of
at each). The sums are those of :func:`gdlab.engine.products.register_tiles.product`, bit for bit. A product that is
known to be symmetric takes half of the work.

What justifies it: 32 rows by 512 × 2048 numbers reach 220 GFLOP/s where the unpacked matrix allows 126, by 2048 × 512
234 against 117, and by 512 × 1536, whose rows are no power of two apart, 224 against 183 (one core of an AMD EPYC of
the Zen 5 class, November 2026, docs/performance.md).

All offsets, strides and sizes are int64 and count elements of ``mem``, not bytes.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.team import out_of_line
from gdlab.engine.products.copies import copy_row, transpose_matrix
from gdlab.engine.products.register_tiles import NONE, ONE, ZERO, product, register_width

#: The widest panel, in numbers: two registers of 64 bytes. Sizes of scratch space are rounded up to it.
MOST_COLUMNS = 32
#: Inner indices at a time: a panel of as many rows stays in the second-level cache beside what it is multiplied with.
INNER = np.int64(512)


def packed_numbers(k: int, n: int) -> int:
    """Return how many numbers the panels of a matrix (k, n) take at the most."""
    return k * -(-n // MOST_COLUMNS) * MOST_COLUMNS


@njit(nogil=True, cache=True, error_model="numpy")
def pack_columns(mem, source, stride, k, first, columns, target):
    """Copy ``columns`` columns of a matrix into panels.

    Args:
        mem: the float arena.
        source: offset of the matrix; B[q, j] stands at ``source + q*stride + j``.
        stride: distance between its rows.
        k: its rows.
        first: the first column, a multiple of a panel's.
        columns: how many columns are copied.
        target: offset of the panels of the whole matrix.
    """
    out_of_line()
    wide, end = 2 * register_width(mem), first + columns
    for q in range(k):
        for j in range(first, end, wide):
            copy_row(mem, source + q * stride + j, target + j * k + q * wide, min(wide, end - j))


@njit(nogil=True, cache=True, error_model="numpy")
def pack_transposed(mem, source, stride, k, first, columns, target):
    """Copy ``columns`` columns of a matrix of which the transpose is given into panels.

    The arguments, ``mem``, ``source``, ``stride``, ``k``, ``first``, ``columns`` and ``target``, are those of
    :func:`pack_columns`, but B[q, j] stands at ``source + j*stride + q``.
    """
    out_of_line()
    wide = 2 * register_width(mem)
    for j in range(first, first + columns, wide):
        some = min(wide, first + columns - j)
        transpose_matrix(mem, source + j * stride, stride, some, k, target + j * k, wide)


@njit(nogil=True, cache=True, error_model="numpy")
def packed_product(mem, c, cs, start, ss, a, ars, packed, m, first, columns, k):
    """Compute ``columns`` columns of C = S + A B, of shapes (m, n), (m, k) and (k, n).

    Args:
        mem: the float arena.
        c: offset of C; C[i, j] stands at ``c + i*cs + j``.
        cs: distance between C's rows.
        start: offset of S; S[i, j] stands at ``start + i*ss + j``. −1 is zero, ``start = c, ss = cs`` adds to C.
        ss: distance between S's rows; 0 adds one row (a bias) to all.
        a: offset of A; A[i, q] stands at ``a + i*ars + q``.
        ars: distance between A's rows.
        packed: offset of the panels of B.
        m: rows of C.
        first: the first column, a multiple of a panel's.
        columns: how many columns are computed.
        k: the inner size.
    """
    out_of_line()
    wide = 2 * register_width(mem)
    for j in range(first, first + columns, wide):
        s, step, panel = start + j if start >= 0 else start, ss, packed + j * k
        some = min(wide, first + columns - j)
        for q in range(0, k, INNER):
            inner = min(INNER, k - q)
            product(mem, c + j, cs, s, step, a + q, ars, ONE, ZERO, panel + q * wide, wide, m, some, inner, ONE)
            s, step = c + j, cs


@njit(nogil=True, cache=True, error_model="numpy")
def symmetric_product(mem, c, a, ars, packed, n, k):
    """Compute C = A B of shape (n, n) where it is known to be symmetric, from the panels that touch its lower half.

    Args:
        mem: the float arena.
        c: offset of C; C[i, j] stands at ``c + i*n + j``.
        a: offset of A, (n, k); A[i, q] stands at ``a + i*ars + q``.
        ars: distance between A's rows.
        packed: offset of the panels of B, (k, n).
        n: rows and columns of C.
        k: the inner size.
    """
    wide = 2 * register_width(mem)
    for j in range(0, n, wide):
        packed_product(mem, c + j * n, n, NONE, ZERO, a + j * ars, ars, packed, n - j, j, min(wide, n - j), k)
    for i in range(0, n, wide):  # a block below the diagonal gives the one above it
        rows = min(wide, n - i)
        for j in range(0, i, wide):
            transpose_matrix(mem, c + i * n + j, n, rows, wide, c + j * n + i, n)
