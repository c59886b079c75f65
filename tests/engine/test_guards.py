"""Kernels keep to what is theirs: they write nothing else, and nothing else reaches what they write.

Each instruction of a random network, and of every layer that is compared with PyTorch, runs alone between guards: once
among ordinary numbers, once with NaN in every place that it has no business to read. What it wrote must be its own,
whole, and the same both times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import Frame, Kernel
from gdlab.engine.network.tensors import Instruction
from gdlab.engine.program.arena import Arena
from gdlab.engine.trainer import Trainer
from tests.engine.random_networks import output_shape, random_images, random_sequences, random_vectors
from tests.engine.running import trainer_of
from tests.parity.cases import SGD, all_cases

KINDS = {"images": random_images, "vectors": random_vectors, "sequences": random_sequences}
COUNTS = {"images": 16, "vectors": 10, "sequences": 8}
MOST = {"images": 9, "vectors": 200, "sequences": 17}  #: examples
CASES = all_cases()
GUARD = 4096  #: numbers on either side of the arena that belong to nobody


@dataclass
class Own:
    """Tell by masks over the guarded arena what an instruction may touch."""

    parameters: np.ndarray
    gradients: np.ndarray
    buffers: np.ndarray
    inputs: np.ndarray
    output: np.ndarray
    input_gradients: np.ndarray
    output_gradient: np.ndarray
    scratch: np.ndarray


def _trainer(kind: str, seed: int) -> tuple[Trainer, np.random.Generator]:
    """Return a run of a random network after its first step."""
    rng = np.random.default_rng([seed, len(kind)])
    layers, shape = KINDS[kind](rng)
    batch = int(rng.integers(2, MOST[kind]))
    training = {
        "batch_size": batch,
        "dtype": rng.choice(["float32", "float64"]).item(),
        "kink": rng.choice([0.0, 0.5]).item(),
    }
    x = rng.standard_normal((batch, *shape)).astype(training["dtype"])
    y = rng.standard_normal((batch, np.prod(output_shape(layers, shape)))).astype(training["dtype"])
    trainer = trainer_of(layers, x, y, loss={"type": "MSELoss"}, training=training)
    trainer.advance(1)
    return trainer, rng


class Bench:
    """Run the instructions of an arena one by one on copies of its memory, with guards around them."""

    def __init__(self, arena: Arena, rng: np.random.Generator, batch: int) -> None:
        self.arena = arena
        self.size, self.dtype = arena.mem.size + 2 * GUARD, arena.mem.dtype
        room = np.zeros(self.size + 64, self.dtype)
        at = -room.ctypes.data % 64 // self.dtype.itemsize
        self._room = room[at : at + self.size]
        self.batch = min(batch, arena.program.capacity)
        self._rng = rng
        self._numbers, self.gradients = 2 * rng.random((2, self.size), self.dtype.type) - 1

    def own(self, i: int, op: Instruction) -> Own:
        """Return what instruction ``i`` may touch."""
        row, program, region = self.arena.program.ops[i], self.arena.program, int(self.arena.job[columns.GRADIENTS])
        x, y, second = self.batch * row[abi.XN], self.batch * row[abi.YN], op.x2 is not None
        scratch = op.scratch[0] * program.capacity + op.scratch[1]
        return Own(
            parameters=self._mask(*((q.offset, q.size) for q in op.parameters)),
            gradients=self._mask(*((q.offset + region, q.size) for q in op.parameters)),
            buffers=self._mask(*((q.offset, q.size) for q in op.buffers)),
            inputs=self._mask((row[abi.X], x), *([(row[abi.X2], y)] if second else [])),
            output=self._mask((row[abi.Y], y)),
            input_gradients=self._mask((row[abi.DX], x), *([(row[abi.DX2], y)] if second else [])),
            output_gradient=self._mask((row[abi.DY], y)),
            scratch=self._mask((row[abi.SCRATCH], scratch)),
        )

    def noise(self, i: int, op: Instruction) -> np.ndarray:
        """Return ordinary numbers for the whole memory; running variances are positive, and tokens are tokens."""
        noise, row = self._numbers.copy(), self.arena.program.ops[i]
        if op.forward.__name__ == "embedding_forward":
            first, n = GUARD + row[abi.X], self.batch * row[abi.XN]
            noise[first : first + n] = self._rng.integers(0, row[abi.INT], n)
        for q in op.buffers:
            noise[GUARD + q.offset : GUARD + q.offset + q.size] += 2
        return noise

    def run(self, i: int, kernel: Kernel, memory: np.ndarray, *, train: int = 1, accumulate: int = 0) -> np.ndarray:
        """Return the memory after a kernel has worked on it."""
        arena = self.arena
        ctx, fp, imem, row = arena.ctx.copy(), arena.fp.copy(), arena.imem.copy(), arena.program.ops[i].copy()
        ctx[[abi.BATCH, abi.TOTAL, abi.FIRST]] = self.batch, self.batch, 0
        ctx[[abi.TRAIN, abi.GRADIENT, abi.ACCUMULATE, abi.TEAM]] = train, train, accumulate, 0
        own = self._words(i)
        imem[own] = self._rng.integers(-(1 << 62), 1 << 62, own.stop - own.start)  # nothing counts that was there
        before = [array.copy() for array in (ctx, fp, imem, row)]
        self._room[:] = memory
        Frame(row, ctx, fp, self._room[GUARD:-GUARD], imem).run(kernel)
        counted = [abi.KINK_HITS, abi.MEMBERS, abi.TILES, abi.NEXT]  # what kernels write: kinks, and how far they are
        before[0][counted] = ctx[counted]
        before[2][own] = imem[own]
        for array, held, name in zip((ctx, fp, imem, row), before, ("ctx", "fp", "imem", "row"), strict=True):
            assert np.array_equal(array, held, equal_nan=True), f"{kernel.__name__} writes to {name}"
        return self._room.copy()

    def _words(self, i: int) -> slice:
        """Return the whole numbers that instruction ``i`` has for itself."""
        op, first = self.arena.program.instructions[i], int(self.arena.program.ops[i][abi.ISCRATCH])
        return slice(first, first + op.iscratch[0] * self.arena.program.capacity + op.iscratch[1])

    def _mask(self, *spans: tuple[int, int]) -> np.ndarray:
        mask = np.zeros(self.size, bool)
        for first, n in spans:
            if first >= 0:
                mask[GUARD + first : GUARD + first + n] = True
        return mask


def _changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Tell which numbers differ in any bit."""
    bits = np.uint32 if before.dtype == np.float32 else np.uint64
    return before.view(bits) != after.view(bits)


