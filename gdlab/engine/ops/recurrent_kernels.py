"""The kernels of recurrent layers: one instruction walks a whole sequence in one direction.

States and gates stand with the time first, (time, examples, …), so that a time step is one matrix. The backward
kernel writes the gradients by the gates over the gates themselves.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine import abi, functions
from gdlab.engine.native import FASTMATH, kernel, view1, view2
from gdlab.engine.tiles import product

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

(T, F, H, BIAS, REVERSE, WIDE, COLUMN, SEQUENCE, FLAVOUR) = (abi.INT + i for i in range(9))
W_IH, W_HH, B_IH, B_HH = (abi.W + 2 * i for i in range(4))
D_IH, D_HH, E_IH, E_HH = (abi.W + 2 * i + 1 for i in range(4))


@njit(**_OPTIONS)
def _fill(x, value):
    for i in range(x.size):
        x[i] = value


@njit(**_OPTIONS)
def _time(row, s):
    """Return the position in the sequence that the s-th step reads."""
    return row[T] - 1 - s if row[REVERSE] else s


@njit(**_OPTIONS)
def _regions(row, n, g):
    """Return where turned weights (F then H), joint bias, gates, states, what else is kept and dh stand."""
    rows = g * row[H]
    turned_x = row[abi.SCRATCH]
    turned_h = turned_x + rows * row[F]
    bias = turned_h + rows * row[H]
    gates = bias + rows
    states = gates + row[T] * n * rows
    rest = states + (row[T] + 1) * n * row[H]
    return turned_x, turned_h, bias, gates, states, rest


@njit(**_OPTIONS)
def _joint_bias(row, mem, bias, rows):
    """Write the sum of both biases, or zeros; a GRU's candidate has its second bias elsewhere."""
    b = view1(mem, bias, rows)
    _fill(b, b.dtype.type(0))
    if row[BIAS]:
        b_ih, b_hh = view1(mem, row[B_IH], rows), view1(mem, row[B_HH], rows)
        for i in range(rows):
            b[i] = b_ih[i] + b_hh[i]


@njit(**_OPTIONS)
def _read(row, mem, n, s, gates, rows, bias):
    """Write what the s-th time step's inputs give to the gates."""
    x = row[abi.X] + _time(row, s) * row[F]
    product(mem, gates, rows, bias, 0, x, row[T] * row[F], 1, 0, row[W_IH], rows, n, rows, row[F], 1)


@njit(**_OPTIONS)
def _emit_state(row, mem, n, s, h):
    """Copy a new state to the output, if it is wanted."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.Y] + row[COLUMN] + (_time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(n):
        y, source = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, h + b * row[H], row[H])
        for j in range(row[H]):
            y[j] = source[j]


@njit(**_OPTIONS)
def _collect(row, mem, n, s, dh):
    """Add the output's gradient to that by the state after the s-th step."""
    if row[SEQUENCE] == 0 and s < row[T] - 1:
        return
    first = row[abi.DY] + row[COLUMN] + (_time(row, s) * row[WIDE] if row[SEQUENCE] else 0)
    for b in range(n):
        dy, target = view1(mem, first + b * row[abi.YN], row[H]), view1(mem, dh + b * row[H], row[H])
        for j in range(row[H]):
            target[j] += dy[j]


@njit(**_OPTIONS)
def _turn(mem, source, rows, columns, target):
    """Write a matrix (rows, columns) as (columns, rows)."""
    w, t = view2(mem, source, rows, columns), view2(mem, target, columns, rows)
    for i in range(rows):
        for j in range(columns):
            t[j, i] = w[i, j]


@njit(**_OPTIONS)
def _sum_rows(target, source, add):
    """Write or add the sums of a matrix's columns."""
    if not add:
        _fill(target, target.dtype.type(0))
    for i in range(source.shape[0]):
        for j in range(target.size):
            target[j] += source[i, j]


