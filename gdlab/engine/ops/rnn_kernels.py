"""The kernels of Elman's network.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; one gate. In the functions ``new`` and ``total`` are states and a rectifier's sums, ``dg``, ``d`` and ``h`` the
gradients by sums and states and the states, all flat; ``kink`` is the slope at 0.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.native import kernel, view1
from gdlab.engine.machine.team import begin_shared, count_hits, each_part, next_tile, share, share_apart
from gdlab.engine.ops.recurrent_parts import (
    BIAS,
    E_HH,
    E_IH,
    FLAVOUR,
    OPTIONS,
    F,
    H,
    T,
    begin_backward,
    collect,
    columns_each,
    emit_state,
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
def _examples_each(ctx, n, hidden):
    """Return how many examples a tile of states has: whole vectors of numbers, as in one loop over all."""
    unit = 1
    while unit < 256 and unit * hidden % 256:
        unit *= 2
    return each_part(n, ctx, unit, n + unit)


@njit(**OPTIONS)
def _rnn_states(row, mem, new, total):
    """Apply the layer's function to sums in place; a rectifier's sums are kept."""
    wide_vectors()
    zero = new.dtype.type(0)
    if row[FLAVOUR]:
        for i in range(new.size):
            total[i] = new[i]
            new[i] = zero if new[i] <= zero else new[i]
    else:
        for i in range(new.size):
            new[i] = elementary.tanh(new[i])


@kernel
def rnn_forward(row, ctx, fp, mem, imem):
    """Compute every state.

    The arguments are described at the top of the file.
    """
    begin_shared(row, abi.FORWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    panels_x, panels_h, bias, gates, states, _ = regions(row, n, 1)
    size = n * hidden
    if ctx[abi.RANK] == 0:
        joint_bias(row, mem, bias, hidden)
        h0 = view1(mem, states, size)
        fill_with(h0, h0.dtype.type(0))
    pack_weights(row, ctx, mem, hidden, panels_x, panels_h)
    each, some = columns_each(ctx, hidden), _examples_each(ctx, n, hidden)
    for s in range(row[T]):
        h = states + (s + 1) * size
        share_apart(ctx, tiles_of(hidden, each))
        tile = next_tile(ctx)
        while tile >= 0:
            first, columns = tile * each, min(each, hidden - tile * each)
            read(row, mem, n, s, h, hidden, bias, panels_x, first, columns)
            if s > 0:
                packed_product(mem, h, hidden, h, hidden, h - size, hidden, panels_h, n, first, columns, hidden)
            tile = next_tile(ctx)
        share_apart(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            begin, end = tile * some, min((tile + 1) * some, n)
            skipped, count = begin * hidden, (end - begin) * hidden
            _rnn_states(row, mem, view1(mem, h + skipped, count), view1(mem, gates + s * size + skipped, count))
            emit_state(row, mem, begin, end, s, h)
            tile = next_tile(ctx)


@njit(**OPTIONS)
def _rnn_gate_gradients(row, mem, dg, d, h, kink):
    """Write the gradient by the sums, over the sums of a rectifier; return how often its kink was hit."""
    zero, one, hits = d.dtype.type(0), d.dtype.type(1), 0
    if row[FLAVOUR]:
        for i in range(d.size):
            hits += dg[i] == zero
            dg[i] = d[i] if dg[i] > zero else (kink * d[i] if dg[i] == zero else zero)
    else:
        for i in range(d.size):
            dg[i] = d[i] * (one - h[i] * h[i])
    return hits


@njit(**OPTIONS)
def _rnn_bias_gradients(row, ctx, mem, n, gates):
    """Write or add the gradients by both biases, one a tile."""
    hidden = row[H]
    share(ctx, np.int64(2))
    tile = next_tile(ctx)
    while tile >= 0:
        target = row[E_IH] if tile == 0 else row[E_HH]
        sum_rows(mem, target, gates, hidden, row[T] * n, hidden, ctx[abi.ACCUMULATE])
        tile = next_tile(ctx)


@kernel
def rnn_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first, then those by the weights.

    The arguments are described at the top of the file. The tiles of a step are columns of the gradient by the state
    before, then of the one by the inputs.
    """
    begin_shared(row, abi.BACKWARD, ctx)
    n, hidden = ctx[abi.BATCH], row[H]
    panels_x, panels_h, _, gates, states, dh = regions(row, n, 1)
    size = n * hidden
    turned = dh + size
    every = view1(mem, dh, size)
    kink = every.dtype.type(fp[abi.KINK])
    if ctx[abi.RANK] == 0:
        fill_with(every, every.dtype.type(0))
    begin_backward(row, ctx, mem, n, 1, hidden, panels_x, panels_h, states, turned)
    some, wide = _examples_each(ctx, n, hidden), columns_each(ctx, hidden)
    of_inputs, each = input_tiles(row, ctx)
    for s in range(row[T] - 1, -1, -1):
        at, h = gates + s * size, states + (s + 1) * size
        share_apart(ctx, tiles_of(n, some))
        tile = next_tile(ctx)
        while tile >= 0:
            begin, end = tile * some, min((tile + 1) * some, n)
            skipped, count = begin * hidden, (end - begin) * hidden
            collect(row, mem, begin, end, s, dh)
            dg, d, state = (
                view1(mem, at + skipped, count),
                every[skipped : skipped + count],
                view1(mem, h + skipped, count),
            )
            count_hits(ctx, _rnn_gate_gradients(row, mem, dg, d, state, kink))
            tile = next_tile(ctx)
        of_states = tiles_of(hidden, wide) if s > 0 else 0
        share_apart(ctx, of_states + of_inputs)
        tile = next_tile(ctx)
        while tile >= 0:
            if tile < of_states:
                first = tile * wide
                columns = min(wide, hidden - first)
                packed_product(mem, dh, hidden, NONE, ZERO, at, hidden, panels_h, n, first, columns, hidden)
            else:
                first = (tile - of_states) * each
                step_input_gradient(row, mem, n, s, hidden, at, panels_x, first, min(each, row[F] - first))
            tile = next_tile(ctx)
    weight_gradients(row, ctx, mem, n, hidden, gates, states, turned, panels_h)
    if row[BIAS]:
        _rnn_bias_gradients(row, ctx, mem, n, gates)
