"""What the kernels of recurrent layers share: one instruction walks a whole sequence in one direction.

States and gates stand with the time first, (time, examples, …), so that a time step is one matrix. The backward
kernel writes the gradients by the gates over the gates themselves.

Weights are copied into panels before the first step (:mod:`gdlab.engine.products.packed`), since each step multiplies
by the same ones. The gradients by the weights are one product over all steps, after the last one; its left factors,
inputs and states, are transposed beforehand. The steps stand in it in the order in which backward takes them, the last
first.

Arguments of the kernels: ``row`` gives X and DX, offsets of (batch, T, F) numbers, Y and DY, of (batch, T, WIDE) or
(batch, WIDE), weights W_IH (F, gates · H), W_HH (H, gates · H), biases B_IH and B_HH (gates · H), their gradients
D_IH, D_HH, E_IH and E_HH, SCRATCH, whose parts :func:`regions` tells, and its own integers: time steps T, features F,
hidden units H, BIAS (1 with biases), REVERSE (1 from the last step to the first), WIDE (numbers a step in the
output), COLUMN (where this direction's begin), SEQUENCE (1 when every state leaves, 0 for the last alone), FLAVOUR
(1 for RNN with rectifiers), PACKED_X and PACKED_H, the numbers that the panels of both weights take; ``ctx`` gives
BATCH and ACCUMULATE and, for rectifiers, takes KINK_HITS; ``fp`` gives KINK; ``mem`` is the float arena; ``imem`` is
not used.

Arguments of the functions here, beside those: ``n`` is the number of examples, ``g`` that of gates, ``s`` the number of
a step in the order in which it is read, ``rows`` = g · H; ``gates``, ``bias``, ``states``, ``h``, ``dh``, ``panels_x``
and ``panels_h`` are offsets in ``mem``, as :func:`regions` gives them; ``turned`` is that of the transposed states,
behind which the transposed inputs stand, or of the part that a function writes. ``value`` is what every number of an
array is set to. ``wide`` is the distance between a matrix's rows, ``columns`` how many of its columns are taken from
``first`` on; ``each`` is how many a tile has. ``source`` and ``target`` are offsets of a matrix and of the sums of its
columns in :func:`sum_rows`, where ``add`` is 0 to overwrite; ``d`` is that of a gradient by weights. The state weights'
panels are, for backward, those of the first ``split`` gates' columns and then those of the others.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import FASTMATH, view1
from gdlab.engine.machine.team import each_part, next_tile, share
from gdlab.engine.products.copies import transpose_matrix
from gdlab.engine.products.dense import GAP
from gdlab.engine.products.packed import pack_columns, pack_transposed, packed_numbers, packed_product
from gdlab.engine.products.register_tiles import NONE, ZERO, register_width

OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

(T, F, H, BIAS, REVERSE, WIDE, COLUMN, SEQUENCE, FLAVOUR, PACKED_X, PACKED_H) = (abi.INT + i for i in range(11))
W_IH, W_HH, B_IH, B_HH = (abi.W + 2 * i for i in range(4))
D_IH, D_HH, E_IH, E_HH = (abi.W + 2 * i + 1 for i in range(4))

#: The fewest rows of the gradients by the gates for which there is space in a panel.
LEAST_ROWS = 32
#: State weights up to which the gradients by the weights are added up step by step from what is there: for so few,
#: copies cost more than they gain.
FEW_WEIGHTS = 32768


def scratch_numbers(time: int, features: int, hidden: int, g: int) -> tuple[int, int, int, int]:
    """Return PACKED_X and PACKED_H, and the scratch numbers that backward's left factors take (each example, besides).

    The candidate of a GRU has panels apart, so that each matrix is counted as if it were two.
    """
    rows, some = g * hidden, max(hidden, LEAST_ROWS)
    panels_x = max(packed_numbers(features, rows) + packed_numbers(features, 1), packed_numbers(rows, features))
    panels_h = max(packed_numbers(some, rows) + packed_numbers(some, 1), packed_numbers(rows, hidden))
    return panels_x, panels_h, time * (hidden + features), int(GAP) * (hidden + features)


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
    """Return where the panels of both weights, joint bias, gates, states and what else is kept stand."""
    rows = g * row[H]
    panels_x = row[abi.SCRATCH]
    panels_h = panels_x + row[PACKED_X]
    bias = panels_h + row[PACKED_H]
    gates = bias + rows
    states = gates + row[T] * n * rows
    rest = states + (row[T] + 1) * n * row[H]
    return panels_x, panels_h, bias, gates, states, rest


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
def pack_weights(row, ctx, mem, rows, panels_x, panels_h):
    """Copy both weights into panels, some columns a tile."""
    each = columns_each(ctx, rows)
    share(ctx, tiles_of(rows, each))
    tile = next_tile(ctx)
    while tile >= 0:
        first, columns = tile * each, min(each, rows - tile * each)
        pack_columns(mem, row[W_IH], rows, row[F], first, columns, panels_x)
        pack_columns(mem, row[W_HH], rows, row[H], first, columns, panels_h)
        tile = next_tile(ctx)


@njit(**OPTIONS)
def read(row, mem, n, s, gates, rows, bias, panels_x, first, columns):
    """Write what the s-th time step's inputs give to ``columns`` of the gates, from the one at ``first`` on."""
    x, apart = row[abi.X] + time(row, s) * row[F], row[T] * row[F]
    packed_product(mem, gates, rows, bias, ZERO, x, apart, panels_x, n, first, columns, row[F])


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
def clear_rows(mem, d, rows, first, columns):
    """Clear some rows of a gradient by weights, those of ``columns`` columns of its left factor."""
    cleared = view1(mem, d + first * rows, columns * rows)
    fill_with(cleared, cleared.dtype.type(0))