@njit(**_OPTIONS)
def _begin_backward(row, ctx, mem, n, g, turned_x, turned_h):
    """Turn the weights and clear the weights' gradients when they begin afresh."""
    rows = g * row[H]
    _turn(mem, row[W_HH], row[H], rows, turned_h)
    if row[abi.DX] >= 0:
        _turn(mem, row[W_IH], row[F], rows, turned_x)
    if ctx[abi.ACCUMULATE] == 0:
        d_ih, d_hh = view1(mem, row[D_IH], row[F] * rows), view1(mem, row[D_HH], row[H] * rows)
        _fill(d_ih, d_ih.dtype.type(0))
        _fill(d_hh, d_hh.dtype.type(0))


@njit(**_OPTIONS)
def _input_side(row, mem, n, s, rows, gates, turned_x):
    """Add the s-th step's part of the input weights' gradient and write the gradient by its inputs."""
    at, apart = _time(row, s) * row[F], row[T] * row[F]
    x, d = row[abi.X] + at, row[D_IH]
    product(mem, d, rows, d, rows, x, 1, apart, 0, gates, rows, row[F], rows, n, 1)
    if row[abi.DX] >= 0:
        dx = row[abi.DX] + at
        product(mem, dx, apart, -1, 0, gates, rows, 1, 0, turned_x, row[F], n, row[F], rows, 1)


@njit(**_OPTIONS)
def _state_side(row, mem, n, first, columns, rows, gates, wide, h):
    """Add a step's part of the gradient by ``columns`` of the state weights, from the one at ``first`` on."""
    d = row[D_HH] + first
    product(mem, d, rows, d, rows, h, 1, row[H], 0, gates, wide, row[H], columns, n, 1)


# --- Elman's network ------------------------------------------------------------------------------------------------
@kernel
def rnn_forward(row, ctx, fp, mem, imem):
    """Compute every state."""
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, _ = _regions(row, n, 1)
    _joint_bias(row, mem, bias, hidden)
    size = n * hidden
    h0 = view1(mem, states, size)
    real = h0.dtype.type
    _fill(h0, real(0))
    for s in range(row[T]):
        h = states + (s + 1) * size
        _read(row, mem, n, s, h, hidden, bias)
        if s > 0:
            product(mem, h, hidden, h, hidden, h - size, hidden, 1, 0, row[W_HH], hidden, n, hidden, hidden, 1)
        new = view1(mem, h, size)
        if row[FLAVOUR]:
            total = view1(mem, gates + s * size, size)
            for i in range(size):
                total[i] = new[i]
                new[i] = real(0) if new[i] <= real(0) else new[i]
        else:
            for i in range(size):
                new[i] = functions.tanh(new[i])
        _emit_state(row, mem, n, s, h)


@kernel
def rnn_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first."""
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, dh = _regions(row, n, 1)
    size = n * hidden
    _begin_backward(row, ctx, mem, n, 1, turned_x, turned_h)
    d = view1(mem, dh, size)
    real = d.dtype.type
    _fill(d, real(0))
    kink, hits = real(fp[abi.KINK]), 0
    for s in range(row[T] - 1, -1, -1):
        _collect(row, mem, n, s, dh)
        at = gates + s * size
        h, dg = view1(mem, states + (s + 1) * size, size), view1(mem, at, size)
        if row[FLAVOUR]:
            for i in range(size):
                hits += dg[i] == real(0)
                dg[i] = d[i] if dg[i] > real(0) else (kink * d[i] if dg[i] == real(0) else real(0))
        else:
            for i in range(size):
                dg[i] = d[i] * (real(1) - h[i] * h[i])
        _input_side(row, mem, n, s, hidden, at, turned_x)
        if s > 0:
            _state_side(row, mem, n, 0, hidden, hidden, at, hidden, states + s * size)
            product(mem, dh, hidden, -1, 0, at, hidden, 1, 0, turned_h, hidden, n, hidden, hidden, 1)
    ctx[abi.KINK_HITS] += hits
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, hidden)
        _sum_rows(view1(mem, row[E_IH], hidden), every, ctx[abi.ACCUMULATE])
        _sum_rows(view1(mem, row[E_HH], hidden), every, ctx[abi.ACCUMULATE])


# --- long short-term memory -----------------------------------------------------------------------------------------
@njit(**_OPTIONS)
def _lstm_gates(g, hidden):
    """Apply the gates' functions to (examples, i f g o) in place."""
    for b in range(g.shape[0]):
        sigmoids, candidate, output = g[b, : 2 * hidden], g[b, 2 * hidden : 3 * hidden], g[b, 3 * hidden :]
        for j in range(2 * hidden):
            sigmoids[j] = functions.sigmoid(sigmoids[j])
        for j in range(hidden):
            candidate[j] = functions.tanh(candidate[j])
        for j in range(hidden):
            output[j] = functions.sigmoid(output[j])


