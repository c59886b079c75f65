"""The kernels of Elman's network.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as :mod:`gdlab.engine.ops.recurrent_parts`
says; one gate.
"""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1, view2
from gdlab.engine.ops.recurrent_parts import (
    BIAS,
    E_HH,
    E_IH,
    FLAVOUR,
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


@kernel
def rnn_forward(row, ctx, fp, mem, imem):
    """Compute every state.

    The arguments are described at the top of the file.
    """
    wide_vectors()
    n, hidden = ctx[abi.BATCH], row[H]
    _, _, bias, gates, states, _ = regions(row, n, 1)
    joint_bias(row, mem, bias, hidden)
    size = n * hidden
    h0 = view1(mem, states, size)
    real = h0.dtype.type
    fill_with(h0, real(0))
    for s in range(row[T]):
        h = states + (s + 1) * size
        read(row, mem, n, s, h, hidden, bias)
        if s > 0:
            product(mem, h, hidden, h, hidden, h - size, hidden, ONE, ZERO, row[W_HH], hidden, n, hidden, hidden, ONE)
        new = view1(mem, h, size)
        if row[FLAVOUR]:
            total = view1(mem, gates + s * size, size)
            for i in range(size):
                total[i] = new[i]
                new[i] = real(0) if new[i] <= real(0) else new[i]
        else:
            for i in range(size):
                new[i] = elementary.tanh(new[i])
        emit_state(row, mem, n, s, h)


@kernel
def rnn_backward(row, ctx, fp, mem, imem):
    """Compute the gradients from the last step to the first.

    The arguments are described at the top of the file.
    """
    n, hidden = ctx[abi.BATCH], row[H]
    turned_x, turned_h, _, gates, states, dh = regions(row, n, 1)
    size = n * hidden
    begin_backward(row, ctx, mem, n, 1, turned_x, turned_h)
    d = view1(mem, dh, size)
    real = d.dtype.type
    fill_with(d, real(0))
    kink, hits = real(fp[abi.KINK]), 0
    for s in range(row[T] - 1, -1, -1):
        collect(row, mem, n, s, dh)
        at = gates + s * size
        h, dg = view1(mem, states + (s + 1) * size, size), view1(mem, at, size)
        if row[FLAVOUR]:
            for i in range(size):
                hits += dg[i] == real(0)
                dg[i] = d[i] if dg[i] > real(0) else (kink * d[i] if dg[i] == real(0) else real(0))
        else:
            for i in range(size):
                dg[i] = d[i] * (real(1) - h[i] * h[i])
        input_side(row, mem, n, s, hidden, at, turned_x)
        if s > 0:
            state_side(row, mem, n, 0, hidden, hidden, at, hidden, states + s * size)
            product(mem, dh, hidden, NONE, ZERO, at, hidden, ONE, ZERO, turned_h, hidden, n, hidden, hidden, ONE)
    ctx[abi.KINK_HITS] += hits
    if row[BIAS]:
        every = view2(mem, gates, row[T] * n, hidden)
        sum_rows(view1(mem, row[E_IH], hidden), every, ctx[abi.ACCUMULATE])
        sum_rows(view1(mem, row[E_HH], hidden), every, ctx[abi.ACCUMULATE])
