"""The outputs of a network, and the gradient of its loss by the inputs, in evaluation mode.

Arguments of the kernels: ``job`` gives INPUTS, the address of the examples, TAKE, their number, RESULT, the address of
what is written, and for gradients ORDER, CLASSES and VALUES; ``ctx`` gives CAPACITY, its mode and the columns of a
chunk are written; ``fp`` holds the loss's accumulators and constants; ``mem`` is the float arena, ``imem`` the int64
arena, where targets are written.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.loop import backward, forward, gather
from gdlab.engine.machine.native import copy, flush_subnormals, ints, kernel, reals, restore_rounding, shift
from gdlab.engine.network.axes import to_torch_order
from gdlab.engine.program.arena import Arena, example_columns
from gdlab.engine.program.example_arrays import Arrays
from gdlab.spec.errors import DataError


@kernel
def outputs(job, ctx, fp, mem, imem):
    """Write the network's output for each of the job's inputs to the result."""
    mode = flush_subnormals()
    ctx[abi.TRAIN], ctx[abi.GRADIENT] = 0, 0
    inputs, result, first = reals(mem, job[columns.INPUTS]), reals(mem, job[columns.RESULT]), 0
    while first < job[columns.TAKE]:
        n = min(ctx[abi.CAPACITY], job[columns.TAKE] - first)
        ctx[abi.BATCH] = n
        copy(shift(inputs, first * job[columns.XN]), shift(mem, job[columns.X0]), n * job[columns.XN])
        forward(job, np.int64(0), job[columns.LOSS_ROW], ctx, fp, mem, imem)
        copy(shift(mem, job[columns.Y0]), shift(result, first * job[columns.YN]), n * job[columns.YN])
        first += n
    restore_rounding(mode)


@kernel
def gradients_by_input(job, ctx, fp, mem, imem):
    """Write the gradient of each example's own loss by its input to the result."""
    mode = flush_subnormals()
    ctx[abi.TRAIN], ctx[abi.GRADIENT], ctx[abi.TOTAL], ctx[abi.ACCUMULATE] = 0, 1, 1, 0
    inputs, classes, values = (
        reals(mem, job[columns.INPUTS]),
        ints(job[columns.CLASSES]),
        reals(mem, job[columns.VALUES]),
    )
    result, first = reals(mem, job[columns.RESULT]), 0
    while first < job[columns.TAKE]:
        n = min(ctx[abi.CAPACITY], job[columns.TAKE] - first)
        ctx[abi.BATCH], ctx[abi.FIRST] = n, first
        gather(job, mem, imem, inputs, classes, values, shift(ints(job[columns.ORDER]), first), n)
        forward(job, np.int64(0), job[columns.LOSS_ROW] + 1, ctx, fp, mem, imem)
        backward(job, ctx, fp, mem, imem)
        copy(shift(mem, job[columns.DX0]), shift(result, first * job[columns.XN]), n * job[columns.XN])
        first += n
    restore_rounding(mode)


@contextmanager
def evaluation_point(arena: Arena) -> Generator[None]:
    """Put the vector at which the network is evaluated in the place of the parameters, where there is one."""
    point = arena.point
    if point is None:
        yield
        return
    held = arena.weights.copy()
    arena.weights[:] = point
    try:
        yield
    finally:
        arena.weights[:] = held


def copy_state(source: Arena, target: Arena) -> None:
    """Give a second arena of the same network the vector at which the first is evaluated, and its buffers."""
    with evaluation_point(source):
        target.weights[:] = source.weights
    for there, here in zip(target.program.buffers, source.program.buffers, strict=True):
        target.mem[there.offset : there.offset + there.size] = source.mem[here.offset : here.offset + here.size]


def raw_outputs(arena: Arena, rows: np.ndarray) -> np.ndarray:
    """Return the network's outputs (N, size) for inputs (N, size), both as the arena orders an example's numbers."""
    out = np.empty((len(rows), arena.program.output.size), arena.mem.dtype)
    arena.run(outputs, {columns.INPUTS: rows, columns.TAKE: len(rows), columns.RESULT: out})
    return out


def network_outputs(arena: Arena, rows: np.ndarray) -> np.ndarray:
    """Return the network's outputs (N, *output shape) in PyTorch's order for prepared inputs (N, size)."""
    with evaluation_point(arena):
        return to_torch_order(raw_outputs(arena, rows), arena.program.output.shape)


def layer_outputs(arena: Arena, rows: np.ndarray) -> dict[str, np.ndarray]:
    """Return what leaves each layer, by its name, for prepared inputs (N, size): (N, *shape) in PyTorch's order.

    Activations share no memory, so that after a pass each tensor still holds its numbers. A layer that was joined with
    the rectifier behind it has none of its own: the rectifier's are given.
    """
    tensors = {op.layer: op.y for op in arena.program.instructions}
    found = {name: np.empty((len(rows), t.size), arena.mem.dtype) for name, t in tensors.items()}
    with evaluation_point(arena):
        for first in range(0, len(rows), arena.program.capacity):
            part = np.ascontiguousarray(rows[first : first + arena.program.capacity])
            raw_outputs(arena, part)
            for name, t in tensors.items():
                held = arena.mem[t.offset : t.offset + len(part) * t.size]
                found[name][first : first + len(part)] = held.reshape(len(part), t.size)
    return {name: to_torch_order(values, tensors[name].shape) for name, values in found.items()}


def input_gradient(arena: Arena, arrays: Arrays) -> np.ndarray:
    """Return the gradient of each example's own loss by its input, (N, size), as the arena orders an input's numbers.

    Raises:
        DataError: when the inputs are words, by which nothing can be differentiated.
    """
    if arena.program.input.gradient < 0:
        raise DataError("the network's first layer looks up words, so its loss has no gradient by the input")
    out = np.empty_like(arrays[0])
    arena.run(
        gradients_by_input, example_columns(arrays, np.arange(len(out))) | {columns.TAKE: len(out), columns.RESULT: out}
    )
    return out