@njit(**_OPTIONS)
def _lstm_cell(g, before, cell, squashed, h, hidden):
    """Compute c = f c + i g and h = o tanh(c)."""
    for b in range(g.shape[0]):
        gate, old, new = g[b], before[b], cell[b]
        for j in range(hidden):
            new[j] = gate[hidden + j] * old[j] + gate[j] * gate[2 * hidden + j]
        flat, out = squashed[b], h[b]
        for j in range(hidden):
            flat[j] = functions.tanh(new[j])
        for j in range(hidden):
            out[j] = gate[3 * hidden + j] * flat[j]


@kernel
def lstm_forward(row, ctx, fp, mem, imem):
    """Compute every state and cell."""
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, cells = _regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    _joint_bias(row, mem, bias, rows)
    h0, c0 = view1(mem, states, size), view1(mem, cells, size)
    _fill(h0, h0.dtype.type(0))
    _fill(c0, h0.dtype.type(0))
    for s in range(row[T]):
        at, h, c = gates + s * n * rows, states + s * size, cells + s * size
        _read(row, mem, n, s, at, rows, bias)
        if s > 0:
            product(mem, at, rows, at, rows, h, hidden, 1, 0, row[W_HH], rows, n, rows, hidden, 1)
        g = view2(mem, at, n, rows)
        _lstm_gates(g, hidden)
        new = view2(mem, h + size, n, hidden)
        flat = view2(mem, squashed + s * size, n, hidden)
        _lstm_cell(g, view2(mem, c, n, hidden), view2(mem, c + size, n, hidden), flat, new, hidden)
        _emit_state(row, mem, n, s, h + size)


@njit(**_OPTIONS)
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
    """Compute the gradients from the last step to the first."""
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, cells = _regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    dh = squashed + row[T] * size
    dc = dh + size
    _begin_backward(row, ctx, mem, n, 4, turned_x, turned_h)
    both = view1(mem, dh, 2 * size)
    _fill(both, both.dtype.type(0))
    for s in range(row[T] - 1, -1, -1):
        _collect(row, mem, n, s, dh)
        at = gates + s * n * rows
        before, flat = view2(mem, cells + s * size, n, hidden), view2(mem, squashed + s * size, n, hidden)
        _lstm_turn_back(
            view2(mem, at, n, rows), before, flat, view2(mem, dh, n, hidden), view2(mem, dc, n, hidden), hidden
        )
        _input_side(row, mem, n, s, rows, at, turned_x)
        if s > 0:
            _state_side(row, mem, n, 0, rows, rows, at, rows, states + s * size)
            product(mem, dh, hidden, -1, 0, at, rows, 1, 0, turned_h, hidden, n, hidden, rows, 1)
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, rows)
        _sum_rows(view1(mem, row[E_IH], rows), every, ctx[abi.ACCUMULATE])
        _sum_rows(view1(mem, row[E_HH], rows), every, ctx[abi.ACCUMULATE])


# --- the gated recurrent unit ---------------------------------------------------------------------------------------
@njit(**_OPTIONS)
def _gru_state(g, kept, before, h, hidden):
    """Apply the gates' functions to (examples, r z n) in place and compute h = (1 − z) n + z h."""
    one = g.dtype.type(1)
    for b in range(g.shape[0]):
        gate, inner, old, new = g[b], kept[b], before[b], h[b]
        for j in range(2 * hidden):
            gate[j] = functions.sigmoid(gate[j])
        for j in range(hidden):
            gate[2 * hidden + j] = functions.tanh(gate[2 * hidden + j] + gate[j] * inner[j])
        for j in range(hidden):
            z = gate[hidden + j]
            new[j] = (one - z) * gate[2 * hidden + j] + z * old[j]


