"""One uninterrupted segment of training: what the machine is given for it, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(eq=False)
class Segment:
    """The arrays of ``n`` steps of training from step ``start`` on.

    Attributes:
        start: steps done before it.
        rates: learning rate and momentum (NaN: leave it) of each step, (n, 2).
        events: the steps after which the validation part is evaluated, ``start`` among them when it begins so.
        out: mean loss, penalty and share correct of each step, (n, 3).
        evaluations: mean loss and share correct at each event, (events, 2).
        probes: samples of diagnostics, a line each.
        gradients: gradients of single examples taken up to each step, (n,).
        gradients_before: the same before the first of them.
        evaluation_cost: how long an evaluation takes, as a multiple of a step.
        span: seconds of training at the beginning and at the end.
        steps_done: how many steps were done; the last may have a loss that is not finite.
        evaluations_done: how many evaluations were made.
        measured: the metrics at each event that the compiled loop does not sum, (events, metrics).
    """

    start: int
    rates: np.ndarray
    events: np.ndarray
    out: np.ndarray
    evaluations: np.ndarray
    probes: np.ndarray
    gradients: np.ndarray
    gradients_before: int
    evaluation_cost: float
    span: tuple[float, float] = (0.0, 0.0)
    steps_done: int = 0
    evaluations_done: int = 0
    measured: np.ndarray = field(default_factory=lambda: np.zeros((0, 0)))

    @property
    def diverged(self) -> bool:
        """Return whether the last step's loss is not finite, so that nothing was updated in it."""
        return self.steps_done > 0 and not np.isfinite(self.out[self.steps_done - 1, 0])

    @property
    def steps(self) -> np.ndarray:
        """Return the steps that were done, counted from 1."""
        return np.arange(self.start + 1, self.start + self.steps_done + 1)

    def elapsed(self, steps: np.ndarray, evaluations: np.ndarray) -> np.ndarray:
        """Return the seconds of training after so many steps of the run and so many evaluations of this segment.

        The time of a segment is spread over its steps and evaluations as they cost.
        """
        began, ended = self.span
        work = steps - self.start + self.evaluation_cost * evaluations
        return began + (ended - began) * work / max(
            self.steps_done + self.evaluation_cost * self.evaluations_done, 1e-9
        )
