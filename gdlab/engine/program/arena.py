"""The arrays of one run, which hold everything that changes while it trains, and the way to run kernels on them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import numpy as np

from gdlab.engine.machine import abi, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.code_in_use import code_in_use, using_code
from gdlab.engine.machine.helpers import HELPERS, Team
from gdlab.engine.machine.native import Frame, Kernel, handle
from gdlab.engine.network.tensors import Program
from gdlab.engine.program.example_arrays import Arrays
from gdlab.engine.step_options.base import options_of
from gdlab.spec.run import RunSpec


@dataclass(eq=False)
class Arena:
    """The instruction table, the job and the buffers that the kernels of one run work on.

    Attributes:
        program: the network as instructions with their offsets.
        ops: the instruction table, (rows * abi.ROW,) int64.
        job: what the machine's kernels are told; see :mod:`gdlab.engine.machine.job_columns`.
        settings: what step options read and write, float64.
        ctx: the machine's context, int64.
        fp: accumulators and the instructions' constants, float64.
        mem: the float arena, of the run's dtype.
        imem: the int64 arena.
        hyper: the optimizer's first hyperparameter in ``fp``.
        numbers: where ``fp`` holds the numbers that optimizer and average keep, by name.
        slots: the optimizer's first state vector in ``mem``.
        vectors: the optimizer's state vectors by name, counted from that one.
        average: the averaged parameters in ``mem``, -1 where the run averages nothing.
        probed: the layers whose activations diagnostics sample.
        probe_tags: the column and the tag of everything that diagnostics sample.
        team: what the threads of the run share, None where it has one.
    """

    program: Program
    ops: np.ndarray
    job: np.ndarray
    settings: np.ndarray
    ctx: np.ndarray
    fp: np.ndarray
    mem: np.ndarray
    imem: np.ndarray
    hyper: int
    numbers: dict[str, range]
    slots: int
    vectors: dict[str, range]
    average: int
    probed: list[str]
    probe_tags: list[tuple[int, str]]
    team: Team | None = None
    _held: dict[int, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._code = code_in_use()
        self._frame = Frame(self.job, self.ctx, self.fp, self.mem, self.imem)
        self.bind({columns.OPS: self.ops, columns.SETTINGS: self.settings})
        self.ctx[abi.TEAM] = handle(self.team.words) if self.team is not None else 0

    # --- views --------------------------------------------------------------------------------------------------------
    @property
    def weights(self) -> np.ndarray:
        """Return the flat parameter vector, a view."""
        return self.mem[: self.program.n_parameters]

    @property
    def gradient(self) -> np.ndarray:
        """Return the flat gradient vector, a view."""
        first = int(self.job[columns.GRADIENTS])
        return self.mem[first : first + self.program.n_parameters]

    def vector(self, name: str) -> np.ndarray:
        """Return the optimizer's state vectors of a name, a view of shape (count, parameters)."""
        places, region = self.vectors[name], int(self.job[columns.GRADIENTS])
        first = self.slots + places.start * region
        rows = self.mem[first : first + len(places) * region].reshape(len(places), region)
        return rows[:, : self.program.n_parameters]

    def number(self, name: str) -> np.ndarray:
        """Return the numbers that the optimizer or the average keeps under a name, a view of one axis."""
        places = self.numbers[name]
        return self.fp[places.start : places.stop]

    def set_hyper(self, values: Mapping[str, float]) -> None:
        """Write the optimizer's hyperparameters, in the order in which its ``hyper()`` gives them."""
        self.fp[self.hyper : self.hyper + len(values)] = list(values.values())

    @property
    def point(self) -> np.ndarray | None:
        """Return the vector at which the network is evaluated, a view, or None while that is the parameters."""
        first, count = int(self.job[columns.POINT]), int(self.job[columns.POINT_COUNT])
        begun = self.fp[count] != 0.0 if count >= 0 else self.ctx[abi.STEP] > 0
        return self.mem[first : first + self.program.n_parameters] if first >= 0 and begun else None

    # --- kernels ------------------------------------------------------------------------------------------------------
    def apply_options(self, spec: RunSpec) -> None:
        """Take over the values of a spec's step options, and compile or load the kernels of those that are active."""
        rows = self.ops.reshape(-1, abi.ROW)[self.job[columns.LOSS_OPTIONS] : self.job[columns.OPTIONS_END]]
        for row, option in zip(rows, options_of(spec), strict=True):
            first, values = int(row[abi.FP]), option.settings()
            self.settings[first : first + len(values)] = values
            with using_code(self._code):
                row[abi.FORWARD] = option.kernel().address(spec.training.dtype) if option.active else -1

    def bind(self, arrays: Mapping[int, np.ndarray]) -> None:
        """Write the addresses of arrays into columns of the job, and keep the arrays alive from now on."""
        for column, array in arrays.items():
            self._held[column] = array
            self.job[column] = handle(array)

    def run(
        self, kernel: Kernel, told: Mapping[int, np.ndarray | int] | None = None, *, fp: np.ndarray | None = None
    ) -> None:
        """Call a kernel of the machine.

        Args:
            kernel: what to run.
            told: columns of the job for this call: whole numbers, and arrays, which need not outlive the call.
            fp: takes the place of the arena's own accumulators, for kernels that write there.
        """
        frame = self._frame
        if fp is not None:
            with using_code(self._code):
                frame = Frame(self.job, self.ctx, fp, self.mem, self.imem)
        with self.told(told or {}, fp=fp):
            frame.run(kernel)

    @contextmanager
    def told(self, told: Mapping[int, np.ndarray | int], *, fp: np.ndarray | None = None) -> Generator[None]:
        """Write columns of the job, and count the run as one that has a core, for as long as the context lasts.

        Args:
            told: columns of the job: whole numbers, and arrays, which need not outlive the context.
            fp: the accumulators that are worked on, the arena's own if None.
        """
        for column, given in told.items():
            self.job[column] = handle(given) if isinstance(given, np.ndarray) else given
        with self._counted(self.fp if fp is None else fp):
            yield
        for column, given in told.items():
            if isinstance(given, np.ndarray):
                self.job[column] = 0

    def _counted(self, fp: np.ndarray) -> AbstractContextManager[None]:
        """Return the context in which the run counts as one that has a core, and may have helpers."""
        if self.team is None:
            return HELPERS.alone(id(self))
        return HELPERS.at_work(self.team, (fp, self.mem, self.imem, self.ops))

    def mean_loss(self, kernel: Kernel, arrays: Arrays, order: np.ndarray, first: int, n: int) -> float:
        """Return the mean loss of ``n`` examples of ``order[first:]``.

        Args:
            kernel: ``loop.gradient``, which also leaves the gradient in the arena, or ``loop.value``.
            arrays: the examples.
            order: indices of examples, int64.
            first: where in the order to begin.
            n: how many examples to take.
        """
        self.run(kernel, example_columns(arrays, order) | {columns.FIRST: first, columns.TAKE: n})
        return float(self.fp[abi.MEAN])

    def evaluate(self, arrays: Arrays, order: np.ndarray) -> tuple[float, float]:
        """Return the mean loss and the share correct over these examples in evaluation mode."""
        result = np.zeros(2)
        self.run(loop.advance, evaluation_columns(arrays, order, result))
        return float(result[0]), float(result[1])


def example_columns(arrays: Arrays, order: np.ndarray) -> dict[int, np.ndarray | int]:
    """Return the columns of the job that say which examples there are and in which order they come."""
    inputs, classes, values = arrays
    return {
        columns.INPUTS: inputs,
        columns.CLASSES: classes,
        columns.VALUES: values,
        columns.ORDER: order,
        columns.EXAMPLES: len(order),
    }


def evaluation_columns(arrays: Arrays, order: np.ndarray, result: np.ndarray) -> dict[int, np.ndarray | int]:
    """Return the columns of the job with which ``loop.advance`` evaluates examples, and trains on none.

    Args:
        arrays: the examples.
        order: their numbers, int64.
        result: (2,) float64, where mean loss and share correct are written.
    """
    inputs, classes, values = arrays
    return {
        columns.VAL_INPUTS: inputs,
        columns.VAL_CLASSES: classes,
        columns.VAL_VALUES: values,
        columns.VAL_ORDER: order,
        columns.VAL_EXAMPLES: len(inputs),
        columns.STEPS: 0,
        columns.EVALUATE_FIRST: 1,
        columns.FRESH: 0,
        columns.EVALUATIONS: result,
    }
