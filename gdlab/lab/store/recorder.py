"""Write runs into the store while they train: one thread that writes, and training that only hands over copies.

A run exists in the store from ``begin`` on. Between two slices of training ``offer`` copies the
state of the run where a checkpoint is due; the writer's thread appends the new rows of its metrics and puts the
checkpoint in the place of the last one, for all runs in one transaction. Where the disk refuses, training goes on:
everything stays in memory, the writer tries again, and whoever listens is told. ``close`` writes what is
left, if need be into a file of another folder.
"""

from __future__ import annotations

import logging
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status
from gdlab.lab.store.database import StoreError, connect, told
from gdlab.lab.store.made_by import made_by
from gdlab.lab.store.processes import leave, this_process
from gdlab.lab.store.records import (
    SavedRows,
    delete_blob,
    delete_run,
    merge_parts,
    write_blob,
    write_history,
    write_preparation,
    write_run,
)
from gdlab.lab.store.store import Store

logger = logging.getLogger(__name__)

#: Seconds from one checkpoint of a run to the next.
INTERVAL = 0.7
#: The share of a run's time that copying its state may take; a state that takes longer to copy is copied less often.
SHARE = 0.01
#: Seconds for which the writer waits for other processes before it says so and tries again.
_PATIENCE = 2.0
_LONGEST_PAUSE = 5.0


class Trains(Protocol):
    """What the recorder needs of a trainer."""

    @property
    def step(self) -> int:
        """Return the steps done."""
        ...

    @property
    def elapsed(self) -> float:
        """Return the seconds of training."""
        ...

    @property
    def history(self) -> History:
        """Return the metrics so far."""
        ...

    def state(self, *, history: bool = True) -> dict[str, np.ndarray]:
        """Return a copy of the state from which the run goes on, with or without its history."""
        ...


@dataclass
class _Entry:
    """A run that is being recorded, and what of it is still to be written."""

    run: Run
    saved: SavedRows = field(default_factory=SavedRows)
    state: Mapping[str, np.ndarray] | None = None
    step: int = 0
    due: float = 0.0
    changed: bool = True
    ended: bool = False
    withdrawn: bool = False


@dataclass(frozen=True)
class Trouble:
    """Why the store cannot be written at the moment.

    Attributes:
        message: the reason in a sentence.
        since: when it began, in seconds since 1970.
        runs: how many runs have something that is not on the disk.
    """

    message: str
    since: float
    runs: int


