"""What the store holds of a sweep's runs: ended ones are taken as they are, interrupted ones go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError

#: How a run has ended that is not trained again.
_ENDED = (Status.FINISHED, Status.DIVERGED, Status.GUESSING, Status.PRUNED)


@dataclass(frozen=True)
class HeldRun:
    """A run of a trial and what the store has of it.

    Attributes:
        run: its record, with what was measured where it ended or goes on.
        state: its last checkpoint, from which it goes on; None to begin at the start.
        ended: whether it has ended and is taken as it is.
    """

    run: Run
    state: Mapping[str, np.ndarray] | None = None
    ended: bool = False


class TrialRuns:
    """The runs of one sweep in a store.

    Args:
        store: where they are kept.
        group: the sweep's group.
    """

    def __init__(self, store: Store, group: str) -> None:
        self._store = store
        lines = [*store.list(), *store.list(removed=True)]
        self._known = {line.id: line.status for line in lines if line.group == group}

    def lacks(self, keys: Sequence[str], *, recent: bool) -> bool:
        """Return whether the store, of which the last moment before a crash may be missing, lacks the end of a run.

        Args:
            keys: the ids of the runs.
            recent: whether they ended just before the crash, so that the store may not know them at all.
        """
        ended = [str(status) for status in Status if status.ended and status is not Status.INTERRUPTED]
        return any(self._known[key] not in ended if key in self._known else recent for key in keys)

    def held(self, runs: Sequence[Run]) -> list[HeldRun]:
        """Return, in the order given, what the store has of runs."""
        return [self._one(run) for run in runs]

    def _one(self, run: Run) -> HeldRun:
        if run.id not in self._known:
            self._known[run.id] = str(Status.QUEUED)
            return HeldRun(run)
        try:
            (found,) = self._store.load([run.id])
        except (StoreError, ValueError):
            return HeldRun(run)
        if found.status in _ENDED:
            return HeldRun(found, None, True)
        try:
            state = self._store.checkpoint(run.id) if self._store.claim(run.id) else None
        except StoreError:
            state = None
        if state is None:
            return HeldRun(run)
        found.status, found.reason = Status.QUEUED, ""
        found.history = History()
        return HeldRun(found, state)
