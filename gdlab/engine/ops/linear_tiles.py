"""The affine layer's kernels for many weights and for few outputs, with tiles of our own.

They take longer to compile than those of :mod:`gdlab.engine.ops.linear_kernels`, which most networks use.

Arguments of the kernels: those of :mod:`gdlab.engine.ops.linear_kernels`, ``row``, ``ctx``, ``fp``, ``mem`` and
``imem``, with SCRATCH, where transposed weights stand, in place of GEMM: ``row``'s own integers are repeat, inputs,
outputs, and 1 with a bias.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2
from gdlab.engine.ops.linear_kernels import add_rows, zero_fill
from gdlab.engine.products.dense import ACROSS, ALONG, COLUMNS, GAP, dense_product, narrow_product, transpose_matrix
from gdlab.engine.products.register_tiles import NONE, ONE, ZERO


@kernel
def wide_linear_forward(row, ctx, fp, mem, imem):
    """Compute y = x w + b for many weights; apart from the small one because the tiles take long to compile.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    start = row[abi.B] if row[abi.INT + 3] else -1
    dense_product(mem, row[abi.Y], n, start, ZERO, row[abi.X], k, ONE, row[abi.W], n, m, n, k, ALONG)


@kernel
def wide_linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ for many weights.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    fresh = ctx[abi.ACCUMULATE] == 0
    start = -1 if fresh else row[abi.DW]
    dense_product(mem, row[abi.DW], n, start, n, row[abi.X], ONE, k, row[abi.DY], n, k, n, m, ACROSS)
    dy = view2(mem, row[abi.DY], m, n)
    if row[abi.INT + 3]:
        db = view1(mem, row[abi.DB], n)
        if fresh:
            zero_fill(db)
        add_rows(dy, db)
    if row[abi.DX] >= 0:
        for first in range(0, k, COLUMNS):
            part, transposed = min(COLUMNS, k - first), row[abi.SCRATCH]
            transpose_matrix(mem, row[abi.W] + first * n, n, part, n, transposed, part + GAP)
            dense_product(
                mem,
                row[abi.DX] + first,
                k,
                NONE,
                ZERO,
                row[abi.DY],
                n,
                ONE,
                transposed,
                part + GAP,
                m,
                part,
                n,
                ALONG,
            )


@kernel
def narrow_linear_forward(row, ctx, fp, mem, imem):
    """Compute y = x w + b for outputs that are few.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    start = row[abi.B] if row[abi.INT + 3] else -1
    narrow_product(mem, row[abi.Y], n, start, ZERO, row[abi.X], k, ONE, row[abi.W], n, m, n, k)


@njit(nogil=True, cache=True, error_model="numpy", fastmath=FASTMATH)
def _add_short_rows(mem, rows, m, n, room, db):
    """Add the sum of m rows of n numbers to db, eight rows at a time as one long one; ``room`` is for their sums."""
    long, sums = m // 8, view1(mem, room, 8 * n)
    zero_fill(sums)
    add_rows(view2(mem, rows, long, 8 * n), sums)
    add_rows(view2(mem, room, 8, n), db)
    add_rows(view2(mem, rows + 8 * n * long, m - 8 * long, n), db)


@kernel
def narrow_linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ for outputs that are few.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    fresh = ctx[abi.ACCUMULATE] == 0
    start = -1 if fresh else row[abi.DW]
    dw = row[abi.DW]
    for first in range(0, m, ACROSS):  # all of dw takes a part of x that stays near
        x, dy = row[abi.X] + first * k, row[abi.DY] + first * n
        narrow_product(mem, dw, n, start, n, x, ONE, k, dy, n, k, n, min(ACROSS, m - first))
        start = dw
    if row[abi.INT + 3]:
        db = view1(mem, row[abi.DB], n)
        if fresh:
            zero_fill(db)
        _add_short_rows(mem, row[abi.DY], m, n, row[abi.SCRATCH] + k * n, db)
    if row[abi.DX] >= 0:
        transposed = row[abi.SCRATCH]
        w, wt = view2(mem, row[abi.W], k, n), view2(mem, transposed, n, k)
        for i in range(k):
            for j in range(n):
                wt[j, i] = w[i, j]
        narrow_product(mem, row[abi.DX], k, NONE, ZERO, row[abi.DY], n, ONE, transposed, k, m, k, n)