class RunRecorder:
    """The one thread of a process that writes runs into a store while they train.

    Args:
        store: where to.
        on_trouble: called from the writer's thread with the trouble when writing fails, and with None when it works
            again.
        interval: seconds from one checkpoint of a run to the next.
    """

    def __init__(
        self,
        store: Store,
        on_trouble: Callable[[Trouble | None], None] | None = None,
        interval: float = INTERVAL,
    ) -> None:
        self.store = store
        self.trouble: Trouble | None = None
        self._on_trouble, self._interval = on_trouble, interval
        self._entries: dict[str, _Entry] = {}
        self._changed = threading.Condition()
        self._wanted = self._served = 0
        self._closing = self._given_up = False
        self._db: sqlite3.Connection | None = None
        self._process = this_process(store.path)
        self._thread = threading.Thread(target=self._loop, name="gdlab-store", daemon=True)
        self._started = False

    # --- called by whoever trains -----------------------------------------------------------------------------------
    def begin(self, run: Run, saved: SavedRows | None = None) -> None:
        """Put a run into the store.

        Args:
            run: its record, whose history grows while it trains.
            saved: what of its history is there already, for a run that is resumed.
        """
        with self._changed:
            self._entries[run.id] = _Entry(run, saved or SavedRows())
            self._launch()
            self._changed.notify_all()

    def offer(self, run: Run, trainer: Trains) -> None:
        """Copy the run's state if a checkpoint is due; to be called between slices by the thread that trains it."""
        entry = self._entries.get(run.id)
        now = time.monotonic()
        if entry is None or now < entry.due:
            return
        state = self._state_of(trainer)
        took = time.monotonic() - now
        with self._changed:
            entry.run.elapsed = trainer.elapsed
            entry.run.history = trainer.history
            entry.state, entry.step, entry.changed = state, trainer.step, True
            entry.due = time.monotonic() + max(self._interval, took / SHARE)
            self._changed.notify_all()

    def end(self, run: Run, trainer: Trains | None = None) -> None:
        """Have a run that has ended, with its parameters, written as a whole.

        Args:
            run: the run, its status set.
            trainer: what trained it; a run that was stopped or interrupted goes on from this state when it is resumed.
        """
        resumable = trainer is not None and run.status in (Status.STOPPED, Status.INTERRUPTED)
        state = self._state_of(trainer) if trainer is not None and resumable else None
        with self._changed:
            entry = self._entries.setdefault(run.id, _Entry(run))
            entry.run, entry.changed, entry.ended, entry.state = run, True, True, state
            entry.step = trainer.step if trainer is not None else entry.step
            self._launch()
            self._changed.notify_all()

    @staticmethod
    def _state_of(trainer: Trains) -> dict[str, np.ndarray]:
        return trainer.state(history=False) | {"marks": np.array([len(trainer.history.marks)], np.int64)}

    def touch(self, run: Run) -> None:
        """Have the line of a run written anew, because its status or its name has changed."""
        with self._changed:
            if run.id in self._entries:
                self._entries[run.id].changed = True
                self._changed.notify_all()

    def withdraw(self, run: Run) -> None:
        """Take a run out of the store that never began."""
        with self._changed:
            entry = self._entries.setdefault(run.id, _Entry(run))
            entry.changed = entry.withdrawn = True
            self._changed.notify_all()

    @property
    def unsaved(self) -> list[Run]:
        """Return the runs of which something is not on the disk yet."""
        with self._changed:
            return [entry.run for entry in self._entries.values() if entry.changed]

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all that was handed over before the call is on the disk; say whether it is."""
        with self._changed:
            if not self._started:
                return True
            self._wanted += 1
            ticket = self._wanted
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._served >= ticket and self.trouble is None, timeout)

    def close(self, patience: float = 30.0, progress: Callable[[int], None] | None = None) -> Path | None:
        """Write what is left and end the thread.

        Args:
            patience: seconds to go on trying when the store refuses.
            progress: called several times a second with how many runs are still to be written.

        Returns:
            None when everything is in the store; else the store of another folder that holds what it refused.

        Raises:
            StoreError: when neither could be written.
        """
        until = time.monotonic() + patience
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        while self._thread.is_alive() and self.unsaved and time.monotonic() < until:
            if progress is not None:
                progress(len(self.unsaved))
            self._thread.join(0.1)
        with self._changed:
            self._given_up = True
            self._changed.notify_all()
        if self._started:
            self._thread.join()
        leave(self.store.path)
        return self._fall_back() if self.unsaved else None

    # --- the writer's thread ----------------------------------------------------------------------------------------
    def _launch(self) -> None:
        if not self._started and not self._closing:
            self._started = True
            self._thread.start()

    def _loop(self) -> None:
        pause = 0.0
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work, None)
                if self._given_up or (self._closing and not any(e.changed for e in self._entries.values())):
                    break
                if pause:
                    self._changed.wait_for(lambda: self._given_up, pause)
                ticket = self._wanted
            try:
                self._write()
            except sqlite3.Error as error:
                self._disconnect()
                pause = min(_LONGEST_PAUSE, 2 * pause or 0.25)
                self._tell(str(told(self.store.path, error)))
                continue
            except Exception as error:  # a run that cannot be written must not end the thread that writes the others
                logger.exception("the store's thread failed")
                self._disconnect()
                pause = min(_LONGEST_PAUSE, 2 * pause or 0.25)
                self._tell(f"{self.store.path}: the store cannot be written: {type(error).__name__}: {error}")
                continue
            pause = 0.0
            with self._changed:
                self._served = max(self._served, ticket)
                self._changed.notify_all()
            self._tell(None)
            self._rest()
        self._disconnect()

    def _has_work(self) -> bool:
        return (
            self._given_up
            or self._closing
            or self._wanted > self._served
            or any(entry.changed for entry in self._entries.values())
        )

    def _rest(self) -> None:
        """Gather what comes next for a moment, unless somebody waits or a run has ended."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._closing
                    or self._wanted > self._served
                    or any(e.ended and e.changed for e in self._entries.values())
                ),
                0.2,
            )

    def _write(self) -> None:
        """Write everything that has changed in one transaction; nothing is noted as written before the commit."""
        with self._changed:
            work = [(entry, entry.state, entry.step, entry.ended) for entry in self._entries.values() if entry.changed]
            for entry, *_ in work:
                entry.changed = False
        written: list[tuple[_Entry, SavedRows]] = []
        try:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            for entry, state, step, ended in work:
                run = entry.run
                if entry.withdrawn:
                    delete_run(db, run.id)
                    written.append((entry, entry.saved))
                    continue
                write_run(db, run, self._process, made_by())
                saved = write_history(db, run.id, run.history, entry.saved)
                if ended:
                    saved = merge_parts(db, run.id, run.history, saved)
                    write_blob(db, run.id, "parameters", step, run.parameters, compress=False)
                    write_preparation(db, run)
                    if state is None:
                        delete_blob(db, run.id, "latest")
                if state is not None:
                    write_blob(db, run.id, "latest", step, state, compress=False)
                written.append((entry, saved))
            db.execute("COMMIT")
        except BaseException:
            with self._changed:
                for entry, *_ in work:
                    entry.changed = True
            raise
        with self._changed:
            for (entry, state, *_), (_, saved) in zip(work, written, strict=True):
                entry.saved = saved
                entry.state = None if entry.state is state else entry.state
                if (entry.ended or entry.withdrawn) and not entry.changed:
                    self._entries.pop(entry.run.id, None)

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            self._db = connect(self.store.path, _PATIENCE)
        return self._db

    def _disconnect(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
            with suppress(sqlite3.Error):
                db.close()

    def _tell(self, message: str | None) -> None:
        before = self.trouble
        if message is None:
            self.trouble = None
        else:
            since = before.since if before is not None else time.time()
            self.trouble = Trouble(message, since, len(self.unsaved))
            logger.warning("%s", message) if before is None else None
        with self._changed:
            self._changed.notify_all()
        if self._on_trouble is not None and self.trouble != before:
            self._on_trouble(self.trouble)

    def _fall_back(self) -> Path:
        """Write what the store refused into a store of another folder and return its path."""
        name = f"{self.store.path.stem}-rescued-{time.strftime('%Y%m%d-%H%M%S')}.sqlite"
        problems: list[str] = []
        for folder in (Path.home(), Path(tempfile.gettempdir())):
            try:
                other = Store(folder / name)
                for run in self.unsaved:
                    other.save(run)
                return other.path
            except (StoreError, OSError) as error:
                problems.append(str(error))
        raise StoreError("; ".join(dict.fromkeys(problems)))
