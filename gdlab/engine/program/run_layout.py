"""The layout of a run: the rows of its table and the places of its arrays, beyond those of the network."""

from __future__ import annotations

import numpy as np

from gdlab.engine.losses.base import Loss
from gdlab.engine.machine import abi, augmentation, blas, compiled_streams
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.augmentation import augment_chunk, blend_classes
from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.negation import negate_gradient
from gdlab.engine.machine.reweigh import reweigh
from gdlab.engine.network.tensors import Parameter, Program
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.program import diagnostics
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.augmenting import stream_keys
from gdlab.engine.program.spec_members import augmentations_of, average_of, optimizer_of
from gdlab.engine.program.thread_team import thread_team
from gdlab.engine.step_options.base import MOMENTS, options_of
from gdlab.spec.run import RunSpec


def state_vectors(spec: RunSpec) -> int:
    """Return how many vectors of the parameters' length the optimizer and the average need."""
    return optimizer_of(spec).slot_count() + (average_of(spec) is not None)


class RunLayout:
    """The layout of a program: an assembled network and the parts around it, and the arena of all of them."""

    def __init__(self, spec: RunSpec, program: Program, target_width: int, batch: int) -> None:
        self.spec, self.program, self.dtype = spec, program, spec.training.dtype
        self.size, self.isize, self.constants = program.size, program.isize, list(program.constants)
        self.rows = list(program.ops)
        self.region = -(-program.n_parameters // 16) * 16
        self.first_slot = program.persistent - state_vectors(spec) * self.region
        self.whole_numbers: dict[int, np.ndarray] = {}
        self.job = job = np.zeros(columns.JOB, np.int64)
        job[columns.X0], job[columns.XN], job[columns.DX0] = (
            program.input.offset,
            program.input.size,
            program.input.gradient,
        )
        job[columns.Y0], job[columns.YN] = program.output.offset, program.output.size
        job[columns.N_PARAMS], job[columns.GRADIENTS] = program.n_parameters, self.region
        job[columns.TARGETS], job[columns.BATCH_SIZE] = target_width, batch
        job[columns.N_TABLE], job[columns.TABLE] = (
            len(program.parameters),
            self._place(_parameter_table(program.parameters)),
        )

    def _place(self, values: np.ndarray) -> int:
        """Give whole numbers a place in the int64 arena and return where."""
        at = self.isize
        self.whole_numbers[at], self.isize = values.reshape(-1), at + values.size
        return at

    def loss(self, loss: Loss, items: int, outputs: int) -> None:
        """Add the row of the loss and memory for a chunk's targets.

        Args:
            loss: the loss.
            items: items an example.
            outputs: numbers an item that the network gives.
        """
        output, width = self.program.output, int(self.job[columns.TARGETS])
        row, by_class = np.zeros(abi.ROW, np.int64), loss.targets == "class"
        row[abi.FORWARD], row[abi.BACKWARD] = loss.kernel().address(self.dtype), -1
        row[abi.X], row[abi.DX] = output.offset, output.gradient
        row[abi.INT], row[abi.INT + 1] = items, outputs
        row[abi.FP], row[abi.SCRATCH], row[abi.ISCRATCH] = len(self.constants), self.size, self.isize
        self.job[columns.LOSS_ROW] = len(self.rows)
        self.job[columns.REWEIGH] = reweigh.address(self.dtype) if loss.weighs else -1
        self.job[columns.TARGET_INT] = row[abi.ISCRATCH] if by_class else -1
        self.job[columns.TARGET_FLOAT] = -1 if by_class else row[abi.SCRATCH]
        self.constants += loss.constants()
        self.size += self.program.capacity * width
        self.isize += self.program.capacity * width
        self.rows.append(row)

    def vectors(self, steps_per_epoch: int) -> None:
        """Add the rows that work on the whole parameter vector: the optimizer's and the average's."""
        optimizer, average, job = optimizer_of(self.spec), average_of(self.spec), self.job
        self.hyper, self.average, hyper = len(self.constants), -1, optimizer.hyper()
        self.vector_places, self.numbers = optimizer.slots(), {}
        job[columns.UPDATE_ROW], job[columns.HYPER] = len(self.rows), self.hyper
        job[columns.CYCLED] = self.hyper + list(hyper).index(optimizer.cycles) if optimizer.cycles else -1
        self._negation(optimizer)
        self._vector_row(optimizer.kernel(), self.first_slot, hyper, optimizer.first_numbers())
        own = optimizer.integers()
        self.rows[-1][abi.INT + 1 : abi.INT + 1 + len(own)] = own
        self._negation(optimizer)
        job[columns.POINT], job[columns.POINT_COUNT] = self._slot(optimizer.evaluates), -1
        job[columns.MEAN_SLOT], job[columns.SQUARE_SLOT] = map(self._slot, optimizer.moments)
        if average is not None:
            self.average = self.first_slot + optimizer.slot_count() * self.region
            self._vector_row(average.kernel(), self.average, average.hyper(steps_per_epoch), {"n_averaged": [0.0]})
            job[columns.POINT], job[columns.POINT_COUNT] = self.average, self.numbers["n_averaged"].start
        job[columns.UPDATE_END] = len(self.rows)

    def _negation(self, optimizer: Optimizer) -> None:
        """Add a row that changes the gradient's sign, where the optimizer ascends."""
        if optimizer.ascends:
            self._vector_row(negate_gradient, -1, {}, {})

    def _slot(self, name: str) -> int:
        """Return where the optimizer's state vector of a name stands, -1 when there is none."""
        return self.first_slot + self.vector_places[name].start * self.region if name in self.vector_places else -1

    def _vector_row(self, kernel: Kernel, state: int, hyper: dict[str, float], numbers: dict[str, list[float]]) -> None:
        """Add a row that works on the parameter vector, with its hyperparameters and then the numbers that it keeps."""
        row = np.zeros(abi.ROW, np.int64)
        row[abi.FORWARD], row[abi.BACKWARD] = kernel.address(self.dtype), -1
        row[abi.W], row[abi.DW], row[abi.XN] = 0, self.region, self.program.n_parameters
        row[abi.BUFFER], row[abi.YN], row[abi.FP] = state, self.region, len(self.constants)
        row[abi.ISCRATCH], row[abi.INT] = self.job[columns.TABLE], self.job[columns.N_TABLE]
        row[abi.GEMM] = blas.gemm_address(self.dtype)
        self.constants += hyper.values()
        for name, first in numbers.items():
            self.numbers[name] = range(len(self.constants), len(self.constants) + len(first))
            self.constants += first
        self.rows.append(row)

    def diagnostics(self) -> None:
        """Take memory for samples of diagnostics, where the run takes any."""
        self.probed, self.layers = diagnostics.layer_table(self.program)
        every = self.spec.training.diagnostics_every
        if not every:
            return
        job = self.job
        job[columns.PROBE_EVERY], job[columns.PROBE_WIDTH] = every, diagnostics.sample_width(self.program, self.probed)
        job[columns.LAYER_TABLE], job[columns.N_LAYERS] = self._place(self.layers), len(self.layers)
        job[columns.SNAPSHOT], self.size = self.size, self.size + 2 * self.region
        job[columns.SNAPSHOT_KERNEL] = diagnostics.snapshot.address(self.dtype)
        job[columns.SAMPLE_KERNEL] = diagnostics.sample.address(self.dtype)

    def step_options(self) -> None:
        """Add the rows of the step options, which stay without a kernel until they are switched on."""
        self.n_settings, begin = columns.SETTINGS_HEADER, len(self.rows)
        options = options_of(self.spec)
        for option in options:
            self.rows.append(self._option_row(self.n_settings))
            self.n_settings += len(option.settings())
        before = [sum(MOMENTS.index(option.moment) < i for option in options) for i in range(len(MOMENTS) + 1)]
        job, (loss, elements, _, parameters, end) = self.job, before
        job[columns.LOSS_OPTIONS], job[columns.GRADIENT_OPTIONS] = begin + loss, begin + elements
        job[columns.PARAMETER_OPTIONS], job[columns.OPTIONS_END] = begin + parameters, begin + end

    def _option_row(self, settings: int) -> np.ndarray:
        row = np.zeros(abi.ROW, np.int64)
        row[abi.FORWARD], row[abi.BACKWARD], row[abi.FP] = -1, -1, settings
        row[abi.W], row[abi.DW], row[abi.XN] = 0, self.region, self.program.n_parameters
        row[abi.ISCRATCH], row[abi.INT] = self.job[columns.TABLE], self.job[columns.N_TABLE]
        return row

    def augmentations(self, loss: Loss, grid: tuple[int, int, int]) -> None:
        """Add the rows of the augmentations, and the memory that they use beside the inputs.

        Args:
            loss: the loss, whose row is mixed after it where examples are.
            grid: (height, width, channels) of an input.
        """
        members, job = augmentations_of(self.spec), self.job
        job[columns.AUGMENT] = augment_chunk.address(self.dtype) if members else -1
        job[columns.SHARES] = job[columns.PARTNER_CLASSES] = job[columns.BLEND_ROW] = -1
        job[columns.AUGMENT_FIRST], job[columns.AUGMENT_END] = len(self.rows), len(self.rows) + len(members)
        if not members:
            return
        capacity, size, channels = self.program.capacity, self.program.input.size, grid[2]
        job[columns.NUMBERS], self.isize = self.isize, self.isize + capacity
        levels, scratch, job[columns.PARTNER] = self.size + np.cumsum([0, augmentation.LEVELS * channels, size])
        self.size = int(job[columns.PARTNER]) + size
        for each, stream in zip(members, stream_keys(self.spec.seed, members), strict=True):
            row = np.zeros(abi.ROW, np.int64)
            row[abi.FORWARD], row[abi.BACKWARD] = each.kernel().address(self.dtype), -1
            row[abi.XN], row[abi.SCRATCH], row[abi.BUFFER], row[abi.STREAM] = size, scratch, levels, stream
            row[augmentation.HEIGHT], row[augmentation.WIDTH], row[augmentation.CHANNELS] = grid
            row[augmentation.MIXES], row[abi.FP] = int(each.mixes), len(self.constants)
            self.constants += each.constants()
            self.rows.append(row)
        if any(each.mixes for each in members):
            self._mixture(loss)

    def _mixture(self, loss: Loss) -> None:
        """Add the memory for mixed examples, and the row that mixes the loss of classes."""
        job, capacity = self.job, self.program.capacity
        job[columns.SHARES], self.size = self.size, self.size + capacity
        if loss.targets != "class":
            return
        job[columns.PARTNER_CLASSES], self.isize = self.isize, self.isize + capacity * int(job[columns.TARGETS])
        row = self.rows[job[columns.LOSS_ROW]].copy()
        row[abi.FORWARD], row[abi.SCRATCH] = blend_classes.address(self.dtype), job[columns.SHARES]
        row[abi.BUFFER], row[abi.FP] = job[columns.PARTNER_CLASSES], len(self.constants)
        self.constants.append(loss.mixing_factor)
        job[columns.BLEND_ROW] = len(self.rows)
        self.rows.append(row)

    def arena(self) -> Arena:
        """Return the arena, all zeros where nothing has been said."""
        self.job[columns.MEMORY] = self.size
        team, size = thread_team(self.spec, self.program, self.rows, self.job, self.size)
        mem, imem = _aligned_zeros(size, self.dtype), np.zeros(max(self.isize, 1), np.int64)
        for at, values in self.whole_numbers.items():
            imem[at : at + values.size] = values
        ctx, fp = np.zeros(abi.CTX, np.int64), np.array(self.constants, np.float64)
        ctx[abi.CAPACITY] = self.program.capacity
        ctx[abi.DROPOUT_KEY] = compiled_streams.key(self.spec.seed, compiled_streams.DROPOUT)
        ctx[abi.NOISE_KEY] = compiled_streams.key(self.spec.seed, compiled_streams.NOISE)
        fp[abi.KINK] = self.spec.training.kink
        tags = diagnostics.tags_of(self.program, self.probed, self.layers, optimizer_of(self.spec).moments)
        ops, settings = np.concatenate(self.rows), np.zeros(self.n_settings)
        where = (self.hyper, self.numbers, self.first_slot, self.vector_places, self.average)
        return Arena(self.program, ops, self.job, settings, ctx, fp, mem, imem, *where, self.probed, tags, team)


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
