"""A run while it trains: its controls, and one slice of work at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from queue import SimpleQueue
from threading import Lock
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.trainer import Trainer
from gdlab.lab.events import Edited, Event, Preparing, StatusChanged
from gdlab.lab.run import Run, Status
from gdlab.lab.train import Arrays, conclude, examples_for, next_slice
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

_SLICE = 0.015


class LiveRun:
    """Hold a run that a session trains.

    The methods are for the session's owner (the window, a script) and only note what is wanted; the worker that holds
    the run looks at the notes between slices. ``history``, ``status`` and ``progress`` may be read at any time.

    Attributes:
        run: the record; complete once the status has ended.
        pace: steps a second at most, 0 for full speed.
    """

    def __init__(
        self,
        spec: RunSpec,
        post: Callable[[Event], None],
        *,
        group: str = "",
        data: Arrays | None = None,
        parameters: Mapping[str, Any] | None = None,
        state: Mapping[str, np.ndarray] | None = None,
    ) -> None:
        self.run = Run(spec, name=spec.name, group=group)
        self.pace = 0.0
        self.trainer: Trainer | None = None
        self.examples: Examples | None = None
        self.lock = Lock()
        self.not_before = 0.0
        self._data, self._parameters, self._state = data, parameters, state
        self._post = post
        self._wanted: Status = Status.RUNNING
        self._steps_wanted = 0
        self._edits: SimpleQueue[dict[str, float]] = SimpleQueue()
        self._slice = 1
        self._total = 0

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
        """Return where the run stands."""
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
            return 1.0 if self.run.status is Status.FINISHED else 0.0
        return trainer.step / max(trainer.total_steps, 1)

    @property
    def step(self) -> int:
        """Return the steps done."""
        return self.trainer.step if self.trainer is not None else 0

    @property
    def elapsed(self) -> float:
        """Return seconds of training, pauses excluded."""
        return self.trainer.elapsed if self.trainer is not None else self.run.elapsed

    # --- controls ---------------------------------------------------------------------------------------------------
    def pause(self) -> None:
        """Pause at the end of the current slice."""
        self._wanted, self._steps_wanted = Status.PAUSED, 0

    def resume(self) -> None:
        """Go on."""
        self._wanted, self._steps_wanted, self.not_before = Status.RUNNING, 0, 0.0

    def single_step(self, n: int = 1) -> None:
        """Do ``n`` steps and pause."""
        self._wanted = Status.PAUSED
        self._steps_wanted += n

    def stop(self) -> None:
        """End at the end of the current slice and keep what was trained."""
        self._wanted = Status.STOPPED

    def edit(self, **values: float) -> None:
        """Change live hyperparameters from the next slice on; wrong ones are refused here and now.

        Raises:
            SpecError: when a name is not live or a value is out of range.
        """
        from gdlab.engine.live import apply_edit

        apply_edit(self.trainer.spec if self.trainer is not None else self.run.spec, values)
        self._edits.put(values)

    # --- the worker's side --------------------------------------------------------------------------------------------
    @property
    def wants_work(self) -> bool:
        """Tell whether a worker should take the run up now."""
        if self.run.status.ended:
            return False
        return self._wanted is not Status.PAUSED or self._steps_wanted > 0 or self.run.status is not Status.PAUSED

    def work(self) -> None:
        """Do one slice and note what became of the run; whatever goes wrong ends this run alone."""
        try:
            with self.lock:
                self._work()
        except GdlabError as error:
            self._end(Status.FAILED, str(error))
        except MemoryError:
            self._end(Status.FAILED, "there is not enough memory for this network and batch size")
        except Exception as error:
            self._end(Status.FAILED, f"{type(error).__name__}: {error}")

    def _work(self) -> None:
        if self._wanted is Status.STOPPED:
            self._conclude(Status.STOPPED)
            return
        if self.trainer is None:
            self._prepare()
        assert self.trainer is not None
        while not self._edits.empty():
            self.trainer.edit(**self._edits.get())
            mark = self.trainer.history.marks[-1]
            self._post(Edited(self.id, mark.step, mark.text))
        if self._wanted is Status.PAUSED and self._steps_wanted == 0:
            self._become(Status.PAUSED)
            return
        self._advance(self.trainer)
        if self.trainer.finished:
            self._conclude(Status.FINISHED)

    def _advance(self, trainer: Trainer) -> None:
        self._become(Status.RUNNING)
        stepping = self._wanted is Status.PAUSED
        n = self._steps_wanted if stepping else self._slice
        if self.pace:
            n = min(n, max(1, round(self.pace * 0.03)))
        began = time.perf_counter()
        did = trainer.advance(n)
        took = time.perf_counter() - began
        if stepping:
            self._steps_wanted = max(0, self._steps_wanted - did)
        elif not self.pace:
            self._slice = next_slice(n, took, _SLICE)
        if self.pace:
            self.not_before = max(self.not_before + did / self.pace, began)
        self.run.elapsed = trainer.elapsed

    def _prepare(self) -> None:
        self._post(Preparing(self.id, "Preparing the data"))
        self.examples = examples_for(self.run.spec, self._data)
        self._post(Preparing(self.id, "Preparing the engine"))
        trainer = Trainer(self.run.spec, self.examples, self._parameters)
        if self._state is not None:
            trainer.restore(self._state)
        self.run.history = trainer.history
        self.trainer = trainer
        self.not_before = time.perf_counter()

    def _become(self, status: Status) -> None:
        if self.run.status is not status:
            self.run.status = status
            self._post(StatusChanged(self.id, status))

    def _conclude(self, status: Status) -> None:
        if self.trainer is None:
            self._end(status, "stopped before its first step")
            return
        conclude(self.run, self.trainer)
        ended = self.run.status if self.run.status is Status.DIVERGED else status
        self._end(ended, self.run.reason)

    def _end(self, status: Status, reason: str) -> None:
        self.run.status, self.run.reason = status, reason
        self._post(StatusChanged(self.id, status, reason))
