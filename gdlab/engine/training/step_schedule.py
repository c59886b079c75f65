"""The steps of a run: how many, how far the compiled loop may go alone, when it is evaluated, the rate of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.schedules.base import Memory, Schedule, check_schedule
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import RunLength

#: Steps that the machine does in one call at the most, unless an epoch has more.
_MOST_STEPS_A_CALL = 2048


@dataclass(frozen=True)
class StepSchedule:
    """The steps of a run from its first to its last: their number, their rates, and when the run is evaluated.

    Attributes:
        steps_per_epoch: steps in a pass over the training part.
        total_steps: steps of the whole run.
        evaluate_every: steps from one evaluation to the next.
        epochs: passes that the run plans to make.
        schedule: what moves the learning rate, if anything does.
        measures: whether an evaluation has metrics that the compiled loop does not sum, so that it must end there.
    """

    steps_per_epoch: int
    total_steps: int
    evaluate_every: int
    epochs: int
    schedule: Schedule | None
    measures: bool = False

    @classmethod
    def of(
        cls,
        spec: RunSpec,
        schedule: Schedule | None,
        optimizer: Optimizer,
        length: RunLength,
        *,
        measures: bool = False,
    ) -> StepSchedule:
        """Return the steps of a run.

        Args:
            spec: the run.
            schedule: what moves its learning rate, if anything does.
            optimizer: whose learning rate the schedule moves.
            length: how long it is.
            measures: whether an evaluation has metrics that the compiled loop does not sum.

        Raises:
            SpecError: when the schedule gives no rate at some step.
        """
        t = spec.training
        steps_per_epoch, total = length.steps_per_epoch, length.total_steps
        if schedule is not None:
            check_schedule(schedule, optimizer.lr, total if schedule.interval == "step" else t.epochs)
        return cls(steps_per_epoch, total, t.eval_every or steps_per_epoch, t.epochs, schedule, measures)

    def steps_until_check(self, step: int, spec: RunSpec, optimizer: Optimizer) -> int:
        """Return how many steps the compiled loop may do before Python must check the losses."""
        event = min(every - step % every for every in (self.evaluate_every, self.steps_per_epoch))
        alone = not (self._watches(spec) or self.measures) and not isinstance(optimizer, ClosureOptimizer)
        most = max(event, _MOST_STEPS_A_CALL) if alone else event
        return min(self.total_steps - step, most, _steps_until_curvature(step, spec.training.curvature_every) or most)

    def steps_read_back(self, spec: RunSpec, *, validates: bool) -> int:
        """Return how many of the last steps the check of a run averages over, 0 where it reads evaluations alone.

        Args:
            spec: the run.
            validates: whether there is a validation part.
        """
        reads = not validates or spec.training.monitor.startswith("train/")
        return self.steps_per_epoch + 1 if reads and self._watches(spec) else 0

    def _watches(self, spec: RunSpec) -> bool:
        """Return whether something depends on the losses: an early end, or a schedule that remembers them."""
        remembers = self.schedule is not None and bool(self.schedule.start())
        return bool(spec.training.target_loss or spec.training.patience or remembers)

    def evaluations(self, start: int, end: int) -> np.ndarray:
        """Return the steps after ``start`` and up to ``end`` after which the run is evaluated."""
        every = self.evaluate_every
        steps = np.arange(start // every + 1, end // every + 1) * every
        return np.append(steps, end) if end == self.total_steps and end % every and end > start else steps

    def check_steps(self, start: int, end: int) -> np.ndarray:
        """Return the steps of evaluations and the last steps of epochs after ``start`` and up to ``end``."""
        epochs = np.arange(start // self.steps_per_epoch + 1, end // self.steps_per_epoch + 1)
        steps = np.sort(np.concatenate((self.evaluations(start, end), epochs * self.steps_per_epoch)))
        return steps[np.diff(steps, prepend=0) > 0]  # each once; np.union1d would import the masked arrays, 0.03 s

    def rates(self, start: int, n: int, optimizer: Optimizer, memory: Memory) -> np.ndarray:
        """Return the learning rate and the momentum (NaN: leave it) of the next ``n`` steps, (n, 2)."""
        rates = np.full((n, 2), np.nan)
        schedule, base = self.schedule, optimizer.lr
        if schedule is None or n == 0:
            rates[:, 0] = base
            return rates
        by_step, steps = schedule.interval == "step", np.arange(start, start + n)
        ticks, which = np.unique(steps if by_step else steps // self.steps_per_epoch, return_inverse=True)
        horizon = self.total_steps if by_step else self.epochs
        rates[:, 0] = schedule.rates(ticks, base, horizon, memory)[which]
        if optimizer.cycles:
            momenta = schedule.momenta(ticks, optimizer.hyper()[optimizer.cycles], horizon)
            if momenta is not None:
                rates[:, 1] = momenta[which]
        return rates


def _steps_until_curvature(step: int, every: int) -> int:
    """Return the steps until the curvature is measured, or until the step before: that one is done on its own.

    Args:
        step: steps done so far.
        every: steps from one measurement to the next, 0 for none.
    """
    left = every - step % every if every else 0
    return left - 1 if left > 1 else left
