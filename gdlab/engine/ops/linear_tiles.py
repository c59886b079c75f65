"""The affine layer's kernels for many weights and for few outputs, with tiles of our own.

They take longer to compile than those of :mod:`gdlab.engine.ops.linear_kernels`, which most networks use.

Arguments of the kernels: those of :mod:`gdlab.engine.ops.linear_kernels`, ``row``, ``ctx``, ``fp``, ``mem`` and
``imem``, with SCRATCH, where transposed weights stand, in place of GEMM: ``row``'s own integers are repeat, inputs,
outputs, and 1 with a bias. ``m`` is the number of rows, ``k`` that of inputs and ``n`` that of outputs; ``each`` is the
size of a tile, ``part`` that of one from ``first`` on, and ``transposed`` scratch space.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, kernel, view1, view2
from gdlab.engine.machine.team import begin_shared, each_part, next_tile, own_scratch, share
from gdlab.engine.ops.linear_kernels import add_rows, zero_fill
from gdlab.engine.products.dense import ACROSS, COLUMNS, TILE_ROWS, dense_product, narrow_product
from gdlab.engine.products.register_tiles import NONE, ONE, ZERO


@njit(nogil=True, cache=True, error_model="numpy")
def _tile_sizes(ctx, m, n):
    """Return the rows and columns of the tiles in which the run's threads compute a matrix (m, n)."""
    if n >= 64 * ctx[abi.MEMBERS] or m < 2 * TILE_ROWS * ctx[abi.MEMBERS]:
        return m, each_part(n, ctx, 32, COLUMNS)
    return each_part(m, ctx, TILE_ROWS, m + TILE_ROWS), COLUMNS


@njit(nogil=True, cache=True, error_model="numpy")
def _tile_count(n, each):
    """Return how many tiles of ``each`` cover ``n``."""
    return (n + each - 1) // each


@kernel
def wide_linear_forward(row, ctx, fp, mem, imem):
    """Compute y = x w + b for many weights; apart from the small one because the tiles take long to compile.

    The arguments are described at the top of the file.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    begin_shared(row, abi.FORWARD, ctx)
    rows, columns = _tile_sizes(ctx, m, n)
    across = _tile_count(n, columns)
    share(ctx, across * _tile_count(m, rows))
    tile, scratch = next_tile(ctx), own_scratch(row, ctx)
    while tile >= 0:
        i, j = tile // across * rows, tile % across * columns
        y, x, w = row[abi.Y] + i * n + j, row[abi.X] + i * k, row[abi.W] + j
        start = row[abi.B] + j if row[abi.INT + 3] else -1
        each, part = min(rows, m - i), min(columns, n - j)
        dense_product(mem, y, n, start, ZERO, x, k, ONE, w, n, ZERO, each, part, k, n, scratch)
        tile = next_tile(ctx)


@kernel
def wide_linear_backward(row, ctx, fp, mem, imem):
    """Compute dw = xᵀ dy, db = Σ dy and dx = dy wᵀ for many weights.

    The arguments are described at the top of the file. The tiles are those of dw, then those of dx, then db.
    """
    m = ctx[abi.BATCH] * row[abi.INT]
    k, n = row[abi.INT + 1], row[abi.INT + 2]
    fresh = ctx[abi.ACCUMULATE] == 0
    begin_shared(row, abi.BACKWARD, ctx)
    rows, columns = _tile_sizes(ctx, k, n)
    across, part = _tile_count(n, columns), each_part(k, ctx, 32, COLUMNS)
    of_weights = across * _tile_count(k, rows)
    of_inputs = _tile_count(k, part) if row[abi.DX] >= 0 else 0
    share(ctx, of_weights + of_inputs + row[abi.INT + 3])
    tile, scratch = next_tile(ctx), own_scratch(row, ctx)
    while tile >= 0:
        if tile < of_weights:
            i, j = tile // across * rows, tile % across * columns
            dw, x, dy, each = row[abi.DW] + i * n + j, row[abi.X] + i, row[abi.DY] + j, min(columns, n - j)
            start = -1 if fresh else dw
            dense_product(mem, dw, n, start, n, x, ONE, k, dy, n, ZERO, min(rows, k - i), each, m, n, scratch)
        elif tile < of_weights + of_inputs:
            first = (tile - of_weights) * part
            dx, dy, w, each = row[abi.DX] + first, row[abi.DY], row[abi.W] + first * n, min(part, k - first)
            dense_product(mem, dx, k, NONE, ZERO, dy, n, ONE, w, n, ONE, m, each, n, k, scratch)
        else:
            db = view1(mem, row[abi.DB], n)
            if fresh:
                zero_fill(db)
            add_rows(view2(mem, row[abi.DY], m, n), db)
        tile = next_tile(ctx)


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
def _add_short_rows(mem, rows, m, n, scratch, db):
    """Add the sum of m rows of n numbers to db, eight rows at a time as one long one; ``scratch`` is for their sums."""
    long, sums = m // 8, view1(mem, scratch, 8 * n)
    zero_fill(sums)
    add_rows(view2(mem, rows, long, 8 * n), sums)
    add_rows(view2(mem, scratch, 8, n), db)
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
