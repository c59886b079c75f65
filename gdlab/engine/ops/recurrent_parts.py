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
matrix (``rows``, ``columns``) and of its transpose in :func:`transpose_weights`, and arrays (rows, columns) and
(columns,) in :func:`sum_rows`, where ``add`` is 0 to overwrite. ``value`` is what every number of an array is set to.
``wide`` is the distance between rows of the gates' gradients, ``columns`` how many of them are taken from ``first`` on.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import FASTMATH, view1, view2
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
def read(row, mem, n, s, gates, rows, bias):
    """Write what the s-th time step's inputs give to the gates."""
    x = row[abi.X] + time(row, s) * row[F]
    product(mem, gates, rows, bias, ZERO, x, row[T] * row[F], ONE, ZERO, row[W_IH], rows, n, rows, row[F], ONE)


@njit(**OPTIONS)
def emit_state(row, mem, n, s, h):
    """Copy a new state to the output, if it is wanted."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.Y] + row[COLUMN] + (time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(n):
        y, source = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, h + b * row[H], row[H])
        for j in range(row[H]):
            y[j] = source[j]


@njit(**OPTIONS)
def collect(row, mem, n, s, dh):
    """Add the output's gradient to that by the state after the s-th step."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.DY] + row[COLUMN] + (time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(n):
        dy, target = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, dh + b * row[H], row[H])
        for j in range(row[H]):
            target[j] += dy[j]


@njit(**OPTIONS)
def transpose_weights(mem, source, rows, columns, target):
    """Write a matrix (rows, columns) as (columns, rows)."""
    w, t = view2(mem, source, rows, columns), view2(mem, target, columns, rows)
    for i in range(rows):
        for j in range(columns):
            t[j, i] = w[i, j]


@njit(**OPTIONS)
def sum_rows(target, source, add):
    """Write or add the sums of a matrix's columns."""
    if not add:
        fill_with(target, target.dtype.type(0))
    for i in range(source.shape[0]):
        for j in range(target.size):
            target[j] += source[i, j]


@njit(**OPTIONS)
def begin_backward(row, ctx, mem, n, g, transposed_x, transposed_h):
    """Turn the weights and clear the weights' gradients when they begin afresh."""
    rows = g * row[H]
    transpose_weights(mem, row[W_HH], row[H], rows, transposed_h)
    if row[abi.DX] >= 0:
        transpose_weights(mem, row[W_IH], row[F], rows, transposed_x)
    if ctx[abi.ACCUMULATE] == 0:
        d_ih, d_hh = view1(mem, row[D_IH], row[F] * rows), view1(mem, row[D_HH], row[H] * rows)
        fill_with(d_ih, d_ih.dtype.type(0))
        fill_with(d_hh, d_hh.dtype.type(0))


@njit(**OPTIONS)
def input_side(row, mem, n, s, rows, gates, transposed_x):
    """Add the s-th step's part of the input weights' gradient and write the gradient by its inputs."""
    at, apart = time(row, s) * row[F], row[T] * row[F]
    x, d = row[abi.X] + at, row[D_IH]
    product(mem, d, rows, d, rows, x, ONE, apart, ZERO, gates, rows, row[F], rows, n, ONE)
    if row[abi.DX] >= 0:
        dx = row[abi.DX] + at
        product(mem, dx, apart, NONE, ZERO, gates, rows, ONE, ZERO, transposed_x, row[F], n, row[F], rows, ONE)


@njit(**OPTIONS)
def state_side(row, mem, n, first, columns, rows, gates, wide, h):
    """Add a step's part of the gradient by ``columns`` of the state weights, from the one at ``first`` on."""
    d = row[D_HH] + first
    product(mem, d, rows, d, rows, h, ONE, row[H], ZERO, gates, wide, row[H], columns, n, ONE)
