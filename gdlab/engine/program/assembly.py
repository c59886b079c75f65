"""Put a run together: network, loss, optimizer and average in one table over one arena."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi, blas, compiled_streams, penalties_and_clipping
from gdlab.engine.machine import job as p
from gdlab.engine.machine.native import Kernel
from gdlab.engine.network import memory_limit
from gdlab.engine.network.builder import Builder
from gdlab.engine.network.fusion import join_rectifiers
from gdlab.engine.network.layout import lay_out
from gdlab.engine.network.tensors import LayerSummary, Parameter, Program, Tensor
from gdlab.engine.program import diagnostics
from gdlab.engine.program.arena import Arena, settings_of
from gdlab.engine.program.parameters import draw_parameters
from gdlab.engine.program.spec_members import average_of, layers_of, loss_of, optimizer_of
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.run import RunSpec

#: Room for activations is made for at most this many numbers a tensor, unless one mini-batch needs more.
_ROOM = 1 << 18
#: Networks on images are worked through in chunks whose activations, about this many numbers, stay in the cache.
_IMAGE_ROOM = 1 << 19


def plan_network(spec: RunSpec, shape: tuple[int, ...], *, input_gradient: bool = False) -> tuple[Builder, Tensor]:
    """Plan the spec's layers on an input of this shape; nothing is compiled.

    Raises:
        SpecError: when a layer does not fit where it stands.
    """
    builder = Builder(shape, input_gradient=input_gradient)
    output = builder.plan(layers_of(spec), builder.input)
    if not spec.training.diagnostics_every:  # which look at each layer's output
        join_rectifiers(builder, output)
    return builder, output


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
    if not builder.parameters:
        raise _nothing_to_train()
    _check_memory(spec, builder, _capacity(builder, _batch_size(spec, n_examples)))


def _check_memory(spec: RunSpec, builder: Builder, capacity: int) -> None:
    memory_limit.check(builder, capacity, _slots(spec), np.dtype(spec.training.dtype).itemsize)


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
    items = _items(spec, output, target_width)
    batch = _batch_size(spec, n_examples)
    capacity = _capacity(builder, batch)
    _check_memory(spec, builder, capacity)
    program = lay_out(builder, output, capacity, spec.training.dtype, _slots(spec))
    if output.gradient < 0 or not program.parameters:
        raise _nothing_to_train()
    layout = _Layout(spec, program, target_width, batch)
    layout.loss(*items)
    layout.vectors(-(-n_examples // batch))
    layout.diagnostics()
    arena = layout.arena()
    arena.use(spec)
    draw_parameters(arena, spec.seed)
    return arena


def _nothing_to_train() -> SpecError:
    return SpecError([Problem("network.layers", "has nothing to train: add a Linear layer, for a start")])


def _slots(spec: RunSpec) -> int:
    """Return how many vectors of the parameters' length the optimizer and the average keep."""
    return optimizer_of(spec).slots() + (average_of(spec) is not None)


