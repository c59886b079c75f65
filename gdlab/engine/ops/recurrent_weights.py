"""The gradients by the weights of recurrent layers: of all time steps together, after the last one.

Arguments of the functions: ``row``, ``ctx``, ``mem``, ``n``, ``rows``, ``states``, ``turned``, ``wide``, ``first``
and ``columns`` as :mod:`gdlab.engine.ops.recurrent_parts` says; ``source`` is the offset of the gradients by the
gates whose columns these are, ``gates`` that of all; ``d_x`` and ``d_h`` are those of the columns of the gradients by
the input weights and by the state weights, −1 to leave one out; ``panels`` is that of scratch space for panels of all
columns.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.team import next_tile, out_of_line, share
from gdlab.engine.ops.recurrent_parts import (
    D_HH,
    D_IH,
    FEW_WEIGHTS,
    LEAST_ROWS,
    OPTIONS,
    F,
    H,
    T,
    columns_each,
    tiles_of,
    time,
)
from gdlab.engine.products.dense import GAP
from gdlab.engine.products.register_tiles import ONE, ZERO, product, register_width

#: Rows of the gradients by the gates that are copied into a panel at a time.
MOST_ROWS = 256


@njit(**OPTIONS)
def _copy_panels(row, mem, n, source, wide, first, columns, panels, block, q, some):
    """Copy ``columns`` columns of the gradients by the gates of all steps, the last step's first, into panels.

    Args:
        row: the kernel's row.
        mem: the float arena.
        n: examples.
        source: offset of the gradients.
        wide: distance between their rows.
        first: the first column, a multiple of a panel's.
        columns: how many columns.
        panels: offset of the panels of all columns.
        block: rows of a panel.
        q: the first row that is copied, counted from the last step's first example on.
        some: how many rows are copied.
    """
    across = 2 * register_width(mem)
    for i in range(some):
        at = source + ((row[T] - 1 - (q + i) // n) * n + (q + i) % n) * wide
        for j in range(first, first + columns, across):
            to = panels + j * block + i * across
            if j + across <= first + columns:
                for u in range(across):
                    mem[to + u] = mem[at + j + u]
            else:
                for u in range(first + columns - j):
                    mem[to + u] = mem[at + j + u]


@njit(**OPTIONS)
def block_rows(row):
    """Return how many rows of the gradients by the gates are copied into a panel at a time."""
    return min(max(row[H], LEAST_ROWS), MOST_ROWS)


@njit(**OPTIONS)
def _add_step_by_step(row, mem, n, rows, source, wide, d_x, d_h, states, first, columns):
    """Add ``columns`` columns of the gradients by few weights; see :func:`add_weight_gradients`."""
    x, h, apart = d_x + first, d_h + first, row[T] * row[F]
    for s in range(row[T] - 1, -1, -1):
        at = source + s * n * wide + first
        if d_x >= 0:
            a = row[abi.X] + time(row, s) * row[F]
            product(mem, x, rows, x, rows, a, ONE, apart, ZERO, at, wide, row[F], columns, n, ONE)
        if d_h >= 0 and s > 0:
            a = states + s * n * row[H]
            product(mem, h, rows, h, rows, a, ONE, row[H], ZERO, at, wide, row[H], columns, n, ONE)


@njit(**OPTIONS)
def add_weight_gradients(row, mem, n, rows, source, wide, d_x, d_h, states, turned, panels, first, columns):
    """Add ``columns`` columns of the gradients by both weights, of all steps, from the one at ``first`` on."""
    out_of_line()
    if rows * row[H] <= FEW_WEIGHTS:
        _add_step_by_step(row, mem, n, rows, source, wide, d_x, d_h, states, first, columns)
        return
    every, across, block = row[T] * n, 2 * register_width(mem), block_rows(row)
    apart = every + GAP
    inputs = turned + row[H] * apart
    for q in range(0, every, block):
        some = min(block, every - q)
        _copy_panels(row, mem, n, source, wide, first, columns, panels, block, q, some)
        with_h = min(some, every - n - q) if d_h >= 0 else 0  # the state before the first step is zero
        for j in range(first, first + columns, across):
            panel, taken = panels + j * block, min(across, first + columns - j)
            if d_x >= 0:
                d = d_x + j
                product(mem, d, rows, d, rows, inputs + q, apart, ONE, ZERO, panel, across, row[F], taken, some, ONE)
            if with_h > 0:
                d = d_h + j
                product(mem, d, rows, d, rows, turned + q, apart, ONE, ZERO, panel, across, row[H], taken, with_h, ONE)


@njit(**OPTIONS)
def weight_gradients(row, ctx, mem, n, rows, gates, states, turned, panels):
    """Add the gradients by both weights, of all steps, some columns a tile."""
    each, d_x, d_h = columns_each(ctx, rows), row[D_IH], row[D_HH]
    share(ctx, tiles_of(rows, each))
    tile = next_tile(ctx)
    while tile >= 0:
        first, columns = tile * each, min(each, rows - tile * each)
        add_weight_gradients(row, mem, n, rows, gates, rows, d_x, d_h, states, turned, panels, first, columns)
        tile = next_tile(ctx)
