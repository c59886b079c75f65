"""The kernels of the gated recurrent unit.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; three gates in the order r, z, n. In the functions ``at`` is the place of a step's gates, ``inner`` of what the
state gives to the candidate (``kept`` of all steps'), ``h`` of the state before, ``states`` of all, ``dh`` of the
gradient by the state, ``panels`` of scratch space for panels of all columns; ``begin`` is the first example of a tile,
``end`` the one after its last.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.machine.team import begin_shared, next_tile, share, share_apart
from gdlab.engine.ops.recurrent_parts import (
    B_HH,
    B_IH,
    BIAS,
    D_HH,
    D_IH,
    E_HH,
    E_IH,
    OPTIONS,
    W_HH,
    W_IH,
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
    joint_bias,
    packed_columns,
    read,
    regions,
    step_input_gradient,
    sum_rows,
    tiles_of,
)
from gdlab.engine.ops.recurrent_weights import add_weight_gradients, block_rows
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors
from gdlab.engine.products.packed import pack_columns, packed_product
from gdlab.engine.products.register_tiles import ZERO


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
def _candidate_panels(row, mem, panels_x, panels_h):
    """Return where the panels of the candidate's columns of both weights stand: behind those of the gates r and z."""
    behind = packed_columns(mem, 2 * row[H])
    return panels_x + behind * row[F], panels_h + behind * row[H]


@njit(**OPTIONS)
def _gru_pack_weights(row, ctx, mem, panels_x, panels_h):
    """Copy both weights into panels, those of the gates r and z and those of the candidate apart."""
    hidden = row[H]
    rows, both, (last_x, last_h) = 3 * hidden, 2 * hidden, _candidate_panels(row, mem, panels_x, panels_h)
    wide, narrow = columns_each(ctx, both), columns_each(ctx, hidden)
    of_gates, of_candidate = tiles_of(both, wide), tiles_of(hidden, narrow)
    share(ctx, of_gates + of_candidate)
    tile = next_tile(ctx)
    while tile >= 0:
        if tile < of_gates:
            first, columns = tile * wide, min(wide, both - tile * wide)
            pack_columns(mem, row[W_IH], rows, row[F], first, columns, panels_x)
            pack_columns(mem, row[W_HH], rows, hidden, first, columns, panels_h)
        else:
            first = (tile - of_gates) * narrow
            columns = min(narrow, hidden - first)
            pack_columns(mem, row[W_IH] + both, rows, row[F], first, columns, last_x)
            pack_columns(mem, row[W_HH] + both, rows, hidden, first, columns, last_h)
        tile = next_tile(ctx)


