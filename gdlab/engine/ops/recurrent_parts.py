"""What the kernels of recurrent layers share: one instruction walks a whole sequence in one direction.

States and gates stand with the time first, (time, examples, …), so that a time step is one matrix. The backward
kernel writes the gradients by the gates over the gates themselves.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, T, F) numbers, Y and DY, of (batch, T, WIDE) or
(batch, WIDE), weights W_IH (F, gates · H), W_HH (H, gates · H), biases B_IH and B_HH (gates · H), their gradients
D_IH, D_HH, E_IH and E_HH, SCRATCH, whose parts :func:`regions` tells, and its own integers: time steps T, features F,
hidden units H, BIAS (1 with biases), REVERSE (1 from the last step to the first), WIDE (numbers a step in the
output), COLUMN (where this direction's begin), SEQUENCE (1 when every state leaves, 0 for the last alone) and FLAVOUR
(1 for RNN with rectifiers); ``ctx`` gives BATCH and ACCUMULATE and, for rectifiers, takes KINK_HITS; ``fp`` gives
KINK; ``mem`` is the float arena; ``imem`` is not used.

Arguments of the functions here, beside those: ``n`` is the number of examples, ``g`` that of gates, ``s`` the number of
a step in the order in which it is read, ``rows`` = g · H; ``gates``, ``bias``, ``h``, ``dh``, ``transposed_x`` and
``transposed_h`` are offsets in ``mem``, as :func:`regions` gives them. ``source`` and ``target`` are offsets of a
matrix (``rows``, ``columns``) and of its transpose in :func:`transpose_weights`, of a matrix and of the sums of its
columns in :func:`sum_rows`, where ``add`` is 0 to overwrite. ``value`` is what every number of an array is set to.
``wide`` is the distance between a matrix's rows, ``columns`` how many of its columns are taken from ``first`` on;
``each`` is how many a tile has.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import FASTMATH, view1, view2
from gdlab.engine.machine.team import each_part, next_tile, share
from gdlab.engine.products.register_tiles import NONE, ONE, ZERO, product

OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

(T, F, H, BIAS, REVERSE, WIDE, COLUMN, SEQUENCE, FLAVOUR) = (abi.INT + i for i in range(9))
W_IH, W_HH, B_IH, B_HH = (abi.W + 2 * i for i in range(4))
D_IH, D_HH, E_IH, E_HH = (abi.W + 2 * i + 1 for i in range(4))


@njit(**OPTIONS)
def fill_with(x, value):
    """Set every number of ``x`` to ``value``."""
    for i in range(x.size):
        x[i] = value


@njit(**OPTIONS)
def time(row, s):
    """Return the position in the sequence that the s-th step reads."""
    return row[T] - 1 - s if row[REVERSE] else s


@njit(**OPTIONS)
def regions(row, n, g):
    """Return where transposed weights (F then H), joint bias, gates, states, what else is kept and dh stand."""
    rows = g * row[H]
    transposed_x = row[abi.SCRATCH]
    transposed_h = transposed_x + rows * row[F]
    bias = transposed_h + rows * row[H]
    gates = bias + rows
    states = gates + row[T] * n * rows
    rest = states + (row[T] + 1) * n * row[H]
    return transposed_x, transposed_h, bias, gates, states, rest


@njit(**OPTIONS)
def joint_bias(row, mem, bias, rows):
    """Write the sum of both biases, or zeros; a GRU's candidate has its second bias elsewhere."""
    b = view1(mem, bias, rows)
    fill_with(b, b.dtype.type(0))
    if row[BIAS]:
        b_ih, b_hh = view1(mem, row[B_IH], rows), view1(mem, row[B_HH], rows)
        for i in range(rows):
            b[i] = b_ih[i] + b_hh[i]


@njit(**OPTIONS)
def columns_each(ctx, n):
    """Return how many of ``n`` columns of a product one tile has."""
    return each_part(n, ctx, 64, n + 64)


@njit(**OPTIONS)
def examples_each(ctx, n):
    """Return how many of ``n`` examples a tile of states has: never one alone of several.

    For one row LLVM's checks let the vector loop run where for several they choose the scalar one, whose sums of
    products are rounded otherwise.
    """
    each = each_part(n, ctx, 1, n)
    while each < n and (each == 1 or n % each == 1):
        each += 1
    return each


@njit(**OPTIONS)
def tiles_of(n, each):
    """Return how many tiles of ``each`` cover ``n``."""
    return (n + each - 1) // each


