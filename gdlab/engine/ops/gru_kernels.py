"""The kernels of the gated recurrent unit.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; three gates in the order r, z, n. In the functions ``at`` is the place of a step's gates, ``inner`` of what the
state gives to the candidate (``kept`` of all steps'), ``h`` of the state before, ``states`` of all, ``turned_h`` of the
transposed state weights, ``dh`` of the gradient by the state; ``begin`` is the first example of a tile, ``end`` the one
after its last.
"""

from __future__ import annotations

from numba import njit

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.machine.team import begin_shared, next_tile, share
from gdlab.engine.ops.recurrent_parts import (
    B_HH,
    B_IH,
    BIAS,
    E_HH,
    E_IH,
    OPTIONS,
    W_HH,
    F,
    H,
    T,
    begin_backward,
    collect,
    columns_each,
    emit_state,
    examples_each,
    fill_with,
    input_tiles,
    input_weights,
    joint_bias,
    read,
    regions,
    state_side,
    step_input_gradient,
    sum_rows,
    tiles_of,
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


@njit(**OPTIONS)
def _gru_sums(row, mem, n, s, at, inner, h, bias, first, columns):
    """Compute ``columns`` of the gates' sums at the s-th step, from the one at ``first`` on."""
    hidden, end = row[H], first + columns
    rows, both = 3 * hidden, 2 * hidden
    read(row, mem, n, s, at, rows, bias, first, columns)
    if first < both:
        to, w, wide = at + first, row[W_HH] + first, min(end, both) - first
        product(mem, to, rows, to, rows, h, hidden, ONE, ZERO, w, rows, n, wide, hidden, ONE)
    if end > both:
        begin = max(first, both)
        second = row[B_HH] + begin if row[BIAS] else -1
        to, w = inner + begin - both, row[W_HH] + begin
        product(mem, to, hidden, second, ZERO, h, hidden, ONE, ZERO, w, rows, n, end - begin, hidden, ONE)


@njit(**OPTIONS)
def _gru_first(row, mem, n, bias, states):
    """Write the joint biases, of which the candidate's second one stands elsewhere, and the first state."""
    hidden = row[H]
    joint_bias(row, mem, bias, 3 * hidden)
    if row[BIAS]:
        b, b_ih = view1(mem, bias + 2 * hidden, hidden), view1(mem, row[B_IH] + 2 * hidden, hidden)
        for j in range(hidden):
            b[j] = b_ih[j]
    h0 = view1(mem, states, n * hidden)
    fill_with(h0, h0.dtype.type(0))


@kernel
def gru_forward(row, ctx, fp, mem, imem):
    """Compute every state; what the state gives to the candidate is kept apart.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.FORWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, kept = regions(row, n, 3)
    rows, size = 3 * hidden, n * hidden
    if ctx[abi.RANK] == 0:
        _gru_first(row, mem, n, bias, states)
    each, some = columns_each(ctx, rows), examples_each(ctx, n)
    for s in range(row[T]):
        at, h, inner = gates + s * n * rows, states + s * size, kept + s * size
        share(ctx, tiles_of(rows, each))
        tile = next_tile(ctx)
        while tile >= 0:
            _gru_sums(row, mem, n, s, at, inner, h, bias, tile * each, min(each, rows - tile * each))
            tile = next_tile(ctx)
        share(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            begin, end = tile * some, min((tile + 1) * some, n)
            skipped, count = begin * hidden, end - begin
            g, c = view2(mem, at + begin * rows, count, rows), view2(mem, inner + skipped, count, hidden)
            old, new = view2(mem, h + skipped, count, hidden), view2(mem, h + size + skipped, count, hidden)
            _gru_state(g, c, old, new, hidden)
            emit_state(row, mem, begin, end, s, h + size)
            tile = next_tile(ctx)


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


@njit(**OPTIONS)
def _gru_gate_gradients(row, mem, n, s, at, inner, h, dh, begin, end):
    """Write the gradients by the gates of some examples at the s-th step."""
    hidden, some = row[H], end - begin
    skipped = begin * hidden
    collect(row, mem, begin, end, s, dh)
    g, c = view2(mem, at + begin * 3 * hidden, some, 3 * hidden), view2(mem, inner + skipped, some, hidden)
    _gru_turn_back(g, c, view2(mem, h + skipped, some, hidden), view2(mem, dh + skipped, some, hidden), hidden)


@njit(**OPTIONS)
def _gru_weights(row, mem, n, s, at, inner, h, first, columns):
    """Add the s-th step's part of ``columns`` of both weights' gradients, from the one at ``first`` on."""
    hidden, end = row[H], first + columns
    rows, both = 3 * hidden, 2 * hidden
    input_weights(row, mem, n, s, rows, at, first, columns)
    if s > 0 and first < both:
        state_side(row, mem, n, first, min(end, both) - first, rows, at + first, rows, h)
    if s > 0 and end > both:
        begin = max(first, both)
        state_side(row, mem, n, begin, end - begin, rows, inner + begin - both, hidden, h)


@njit(**OPTIONS)
def _gru_state_gradient(row, mem, n, at, inner, turned_h, dh, first, columns):
    """Add to ``columns`` of the gradient by the state before a step, from the one at ``first`` on."""
    hidden = row[H]
    rows, both, to, w = 3 * hidden, 2 * hidden, dh + first, turned_h + first
    product(mem, to, hidden, to, hidden, at, rows, ONE, ZERO, w, hidden, n, columns, both, ONE)
    w += both * hidden
    product(mem, to, hidden, to, hidden, inner, hidden, ONE, ZERO, w, hidden, n, columns, hidden, ONE)


@njit(**OPTIONS)
def _gru_bias_gradients(row, ctx, mem, n, gates, kept):
    """Write or add the gradients by both biases, one of them and of its parts a tile."""
    hidden, count, add = row[H], row[T] * n, ctx[abi.ACCUMULATE]
    rows, both = 3 * hidden, 2 * hidden
    share(ctx, 3)
    tile = next_tile(ctx)
    while tile >= 0:
        if tile == 0:
            sum_rows(mem, row[E_IH], gates, rows, count, rows, add)
        elif tile == 1:
            sum_rows(mem, row[E_HH], gates, rows, count, both, add)
        else:
            sum_rows(mem, row[E_HH] + both, kept, hidden, count, hidden, add)
        tile = next_tile(ctx)


@kernel
def gru_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first.

    The arguments are described at the top of the file. The tiles of a step are columns of the weights' gradients, then
    of the one by the state before, then of the one by the inputs.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, kept = regions(row, n, 3)
    rows, size = 3 * hidden, n * hidden
    dh = kept + row[T] * size
    if ctx[abi.RANK] == 0:
        d = view1(mem, dh, size)
        fill_with(d, d.dtype.type(0))
    begin_backward(row, ctx, mem, 3, turned_x, turned_h)
    some, wide, narrow = examples_each(ctx, n), columns_each(ctx, rows), columns_each(ctx, hidden)
    of_weights, (of_inputs, each) = tiles_of(rows, wide), input_tiles(row, ctx)
    for s in range(row[T] - 1, -1, -1):
        at, inner, h = gates + s * n * rows, kept + s * size, states + s * size
        share(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            _gru_gate_gradients(row, mem, n, s, at, inner, h, dh, tile * some, min((tile + 1) * some, n))
            tile = next_tile(ctx)
        of_states = tiles_of(hidden, narrow) if s > 0 else 0
        share(ctx, of_weights + of_states + of_inputs)
        tile = next_tile(ctx)
        while tile >= 0:
            if tile < of_weights:
                _gru_weights(row, mem, n, s, at, inner, h, tile * wide, min(wide, rows - tile * wide))
            elif tile < of_weights + of_states:
                first = (tile - of_weights) * narrow
                _gru_state_gradient(row, mem, n, at, inner, turned_h, dh, first, min(narrow, hidden - first))
            else:
                first = (tile - of_weights - of_states) * each
                step_input_gradient(row, mem, n, s, rows, at, turned_x, first, min(each, row[F] - first))
            tile = next_tile(ctx)
    if row[BIAS]:
        _gru_bias_gradients(row, ctx, mem, n, gates, kept)
