"""The Newton-Schulz iteration of Muon: a matrix is brought near to one with orthonormal rows or columns.

Where the processor has tile registers, products of single precision round their operands to bfloat16, as all of
PyTorch's iteration does; the matrix and the sums stay float32. Elsewhere, in double precision and for small matrices
products are those of the run's precision.

What justifies it: five iterations with 512 × 784 numbers take 1 / 4 to 1 / 5 of the time that products of float32 in
panels take, with 1024 × 1024 1 / 5, with 64 × 64 half of it (one thread, 2 cores of an Intel Xeon, Sapphire Rapids
class, AMX, 2026-11-22, docs/performance.md).
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, pointer
from gdlab.engine.products.bfloat16_operands import BLOCK, pack_left, pack_right, tile_numbers, transpose_tiles
from gdlab.engine.products.bfloat16_tiles import SQUARE, add_tile_product, pack_symmetric_product
from gdlab.engine.products.copies import transpose_matrix
from gdlab.engine.products.packed import pack_columns, pack_transposed, packed_product, symmetric_product
from gdlab.engine.products.register_tiles import NONE, ZERO, register_width

#: Rows of the shorter side from which on rounding and copying into tiles take less time than they save.
LEAST_ROWS = 64
#: Numbers of float32 in a line of the cache, at whose beginning tiles are read fastest.
LINE = 16


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _iterate(held, rows, columns, panels, a, b, c, steps):
    """Do Newton-Schulz iterations; the products of the shorter side are symmetric, so that half of each is computed.

    Args:
        held: the matrix, with no more rows than columns, then space for two squares of its rows and for panels.
        rows: the matrix's rows.
        columns: its columns.
        panels: where in ``held`` the panels begin.
        a: coefficient of x.
        b: coefficient of x xᵀ x.
        c: coefficient of x xᵀ x xᵀ x.
        steps: iterations.
    """
    real, mem, n = held.dtype.type, pointer(held), rows * columns
    gram, twice = n, n + rows * rows
    x, g, t = held[:n], held[gram:twice], held[twice:panels]
    for _ in range(steps):
        pack_transposed(mem, ZERO, columns, columns, ZERO, rows, panels)
        symmetric_product(mem, gram, ZERO, columns, panels, rows, columns)
        pack_columns(mem, gram, rows, rows, ZERO, rows, panels)
        symmetric_product(mem, twice, gram, rows, panels, rows, rows)
        for i in range(t.size):
            t[i] = real(b) * g[i] + real(c) * t[i]
        pack_columns(mem, ZERO, columns, rows, ZERO, columns, panels)
        for i in range(n):
            x[i] *= real(a)
        packed_product(mem, ZERO, columns, ZERO, columns, twice, rows, panels, rows, ZERO, columns, rows)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _tile_scratch(rows, columns):
    """Return how many numbers of scratch space iterations on tiles take.

    Args:
        rows: the matrix's rows.
        columns: its columns.
    """
    blocks = (min(rows, columns) + BLOCK - 1) // BLOCK
    return LINE + 2 * tile_numbers(rows, columns) + (blocks * (blocks + 1) // 2 + blocks * blocks + 2) * SQUARE


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _iterate_rounded(held, rows, columns, a, b, c, steps):
    """Do Newton-Schulz iterations whose products round their operands to bfloat16.

    Each sum that is no part of such an operand stays float32: the matrix, and the smaller one of x xᵀ and xᵀ x.

    Args:
        held: the matrix, then :func:`_tile_scratch` numbers.
        rows: the matrix's rows.
        columns: its columns.
        a: coefficient of x.
        b: coefficient of x xᵀ x.
        c: coefficient of x xᵀ x xᵀ x.
        steps: iterations.
    """
    real, mem, n, wide = held.dtype.type, pointer(held), rows * columns, rows <= columns
    short, long, one = min(rows, columns), max(rows, columns), held.dtype.type(1.0)
    blocks = (short + BLOCK - 1) // BLOCK
    left = n + -(held.ctypes.data // held.itemsize + n) % LINE
    right = left + tile_numbers(rows, columns)
    gram_left = right + tile_numbers(rows, columns)
    gram_right = gram_left + tile_numbers(short, short)
    gram = gram_right + tile_numbers(short, short)
    scratch = gram + blocks * (blocks + 1) // 2 * SQUARE
    spare = scratch + SQUARE
    for _ in range(steps):
        if wide:
            pack_left(mem, ZERO, columns, rows, columns, left, one)
            transpose_tiles(mem, left, short, long, right)
        else:
            pack_right(mem, ZERO, columns, rows, columns, right, one)
            transpose_tiles(mem, right, short, long, left)
        pack_symmetric_product(
            mem, gram, SQUARE, NONE, one, one, left, right, short, long, gram_left, gram_right, spare
        )
        to_left, to_right = (left, NONE) if wide else (NONE, right)
        pack_symmetric_product(
            mem, scratch, ZERO, gram, real(b), real(c), gram_left, gram_right, short, short, to_left, to_right, spare
        )
        if wide:
            pack_right(mem, ZERO, columns, rows, columns, right, real(a))
        else:
            pack_left(mem, ZERO, columns, rows, columns, left, real(a))
        add_tile_product(mem, ZERO, columns, left, right, rows, columns, short, scratch)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def numbers_for_tiles(rows, columns, tiles):
    """Return how many numbers :func:`orthogonalise` wants behind the matrix: none for products in float32.

    Args:
        rows: the matrix's rows.
        columns: its columns.
        tiles: whether tile registers are there, and this process may use them.
    """
    return _tile_scratch(rows, columns) if tiles and min(rows, columns) >= LEAST_ROWS else 0


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def orthogonalise(u, rows, columns, a, b, c, eps, steps):
    """Divide a matrix by its norm and bring it near to one with orthonormal rows or columns, in place.

    Args:
        u: the matrix's numbers, row by row, then as many as :func:`numbers_for_tiles` says; where there are any,
            products are rounded.
        rows: its rows.
        columns: its columns.
        a: coefficient of x.
        b: coefficient of x xᵀ x.
        c: coefficient of x xᵀ x xᵀ x.
        eps: the smallest norm by which the matrix is divided first.
        steps: Newton-Schulz iterations.
    """
    square, n = 0.0, rows * columns
    for i in range(n):
        square += np.float64(u[i]) * np.float64(u[i])
    factor = u.dtype.type(1.0 / max(np.sqrt(square), eps))
    if u.size > n:
        for i in range(n):
            u[i] *= factor
        _iterate_rounded(u, rows, columns, a, b, c, steps)
        return
    short, long, wide = min(rows, columns), max(rows, columns), 2 * register_width(pointer(u))
    panels = n + 2 * short * short
    across = max(long * ((short + wide - 1) // wide), short * ((long + wide - 1) // wide)) * wide
    held = np.empty(panels + across, u.dtype)
    first = ZERO if rows <= columns else panels
    for i in range(n):
        held[first + i] = factor * u[i]
    mem = pointer(held)
    if rows > columns:
        transpose_matrix(mem, panels, columns, rows, columns, ZERO, rows)
    _iterate(held, short, long, panels, a, b, c, steps)
    if rows > columns:
        transpose_matrix(mem, ZERO, rows, columns, rows, panels, columns)
    for i in range(n):
        u[i] = held[first + i]
