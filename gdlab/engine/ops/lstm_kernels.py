"""The kernels of long short-term memory.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; four gates in the order i, f, g, o. In the functions ``at`` is the place of a step's gates, ``h`` and ``c`` those
of state and cell before it, ``cells`` and ``squashed`` of all cells and of their tanh, ``dh`` and ``dc`` of the
gradients by state and cell; ``begin`` is the first example of a tile and ``end`` the one after its last; ``each``
columns a tile.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.machine.team import begin_shared, next_tile, share, share_apart
from gdlab.engine.ops.recurrent_parts import (
    BIAS,
    E_HH,
    E_IH,
    OPTIONS,
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
    pack_weights,
    read,
    regions,
    step_input_gradient,
    sum_rows,
    tiles_of,
)
from gdlab.engine.ops.recurrent_weights import weight_gradients
from gdlab.engine.products import elementary
from gdlab.engine.products.float_bits import wide_vectors
from gdlab.engine.products.packed import packed_product
from gdlab.engine.products.register_tiles import NONE, ZERO


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


@njit(**OPTIONS)
def _lstm_states(row, mem, n, s, at, h, c, squashed, begin, end):
    """Compute cells and states of the examples from ``begin`` until ``end`` after the s-th step."""
    hidden, some = row[H], end - begin
    rows, size, skipped = 4 * hidden, n * hidden, begin * hidden
    g, new = view2(mem, at + begin * rows, some, rows), view2(mem, h + size + skipped, some, hidden)
    before, cell = view2(mem, c + skipped, some, hidden), view2(mem, c + size + skipped, some, hidden)
    _lstm_gates(g, hidden)
    _lstm_cell(g, before, cell, view2(mem, squashed + s * size + skipped, some, hidden), new, hidden)
    emit_state(row, mem, begin, end, s, h + size)


@kernel
def lstm_forward(row, ctx, fp, mem, imem):
    """Compute every state and cell.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.FORWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    panels_x, panels_h, bias, gates, states, cells = regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    if ctx[abi.RANK] == 0:
        joint_bias(row, mem, bias, rows)
        h0, c0 = view1(mem, states, size), view1(mem, cells, size)
        fill_with(h0, h0.dtype.type(0))
        fill_with(c0, h0.dtype.type(0))
    pack_weights(row, ctx, mem, rows, panels_x, panels_h)
    each, some = columns_each(ctx, rows), examples_each(ctx, n)
    for s in range(row[T]):
        at, h, c = gates + s * n * rows, states + s * size, cells + s * size
        share_apart(ctx, tiles_of(rows, each))
        tile = next_tile(ctx)
        while tile >= 0:
            first, columns = tile * each, min(each, rows - tile * each)
            read(row, mem, n, s, at, rows, bias, panels_x, first, columns)
            if s > 0:
                packed_product(mem, at, rows, at, rows, h, hidden, panels_h, n, first, columns, hidden)
            tile = next_tile(ctx)
        share_apart(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            _lstm_states(row, mem, n, s, at, h, c, squashed, tile * some, min((tile + 1) * some, n))
            tile = next_tile(ctx)


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


@njit(**OPTIONS)
def _lstm_gate_gradients(row, mem, n, s, at, cells, squashed, dh, dc, begin, end):
    """Write the gradients by the gates of some examples at the s-th step."""
    hidden, some = row[H], end - begin
    size, skipped = n * hidden, begin * hidden
    collect(row, mem, begin, end, s, dh)
    before = view2(mem, cells + s * size + skipped, some, hidden)
    flat = view2(mem, squashed + s * size + skipped, some, hidden)
    d, carry = view2(mem, dh + skipped, some, hidden), view2(mem, dc + skipped, some, hidden)
    _lstm_turn_back(view2(mem, at + begin * 4 * hidden, some, 4 * hidden), before, flat, d, carry, hidden)


@njit(**OPTIONS)
def _lstm_bias_gradients(row, ctx, mem, n, gates, rows, each):
    """Write or add the gradients by both biases, some columns a tile."""
    share(ctx, tiles_of(rows, each))
    tile = next_tile(ctx)
    while tile >= 0:
        first, columns = tile * each, min(each, rows - tile * each)
        for e in (row[E_IH], row[E_HH]):
            sum_rows(mem, e + first, gates + first, rows, row[T] * n, columns, ctx[abi.ACCUMULATE])
        tile = next_tile(ctx)


@kernel
def lstm_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first, then those by the weights.

    The arguments are described at the top of the file. The tiles of a step are columns of the gradient by the state
    before, then of the one by the inputs.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    panels_x, panels_h, _, gates, states, cells = regions(row, n, 4)
    rows, size = 4 * hidden, n * hidden
    squashed = cells + (row[T] + 1) * size
    dh = squashed + row[T] * size
    dc = dh + size
    turned = dc + size
    if ctx[abi.RANK] == 0:
        both = view1(mem, dh, 2 * size)
        fill_with(both, both.dtype.type(0))
    begin_backward(row, ctx, mem, n, 4, rows, panels_x, panels_h, states, turned)
    some, narrow = examples_each(ctx, n), columns_each(ctx, hidden)
    of_inputs, each = input_tiles(row, ctx)
    for s in range(row[T] - 1, -1, -1):
        at = gates + s * n * rows
        share_apart(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            begin, end = tile * some, min((tile + 1) * some, n)
            _lstm_gate_gradients(row, mem, n, s, at, cells, squashed, dh, dc, begin, end)
            tile = next_tile(ctx)
        of_states = tiles_of(hidden, narrow) if s > 0 else 0
        share_apart(ctx, of_states + of_inputs)
        tile = next_tile(ctx)
        while tile >= 0:
            if tile < of_states:
                first = tile * narrow
                columns = min(narrow, hidden - first)
                packed_product(mem, dh, hidden, NONE, ZERO, at, rows, panels_h, n, first, columns, rows)
            else:
                first = (tile - of_states) * each
                step_input_gradient(row, mem, n, s, rows, at, panels_x, first, min(each, row[F] - first))
            tile = next_tile(ctx)
    weight_gradients(row, ctx, mem, n, rows, gates, states, turned, panels_h)
    if row[BIAS]:
        _lstm_bias_gradients(row, ctx, mem, n, gates, rows, columns_each(ctx, rows))
