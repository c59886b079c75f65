"""The arrays of one run, which hold everything that changes while it trains, and the way to run kernels on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from gdlab.engine.machine import abi, loop, penalties_and_clipping
from gdlab.engine.machine import job as p
from gdlab.engine.machine.native import Frame, Kernel, handle
from gdlab.engine.network.tensors import Program
from gdlab.engine.program.example_arrays import Arrays
from gdlab.spec.run import RunSpec


@dataclass(eq=False)
class Arena:
    """Hold the instruction table, the plan and the buffers that kernels work on.

    Attributes:
        hyper: the optimizer's first hyperparameter in ``fp``.
        slots: the optimizer's first state vector in ``mem``.
        average: the averaged parameters in ``mem``, -1 where the run averages nothing.
        probed: the layers whose activations diagnostics sample.
        probe_tags: the column and the tag of everything that diagnostics sample.
    """

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
    probed: list[str]
    probe_tags: list[tuple[int, str]]
    _held: dict[int, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._frame = Frame(self.plan, self.ctx, self.fp, self.mem, self.imem)
        self.hold({p.OPS: self.ops, p.SETTINGS: self.settings})

    # --- views --------------------------------------------------------------------------------------------------------
    @property
    def weights(self) -> np.ndarray:
        """Return the flat parameter vector, a view."""
        return self.mem[: self.program.n_parameters]

    @property
    def gradient(self) -> np.ndarray:
        """Return the flat gradient vector, a view."""
        first = int(self.plan[p.GRADIENTS])
        return self.mem[first : first + self.program.n_parameters]

    def slot(self, i: int) -> np.ndarray:
        """Return state vector i of the optimizer, a view."""
        first = self.slots + i * int(self.plan[p.GRADIENTS])
        return self.mem[first : first + self.program.n_parameters]

    @property
    def point(self) -> np.ndarray | None:
        """Return the vector at which the network is evaluated, a view, or None while that is the parameters."""
        first, count = int(self.plan[p.POINT]), int(self.plan[p.POINT_COUNT])
        begun = self.fp[count] != 0.0 if count >= 0 else self.ctx[abi.STEP] > 0
        return self.mem[first : first + self.program.n_parameters] if first >= 0 and begun else None

    # --- kernels ------------------------------------------------------------------------------------------------------
    def use(self, spec: RunSpec) -> None:
        """Take the spec's settings, and compile or load what they ask for."""
        self.settings[:] = settings_of(spec)
        for column, wanted in penalties_and_clipping.wanted(self.settings).items():
            self.plan[column] = wanted.address(spec.training.dtype)

    def hold(self, columns: Mapping[int, np.ndarray]) -> None:
        """Write arrays into columns of the plan and keep them alive from now on."""
        for column, array in columns.items():
            self._held[column] = array
            self.plan[column] = handle(array)

    def run(
        self, kernel: Kernel, columns: Mapping[int, np.ndarray | int] | None = None, *, fp: np.ndarray | None = None
    ) -> None:
        """Call a kernel of the machine, with these columns of the plan, which need not outlive the call.

        ``fp`` stands in the place of the arena's own for kernels that write there.
        """
        for column, given in (columns or {}).items():
            self.plan[column] = handle(given) if isinstance(given, np.ndarray) else given
        frame = self._frame if fp is None else Frame(self.plan, self.ctx, fp, self.mem, self.imem)
        frame.run(kernel)
        for column, given in (columns or {}).items():
            if isinstance(given, np.ndarray):
                self.plan[column] = 0

    def look(self, kernel: Kernel, arrays: Arrays, order: np.ndarray, first: int, n: int) -> float:
        """Run ``loop.gradient`` or ``loop.value`` on ``n`` examples of ``order[first:]`` and return the loss."""
        self.run(kernel, job(arrays, order) | {p.FIRST: first, p.TAKE: n})
        return float(self.fp[abi.MEAN])

    def evaluate(self, arrays: Arrays, order: np.ndarray) -> tuple[float, float]:
        """Return the mean loss and the share correct over these examples in evaluation mode."""
        result = np.zeros(2)
        inputs, classes, values = arrays
        validation = {p.VAL_INPUTS: inputs, p.VAL_CLASSES: classes, p.VAL_VALUES: values, p.VAL_ORDER: order}
        rest = {p.VAL_EXAMPLES: len(inputs), p.STEPS: 0, p.EVALUATE_FIRST: 1, p.FRESH: 0, p.EVALUATIONS: result}
        self.run(loop.advance, validation | rest)
        return float(result[0]), float(result[1])


def job(arrays: Arrays, order: np.ndarray) -> dict[int, np.ndarray | int]:
    """Return the columns of the plan that say which examples there are and in which order they come."""
    inputs, classes, values = arrays
    return {p.INPUTS: inputs, p.CLASSES: classes, p.VALUES: values, p.ORDER: order, p.EXAMPLES: len(order)}


def settings_of(spec: RunSpec) -> np.ndarray:
    """Return the float64 settings that the machine reads each step."""
    t = spec.training
    settings = np.zeros(p.SETTINGS_SIZE)
    settings[[p.CLIP_NORM, p.CLIP_VALUE]] = t.clip_grad_norm, t.clip_grad_value
    settings[[p.L1, p.L2, p.MAX_NORM]] = t.l1, t.l2, t.max_norm
    return settings
