"""Carry out a sweep: ask for trials, train their runs, prune, tell, stop and go on, check what was found."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from gdlab.lab.compile_ahead import compile_in_child
from gdlab.lab.precedence import WINDOW
from gdlab.lab.session import lower_thread_priority
from gdlab.lab.store import Store
from gdlab.lab.store.beside import journals_folder
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.sweeps.confirm import Confirmation, confirmation, wanted_checks
from gdlab.lab.sweeps.outcome import best_trial, best_trials
from gdlab.lab.sweeps.place import LocalPlace, Place
from gdlab.lab.sweeps.search import Search
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.lab.sweeps.trial_runs import TrialRuns
from gdlab.lab.sweeps.trial_worker import TrialWorker
from gdlab.logs.faults import Fault, record
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.run import RunSpec
from gdlab.spec.sweep import SweepSpec

_log = logging.getLogger(__name__)

#: Seconds between two calls of what shows the progress, and of training up to which a trial is short.
_SHOW_EVERY, _SHORT = 0.2, 0.05


class SweepRun:
    """The carrying out of a sweep: :meth:`run` in this thread, or :meth:`start` in one of its own.

    Everything may be read at any time from another thread. Every trial is a run of the store, or one a seed; a later
    start takes what has ended from there and goes on with what was interrupted.

    Args:
        sweep: what is searched.
        name: the name of the sweep, which is that of its journal and of its runs' group.
        store: where runs are kept; the journal is beside it.
        place: where trials train; threads of this process if None.
        recorder: writes the runs; one of its own if None.
        apart: keep this process responsive: a child process compiles first what is not compiled yet, and trials that
            end at once train one at a time.
    """

    def __init__(
        self,
        sweep: SweepSpec,
        name: str,
        store: Store,
        place: Place | None = None,
        recorder: RunRecorder | None = None,
        *,
        apart: bool = False,
    ) -> None:
        self.sweep, self.name, self.store = sweep, name, store
        self.place: Place = place or LocalPlace()
        try:
            self.search = Search(sweep, journal_path(store, name), name, self.place.data_hash)
        except BaseException:
            self.place.close()  # processes of a cluster would stay otherwise
            raise
        self.confirmation: Confirmation | None = None
        self.phase = "searching"
        self.error = ""
        self.fault: Fault | None = None
        self._own_recorder, self._apart = recorder is None, apart
        self._recorder = recorder or RunRecorder(store)
        runs = TrialRuns(store, f"sweep {name}")
        self.worker = TrialWorker(self.search, self.place, runs, self._recorder, lambda: self.seconds)
        self._thread: threading.Thread | None = None
        self._before = max((trial.at for trial in self.search.trials), default=0.0)
        self._began = self._ended = 0.0
        self._done_before = self.done

    # --- controls -----------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Carry the sweep out in a thread of its own."""
        self._thread = threading.Thread(target=self._safely, name="gdlab-sweep", daemon=True)
        self._thread.start()

    def stop(self, asked: KeyboardInterrupt | None = None) -> None:
        """Ask to end soon; what was trained is kept, and a later start goes on."""
        self.worker.stop(asked)

    def close(self) -> None:
        """Stop and join the thread."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    @property
    def stopped(self) -> bool:
        """Return whether the end was asked for."""
        return self.worker.stopped

    @property
    def busy(self) -> bool:
        """Return whether the thread still works."""
        return self._thread is not None and self._thread.is_alive()

    # --- where it is ----------------------------------------------------------------------------------------------
    @property
    def trials(self) -> list[SweepTrial]:
        """Return the trials so far, in the order of their beginning."""
        return list(self.search.trials)

    @property
    def done(self) -> int:
        """Return how many trials have ended."""
        return self.search.ended

    @property
    def best(self) -> SweepTrial | None:
        """Return the best trial by the first objective, None where none has ended with finite figures."""
        return best_trial(self.sweep, self.trials)

    @property
    def best_trials(self) -> list[SweepTrial]:
        """Return the front: the trials that no other one beats in every objective."""
        return best_trials(self.sweep, self.trials)

    @property
    def seconds(self) -> float:
        """Return how long the sweep was at work, with earlier starts."""
        now = (self._ended or time.monotonic()) - self._began if self._began else 0.0
        return self._before + now

    @property
    def share(self) -> float:
        """Return the share of the search that is done, 0 to 1, by the limit that is nearest."""
        return max(self._shares(), default=0.0)

    @property
    def seconds_left(self) -> float:
        """Return a guess of the time left of the search, NaN while nothing is known."""
        now = self.seconds - self._before
        fresh = self.done - self._done_before
        if self.sweep.seconds and self.share * self.sweep.seconds >= self.seconds - 1e-9:
            return max(0.0, self.sweep.seconds - self.seconds)
        left = self.sweep.trials - self.done
        return now / fresh * left if fresh > 0 and self.sweep.trials else float("nan")

    def _shares(self) -> list[float]:
        sweep = self.sweep
        spent = {
            sweep.trials: float(self.done),
            sweep.seconds: self.seconds,
            sweep.epochs: self.search.epochs,
            sweep.examples: float(self.search.examples),
        }
        return [min(1.0, amount / limit) for limit, amount in spent.items() if limit]

    # --- the work -----------------------------------------------------------------------------------------------------
    def run(self, show: Callable[[SweepRun], None] | None = None) -> bool:
        """Carry the sweep out in this thread and tell whether it came to its end.

        Args:
            show: called a few times a second; KeyboardInterrupt from it or from the keyboard stops.

        Raises:
            GdlabError: when every trial failed.
        """
        self._began = time.monotonic()
        try:
            if self._apart:
                compile_in_child(self._kinds(), lambda: self.stopped)
            with ThreadPoolExecutor(
                self.place.most_slots, thread_name_prefix="gdlab-trial", initializer=lower_thread_priority
            ) as pool:
                self._search_all(pool, show)
                if not self.stopped and self.sweep.confirm and self.best is not None:
                    self.phase = "checking"
                    self._confirm(pool, show)
        finally:
            self._ended = time.monotonic()
            self.phase = "stopped" if self.stopped else "done"
            self._close()
        if self.worker.lost is not None:
            raise self.worker.lost
        if self.done and all(trial.state is TrialState.FAILED for trial in self.trials):
            raise GdlabError(f"every trial failed; the first: {self.trials[0].reason}")
        return not self.stopped

    def _kinds(self) -> list[RunSpec]:
        """Return a configuration with each of the members that are searched, whose kernels are compiled ahead."""
        places = self.sweep.search_space.members
        found = [self.sweep.searched_run]
        for place in places:
            for option in place.options:
                try:
                    found.append(change(self.sweep.searched_run, {place.path: option.call}))
                except SpecError:
                    _log.info("%s fits with other values only", option.call)
        return found

    def _close(self) -> None:
        self.place.close()
        if self._own_recorder:
            elsewhere = self._recorder.close()
            if elsewhere is not None:
                _log.warning("%s could not be written; the runs are in %s instead", self.store.path, elsewhere)
        else:
            self._recorder.flush(30.0)
        self.search.close()

    def _safely(self) -> None:
        try:
            self.run()
        except GdlabError as error:
            record(error, "Carrying out a sweep")
            self.error = str(error)
        except Exception as error:
            self.fault = record(error, "Carrying out a sweep")
            self.error = f"{type(error).__name__}: {error}"

    def _search_all(self, pool: ThreadPoolExecutor, show: Callable[[SweepRun], None] | None) -> None:
        """Keep every slot busy with trials until a limit is reached."""
        unwritten = [trial for trial in self.trials if self.worker.is_unwritten(trial)]

        def another() -> Callable[[], None] | None:
            if unwritten:
                told = unwritten.pop()
                return lambda: self.worker.write_again(told)
            if self._is_enough():
                return None
            WINDOW.give_way()
            trial = self.search.ask()
            return None if trial is None else lambda: self.worker.do(trial)

        self._work_off(pool, another, show)

    def _work_off(
        self,
        pool: ThreadPoolExecutor,
        another: Callable[[], Callable[[], None] | None],
        show: Callable[[SweepRun], None] | None,
    ) -> None:
        """Do jobs in the slots until there is no other one or the end was asked for.

        A slot's thread takes the next job itself, so that no other thread has to wake between two short trials.
        """
        waiting: set[Future[None]] = set()
        slots = _Slots(another, lambda: self.stopped or slots.at_work > self._slots)
        shown = 0.0
        try:
            while True:
                while len(waiting) < self._slots and not self.stopped and not slots.exhausted:
                    waiting.add(pool.submit(slots.work))
                if not waiting:
                    return
                done, waiting = wait(waiting, timeout=_SHOW_EVERY, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                if time.monotonic() - shown >= _SHOW_EVERY:
                    shown = time.monotonic()
                    self.search.sync()
                    if show is not None:
                        show(self)
        except BaseException as error:
            self.stop(error if isinstance(error, KeyboardInterrupt) else None)
            wait(waiting)
            if not isinstance(error, KeyboardInterrupt):
                raise

    @property
    def _slots(self) -> int:
        """How many trials train at a time.

        Short trials are mostly Python, which runs one thread at a time: two threads train no more of them than one, and
        a window then waits for both.
        """
        return 1 if self._apart and self.worker.usual_seconds < _SHORT else self.place.slots

    def _is_enough(self) -> bool:
        begun = len(self.search.trials)
        return (bool(self.sweep.trials) and begun >= self.sweep.trials and not self.search.has_left_over) or any(
            share >= 1 for share in self._shares()
        )

    # --- the check ----------------------------------------------------------------------------------------------------
    def _confirm(self, pool: ThreadPoolExecutor, show: Callable[[SweepRun], None] | None) -> None:
        """Train the best configurations and the spec itself on fresh seeds, and measure them on the test part."""
        checks = wanted_checks(self.sweep, self.best_trials, self.trials, self.search.spec_of)
        jobs: list[tuple[str, RunSpec, int, bool]] = []
        for check in checks:
            jobs += [(check.key, check.spec, seed, True) for seed in check.seeds]
            jobs += [(check.key, check.spec, k, False) for k in range(self.sweep.seeds) if check.is_reference]
        known: dict[str, Any] = dict(self.search.noted("checks") or {})
        found: dict[tuple[str, int], dict[str, float]] = {}
        guard = threading.Lock()

        def do(key: str, spec: RunSpec, seed: int, fresh: bool) -> None:
            (run,) = self.worker.named(spec, 1, f"check: {'the spec itself' if key == 'spec' else key}", seed)
            figures = known.get(run.id) or self.worker.check(run, fresh=fresh)
            if figures is not None:
                with guard:
                    found[key, seed] = known[run.id] = figures
                    self.search.note("checks", known)

        waiting = iter(jobs)

        def another() -> Callable[[], None] | None:
            job = next(waiting, None)
            return None if job is None else lambda: do(*job)

        self._work_off(pool, another, show)
        if not self.stopped:
            self.confirmation = confirmation(self.sweep, checks, found)


class _Slots:
    """The jobs that the threads of a sweep do, each the next one when it is free.

    Args:
        another: returns the next job, None for no other one; it is called by one thread at a time.
        ends: whether a thread that is free has to end, because the sweep stops or has fewer slots now.
    """

    def __init__(self, another: Callable[[], Callable[[], None] | None], ends: Callable[[], bool]) -> None:
        self.at_work, self.exhausted = 0, False
        self._another, self._ends, self._guard = another, ends, threading.Lock()

    def work(self) -> None:
        """Do jobs one after the other until there is no other one or the thread has to end."""
        with self._guard:
            self.at_work += 1
        try:
            while (job := self._next()) is not None:
                job()
        finally:
            with self._guard:
                self.at_work -= 1

    def _next(self) -> Callable[[], None] | None:
        with self._guard:
            if self._ends() or self.exhausted:
                return None
            job = self._another()
            self.exhausted = job is None
            return job


def journal_path(store: Store, name: str) -> Path:
    """Return the journal of a sweep, in a folder beside the store."""
    return sweeps_folder(store) / f"{name}.log"


def sweeps_folder(store: Store) -> Path:
    """Return the folder of the sweeps' journals beside a store."""
    return journals_folder(store.path)
