"""The kernels of long short-term memory.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; four gates in the order i, f, g, o.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.ops.recurrent_parts import (
    BIAS,
    E_HH,
    E_IH,
    OPTIONS,
    W_HH,
    H,
    T,
    begin_backward,
    collect,
    emit_state,
    fill_with,
    input_side,
    joint_bias,
    read,
    regions,
    state_side,
    sum_rows,
)
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors
from gdlab.engine.products.register_tiles import NONE, ONE, ZERO, product


@njit(**OPTIONS)
def _lstm_gates(g, hidden):
    """Apply the gates' functions to (examples, i f g o) in place."""
    wide_vectors()
    for b in range(g.shape[0]):
        sigmoids, candidate, output = g[b, : 2 * hidden], g[b, 2 * hidden : 3 * hidden], g[b, 3 * hidden :]
        for j in range(2 * hidden):
            sigmoids[j] = elementary.sigmoid(sigmoids[j])
        for j in range(hidden):
            candidate[j] = elementary.tanh(candidate[j])
        for j in range(hidden):
            output[j] = elementary.sigmoid(output[j])


@njit(**OPTIONS)
def _lstm_cell(g, before, cell, squashed, h, hidden):
    """Compute c = f c + i g and h = o tanh(c)."""
    wide_vectors()
    for b in range(g.shape[0]):
        gate, old, new = g[b], before[b], cell[b]
        for j in range(hidden):
            new[j] = gate[hidden + j] * old[j] + gate[j] * gate[2 * hidden + j]
        flat, out = squashed[b], h[b]
        for j in range(hidden):
            flat[j] = elementary.tanh(new[j])
        for j in range(hidden):
            out[j] = gate[3 * hidden + j] * flat[j]


@kernel
def lstm_forward(row, ctx, fp, mem, imem):
    """Compute every state and cell.

    The arguments are described at the top of the file.
    """
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, cells = regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    joint_bias(row, mem, bias, rows)
    h0, c0 = view1(mem, states, size), view1(mem, cells, size)
    fill_with(h0, h0.dtype.type(0))
    fill_with(c0, h0.dtype.type(0))
    for s in range(row[T]):
        at, h, c = gates + s * n * rows, states + s * size, cells + s * size
        read(row, mem, n, s, at, rows, bias)
        if s > 0:
            product(mem, at, rows, at, rows, h, hidden, ONE, ZERO, row[W_HH], rows, n, rows, hidden, ONE)
        g = view2(mem, at, n, rows)
        _lstm_gates(g, hidden)
        new = view2(mem, h + size, n, hidden)
        flat = view2(mem, squashed + s * size, n, hidden)
        _lstm_cell(g, view2(mem, c, n, hidden), view2(mem, c + size, n, hidden), flat, new, hidden)
        emit_state(row, mem, n, s, h + size)


@njit(**OPTIONS)
def _lstm_turn_back(g, before, squashed, dh, dc, hidden):
    """Write the gradients by the gates' sums over the gates, and the gradient by the cell before over dc."""
    one = g.dtype.type(1)
    for b in range(g.shape[0]):
        gate, flat, d, carry, old = g[b], squashed[b], dh[b], dc[b], before[b]
        for j in range(hidden):
            o = gate[3 * hidden + j]
            gate[3 * hidden + j] = d[j] * flat[j] * o * (one - o)
            carry[j] += d[j] * o * (one - flat[j] * flat[j])
        for j in range(hidden):
            i, f, c = gate[j], gate[hidden + j], gate[2 * hidden + j]
            gate[j] = carry[j] * c * i * (one - i)
            gate[hidden + j] = carry[j] * old[j] * f * (one - f)
            gate[2 * hidden + j] = carry[j] * i * (one - c * c)
            carry[j] *= f


@kernel
def lstm_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first.

    The arguments are described at the top of the file.
    """
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, cells = regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    dh = squashed + row[T] * size
    dc = dh + size
    begin_backward(row, ctx, mem, n, 4, turned_x, turned_h)
    both = view1(mem, dh, 2 * size)
    fill_with(both, both.dtype.type(0))
    for s in range(row[T] - 1, -1, -1):
        collect(row, mem, n, s, dh)
        at = gates + s * n * rows
        before, flat = view2(mem, cells + s * size, n, hidden), view2(mem, squashed + s * size, n, hidden)
        _lstm_turn_back(
            view2(mem, at, n, rows), before, flat, view2(mem, dh, n, hidden), view2(mem, dc, n, hidden), hidden
        )
        input_side(row, mem, n, s, rows, at, turned_x)
        if s > 0:
            state_side(row, mem, n, 0, rows, rows, at, rows, states + s * size)
            product(mem, dh, hidden, NONE, ZERO, at, rows, ONE, ZERO, turned_h, hidden, n, hidden, rows, ONE)
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, rows)
        sum_rows(view1(mem, row[E_IH], rows), every, ctx[abi.ACCUMULATE])
        sum_rows(view1(mem, row[E_HH], rows), every, ctx[abi.ACCUMULATE])
