"""A session: the runs on the workbench and the few threads that train them, slice by slice, in turn."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.events import Observed, RunEvent, StatusChanged
from gdlab.lab.run import Run, Status, new_id
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import Arrays
from gdlab.logs.faults import record
from gdlab.spec.errors import GdlabError, StateError
from gdlab.spec.run import RunSpec

#: Worker threads step back behind the window's thread by this much (Linux).
_NICENESS = 10


class Session:
    """A set of runs that are trained in background threads, as many at a time as there are workers.

    Workers take runs in turn and give each one slice, so that runs of a race advance side by side even where they
    outnumber the cores. Call :meth:`drain` for what happened, :meth:`close` at the end.

    Args:
        workers: threads; the number of cores by default.
        recorder: writes each run into a store from its start on; nothing is kept for None.
    """

    def __init__(self, workers: int | None = None, recorder: RunRecorder | None = None) -> None:
        self._recorder = recorder
        self.runs: list[ActiveRun] = []
        self._events: SimpleQueue[RunEvent] = SimpleQueue()
        self._queue: deque[ActiveRun] = deque()
        self._requests: dict[tuple[str, str], tuple[ActiveRun, Callable[[ActiveRun], object]]] = {}
        self._changed = threading.Condition()
        self._closing = False
        count = workers or os.cpu_count() or 1
        self._threads = [
            threading.Thread(target=self._loop, name=f"gdlab-worker-{i}", daemon=True) for i in range(count)
        ]
        self._observer = threading.Thread(target=self._observe_loop, name="gdlab-observer", daemon=True)
        self._started = False

    # --- runs -------------------------------------------------------------------------------------------------------
    def start(
        self,
        spec: RunSpec,
        *,
        group: str = "",
        data: Arrays | None = None,
        paused: bool = False,
        parameters: Mapping[str, Any] | None = None,
        state: Mapping[str, np.ndarray] | None = None,
        pace: float = 0.0,
        record: Run | None = None,
        code: str = "",
    ) -> ActiveRun:
        """Put a run on the workbench and start it.

        Args:
            spec: the run.
            group: the group of runs that it belongs to, "" for none.
            data: arrays in the place of the spec's data set.
            paused: whether it waits before its first step.
            parameters: initial parameters by name; drawn from the seed if None.
            state: the state of a trainer from which it goes on.
            pace: steps a second at most, 0 for as many as there can be.
            record: the record of a run that goes on after an interruption.
            code: the machine code of the run whose state it is (:attr:`gdlab.lab.run.Run.code`), to which it keeps; ""
                chooses one as for any other run.

        Raises:
            StateError: when the session is closed.
        """
        run = ActiveRun(
            spec,
            self._events.put,
            group=group,
            data=data,
            parameters=parameters,
            state=state,
            wake=self.wake,
            recorder=self._recorder,
            run=record,
            code=code,
        )
        run.pace = pace
        if paused:
            run.pause()
        if self._closing:
            raise StateError("this session is closed; make another one")
        self._launch()
        if self._recorder is not None:
            self._recorder.begin(run.run, resumed=state is not None)
        with self._changed:
            self.runs.append(run)
            self._queue.append(run)
            self._events.put(StatusChanged(run.id, Status.QUEUED))
            self._changed.notify()
        return run

    def race(self, specs: Sequence[RunSpec], *, pace: float = 0.0) -> list[ActiveRun]:
        """Start several runs as one group."""
        group = new_id()
        return [self.start(spec, group=group, pace=pace) for spec in specs]

    def find(self, run_id: str) -> ActiveRun | None:
        """Return a run by its identity."""
        return next((r for r in self.runs if r.id == run_id), None)

    def remove(self, run: ActiveRun) -> None:
        """Stop a run and take it off the workbench; what was trained is kept, and a run without a step is not."""
        run.stop(forget_if_new=True)
        with self._changed:
            if run in self.runs:
                self.runs.remove(run)
            self._changed.notify_all()

    def show(self, run: Run) -> ActiveRun:
        """Put a run that has ended on the workbench, such as one that was imported, and return it."""
        shown = ActiveRun(run.spec, self._events.put, run=run)
        self.put_back(shown)
        return shown

    def put_back(self, run: ActiveRun) -> None:
        """Put a run that was removed on the workbench again; it stays ended."""
        with self._changed:
            if run not in self.runs:
                self.runs.append(run)

    def wake(self) -> None:
        """Tell the workers that a run's controls were touched."""
        with self._changed:
            self._changed.notify_all()

    def drain(self) -> list[RunEvent]:
        """Return what happened since the last call, in order."""
        events: list[RunEvent] = []
        while True:
            try:
                events.append(self._events.get_nowait())
            except Empty:
                return events

    def observe(self, run: ActiveRun, kind: str, ask: Callable[[ActiveRun], object]) -> None:
        """Have ``ask(run)`` answered in the background with the run held still; the answer comes as an event.

        The answer is None before the run has a network, and the error where there is none.
        A newer request of the same kind for the same run takes the place of one that still waits.
        """
        self._launch()
        with self._changed:
            self._requests[run.id, kind] = (run, ask)
            self._changed.notify_all()

    @property
    def busy(self) -> bool:
        """Return whether any run still has work to do, or its end or its pause was not told to everyone yet."""
        return any(not r.end_told if r.status.ended else r.wants_work or r.at_work for r in self.runs)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no run has work left; return False when the time ran out first."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.busy:
            if end is not None and time.monotonic() > end:
                return False
            time.sleep(0.005)
        return True

    def close(self, *, interrupt: bool = False, waiting: Callable[[], None] | None = None) -> None:
        """Stop every run, end and join the threads, and leave each run concluded with what was trained.

        Args:
            interrupt: whether the runs under way are to go on at the next start.
            waiting: called several times a second until the threads have ended.
        """
        with self._changed:
            self._closing = True
            under_way = dict.fromkeys([*self.runs, *self._queue])
            self._changed.notify_all()
        for run in under_way:
            run.stop(interrupt=interrupt)
        if self._started:
            for thread in [*self._threads, self._observer]:
                _join(thread, waiting)
        for run in dict.fromkeys([*self.runs, *self._queue]):
            run.stop(interrupt=interrupt)
            if not run.status.ended:
                run.work()

    # --- the threads ------------------------------------------------------------------------------------------------
    def _launch(self) -> None:
        if not self._started and not self._closing:
            self._started = True
            for thread in [*self._threads, self._observer]:
                thread.start()

    def _loop(self) -> None:
        lower_thread_priority()
        while (run := self._next()) is not None:
            run.work()
            with self._changed:
                if not run.status.ended:
                    self._queue.append(run)
                    self._changed.notify()

    def _next(self) -> ActiveRun | None:
        """Return the next run that is due, waiting for one; None when the session closes."""
        with self._changed:
            while not self._closing:
                now, soonest = time.perf_counter(), 0.25
                for _ in range(len(self._queue)):
                    run = self._queue.popleft()
                    if run.wants_work and run.not_before <= now:
                        return run
                    if run.wants_work:
                        soonest = min(soonest, run.not_before - now)
                    self._queue.append(run)
                self._changed.wait(soonest)
            return None

    def _observe_loop(self) -> None:
        lower_thread_priority()
        while True:
            with self._changed:
                while not self._requests and not self._closing:
                    self._changed.wait(0.25)
                if self._closing:
                    return
                (_, kind), (run, ask) = next(iter(self._requests.items()))
                del self._requests[run.id, kind]
            self._answer(run, kind, ask)

    def _answer(self, run: ActiveRun, kind: str, ask: Callable[[ActiveRun], object]) -> None:
        try:
            with run.lock:
                result = ask(run) if run.trainer is not None or run.status.ended else None
        except GdlabError as error:  # what cannot be asked of this run, in words
            result = error
        except Exception as error:
            record(error, "Looking inside a run", run.spec.to_dict())
            result = error
        self._events.put(Observed(run.id, kind, result))


def _join(thread: threading.Thread, waiting: Callable[[], None] | None) -> None:
    while waiting is not None and thread.is_alive():
        thread.join(0.05)
        waiting()
    thread.join()


def lower_thread_priority() -> None:
    """Lower this thread's priority, where the system allows it for a thread, so that the window stays smooth."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
