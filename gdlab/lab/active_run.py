"""A run while it trains: its controls, and one slice of work at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Lock
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.trainer import Trainer
from gdlab.lab.branch import BranchPoint, BranchPoints
from gdlab.lab.code_choice import CODES
from gdlab.lab.events import Edited, Preparing, RunEvent, StatusChanged
from gdlab.lab.inside.opened import opened_network
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import Arrays, conclude, examples_for, next_slice, prepared_trainer
from gdlab.logs.faults import Fault, record, sayable
from gdlab.logs.private import Public
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

_log = logging.getLogger(__name__)

_SLICE = 0.03


class _EndedWhilePreparingError(Exception):
    """The end of a run before its first step."""


class ActiveRun:
    """A run that a session trains.

    The methods are for the session's owner (the window, a script) and only note what is wanted; the worker that holds
    the run looks at the notes between slices. ``history``, ``status`` and ``progress`` may be read at any time.

    Attributes:
        run: the record; complete once the status has ended.
        fault: the fault of the program that ended the run, or None.
    """

    def __init__(
        self,
        spec: RunSpec,
        post: Callable[[RunEvent], None],
        *,
        group: str = "",
        data: Arrays | None = None,
        parameters: Mapping[str, Any] | None = None,
        state: Mapping[str, np.ndarray] | None = None,
        wake: Callable[[], None] = lambda: None,
        recorder: RunRecorder | None = None,
        run: Run | None = None,
        code: str = "",
    ) -> None:
        self.run = run or Run(spec, name=spec.name, group=group)
        self._code = code or (run.code if run is not None else "")
        self._recorder = recorder
        self._pace = 0.0
        self.trainer: Trainer | None = None
        self._opened: Trainer | None = None
        self.fault: Fault | None = None
        self.examples: Examples | None = None
        self.lock = Lock()
        self.not_before = 0.0
        self._data, self._parameters, self._state = data, parameters, state
        self._post, self._wake = post, wake
        self._notes = Lock()
        self._wanted: Status = Status.RUNNING
        self._steps_wanted = 0
        self._edits: SimpleQueue[dict[str, float]] = SimpleQueue()
        self._slice = 1
        self._points = BranchPoints()
        self._forget_if_new = False
        #: Whether the event of the run's end was posted; its status has ended a moment earlier.
        self.end_told = self.run.status.ended
        #: Whether a worker has the run in hand; what a slice changed is with the recorder once it has not.
        self.at_work = False

    # --- read at any time -------------------------------------------------------------------------------------------
    @property
    def id(self) -> str:
        """Return the run's identity."""
        return self.run.id

    @property
    def spec(self) -> RunSpec:
        """Return the spec that the run started from."""
        return self.run.spec

    @property
    def status(self) -> Status:
        """Return where the run is."""
        return self.run.status

    @property
    def history(self) -> History:
        """Return the metrics so far."""
        return self.run.history

    @property
    def progress(self) -> float:
        """Return the share of the planned steps that is done, 0 to 1."""
        trainer = self.trainer
        if trainer is None:
            return 1.0 if self.run.status in (Status.FINISHED, Status.GUESSING, Status.IMPORTED) else 0.0
        return trainer.step / max(trainer.planned_steps, 1)

    @property
    def step(self) -> int:
        """Return the steps done."""
        return self.trainer.step if self.trainer is not None else 0

    @property
    def elapsed(self) -> float:
        """Return seconds of training, pauses excluded."""
        return self.trainer.elapsed if self.trainer is not None else self.run.elapsed

    @property
    def branch_points(self) -> list[BranchPoint]:
        """Return the states that were kept on the way, from which another run can go on."""
        return list(self._points.kept)

    @property
    def pause_requested(self) -> bool:
        """Return whether the run is paused, or was told to and will be in a moment."""
        return self._wanted is Status.PAUSED

    def network(self) -> Trainer:
        """Return the network as it is; of a run that was opened again, one that is made of its record once.

        Raises:
            GdlabError: when there is none; it says why.
        """
        if self.trainer is not None:
            return self.trainer
        if self._opened is None:
            self._opened = opened_network(self.run)
            self.examples = self._opened.examples
        return self._opened

    # --- controls ---------------------------------------------------------------------------------------------------
    @property
    def pace(self) -> float:
        """Return the steps a second at most, 0 for full speed."""
        return self._pace

    @pace.setter
    def pace(self, steps_per_s: float) -> None:
        self._pace, self.not_before = max(0.0, steps_per_s), 0.0
        self._wake()

    def pause(self) -> None:
        """Pause at the end of the current slice."""
        self._want(Status.PAUSED)

    def resume(self) -> None:
        """Go on."""
        self._want(Status.RUNNING)

    def single_step(self, n: int = 1) -> None:
        """Do ``n`` steps and pause."""
        self._want(Status.PAUSED, more=n)

    def stop(self, *, interrupt: bool = False, forget_if_new: bool = False) -> None:
        """End at the end of the current slice and keep what was trained.

        Args:
            interrupt: whether the run is to go on at the next start, because the process ends.
            forget_if_new: whether a run without a step is taken out of the store.
        """
        self._forget_if_new = self._forget_if_new or forget_if_new
        self._want(Status.INTERRUPTED if interrupt else Status.STOPPED)

    def edit(self, **values: float) -> None:
        """Change live hyperparameters from the next slice on; wrong ones are refused here and now.

        Raises:
            SpecError: when a name is not live or a value is out of range.
        """
        from gdlab.engine.training.live_edits import apply_edit

        apply_edit(self.trainer.spec if self.trainer is not None else self.run.spec, values)
        self._edits.put(values)
        self._wake()

    def _want(self, status: Status, more: int = 0) -> None:
        with self._notes:
            if not self._wanted.ended:  # nothing comes after a stop
                self._wanted = status
                self._steps_wanted = self._steps_wanted + more if more else 0
        self._wake()

    # --- the worker's side --------------------------------------------------------------------------------------------
    @property
    def wants_work(self) -> bool:
        """Return whether a worker should take the run up now."""
        if self.run.status.ended:
            return False
        if self._wanted is not Status.PAUSED or self.run.status is not Status.PAUSED:
            return True
        return self._steps_wanted > 0 or not self._edits.empty()

    def work(self) -> None:
        """Do one slice and note what became of the run; whatever goes wrong ends this run alone."""
        self.at_work = True
        try:
            with self.lock:
                self._work()
        except _EndedWhilePreparingError:
            self._conclude(self._wanted)
        except GdlabError as error:
            self._fail(str(error), error)
        except MemoryError as error:
            self._fail("there is not enough memory for this network and batch size", error)
        except Exception as error:
            said = sayable(error)
            self._fail(f"{type(said).__name__}: {said}", said)
        finally:
            self.at_work = False

    def _work(self) -> None:
        if self._wanted.ended:
            self._conclude(self._wanted)
            return
        if self.trainer is None:
            self.trainer = self._prepare()
        trainer = self.trainer
        while not self._edits.empty():
            trainer.edit(**self._edits.get())
            mark = trainer.history.marks[-1]
            self._post(Edited(self.id, mark.step, mark.text))
        with self._notes:
            stepping, steps = self._wanted is Status.PAUSED, self._steps_wanted
        if stepping and steps == 0:
            self._become(Status.PAUSED)
            return
        self._become(Status.RUNNING)
        self._advance(trainer, steps if stepping else 0)
        if trainer.finished:
            self._conclude(Status.FINISHED)

    def _advance(self, trainer: Trainer, steps: int) -> None:
        """Train for one slice, or for ``steps`` when the run is stepped by hand."""
        pace = self._pace
        n = min(steps, self._slice) if steps else self._slice
        if pace:
            n = min(n, max(1, round(pace * 0.03)))
        n = min(n, self._points.until(trainer))
        began = time.perf_counter()
        did = trainer.advance(n)
        now = time.perf_counter()
        if steps:
            with self._notes:
                self._steps_wanted = max(0, self._steps_wanted - did)
        if pace:
            self.not_before = max(self.not_before + did / pace, began)
        else:
            self.not_before = 0.0
        if n == self._slice:
            self._slice = next_slice(n, now - began, _SLICE)
        self.run.elapsed = trainer.elapsed
        self._points.record(trainer)
        if self._recorder is not None:
            self._recorder.offer(self.run, trainer)

    def _prepare(self) -> Trainer:
        self._post(Preparing(self.id, "Preparing the data"))
        self.examples = examples_for(self.run.spec, self._data)
        self._say_preparing("Preparing the engine")
        recorded = self._code if self._state is not None else ""
        self.run.code = CODES.choose(self.run.spec, self.examples.shape, self.run.group, recorded)
        trainer = prepared_trainer(self.run.spec, self.examples, self._parameters, self._say_preparing, self.run.code)
        if self._state is not None:
            trainer.restore(self._state)
        self.run.history = trainer.history
        self._data = self._parameters = self._state = None
        return trainer

    def _say_preparing(self, text: str) -> None:
        """Post what is prepared, and leave off where the run is to end: compiling may take a minute."""
        if self._wanted.ended:
            raise _EndedWhilePreparingError
        self._post(Preparing(self.id, text))

    def _become(self, status: Status) -> None:
        if self.run.status is not status:
            self.run.status = status
            if self._recorder is not None and self.trainer is not None and status is Status.PAUSED:
                self._recorder.offer(self.run, self.trainer, at_once=True)
            elif self._recorder is not None:
                self._recorder.touch(self.run)
            self._post(StatusChanged(self.id, status))

    def _conclude(self, status: Status) -> None:
        if self.trainer is None:
            self._end(status, "stopped before its first step" if status is Status.STOPPED else "")
            return
        conclude(self.run, self.trainer)
        found = self.run.status in (Status.DIVERGED, Status.GUESSING)
        self._end(self.run.status if found else status, self.run.reason)

    def _fail(self, reason: str, error: BaseException) -> None:
        """End the run as failed, with what had been trained until then."""
        self.fault = record(error, "Training a run", self.spec.to_dict())
        if self.trainer is not None:
            try:
                self.run.parameters, self.run.elapsed = self.trainer.parameters, self.trainer.elapsed
            except Exception as second:
                _log.warning("the parameters of a failed run cannot be had", exc_info=second)
        # a run that cannot go on from its checkpoint, since its data are missing for now, may do so another time
        self._end(Status.FAILED if self._state is None else Status.INTERRUPTED, reason)

    def _end(self, status: Status, reason: str) -> None:
        self.run.reason, self.run.status = reason, status
        is_new = self.step == 0 and self._state is None  # nothing was trained, in another process either
        try:
            if self._recorder is not None and self._forget_if_new and is_new:
                self._recorder.withdraw(self.run)
            elif self._recorder is not None:
                self._recorder.end(self.run, self.trainer)
            _log.info("run %s: %s after %d steps", Public(self.id), Public(status), self.step)
        finally:
            self._post(StatusChanged(self.id, status, reason))
            self.end_told = True
