"""Put a run together: network, loss, optimizer and average in one table over one arena."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine import abi, blas, diagnostics, machine, memory, streams
from gdlab.engine.kin import average_of, layers_of, loss_of, optimizer_of
from gdlab.engine.native import pointer  # noqa: F401  (keeps numba's import in one place)
from gdlab.engine.program import Builder, LayerSummary, Parameter, Program, Tensor
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec

#: Room for activations is made for at most this many numbers a tensor, unless one mini-batch needs more.
_ROOM = 1 << 18
#: Networks on images are worked through in chunks whose activations, about this many numbers, stay in the cache.
_IMAGE_ROOM = 1 << 19


@dataclass(eq=False)
class Arena:
    """Hold the arrays that the machine's functions take, in the order in which they take them."""

    program: Program
    ops: np.ndarray
    plan: np.ndarray
    settings: np.ndarray
    ctx: np.ndarray
    fp: np.ndarray
    mem: np.ndarray
    imem: np.ndarray
    hyper: int
    slots: int
    average: int
    averaged: int
    probed: list[str]
    probe_tags: list[tuple[int, str]]

    @property
    def core(self) -> tuple[np.ndarray, ...]:
        """Return ops, plan, ctx, fp, mem, imem."""
        return self.ops, self.plan, self.ctx, self.fp, self.mem, self.imem

    def slot(self, i: int) -> np.ndarray:
        """Return state vector i of the optimizer, a view."""
        first = self.slots + i * int(self.plan[machine.GRADIENTS])
        return self.mem[first : first + self.program.n_parameters]

    @property
    def average_vector(self) -> np.ndarray | None:
        """Return the averaged parameters, a view, or None while nothing has been averaged."""
        if self.average < 0 or self.fp[self.averaged] == 0.0:
            return None
        return self.mem[self.average : self.average + self.program.n_parameters]

    def use(self, spec: RunSpec) -> None:
        """Take the spec's settings, and compile or load what they ask for."""
        self.settings[:] = settings_of(spec)
        for column, wanted in machine.option_kernels(self.settings).items():
            self.plan[column] = wanted.address(spec.training.dtype)

    @property
    def weights(self) -> np.ndarray:
        """Return the flat parameter vector, a view."""
        return self.mem[: self.program.n_parameters]

    @property
    def gradient(self) -> np.ndarray:
        """Return the flat gradient vector, a view."""
        first = int(self.plan[machine.GRADIENTS])
        return self.mem[first : first + self.program.n_parameters]


def plan_network(spec: RunSpec, shape: tuple[int, ...], *, input_gradient: bool = False) -> tuple[Builder, Tensor]:
    """Plan the spec's layers on an input of this shape; nothing is compiled.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    builder = Builder(shape, input_gradient=input_gradient)
    return builder, builder.plan(layers_of(spec), builder.input)


def describe(spec: RunSpec, shape: tuple[int, ...]) -> list[LayerSummary]:
    """Return each layer's output shape and parameter count.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    return plan_network(spec, shape)[0].summary


def check(spec: RunSpec, shape: tuple[int, ...], n_examples: int) -> None:
    """Refuse a run whose layers do not fit or whose arena would not; nothing is compiled and no memory taken.

    Raises:
        SpecError: with what does not fit.
    """
    builder, _ = plan_network(spec, shape)
    _check_memory(spec, builder, _capacity(builder, _batch_size(spec, n_examples)))


def _check_memory(spec: RunSpec, builder: Builder, capacity: int) -> None:
    slots = optimizer_of(spec).slots() + (spec.training.average is not None)
    memory.check(builder, capacity, slots, np.dtype(spec.training.dtype).itemsize)