@kernel
def gru_forward(row, ctx, fp, mem, imem):
    """Compute every state; what the state gives to the candidate is kept apart."""
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, kept = _regions(row, n, 3)
    rows, size = 3 * hidden, n * hidden
    _joint_bias(row, mem, bias, rows)
    if row[BIAS]:
        b, b_ih = view1(mem, bias + 2 * hidden, hidden), view1(mem, row[B_IH] + 2 * hidden, hidden)
        for j in range(hidden):
            b[j] = b_ih[j]
    h0 = view1(mem, states, size)
    _fill(h0, h0.dtype.type(0))
    second = row[B_HH] + 2 * hidden if row[BIAS] else -1
    for s in range(row[T]):
        at, h, inner = gates + s * n * rows, states + s * size, kept + s * size
        _read(row, mem, n, s, at, rows, bias)
        product(mem, at, rows, at, rows, h, hidden, 1, 0, row[W_HH], rows, n, 2 * hidden, hidden, 1)
        w = row[W_HH] + 2 * hidden
        product(mem, inner, hidden, second, 0, h, hidden, 1, 0, w, rows, n, hidden, hidden, 1)
        new = view2(mem, h + size, n, hidden)
        _gru_state(view2(mem, at, n, rows), view2(mem, inner, n, hidden), view2(mem, h, n, hidden), new, hidden)
        _emit_state(row, mem, n, s, h + size)


@njit(**_OPTIONS)
def _gru_turn_back(g, kept, before, dh, hidden):
    """Write the gradients by the gates' sums over the gates, by the kept part over it, and dh z over dh."""
    one = g.dtype.type(1)
    for b in range(g.shape[0]):
        gate, inner, old, d = g[b], kept[b], before[b], dh[b]
        for j in range(hidden):
            r, z, c = gate[j], gate[hidden + j], gate[2 * hidden + j]
            dc = d[j] * (one - z) * (one - c * c)
            gate[j] = dc * inner[j] * r * (one - r)
            gate[hidden + j] = d[j] * (old[j] - c) * z * (one - z)
            gate[2 * hidden + j] = dc
            inner[j] = dc * r
            d[j] *= z


@kernel
def gru_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first."""
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, kept = _regions(row, n, 3)
    rows, size, both = 3 * hidden, n * hidden, 2 * hidden
    dh = kept + row[T] * size
    _begin_backward(row, ctx, mem, n, 3, turned_x, turned_h)
    d = view1(mem, dh, size)
    _fill(d, d.dtype.type(0))
    for s in range(row[T] - 1, -1, -1):
        _collect(row, mem, n, s, dh)
        at, inner, h = gates + s * n * rows, kept + s * size, states + s * size
        _gru_turn_back(
            view2(mem, at, n, rows),
            view2(mem, inner, n, hidden),
            view2(mem, h, n, hidden),
            view2(mem, dh, n, hidden),
            hidden,
        )
        _input_side(row, mem, n, s, rows, at, turned_x)
        if s > 0:
            _state_side(row, mem, n, 0, both, rows, at, rows, h)
            _state_side(row, mem, n, both, hidden, rows, inner, hidden, h)
            w = turned_h + both * hidden
            product(mem, dh, hidden, dh, hidden, at, rows, 1, 0, turned_h, hidden, n, hidden, both, 1)
            product(mem, dh, hidden, dh, hidden, inner, hidden, 1, 0, w, hidden, n, hidden, hidden, 1)
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, rows)
        _sum_rows(view1(mem, row[E_IH], rows), every, ctx[abi.ACCUMULATE])
        e_hh = view1(mem, row[E_HH], rows)
        _sum_rows(e_hh[:both], every, ctx[abi.ACCUMULATE])
        _sum_rows(e_hh[both:], view2(mem, kept, row[T] * n, hidden), ctx[abi.ACCUMULATE])
