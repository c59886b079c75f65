"""How many trials of a sweep ended in which way, and the best of them, kept as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gdlab.lab.sweeps.trial import SweepTrial, TrialState


class TrialTally:
    """The count of a sweep's trials by state, and the best one; each trial is looked at until it has ended.

    Args:
        higher: whether a larger figure of the first objective is the better one.
    """

    def __init__(self, *, higher: bool) -> None:
        self.best: SweepTrial | None = None
        self._sign = -1.0 if higher else 1.0
        self._ended: Counter[TrialState] = Counter()
        self._counted: set[int] = set()
        self._first = 0

    def update(self, trials: Sequence[SweepTrial]) -> None:
        """Take in trials in the order of their beginning; those that were counted are passed by."""
        for trial in trials[self._first :]:
            if trial.has_ended and trial.number not in self._counted:
                self._add(trial)
        while self._first < len(trials) and trials[self._first].number in self._counted:
            self._first += 1

    def count(self, state: TrialState) -> int:
        """Return how many trials ended in a state."""
        return self._ended[state]

    def _add(self, trial: SweepTrial) -> None:
        self._counted.add(trial.number)
        self._ended[trial.state] += 1
        if trial.found and (self.best is None or self._sign * trial.figures[0] < self._sign * self.best.figures[0]):
            self.best = trial