def _poisoned(memory: np.ndarray, spared: np.ndarray) -> np.ndarray:
    return np.where(spared, memory, memory.dtype.type(np.nan))


def _leaves_alone(bench: Bench, i: int, kernel: Kernel, memory: np.ndarray, own: np.ndarray, **how: int) -> np.ndarray:
    """Return the memory after a kernel, which must have changed nothing but its own."""
    after = bench.run(i, kernel, memory, **how)
    strayed = np.flatnonzero(_changed(memory, after) & ~own)
    assert not strayed.size, f"{kernel.__name__} {how} writes to {strayed[:5] - GUARD}, {strayed.size} numbers in all"
    return after


def _forward(bench: Bench, i: int, op: Instruction, own: Own, train: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Check a forward kernel; return the memory after it, that with NaN elsewhere, and what it wrote of its output."""
    memory, name = bench.noise(i, op), op.forward.__name__
    buffers = own.buffers if train else np.zeros_like(own.buffers)
    among = _leaves_alone(bench, i, op.forward, memory, own.output | own.scratch | buffers, train=train)
    spared = own.parameters | own.buffers | own.inputs
    alone = bench.run(i, op.forward, _poisoned(memory, spared), train=train)
    wrote = own.output & ~np.isnan(alone)
    assert np.array_equal(among[wrote], alone[wrote]), f"{name} reads what is not its own (train {train})"
    assert np.array_equal(among[own.buffers], alone[own.buffers]), f"{name} updates its buffers by others' numbers"
    return among, alone, wrote


def _backward(bench: Bench, i: int, op: Instruction, own: Own, among: np.ndarray, alone: np.ndarray) -> None:
    """Check a backward kernel behind its forward one, where it writes parameter gradients and where it adds to them."""
    kernel = op.backward
    assert kernel is not None
    for accumulate in (0, 1):
        memory = np.where(own.output_gradient, bench.gradients, among)
        writes = own.input_gradients | own.gradients
        after = _leaves_alone(bench, i, kernel, memory, writes | own.scratch, accumulate=accumulate)
        spared = own.parameters | own.buffers | own.inputs | own.output | own.output_gradient
        if accumulate:
            spared |= own.gradients
        if kernel.__name__ == "fork_backward":  # adds one reader's gradient to the other's
            spared |= own.input_gradients
        # scratch holds what the forward kernel left there, and NaN where it left nothing
        poisoned = np.where(own.scratch, alone, _poisoned(memory, spared))
        found = bench.run(i, kernel, poisoned, accumulate=accumulate)
        assert np.array_equal(after[writes], found[writes]), (
            f"{kernel.__name__} reads what is not its own or leaves out some of its output (accumulate {accumulate})"
        )


def check(trainer: Trainer, rng: np.random.Generator, examples: int) -> None:
    """Check that every kernel of a run touches nothing but its own, in both modes, on so many examples."""
    bench = Bench(trainer.arena, rng, examples)
    written: dict[int, list[np.ndarray]] = {}
    for i, op in enumerate(trainer.arena.program.instructions):
        own = bench.own(i, op)
        for train in (0, 1):
            among, alone, wrote = _forward(bench, i, op, own, train)
            if op.y.storage is None:  # else the numbers are somebody else's, and only looked at
                written.setdefault(op.y.offset, []).append(wrote)
        if trainer.arena.program.ops[i][abi.BACKWARD] >= 0:
            _backward(bench, i, op, own, among, alone)
    for i, op in enumerate(trainer.arena.program.instructions):
        if op.y.storage is None:  # directions of a recurrent layer share an output, a part each
            times = np.sum(written[op.y.offset], axis=0)[bench.own(i, op).output]
            assert np.all(times == 2), f"{op.forward.__name__} writes its output once in each mode"


@pytest.mark.parametrize(("kind", "seed"), [(kind, seed) for kind, n in COUNTS.items() for seed in range(n)])
def test_kernels_touch_nothing_but_their_own(kind, seed):
    trainer, rng = _trainer(kind, seed)
    check(trainer, rng, int(rng.integers(1, MOST[kind])))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", CASES)
def test_kernels_of_every_layer_touch_nothing_but_their_own(name, dtype):
    case = CASES[name]
    training = {"batch_size": case.batch, "dtype": dtype, **(case.training or {})}
    x, y, optimizer = case.inputs(), case.answers(), case.optimizer or SGD
    trainer = trainer_of(case.layers, x, y, loss=case.loss_table, optimizer=optimizer, training=training)
    trainer.advance(1)
    check(trainer, np.random.default_rng(0), max(1, case.batch - 1))
