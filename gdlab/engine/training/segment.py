"""One uninterrupted stretch of training: what the machine is given for it, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(eq=False)
class Stretch:
    """Hold the arrays of ``n`` steps from step ``start`` on.

    Attributes:
        start: steps done before it.
        rates: learning rate and momentum (NaN: leave it) of each step, (n, 2).
        events: the steps after which the validation part is evaluated, ``start`` among them when it begins so.
        out: mean loss, penalty and share correct of each step, (n, 3).
        evaluations: mean loss and share correct at each event, (events, 2).
        probes: samples of diagnostics, a line each.
        gradients: gradients of single examples taken up to each step, (n,).
        begun_with: the same before the first of them.
        cost: what an evaluation takes, in steps.
        span: seconds of training at the beginning and at the end.
        did: how many steps were done; the last may have a loss that is not finite.
        evaluated: how many events were.
    """

    start: int
    rates: np.ndarray
    events: np.ndarray
    out: np.ndarray
    evaluations: np.ndarray
    probes: np.ndarray
    gradients: np.ndarray
    begun_with: int
    cost: float
    span: tuple[float, float] = (0.0, 0.0)
    did: int = 0
    evaluated: int = 0

    @property
    def lost(self) -> bool:
        """Tell whether the last step's loss is not finite, so that nothing was updated in it."""
        return self.did > 0 and not np.isfinite(self.out[self.did - 1, 0])

    @property
    def steps(self) -> np.ndarray:
        """Return the steps that were done, counted from 1."""
        return np.arange(self.start + 1, self.start + self.did + 1)

    def elapsed(self, steps: np.ndarray, evaluations: np.ndarray) -> np.ndarray:
        """Return the seconds of training after so many steps of the run and so many evaluations of this stretch.

        The time of a stretch is spread over its steps and evaluations as they cost.
        """
        began, ended = self.span
        work = steps - self.start + self.cost * evaluations
        return began + (ended - began) * work / max(self.did + self.cost * self.evaluated, 1e-9)