@njit(**OPTIONS)
def _turn_states(row, ctx, mem, n, rows, split, panels_h, states, turned, first, columns):
    """Copy ``columns`` rows of the state weights into panels, and transpose those columns of the states."""
    w, apart, size = row[W_HH], row[T] * n + GAP, n * row[H]
    pack_transposed(mem, w, rows, split, first, columns, panels_h)
    if split < rows:
        pack_transposed(
            mem, w + split, rows, rows - split, first, columns, panels_h + packed_columns(mem, row[H]) * split
        )
    for s in range(1, row[T] if rows * row[H] > FEW_WEIGHTS else 0):
        at = turned + first * apart + (row[T] - 1 - s) * n
        transpose_matrix(mem, states + s * size + first, row[H], n, columns, at, apart)
    if ctx[abi.ACCUMULATE] == 0:
        clear_rows(mem, row[D_HH], rows, first, columns)


@njit(**OPTIONS)
def _turn_inputs(row, ctx, mem, n, rows, panels_x, turned, first, columns):
    """Copy ``columns`` rows of the input weights into panels, if wanted, and transpose those columns of the inputs."""
    apart = row[T] * n + GAP
    if row[abi.DX] >= 0:
        pack_transposed(mem, row[W_IH], rows, rows, first, columns, panels_x)
    for s in range(row[T] if rows * row[H] > FEW_WEIGHTS else 0):
        x, at = row[abi.X] + time(row, s) * row[F] + first, turned + first * apart + (row[T] - 1 - s) * n
        transpose_matrix(mem, x, row[T] * row[F], n, columns, at, apart)
    if ctx[abi.ACCUMULATE] == 0:
        clear_rows(mem, row[D_IH], rows, first, columns)


@njit(**OPTIONS)
def packed_columns(mem, columns):
    """Return how many columns the panels of a matrix of ``columns`` columns have."""
    wide = 2 * register_width(mem)
    return (columns + wide - 1) // wide * wide


@njit(**OPTIONS)
def begin_backward(row, ctx, mem, n, g, split, panels_x, panels_h, states, turned):
    """Copy what backward multiplies by, and clear the weights' gradients that begin afresh, some columns a tile."""
    rows, wide, narrow = g * row[H], columns_each(ctx, row[H]), columns_each(ctx, row[F])
    of_states, of_inputs = tiles_of(row[H], wide), tiles_of(row[F], narrow)
    share(ctx, of_states + of_inputs)
    tile = next_tile(ctx)
    while tile >= 0:
        if tile < of_states:
            first = tile * wide
            columns = min(wide, row[H] - first)
            _turn_states(row, ctx, mem, n, rows, split, panels_h, states, turned, first, columns)
        else:
            first = (tile - of_states) * narrow
            columns, inputs = min(narrow, row[F] - first), turned + row[H] * (row[T] * n + GAP)
            _turn_inputs(row, ctx, mem, n, rows, panels_x, inputs, first, columns)
        tile = next_tile(ctx)


@njit(**OPTIONS)
def step_input_gradient(row, mem, n, s, rows, gates, panels_x, first, columns):
    """Write ``columns`` of the gradient by the s-th step's inputs, from the one at ``first`` on."""
    dx, apart = row[abi.DX] + time(row, s) * row[F], row[T] * row[F]
    packed_product(mem, dx, apart, NONE, ZERO, gates, rows, panels_x, n, first, columns, rows)


@njit(**OPTIONS)
def input_tiles(row, ctx):
    """Return how many tiles the gradient by a step's inputs has, 0 where it is not wanted, and their columns."""
    each = columns_each(ctx, row[F])
    return (tiles_of(row[F], each) if row[abi.DX] >= 0 else 0), each
