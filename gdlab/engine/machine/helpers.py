"""The helping threads of this process: which run they help, so that all runs share the processor's cores fairly.

A run's own thread is the one that calls :func:`Helpers.at_work`. Cores that no run's thread takes are divided among the
runs whose steps are long enough; a race of as many runs as cores, or more, is one thread a run. A helper for
which no run has work ends after a tenth of a second. All are daemon threads: the process can exit while they run.
"""

from __future__ import annotations

import ctypes
import math
import os
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

import numpy as np

from gdlab.engine.machine import abi, team
from gdlab.engine.machine.code_in_use import code_in_use, using_code
from gdlab.engine.machine.helper_choice import HelperChoice
from gdlab.engine.machine.native import INTERPRETED, Frame
from gdlab.spec.calls import shorten
from gdlab.spec.errors import Problem, SpecError

#: The environment variable that says how many cores the runs of a process may take together.
VARIABLE = "GDLAB_THREADS"
#: Seconds for which a run counts after it left the loop: slices of a race follow one another closely.
_GRACE = 0.02
#: Seconds without work after which a helping thread ends.
_IDLE = 0.1
_MOST = 256


_chosen = 0


def use_threads(most: int) -> None:
    """Set over how many threads the runs of this process are spread, unless ``GDLAB_THREADS`` does; 0 is one a core.

    Runs that train side by side have one each in any case, and runs that have begun get no more than they began with.
    """
    global _chosen
    _chosen = min(max(0, most), _MOST)


def allowed_threads() -> int:
    """Return how many threads may train at once: as ``GDLAB_THREADS`` or else :func:`use_threads` says, or one a core.

    Raises:
        SpecError: when the variable holds something else than a whole number.
    """
    text = os.environ.get(VARIABLE, "").strip()
    if not text:
        return _chosen or _cores()
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST):
        raise SpecError([Problem(VARIABLE, f"must be a whole number from 1 to {_MOST} (got {shorten(text)})")])
    return int(text)


@cache
def _cores() -> int:
    if sys.platform == "linux":
        return min(len(os.sched_getaffinity(0)) or 1, _MOST)
    return min(os.cpu_count() or 1, _MOST)


@cache
def _waiting_functions() -> tuple[int, int, int]:
    """Return the addresses of what lets other threads run and of what sleeps, and how long a nap is in its unit."""
    if sys.platform == "win32":
        library = ctypes.WinDLL("kernel32")
        functions, nap = (library.SwitchToThread, library.Sleep), 1  # milliseconds
    else:
        library = ctypes.CDLL(None)
        functions, nap = (library.sched_yield, library.usleep), 50  # microseconds
    addresses = [ctypes.cast(function, ctypes.c_void_p).value or 0 for function in functions]
    return addresses[0], addresses[1], nap


class Team:
    """What the threads of one run share.

    Args:
        most: threads that the run may have, at least 1.
        private: offset of the helpers' own scratch space in ``mem``.
        each: numbers of it that a helper has.
    """

    def __init__(self, most: int, private: int, each: int) -> None:
        self.most, self._private, self._each, self._code = most, private, each, code_in_use()
        raw = np.zeros(8 * team.TEAM_SIZE + 64, np.uint8)
        first = -raw.ctypes.data % 64
        self.words = raw[first : first + 8 * team.TEAM_SIZE].view(np.int64)
        self.words[[team.YIELD, team.SLEEP, team.NAP]] = _waiting_functions()
        self.ranks: set[int] = set()
        self.held: tuple[np.ndarray, ...] = ()
        self.nice: int | None = None
        self.inside, self.left = False, 0.0
        self.choice = HelperChoice(most - 1)

    def note(self, steps: float, seconds: float) -> None:
        """Take note of what so many steps took, from which follows how many helpers the next ones are to have."""
        self.choice.note(int(self.words[team.LIMIT]), steps, seconds)

    @property
    def vacancy(self) -> int | None:
        """Return the rank of a helper that is wanted, None when there are enough."""
        if not self.inside:
            return None
        wanted = range(1, int(self.words[team.LIMIT]) + 1)
        return next((rank for rank in wanted if rank not in self.ranks), None)

    def helper(self, rank: int) -> Frame:
        """Return the arrays for one helper, which keep alive all that it reads while it helps."""
        ctx = np.zeros(abi.CTX, np.int64)
        ctx[abi.RANK], ctx[abi.PRIVATE] = rank, self._private + (rank - 1) * self._each
        ctx[abi.PHASE] = self.words[team.OPEN]
        with using_code(self._code):
            return Frame(self.words, ctx, *self.held[:3])


