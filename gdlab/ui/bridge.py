"""The one place where the window and the background threads meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.events import Edited, Observed, Preparing, RunEvent, StatusChanged
from gdlab.lab.previews import prepared_examples
from gdlab.lab.run import Run
from gdlab.lab.session import Session
from gdlab.lab.store import Store
from gdlab.lab.store.recorder import RunRecorder
from gdlab.logs.faults import record
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.translation import tr
from gdlab.ui.task import Task, sentence

#: Milliseconds between two ticks. Each tick draws one part of the page, so that no pass of the event loop is long; all
#: parts together come round some 25 times a second.
_TICK = 6


class Bridge(QObject):
    """The link to the session and to background jobs: events become signals, and results arrive on the window's thread.

    ``ticked`` is emitted again and again while a run trains or a job works; the page then draws what is new, one part
    a tick. ``rested`` is emitted once when nothing works any more: what is drawn then is the last state.
    """

    ticked = Signal()
    rested = Signal()
    runs_added = Signal(list)
    run_removed = Signal(str)
    status_changed = Signal(str, str, str)
    preparing = Signal(str, str)
    edited = Signal(str, int, str)
    observed = Signal(str, str, object)
    examples_loaded = Signal(object, object)
    failed = Signal(str)
    store_trouble_changed = Signal(object)

    def __init__(self, store: Store | None = None, workers: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        # the writer's thread tells of trouble; a signal that crosses threads is delivered by the window's event loop
        self.recorder = RunRecorder(store, self.store_trouble_changed.emit) if store is not None else None
        self.session = Session(workers, self.recorder)
        self._jobs = ThreadPoolExecutor(2, thread_name_prefix="gdlab-job")
        self._results: SimpleQueue[tuple[Callable[[Any], None], Future[Any]]] = SimpleQueue()
        self._pending = 0
        self._is_closing = False
        self._tasks: list[Task] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._on_tick)

    @property
    def runs(self) -> Sequence[ActiveRun]:
        """The runs on the workbench."""
        return self.session.runs

    @property
    def moving(self) -> bool:
        """Whether anything trains, is computed, or waits to be told."""
        return self._timer.isActive()

    def start(self, spec: RunSpec, *, paused: bool = False, pace: float = 0.0, **begin: Any) -> ActiveRun:
        """Start one run; ``begin`` may hold the state or the parameters that it goes on from."""
        run = self.session.start(spec, paused=paused, pace=pace, **begin)
        self._added([run])
        return run

    def race(self, specs: Sequence[RunSpec], *, pace: float = 0.0) -> list[ActiveRun]:
        """Start several runs as one group."""
        runs = self.session.race(specs, pace=pace)
        self._added(runs)
        return runs

    def rename(self, run: Run) -> None:
        """Write a run's new name into the store, whether it is under way or ended."""
        store, name = self.store, run.label

        def done(future: Future[None]) -> None:
            if (error := future.exception()) is not None:
                self.failed.emit(tr("The name was not saved: {error}", error=sentence(error)))

        if store is not None and self.recorder is not None and not self.recorder.touch(run):
            self.in_background(lambda: store.rename(run.id, name), done)

    def show(self, runs: Sequence[Run]) -> list[ActiveRun]:
        """Put runs that have ended on the workbench, such as imported ones."""
        shown = [self.session.show(run) for run in runs]
        self._added(shown)
        return shown

    def remove(self, run: ActiveRun) -> None:
        """Stop a run and take it off the workbench."""
        self.session.remove(run)
        self.run_removed.emit(run.id)

    def put_back(self, run: ActiveRun) -> None:
        """Put a run that was removed on the workbench again; it stays ended."""
        self.session.put_back(run)
        self._timer.start()

    def touch(self) -> None:
        """Wake the workers after a run's controls were touched."""
        self._begin_ticking()
        self.session.wake()

    def observe(self, run: ActiveRun, kind: str, ask: Callable[[ActiveRun], object]) -> None:
        """Have something of a run's network computed in the background; ``observed`` brings it."""
        self._pending += 1
        self._begin_ticking()
        self.session.observe(run, kind, ask)

    def load_examples(self, spec: RunSpec) -> None:
        """Load a spec's data in the background; ``examples_loaded`` brings them, or the reason why not as a text."""

        def done(future: Future[Examples]) -> None:
            error = future.exception()
            self.examples_loaded.emit(spec, future.result() if error is None else sentence(error))

        self.in_background(lambda: prepared_examples(spec), done)

    def in_background(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run a job on a background thread and hand its future to ``done`` on the window's thread.

        Nothing is begun any more while the window closes.
        """
        if self._is_closing:
            return
        self._pending += 1
        future = self._jobs.submit(_recorded, job)
        future.add_done_callback(lambda f: self._results.put((done, f)))
        self._begin_ticking()

    def begin(self, work: Callable[[Progress], Any]) -> Task:
        """Begin long work in the background and return it; its progress is told a few times a second."""
        task = Task(work, self)
        self._tasks.append(task)

        def done(future: Future[Any]) -> None:
            self._tasks.remove(task)
            task.finish(future)
            task.deleteLater()

        self.in_background(task.run, done)
        return task

    def close(self, saving: Callable[[int], None] | None = None, patience: float = 30.0) -> Path | None:
        """Stop everything, write what is left into the store and join the threads.

        Args:
            saving: called several times a second with how many runs are still to be ended or written.
            patience: seconds to go on trying when the store refuses.

        Returns:
            The store of another folder that holds what the store refused, None when it took everything.

        Raises:
            StoreError: when what was trained could be written nowhere.
        """
        self._is_closing = True
        self._timer.stop()
        for task in self._tasks:
            task.cancel()

        def waiting() -> None:
            if saving is not None:
                saving(sum(not run.status.ended for run in self.runs))

        self.session.close(interrupt=True, waiting=waiting)
        try:
            return self.recorder.close(patience, saving) if self.recorder is not None else None
        finally:
            self._jobs.shutdown(wait=True)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _added(self, runs: Sequence[ActiveRun]) -> None:
        self.runs_added.emit(list(runs))
        self._begin_ticking()

    def _begin_ticking(self) -> None:
        if not self._is_closing:
            self._timer.start()

    def _on_tick(self) -> None:
        for event in self.session.drain():
            self._tell(event)
        self._finish_jobs()
        for task in self._tasks:
            task.report_progress()
        self.ticked.emit()
        if not self.session.busy and self._pending <= 0:
            self._timer.stop()
            for event in self.session.drain():
                self._tell(event)
            self.rested.emit()

    def _finish_jobs(self) -> None:
        while True:
            try:
                done, future = self._results.get_nowait()
            except Empty:
                return
            self._pending -= 1
            if not future.cancelled():
                done(future)

    def _tell(self, event: RunEvent) -> None:
        match event:
            case StatusChanged(run_id, status, reason):
                self.status_changed.emit(run_id, str(status), reason)
            case Preparing(run_id, text):
                self.preparing.emit(run_id, text)
            case Edited(run_id, step, text):
                self.edited.emit(run_id, step, text)
            case Observed(run_id, kind, result):
                self._pending -= 1
                self.observed.emit(run_id, kind, result)
            case _:
                pass


def _recorded(job: Callable[[], Any]) -> Any:
    """Do a job; an error is recorded here, where its traceback is, and goes on to the one who waits for the job."""
    try:
        return job()
    except Cancelled:
        raise
    except Exception as error:
        record(error, "Work in the background")
        raise
