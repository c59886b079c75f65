"""Which workers a cluster has, how many trials each of them holds, and which one gets the next."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping

#: Seconds for which a worker that did not answer gets no trial, if there is another one.
_AVOIDED = 60.0


class WorkerLoads:
    """The workers of a cluster by address, their threads and the trials that each of them holds; for any threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._threads: dict[str, int] = {}
        self._held: Counter[str] = Counter()
        self._avoided: dict[str, float] = {}

    @property
    def threads(self) -> int:
        """Return how many threads the workers have together."""
        return sum(self._threads.values())

    def __contains__(self, worker: str) -> bool:
        return worker in self._threads

    def update(self, threads: Mapping[str, int]) -> None:
        """Take in the threads of every worker there is; trials of a worker that is gone are no longer counted."""
        with self._guard:
            for gone in self._threads.keys() - threads.keys():
                self._held.pop(gone, None)
            self._threads = dict(threads)

    def choose(self, worker: str) -> str:
        """Return the worker for the next order of a trial, "" while there is none.

        A trial stays where it is, unless its worker is gone, did not answer lately, or holds more trials than it has
        threads while another worker has a thread to spare.

        Args:
            worker: which worker has the trial in its memory, "" for none.
        """
        with self._guard:
            now = time.monotonic()
            well = [one for one in self._threads if self._avoided.get(one, 0.0) <= now] or list(self._threads)
            spare = min(well, key=self._load, default="")
            chosen = worker if worker in well and (self._load(worker) <= 1 or self._load(spare) >= 1) else spare
            if chosen and chosen != worker:
                self._held[chosen] += 1
                self._leave(worker)
            return chosen

    def move(self, worker: str, to: str) -> None:
        """Take in that a trial went from one worker to another."""
        with self._guard:
            self._held[to] += 1
            self._leave(worker)

    def leave(self, worker: str) -> None:
        """Take in that a trial is no longer on a worker."""
        with self._guard:
            self._leave(worker)

    def drop(self, worker: str) -> None:
        """Take in that a worker is gone, until :meth:`update` tells of it again."""
        with self._guard:
            self._threads.pop(worker, None)
            self._held.pop(worker, None)

    def avoid(self, worker: str) -> None:
        """Give a worker no trial for a while if there is another one."""
        with self._guard:
            self._avoided[worker] = time.monotonic() + _AVOIDED

    def _load(self, worker: str) -> float:
        return self._held[worker] / max(1, self._threads.get(worker, 1))

    def _leave(self, worker: str) -> None:
        if self._held[worker] > 1:
            self._held[worker] -= 1
        else:
            self._held.pop(worker, None)