@njit(**OPTIONS)
def read(row, mem, n, s, gates, rows, bias, first, columns):
    """Write what the s-th time step's inputs give to ``columns`` of the gates, from the one at ``first`` on."""
    x, at, w = row[abi.X] + time(row, s) * row[F], gates + first, row[W_IH] + first
    product(mem, at, rows, bias + first, ZERO, x, row[T] * row[F], ONE, ZERO, w, rows, n, columns, row[F], ONE)


@njit(**OPTIONS)
def emit_state(row, mem, begin, end, s, h):
    """Copy the new states of the examples from ``begin`` until ``end`` to the output, if they are wanted."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.Y] + row[COLUMN] + (time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(begin, end):
        y, source = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, h + b * row[H], row[H])
        for j in range(row[H]):
            y[j] = source[j]


@njit(**OPTIONS)
def collect(row, mem, begin, end, s, dh):
    """Add the output's gradient to that by the state after the s-th step, from example ``begin`` until ``end``."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.DY] + row[COLUMN] + (time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(begin, end):
        dy, target = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, dh + b * row[H], row[H])
        for j in range(row[H]):
            target[j] += dy[j]


@njit(**OPTIONS)
def transpose_weights(mem, source, rows, columns, target, begin, end):
    """Write rows of a matrix (rows, columns), from ``begin`` until ``end``, as columns of (columns, rows)."""
    w, t = view2(mem, source, rows, columns), view2(mem, target, columns, rows)
    for i in range(begin, end):
        for j in range(columns):
            t[j, i] = w[i, j]


@njit(**OPTIONS)
def sum_rows(mem, target, source, wide, rows, columns, add):
    """Write or add the sums of ``columns`` columns of a matrix of ``rows`` rows, which stand ``wide`` apart."""
    sums = view1(mem, target, columns)
    if not add:
        fill_with(sums, sums.dtype.type(0))
    for i in range(rows):
        line = view1(mem, source + i * wide, columns)
        for j in range(sums.size):
            sums[j] += line[j]


@njit(**OPTIONS)
def begin_backward(row, ctx, mem, g, transposed_x, transposed_h):
    """Turn the weights and clear the weights' gradients when they begin afresh, some rows of both a tile."""
    rows, both = g * row[H], row[H] + row[F]
    each = each_part(both, ctx, 16, both + 16)
    share(ctx, tiles_of(both, each))
    tile = next_tile(ctx)
    while tile >= 0:
        begin, end = tile * each, min((tile + 1) * each, both)
        middle = min(max(begin, row[H]), end)  # before it are rows of the state's weights, behind it of the input's
        transpose_weights(mem, row[W_HH], row[H], rows, transposed_h, begin, middle)
        if row[abi.DX] >= 0:
            transpose_weights(mem, row[W_IH], row[F], rows, transposed_x, middle - row[H], end - row[H])
        if ctx[abi.ACCUMULATE] == 0:
            d_hh = view1(mem, row[D_HH] + begin * rows, (middle - begin) * rows)
            d_ih = view1(mem, row[D_IH] + (middle - row[H]) * rows, (end - middle) * rows)
            fill_with(d_hh, d_hh.dtype.type(0))
            fill_with(d_ih, d_ih.dtype.type(0))
        tile = next_tile(ctx)


@njit(**OPTIONS)
def input_weights(row, mem, n, s, rows, gates, first, columns):
    """Add the s-th step's part of ``columns`` of the input weights' gradient, from the one at ``first`` on."""
    x, d, at = row[abi.X] + time(row, s) * row[F], row[D_IH] + first, gates + first
    product(mem, d, rows, d, rows, x, ONE, row[T] * row[F], ZERO, at, rows, row[F], columns, n, ONE)


@njit(**OPTIONS)
def step_input_gradient(row, mem, n, s, rows, gates, transposed_x, first, columns):
    """Write ``columns`` of the gradient by the s-th step's inputs, from the one at ``first`` on."""
    dx, apart, w = row[abi.DX] + time(row, s) * row[F] + first, row[T] * row[F], transposed_x + first
    product(mem, dx, apart, NONE, ZERO, gates, rows, ONE, ZERO, w, row[F], n, columns, rows, ONE)


@njit(**OPTIONS)
def state_side(row, mem, n, first, columns, rows, gates, wide, h):
    """Add a step's part of the gradient by ``columns`` of the state weights, from the one at ``first`` on."""
    d = row[D_HH] + first
    product(mem, d, rows, d, rows, h, ONE, row[H], ZERO, gates, wide, row[H], columns, n, ONE)


@njit(**OPTIONS)
def input_tiles(row, ctx):
    """Return how many tiles the gradient by a step's inputs has, 0 where it is not wanted, and their columns."""
    each = columns_each(ctx, row[F])
    return (tiles_of(row[F], each) if row[abi.DX] >= 0 else 0), each