@njit(**OPTIONS)
def _gru_candidate_sums(row, mem, n, s, at, inner, h, bias, panels_x, panels_h, first, columns):
    """Compute ``columns`` of the candidate's sums at the s-th step, what the state gives apart."""
    hidden = row[H]
    both, (last_x, last_h) = 2 * hidden, _candidate_panels(row, mem, panels_x, panels_h)
    read(row, mem, n, s, at + both, 3 * hidden, bias + both, last_x, first, columns)
    second = row[B_HH] + both if row[BIAS] else -1
    packed_product(mem, inner, hidden, second, ZERO, h, hidden, last_h, n, first, columns, hidden)


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
    panels_x, panels_h, bias, gates, states, kept = regions(row, n, 3)
    rows, both, size = 3 * hidden, 2 * hidden, n * hidden
    if ctx[abi.RANK] == 0:
        _gru_first(row, mem, n, bias, states)
    _gru_pack_weights(row, ctx, mem, panels_x, panels_h)
    wide, narrow, some = columns_each(ctx, both), columns_each(ctx, hidden), examples_each(ctx, n)
    of_gates, of_candidate = tiles_of(both, wide), tiles_of(hidden, narrow)
    for s in range(row[T]):
        at, h, inner = gates + s * n * rows, states + s * size, kept + s * size
        share_apart(ctx, of_gates + of_candidate)
        tile = next_tile(ctx)
        while tile >= 0:
            if tile < of_gates:
                first, columns = tile * wide, min(wide, both - tile * wide)
                read(row, mem, n, s, at, rows, bias, panels_x, first, columns)
                packed_product(mem, at, rows, at, rows, h, hidden, panels_h, n, first, columns, hidden)
            else:
                first = (tile - of_gates) * narrow
                columns = min(narrow, hidden - first)
                _gru_candidate_sums(row, mem, n, s, at, inner, h, bias, panels_x, panels_h, first, columns)
            tile = next_tile(ctx)
        share_apart(ctx, tiles_of(n, some))
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
def _gru_weights(row, ctx, mem, n, gates, kept, states, turned, panels):
    """Add the gradients by both weights, of all steps, some columns a tile."""
    hidden = row[H]
    rows, both = 3 * hidden, 2 * hidden
    wide, narrow = columns_each(ctx, both), columns_each(ctx, hidden)
    of_gates, of_candidate = tiles_of(both, wide), tiles_of(hidden, narrow)
    last = panels + packed_columns(mem, both) * block_rows(row)
    d_x, d_h = row[D_IH], row[D_HH]
    share(ctx, of_gates + of_candidate)
    tile = next_tile(ctx)
    while tile >= 0:
        if tile < of_gates:
            first, columns = tile * wide, min(wide, both - tile * wide)
            add_weight_gradients(row, mem, n, rows, gates, rows, d_x, d_h, states, turned, panels, first, columns)
        else:
            first = (tile - of_gates) * narrow
            columns = min(narrow, hidden - first)
            at, to = gates + both, d_x + both
            add_weight_gradients(row, mem, n, rows, at, rows, to, -1, states, turned, last, first, columns)
            add_weight_gradients(row, mem, n, rows, kept, hidden, -1, d_h + both, states, turned, last, first, columns)
        tile = next_tile(ctx)


@njit(**OPTIONS)
def _gru_state_gradient(row, mem, n, at, inner, panels_h, dh, first, columns):
    """Add to ``columns`` of the gradient by the state before a step, from the one at ``first`` on."""
    hidden = row[H]
    both = 2 * hidden
    packed_product(mem, dh, hidden, dh, hidden, at, 3 * hidden, panels_h, n, first, columns, both)
    last = panels_h + packed_columns(mem, hidden) * both
    packed_product(mem, dh, hidden, dh, hidden, inner, hidden, last, n, first, columns, hidden)


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
    """Compute the gradients from the last step to the first, then those by the weights.

    The arguments are described at the top of the file. The tiles of a step are columns of the gradient by the state
    before, then of the one by the inputs.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    panels_x, panels_h, _, gates, states, kept = regions(row, n, 3)
    rows, size = 3 * hidden, n * hidden
    dh = kept + row[T] * size
    turned = dh + size
    if ctx[abi.RANK] == 0:
        d = view1(mem, dh, size)
        fill_with(d, d.dtype.type(0))
    begin_backward(row, ctx, mem, n, 3, 2 * hidden, panels_x, panels_h, states, turned)
    some, narrow = examples_each(ctx, n), columns_each(ctx, hidden)
    of_inputs, each = input_tiles(row, ctx)
    for s in range(row[T] - 1, -1, -1):
        at, inner, h = gates + s * n * rows, kept + s * size, states + s * size
        share_apart(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            _gru_gate_gradients(row, mem, n, s, at, inner, h, dh, tile * some, min((tile + 1) * some, n))
            tile = next_tile(ctx)
        of_states = tiles_of(hidden, narrow) if s > 0 else 0
        share_apart(ctx, of_states + of_inputs)
        tile = next_tile(ctx)
        while tile >= 0:
            if tile < of_states:
                first = tile * narrow
                _gru_state_gradient(row, mem, n, at, inner, panels_h, dh, first, min(narrow, hidden - first))
            else:
                first = (tile - of_states) * each
                step_input_gradient(row, mem, n, s, rows, at, panels_x, first, min(each, row[F] - first))
            tile = next_tile(ctx)
    _gru_weights(row, ctx, mem, n, gates, kept, states, turned, panels_h)
    if row[BIAS]:
        _gru_bias_gradients(row, ctx, mem, n, gates, kept)