def assemble(
    spec: RunSpec, shape: tuple[int, ...], target_width: int, n_examples: int, *, input_gradient: bool = False
) -> Arena:
    """Build the tables and the arena for a run, with initial weights drawn.

    Args:
        spec: the run.
        shape: the shape of one input.
        target_width: targets an example.
        n_examples: examples in the training part.
        input_gradient: also compute the gradient by the input.
    """
    builder, output = plan_network(spec, shape, input_gradient=input_gradient)
    loss, optimizer, average = loss_of(spec), optimizer_of(spec), average_of(spec)
    items, width = _items(spec, output, target_width)
    batch = _batch_size(spec, n_examples)
    capacity = _capacity(builder, batch)
    slots = optimizer.slots()
    _check_memory(spec, builder, capacity)
    program = builder.assemble(output, capacity, spec.training.dtype, slots + (1 if average is not None else 0))
    if output.gradient < 0:
        raise SpecError([Problem("network.layers", "has nothing to train: add a Linear layer, for a start")])
    size, isize, constants = program.size, program.isize, list(program.constants)
    dtype = spec.training.dtype

    loss_row = np.zeros(abi.ROW, np.int64)
    loss_row[abi.FORWARD], loss_row[abi.BACKWARD] = loss.kernel().address(dtype), -1
    loss_row[abi.X], loss_row[abi.DX] = output.offset, output.gradient
    loss_row[abi.INT], loss_row[abi.INT + 1] = items, width
    loss_row[abi.FP], loss_row[abi.SCRATCH], loss_row[abi.ISCRATCH] = len(constants), size, isize
    constants += loss.constants()
    size += capacity * target_width
    isize += capacity * target_width

    region = int(np.ceil(program.n_parameters / 16)) * 16
    first_slot = program.persistent - (slots + (1 if average is not None else 0)) * region
    table, table_at = _parameter_table(program.parameters), isize
    isize += table.size
    update = _vector_row(program, region, optimizer.kernel().address(dtype), first_slot, len(constants), table_at)
    update[abi.GEMM] = blas.gemm_address(dtype)
    hyper = len(constants)
    constants += [*optimizer.hyper(), *optimizer.memory()]
    rows = [*program.ops, loss_row, update]
    average_at = first_slot + slots * region if average is not None else -1
    averaged = len(constants)
    if average is not None:
        rows.append(_vector_row(program, region, average.kernel().address(dtype), average_at, len(constants), table_at))
        constants += [0.0, *average.hyper(-(-n_examples // batch))]

    probed, layers = diagnostics.layer_table(program)
    snapshot, layers_at = size, isize
    if spec.training.diagnostics_every:
        size, isize = size + 2 * region, isize + layers.size

    mem = _aligned_zeros(size, dtype)
    imem = np.zeros(max(isize, 1), np.int64)
    imem[table_at : table_at + table.size] = table
    ctx = np.zeros(abi.CTX, np.int64)
    ctx[abi.CAPACITY] = capacity
    ctx[abi.DROPOUT_KEY] = streams.key(spec.seed, streams.DROPOUT)
    ctx[abi.NOISE_KEY] = streams.key(spec.seed, streams.NOISE)
    fp = np.array(constants, np.float64)
    fp[abi.KINK] = spec.training.kink
    plan = np.zeros(machine.PLAN, np.int64)
    plan[machine.LOSS_ROW], plan[machine.UPDATE_ROW], plan[machine.ROWS] = (
        len(program.ops),
        len(program.ops) + 1,
        len(rows),
    )
    plan[machine.X0], plan[machine.XN] = program.input.offset, program.input.size
    by_class = loss.targets == "class"
    plan[machine.TARGET_INT] = loss_row[abi.ISCRATCH] if by_class else -1
    plan[machine.TARGET_FLOAT] = -1 if by_class else loss_row[abi.SCRATCH]
    plan[machine.TARGETS] = target_width
    plan[machine.N_PARAMS], plan[machine.GRADIENTS] = program.n_parameters, region
    plan[machine.HYPER], plan[machine.BATCH_SIZE], plan[machine.MEMORY] = hyper, batch, mem.size
    plan[machine.MAX_NORM_TABLE], plan[machine.N_TABLE] = table_at, len(program.parameters)
    if spec.training.diagnostics_every:
        plan[machine.PROBE_EVERY] = spec.training.diagnostics_every
        plan[machine.SNAPSHOT], plan[machine.LAYER_TABLE] = snapshot, layers_at
        plan[machine.N_LAYERS] = len(layers)
        plan[machine.KEEP], plan[machine.PROBE] = (k.address(dtype) for k in (machine.keep_before, machine.probe_after))
        imem[layers_at : layers_at + layers.size] = layers.reshape(-1)
    for column, i in zip((machine.MEAN_SLOT, machine.SQUARE_SLOT), optimizer.moments, strict=True):
        plan[column] = first_slot + i * region if i >= 0 else -1
    arena = Arena(
        program,
        np.concatenate(rows),
        plan,
        np.zeros(machine.SETTINGS),
        ctx,
        fp,
        mem,
        imem,
        hyper,
        first_slot,
        average_at,
        averaged,
        probed,
        diagnostics.tags_of(program, probed, layers, optimizer.moments),
    )
    arena.use(spec)
    draw_parameters(arena, spec.seed)
    return arena


def settings_of(spec: RunSpec) -> np.ndarray:
    """Return the float64 settings that the machine reads each step."""
    t = spec.training
    settings = np.zeros(machine.SETTINGS)
    settings[[machine.CLIP_NORM, machine.CLIP_VALUE]] = t.clip_grad_norm, t.clip_grad_value
    settings[[machine.L1, machine.L2, machine.MAX_NORM]] = t.l1, t.l2, t.max_norm
    return settings


def draw_parameters(arena: Arena, seed: int) -> None:
    """Draw initial weights from the run's weight stream, a sub-stream a parameter, and set buffers."""
    for i, p in enumerate(arena.program.parameters):
        arena.mem[p.offset : p.offset + p.size] = p.load(p.draw(p.shape, streams.key(seed, streams.WEIGHTS, i)))
    for p in arena.program.buffers:
        arena.mem[p.offset : p.offset + p.size] = p.load(p.draw(p.shape, 0))


def export_parameters(arena: Arena) -> dict[str, np.ndarray]:
    """Return parameters and buffers under PyTorch's state_dict names and shapes, as copies."""
    held: list[Parameter] = [*arena.program.parameters, *arena.program.buffers]
    return {p.name: p.export(arena.mem[p.offset : p.offset + p.size]) for p in held}


def load_parameters(arena: Arena, values: dict[str, Any]) -> None:
    """Set parameters (and buffers, where given) from arrays of PyTorch's names and shapes.

    Raises:
        SpecError: when a name is missing or unknown, or a shape differs.
    """
    problems: list[Problem] = []
    held = {p.name: p for p in [*arena.program.parameters, *arena.program.buffers]}
    for name in values.keys() - held.keys():
        if not name.endswith("num_batches_tracked"):
            problems.append(
                Problem(f"parameters.{name}", f"is not a parameter of this network; it has {', '.join(held)}")
            )
    for name, p in held.items():
        if name not in values:
            if p.trainable:
                problems.append(Problem(f"parameters.{name}", f"is missing; its shape is {p.shape}"))
        elif np.shape(values[name]) != p.shape:
            problems.append(Problem(f"parameters.{name}", f"has shape {np.shape(values[name])}; it must be {p.shape}"))
    if problems:
        raise SpecError(problems)
    for name, p in held.items():
        if name in values:
            arena.mem[p.offset : p.offset + p.size] = p.load(np.asarray(values[name]))


def _items(spec: RunSpec, output: Tensor, target_width: int) -> tuple[int, int]:
    try:
        return loss_of(spec).items(output, target_width)
    except ValueError as error:
        raise SpecError([Problem("loss", f"{spec.loss.type}: {error}")]) from None


def _batch_size(spec: RunSpec, n_examples: int) -> int:
    wanted = spec.training.batch_size
    return n_examples if wanted == "full" else min(int(wanted), n_examples)


def _capacity(builder: Builder, batch: int) -> int:
    widest = max(t.size for t in builder.tensors)
    roomy = max(1, min(256, _ROOM // max(widest, 1)))
    if builder.couples_batch:
        return max(batch, roomy)
    if any(len(t.shape) == 3 for t in builder.tensors):
        each = sum(t.size for t in builder.tensors if t.storage is None)
        return min(batch, max(8, _IMAGE_ROOM // each))
    return max(min(batch, 4 * roomy), roomy)


def _parameter_table(parameters: list[Parameter]) -> np.ndarray:
    """Return where each parameter tensor stands and how PyTorch's axes run through it; see ``abi.TENSOR``."""
    table = np.zeros((len(parameters), abi.TENSOR), np.int64)
    for row, p in zip(table, parameters, strict=True):
        row[abi.T_OFFSET], row[abi.T_SIZE], row[abi.T_AXES] = p.offset, p.size, len(p.shape)
        row[abi.T_SHAPE : abi.T_SHAPE + 4] = 1
        stored = np.cumprod([1, *p.stored_shape[:0:-1]])[::-1] if p.shape else []
        first = 4 - len(p.shape)
        for axis, stride in zip(p.axes, stored, strict=True):
            row[abi.T_SHAPE + first + axis] = p.shape[axis]
            row[abi.T_STRIDE + first + axis] = stride
    return table.reshape(-1)


def _vector_row(program: Program, region: int, address: int, slots: int, fp: int, table: int) -> np.ndarray:
    row = np.zeros(abi.ROW, np.int64)
    row[abi.FORWARD], row[abi.BACKWARD] = address, -1
    row[abi.W], row[abi.DW], row[abi.XN] = 0, region, program.n_parameters
    row[abi.BUFFER], row[abi.YN], row[abi.FP] = slots, region, fp
    row[abi.ISCRATCH], row[abi.INT] = table, len(program.parameters)
    return row


def _aligned_zeros(n: int, dtype: str) -> np.ndarray:
    real = np.dtype(dtype)
    raw = np.zeros(max(n, 1) * real.itemsize + 64, np.uint8)
    first = -raw.ctypes.data % 64
    return raw[first : first + max(n, 1) * real.itemsize].view(real)