class _Layout:
    """Add to an assembled network what surrounds it, part after part, and make the arena of all of it."""

    def __init__(self, spec: RunSpec, program: Program, target_width: int, batch: int) -> None:
        self.spec, self.program, self.dtype = spec, program, spec.training.dtype
        self.size, self.isize, self.constants = program.size, program.isize, list(program.constants)
        self.rows = list(program.ops)
        self.region = -(-program.n_parameters // 16) * 16
        self.first_slot = program.persistent - _slots(spec) * self.region
        self.whole_numbers: dict[int, np.ndarray] = {}
        self.plan = plan = np.zeros(p.PLAN, np.int64)
        plan[p.X0], plan[p.XN], plan[p.DX0] = program.input.offset, program.input.size, program.input.gradient
        plan[p.Y0], plan[p.YN] = program.output.offset, program.output.size
        plan[p.N_PARAMS], plan[p.GRADIENTS] = program.n_parameters, self.region
        plan[p.TARGETS], plan[p.BATCH_SIZE] = target_width, batch
        plan[p.N_TABLE], plan[p.TABLE] = len(program.parameters), self._keep(_parameter_table(program.parameters))

    def _keep(self, values: np.ndarray) -> int:
        """Give whole numbers a place in the int64 arena and return where."""
        at = self.isize
        self.whole_numbers[at], self.isize = values.reshape(-1), at + values.size
        return at

    def loss(self, items: int, outputs: int) -> None:
        """Add the row of the loss, of so many items an example and outputs an item, and room for a chunk's targets."""
        loss, output, width = loss_of(self.spec), self.program.output, int(self.plan[p.TARGETS])
        row, by_class = np.zeros(abi.ROW, np.int64), loss.targets == "class"
        row[abi.FORWARD], row[abi.BACKWARD] = loss.kernel().address(self.dtype), -1
        row[abi.X], row[abi.DX] = output.offset, output.gradient
        row[abi.INT], row[abi.INT + 1] = items, outputs
        row[abi.FP], row[abi.SCRATCH], row[abi.ISCRATCH] = len(self.constants), self.size, self.isize
        self.plan[p.LOSS_ROW] = len(self.rows)
        self.plan[p.REWEIGH] = penalties_and_clipping.reweigh.address(self.dtype) if loss.weighs else -1
        self.plan[p.TARGET_INT] = row[abi.ISCRATCH] if by_class else -1
        self.plan[p.TARGET_FLOAT] = -1 if by_class else row[abi.SCRATCH]
        self.constants += loss.constants()
        self.size += self.program.capacity * width
        self.isize += self.program.capacity * width
        self.rows.append(row)

    def vectors(self, steps_per_epoch: int) -> None:
        """Add the rows that work on the whole parameter vector: the optimizer's and the average's."""
        optimizer, average, plan = optimizer_of(self.spec), average_of(self.spec), self.plan
        self.hyper, self.average = len(self.constants), -1
        plan[p.UPDATE_ROW], plan[p.HYPER] = len(self.rows), self.hyper
        self._vector_row(optimizer.kernel(), self.first_slot, [*optimizer.hyper(), *optimizer.memory()])
        plan[p.POINT], plan[p.POINT_COUNT] = self._slot(optimizer.evaluates), -1
        plan[p.MEAN_SLOT], plan[p.SQUARE_SLOT] = map(self._slot, optimizer.moments)
        if average is not None:
            self.average = self._slot(optimizer.slots())
            plan[p.POINT], plan[p.POINT_COUNT] = self.average, len(self.constants)
            self._vector_row(average.kernel(), self.average, [0.0, *average.hyper(steps_per_epoch)])
        plan[p.ROWS] = len(self.rows)

    def _slot(self, i: int) -> int:
        """Return where state vector i stands, -1 when there is none."""
        return self.first_slot + i * self.region if i >= 0 else -1

    def _vector_row(self, kernel: Kernel, state: int, numbers: list[float]) -> None:
        row = np.zeros(abi.ROW, np.int64)
        row[abi.FORWARD], row[abi.BACKWARD] = kernel.address(self.dtype), -1
        row[abi.W], row[abi.DW], row[abi.XN] = 0, self.region, self.program.n_parameters
        row[abi.BUFFER], row[abi.YN], row[abi.FP] = state, self.region, len(self.constants)
        row[abi.ISCRATCH], row[abi.INT] = self.plan[p.TABLE], self.plan[p.N_TABLE]
        row[abi.GEMM] = blas.gemm_address(self.dtype)
        self.constants += numbers
        self.rows.append(row)

    def diagnostics(self) -> None:
        """Make room for samples of diagnostics, where the run takes any."""
        self.probed, self.layers = diagnostics.layer_table(self.program)
        every = self.spec.training.diagnostics_every
        if not every:
            return
        plan = self.plan
        plan[p.PROBE_EVERY], plan[p.PROBE_WIDTH] = every, diagnostics.columns(self.program, self.probed)
        plan[p.LAYER_TABLE], plan[p.N_LAYERS] = self._keep(self.layers), len(self.layers)
        plan[p.SNAPSHOT], self.size = self.size, self.size + 2 * self.region
        plan[p.KEEP] = diagnostics.keep.address(self.dtype)
        plan[p.PROBE] = diagnostics.sample.address(self.dtype)

    def arena(self) -> Arena:
        """Return the arena, all zeros where nothing has been said."""
        mem, imem = _aligned_zeros(self.size, self.dtype), np.zeros(max(self.isize, 1), np.int64)
        for at, values in self.whole_numbers.items():
            imem[at : at + values.size] = values
        self.plan[p.MEMORY] = mem.size
        ctx, fp = np.zeros(abi.CTX, np.int64), np.array(self.constants, np.float64)
        ctx[abi.CAPACITY] = self.program.capacity
        ctx[abi.DROPOUT_KEY] = compiled_streams.key(self.spec.seed, compiled_streams.DROPOUT)
        ctx[abi.NOISE_KEY] = compiled_streams.key(self.spec.seed, compiled_streams.NOISE)
        fp[abi.KINK] = self.spec.training.kink
        tags = diagnostics.tags_of(self.program, self.probed, self.layers, optimizer_of(self.spec).moments)
        ops, settings = np.concatenate(self.rows), settings_of(self.spec)
        where = (self.hyper, self.first_slot, self.average)
        return Arena(self.program, ops, self.plan, settings, ctx, fp, mem, imem, *where, self.probed, tags)


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
    for row, each in zip(table, parameters, strict=True):
        row[abi.T_OFFSET], row[abi.T_SIZE], row[abi.T_AXES] = each.offset, each.size, len(each.shape)
        row[abi.T_SHAPE : abi.T_SHAPE + 4] = 1
        stored = np.cumprod([1, *each.stored_shape[:0:-1]])[::-1] if each.shape else []
        first = 4 - len(each.shape)
        for axis, stride in zip(each.axes, stored, strict=True):
            row[abi.T_SHAPE + first + axis] = each.shape[axis]
            row[abi.T_STRIDE + first + axis] = stride
    return table.reshape(-1)


def _aligned_zeros(n: int, dtype: str) -> np.ndarray:
    real = np.dtype(dtype)
    raw = np.zeros(max(n, 1) * real.itemsize + 64, np.uint8)
    first = -raw.ctypes.data % 64
    return raw[first : first + max(n, 1) * real.itemsize].view(real)
