"""Lay out the arenas of a planned network and resolve every address and offset."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi, blas
from gdlab.engine.network.builder import Builder
from gdlab.engine.network.liveness import place_gradients
from gdlab.engine.network.tensors import Instruction, Program, Tensor

_ALIGN = 16


def lay_out(builder: Builder, output: Tensor, capacity: int, dtype: str, optimizer_slots: int = 0) -> Program:
    """Give everything of a network its place in the arenas, and return the program.

    The float arena holds, in this order: parameters, their gradients, buffers, the optimizer's state, activations,
    gradients of activations, scratch.

    Args:
        builder: the network's tensors and instructions, whose offsets are set here.
        output: the tensor that the network returns.
        capacity: the most examples that a step or an evaluation takes at once.
        dtype: "float32" or "float64", for which the kernels' addresses are looked up.
        optimizer_slots: how many numbers the optimizer keeps for each parameter.
    """
    n = 0
    for p in builder.parameters:
        p.offset, n = n, n + p.size
    region = _aligned(n)
    place = 2 * region
    for p in builder.buffers:
        p.offset, place = place, place + p.size
    persistent = _aligned(place) + optimizer_slots * region
    place = persistent
    for t in builder.tensors:
        place = _place(t, place, capacity)
    place = place_gradients(builder.tensors, builder.instructions, (builder.input, output), place, capacity, _ALIGN)
    iplace = 0
    constants = [0.0] * abi.FP_HEADER
    ops = np.zeros((len(builder.instructions), abi.ROW), dtype=np.int64)
    for row, op in zip(ops, builder.instructions, strict=True):
        _resolve(row, op, region, dtype)
        row[abi.FP] = len(constants)
        constants += [float(v) for v in op.floats]
        row[abi.SCRATCH], place = place, _aligned(place + op.scratch[0] * capacity + op.scratch[1])
        row[abi.ISCRATCH], iplace = iplace, iplace + op.iscratch[0] * capacity + op.iscratch[1]
    return Program(
        ops,
        np.array(constants),
        builder.parameters,
        builder.buffers,
        builder.instructions,
        builder.input,
        output,
        n,
        persistent,
        place,
        iplace,
        capacity,
        builder.summary,
        builder.couples_evaluation,
    )


def _aligned(n: int) -> int:
    return -(-n // _ALIGN) * _ALIGN


def _place(t: Tensor, place: int, capacity: int) -> int:
    if t.storage is not None:
        t.offset = t.storage.offset
        return place
    t.offset = place
    return place + _aligned(t.size * capacity)


def _resolve(row: np.ndarray, op: Instruction, region: int, dtype: str) -> None:
    row[abi.FORWARD] = op.forward.address(dtype)
    wanted = op.parameters or op.x.gradient >= 0 or (op.x2 is not None and op.x2.gradient >= 0)
    backward = op.backward if wanted else None  # else what it would write is not read
    row[abi.BACKWARD] = -1 if backward is None else backward.address(dtype)
    row[abi.X], row[abi.DX], row[abi.XN] = op.x.offset, op.x.gradient, op.x.size
    row[abi.Y], row[abi.DY], row[abi.YN] = op.y.offset, op.y.gradient, op.y.size
    if op.x2 is not None:
        row[abi.X2], row[abi.DX2] = op.x2.offset, op.x2.gradient
    row[abi.WORK], row[abi.SCRATCH_EACH] = op.work, op.scratch[0]
    row[abi.STREAM], row[abi.GEMM] = op.stream, blas.gemm_address(dtype)
    row[abi.BUFFER] = op.buffers[0].offset if op.buffers else -1
    for i, p in enumerate(op.parameters):
        row[abi.W + 2 * i], row[abi.W + 2 * i + 1] = p.offset, p.offset + region
    row[abi.INT : abi.INT + len(op.ints)] = op.ints
