"""How a run stands beyond its parameters: its time, its best loss, and whether and why it has ended."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Progress:
    """The numbers that a run carries from one segment to the next.

    Attributes:
        elapsed: seconds of training without pauses.
        best: the best value of the monitored curve so far, negated where higher is better.
        stale: epochs since then.
        diverged: whether a loss was not finite.
        done_early: whether the run met what it was to stop for.
        extra: gradients of single examples beyond one for each example seen.
        reason: why the run ended, "" while it has not or when it did all its steps.
    """

    elapsed: float = 0.0
    best: float = float("inf")
    stale: int = 0
    diverged: bool = False
    done_early: bool = False
    extra: int = 0
    reason: str = ""

    def numbers(self) -> np.ndarray:
        """Return everything but the reason as float64, shape (6,)."""
        return np.array([self.elapsed, self.best, self.stale, self.diverged, self.done_early, self.extra], np.float64)

    @classmethod
    def of(cls, numbers: np.ndarray, reason: str) -> Progress:
        """Return what :meth:`numbers` gave.

        Raises:
            ValueError: when it is not six numbers.
        """
        elapsed, best, stale, diverged, done_early, extra = (float(v) for v in numbers)
        return cls(elapsed, best, int(stale), bool(diverged), bool(done_early), int(extra), reason)

    def note(self, value: float, *, whole_epoch: bool) -> None:
        """Compare a value of the monitored curve with the best so far.

        Args:
            value: the value, negated where higher is better.
            whole_epoch: whether it was measured at the end of an epoch, by which patience is counted.
        """
        if value < self.best:
            self.best, self.stale = value, 0
        elif whole_epoch:
            self.stale += 1