class Helpers:
    """The helping threads, and the runs that are in the compiled loop now or were a moment ago."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._at_work: list[Team] = []
        self._alone: dict[int, float] = {}
        self._threads, self._allowed = 0, 1

    @contextmanager
    def alone(self, run: int) -> Generator[None]:
        """Count a run of one thread as one that has a core.

        Args:
            run: a number that no other run has at the time.
        """
        if len(self._alone) > _MOST:
            self._alone = {key: left for key, left in list(self._alone.items()) if left > time.monotonic() - _GRACE}
        self._alone[run] = math.inf
        try:
            yield
        finally:
            self._alone[run] = time.monotonic()

    @contextmanager
    def at_work(self, run: Team, held: tuple[np.ndarray, ...]) -> Generator[None]:
        """Count a run as one that has a core, and give it helpers while it is in the loop.

        Args:
            run: what its threads share.
            held: ``fp``, ``mem`` and ``imem``, on which the loop works, and what else has to stay alive.
        """
        allowed = allowed_threads()
        with self._changed:
            self._allowed = allowed
            run.inside, run.held, run.nice = True, held, _niceness()
            run.words[team.OPEN] += 1
            if run not in self._at_work:
                self._at_work.append(run)
            self._divide()
            self._wake()
        try:
            yield
        finally:
            with self._changed:
                run.words[team.OPEN] += 1
                run.inside, run.held, run.left = False, (), time.monotonic()

    def _divide(self) -> None:
        """Set how many helpers each run may have; runs that left the loop more than the grace time ago are removed."""
        now = time.monotonic()
        self._at_work = [run for run in self._at_work if run.inside or now - run.left < _GRACE]
        others = sum(now - left < _GRACE for left in list(self._alone.values()))
        free = self._allowed - len(self._at_work) - others
        for i, run in enumerate(self._at_work):
            part = min(max(0, free) // (len(self._at_work) - i), run.choice.helpers)
            free -= part
            if run.words[team.LIMIT] != part:
                run.words[team.LIMIT] = part

    def _some_left_lately(self) -> bool:
        """Return whether a run is counted that is not in the loop any more."""
        return any(not run.inside for run in self._at_work) or any(
            left < math.inf and time.monotonic() - left < _GRACE for left in list(self._alone.values())
        )

    def _wake(self) -> None:
        """Wake helpers where one is wanted, and start what is missing.

        Where a core is taken only by a run that has just left the loop, one helper is started as well: it sees when
        the core is free, while the run that could use it may stay in the loop for long.
        """
        wanted = sum(int(run.words[team.LIMIT]) for run in self._at_work if run.inside)
        if wanted == 0 and any(run.inside and run.most > 1 for run in self._at_work) and self._some_left_lately():
            wanted = 1
        while self._threads < wanted:
            self._threads += 1
            threading.Thread(target=self._loop, name="gdlab-helper", daemon=True).start()
        if any(run.vacancy is not None for run in self._at_work):
            self._changed.notify_all()

    def _loop(self) -> None:
        """Help one run after the other, and end when none has wanted help for a while."""
        nice = _niceness()
        while (found := self._next()) is not None:
            run, rank, frame, held = found
            nice = _lower_to(run.nice, nice)
            try:
                frame.run(team.serve)
            finally:
                with self._changed:
                    run.ranks.discard(rank)
                del run, frame, held, found

    def _next(self) -> tuple[Team, int, Frame, tuple[np.ndarray, ...]] | None:
        """Wait for a run that wants help; return it, the helper's rank and arrays, and what it keeps alive."""
        with self._changed:
            end = time.monotonic() + _IDLE
            while (found := self._vacancy()) is None:
                if time.monotonic() > end:
                    self._threads -= 1
                    return None
                self._changed.wait(_GRACE)
            run, rank = found
            run.ranks.add(rank)
            return run, rank, run.helper(rank), run.held

    def _vacancy(self) -> tuple[Team, int] | None:
        self._divide()
        for run in self._at_work:
            if (rank := run.vacancy) is not None:
                return run, rank
        return None


def _niceness() -> int | None:
    """Return by how much this thread steps back behind others, None where threads have no such number."""
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) if sys.platform == "linux" else None


def _lower_to(wanted: int | None, now: int | None) -> int | None:
    """Have this thread step back as far as the run's own does, and return how far; it cannot come forward again."""
    if sys.platform == "linux" and wanted is not None and now is not None and wanted > now:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), wanted)
        return wanted
    return now


HELPERS = Helpers()


def _begin_anew() -> None:
    """Forget threads and runs: in the child of a fork none of them goes on."""
    HELPERS.__init__()  # type: ignore[misc]


if hasattr(os, "register_at_fork") and not INTERPRETED:
    os.register_at_fork(after_in_child=_begin_anew)
