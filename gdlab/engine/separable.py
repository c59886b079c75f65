"""Transform small square patches by a constant matrix from both sides, Y = L X Lᵀ, many channels at a time.

The patches of Winograd's convolution (Lavin and Gray 2015) are of this kind. The matrix is known when the code is
made, so zeros cost nothing, ones cost no product, and rows or columns that differ only in signs share their sums.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from gdlab.engine.native import INTERPRETED
from gdlab.engine.tiles import Lanes


def separable(matrix: np.ndarray, *, onto: bool) -> Any:
    """Return a function that transforms a patch of vectors that stand in the arena.

    Its arguments are (mem, to, to_row, to_column, at, at_row, at_column, base, base_row, base_column, lanes): vector
    (i, j) of the patch has ``lanes`` numbers from ``at + i*at_row + j*at_column`` on. With ``onto`` the result is added
    to what stands at ``base`` (strides of zero: the same vector everywhere).
    """
    if INTERPRETED:
        return _plain(matrix, onto)

    @intrinsic
    def transform(typingctx, mem, to, to_row, to_column, at, at_row, at_column, base, base_row, base_column, lanes):
        def codegen(context, builder, signature, args):
            _emit(context, builder, signature.args[0].dtype, matrix, onto, args)
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 10), codegen

    return transform


def _plain(matrix: np.ndarray, onto: bool) -> Any:
    def transform(mem, to, to_row, to_column, at, at_row, at_column, base, base_row, base_column, lanes):
        def places(first, row, column, n):
            i = np.arange(n)
            return first + (i[:, None] * row + i * column)[:, :, None] + np.arange(lanes)

        m, n = matrix.shape
        result = np.einsum("ij,jkc,lk->ilc", matrix, mem[places(at, at_row, at_column, n)], matrix)
        mem[places(to, to_row, to_column, m)] = result + (mem[places(base, base_row, base_column, m)] if onto else 0)

    return transform


def _emit(context: Any, builder: Any, dtype: Any, matrix: np.ndarray, onto: bool, args: Any) -> None:
    mem, to, to_row, to_column, at, at_row, at_column, base, base_row, base_column, lanes = args
    vectors = Lanes(context, builder, dtype, mem, lanes)
    m, n = matrix.shape

    def place(first: Any, row: Any, column: Any, i: int, j: int) -> Any:
        whole = ir.IntType(64)
        shift = builder.add(builder.mul(row, whole(i)), builder.mul(column, whole(j)))
        return builder.add(first, shift)

    patch = [[vectors.load(place(at, at_row, at_column, i, j)) for j in range(n)] for i in range(n)]
    halfway = [_combine(vectors, matrix, [patch[i][j] for i in range(n)]) for j in range(n)]  # [j][row]
    for i in range(m):
        for j, value in enumerate(_combine(vectors, matrix, [halfway[k][i] for k in range(n)])):
            if onto:
                value = builder.fadd(value, vectors.load(place(base, base_row, base_column, i, j)))
            vectors.store(value, place(to, to_row, to_column, i, j))


def _combine(vectors: Any, matrix: np.ndarray, values: list[Any]) -> list[Any]:
    """Return matrix · values; columns that agree but for signs are added and subtracted first."""
    values, matrix = list(values), matrix.copy()
    for j in range(matrix.shape[1]):
        for k in range(j + 1, matrix.shape[1]):
            a, b = matrix[:, j], matrix[:, k]
            if (a != 0).sum() > 1 and (abs(a) == abs(b)).all() and (a != b).any():
                same, values[j], values[k] = a == b, *vectors.both(values[j], values[k])
                matrix[:, j], matrix[:, k] = np.where(same, a, 0), np.where(same, 0, a)
    return _rows(vectors, matrix, values)


def _rows(vectors: Any, matrix: np.ndarray, values: list[Any]) -> list[Any]:
    """Return matrix · values; rows that differ by the signs of their odd columns share both halves."""
    results: list[Any] = [None] * len(matrix)
    signs = np.where(np.arange(matrix.shape[1]) % 2, -1.0, 1.0)
    for i, row in enumerate(matrix):
        if results[i] is not None:
            continue
        twins = [k for k in range(i + 1, len(matrix)) if (matrix[k] == row * signs).all()]
        if twins and (row * signs != row).any():
            even = vectors.weighted(np.where(signs > 0, row, 0), values)
            odd = vectors.weighted(np.where(signs < 0, row, 0), values)
            results[i], results[twins[0]] = vectors.both(even, odd)
        else:
            results[i] = vectors.weighted(row, values)
    return results
