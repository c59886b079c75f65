"""The kernels of the gated recurrent unit.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; three gates in the order r, z, n.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.ops.recurrent_parts import (
    B_HH,
    B_IH,
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
from gdlab.engine.products.register_tiles import ONE, ZERO, product


@njit(**OPTIONS)
def _gru_state(g, kept, before, h, hidden):
    """Apply the gates' functions to (examples, r z n) in place and compute h = (1 − z) n + z h."""
    wide_vectors()
    one = g.dtype.type(1)
    for b in range(g.shape[0]):
        gate, inner, old, new = g[b], kept[b], before[b], h[b]
        for j in range(2 * hidden):
            gate[j] = elementary.sigmoid(gate[j])
        for j in range(hidden):
            gate[2 * hidden + j] = elementary.tanh(gate[2 * hidden + j] + gate[j] * inner[j])
        for j in range(hidden):
            z = gate[hidden + j]
            new[j] = (one - z) * gate[2 * hidden + j] + z * old[j]


@kernel
def gru_forward(row, ctx, fp, mem, imem):
    """Compute every state; what the state gives to the candidate is kept apart.

    The arguments are described at the top of the file.
    """
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, kept = regions(row, n, 3)
    rows, size = 3 * hidden, n * hidden
    joint_bias(row, mem, bias, rows)
    if row[BIAS]:
        b, b_ih = view1(mem, bias + 2 * hidden, hidden), view1(mem, row[B_IH] + 2 * hidden, hidden)
        for j in range(hidden):
            b[j] = b_ih[j]
    h0 = view1(mem, states, size)
    fill_with(h0, h0.dtype.type(0))
    second = row[B_HH] + 2 * hidden if row[BIAS] else -1
    for s in range(row[T]):
        at, h, inner = gates + s * n * rows, states + s * size, kept + s * size
        read(row, mem, n, s, at, rows, bias)
        product(mem, at, rows, at, rows, h, hidden, ONE, ZERO, row[W_HH], rows, n, 2 * hidden, hidden, ONE)
        w = row[W_HH] + 2 * hidden
        product(mem, inner, hidden, second, ZERO, h, hidden, ONE, ZERO, w, rows, n, hidden, hidden, ONE)
        new = view2(mem, h + size, n, hidden)
        _gru_state(view2(mem, at, n, rows), view2(mem, inner, n, hidden), view2(mem, h, n, hidden), new, hidden)
        emit_state(row, mem, n, s, h + size)


@njit(**OPTIONS)
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
    """Compute the gradients from the last step to the first.

    The arguments are described at the top of the file.
    """
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, kept = regions(row, n, 3)
    rows, size, both = 3 * hidden, n * hidden, 2 * hidden
    dh = kept + row[T] * size
    begin_backward(row, ctx, mem, n, 3, turned_x, turned_h)
    d = view1(mem, dh, size)
    fill_with(d, d.dtype.type(0))
    for s in range(row[T] - 1, -1, -1):
        collect(row, mem, n, s, dh)
        at, inner, h = gates + s * n * rows, kept + s * size, states + s * size
        _gru_turn_back(
            view2(mem, at, n, rows),
            view2(mem, inner, n, hidden),
            view2(mem, h, n, hidden),
            view2(mem, dh, n, hidden),
            hidden,
        )
        input_side(row, mem, n, s, rows, at, turned_x)
        if s > 0:
            state_side(row, mem, n, 0, both, rows, at, rows, h)
            state_side(row, mem, n, both, hidden, rows, inner, hidden, h)
            w = turned_h + both * hidden
            product(mem, dh, hidden, dh, hidden, at, rows, ONE, ZERO, turned_h, hidden, n, hidden, both, ONE)
            product(mem, dh, hidden, dh, hidden, inner, hidden, ONE, ZERO, w, hidden, n, hidden, hidden, ONE)
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, rows)
        sum_rows(view1(mem, row[E_IH], rows), every, ctx[abi.ACCUMULATE])
        e_hh = view1(mem, row[E_HH], rows)
        sum_rows(e_hh[:both], every, ctx[abi.ACCUMULATE])
        sum_rows(e_hh[both:], view2(mem, kept, row[T] * n, hidden), ctx[abi.ACCUMULATE])
