"""Write runs into the store while they train: one thread that writes, and training that only hands over copies.

A run exists in the store from ``begin`` on. Between two slices of training ``offer`` copies the
state of the run where a checkpoint is due; the writer's thread appends the new rows of its metrics and puts the
checkpoint in the place of the last one, for all runs in one transaction. Where the disk refuses, training goes on:
everything stays in memory, the writer tries again, and the listener is told. ``close`` writes what is
left, if need be into a file of another folder.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from gdlab.lab.run import Run, Status
from gdlab.lab.store.database import StoreError, store_error
from gdlab.lab.store.processes import leave_process
from gdlab.lab.store.recorded_run import Recordable, RecordedRun, StoreTrouble, checkpoint_of
from gdlab.lab.store.rescue import default_folders, write_elsewhere
from gdlab.lab.store.run_writer import RunWriter
from gdlab.lab.store.store import Store
from gdlab.logs.faults import record

logger = logging.getLogger(__name__)

#: Seconds from one checkpoint of a run to the next: a third of the second within which it is to be on the disk, since
#: on a busy machine the slice before it and the commit after it may each take as long.
INTERVAL = 0.35
#: Seconds between two tries while the store refuses: the first, the longest, and the longest while it is closed.
_FIRST_PAUSE, _LONGEST_PAUSE, _CLOSING_PAUSE = 0.25, 5.0, 0.5
#: Seconds for which what comes next is gathered before it is written.
_GATHER = 0.2


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
        on_trouble: Callable[[StoreTrouble | None], None] | None = None,
        interval: float = INTERVAL,
    ) -> None:
        self.store = store
        self.trouble: StoreTrouble | None = None
        self._on_trouble, self._interval = on_trouble, interval
        self._entries: dict[str, RecordedRun] = {}
        self._changed = threading.Condition()
        self._wanted = self._served = 0
        self._closing = self._given_up = False
        self._writer = RunWriter(store, self._changed)
        self._elsewhere: list[Path] = []
        self._thread = threading.Thread(target=self._loop, name="gdlab-store", daemon=True)
        self._started = False

    # --- called by the threads that train -----------------------------------------------------------------------------
    def begin(self, run: Run, *, resumed: bool = False) -> None:
        """Put a run into the store.

        Args:
            run: its record, whose history grows while it trains.
            resumed: whether it goes on from its checkpoint in the store, which stays until the next one.
        """
        with self._changed:
            self._entries[run.id] = RecordedRun(run, resumed)
            self._launch()
            self._changed.notify_all()

    def offer(self, run: Run, trainer: Recordable, *, at_once: bool = False) -> None:
        """Hand over the run's metrics and a copy of its state where they are due.

        To be called between slices by the thread that trains the run.

        Args:
            run: the run.
            trainer: what trains it.
            at_once: hand them over although they are not due, because no slice follows for now.
        """
        entry = self._entries.get(run.id)
        began, worked = time.monotonic(), time.thread_time()
        if entry is None or (began < min(entry.due, entry.state_due) and not at_once):
            return
        with self._changed:
            is_state_due = at_once or (began >= entry.state_due and entry.may_copy(trainer))
            spare = entry.take_spare() if is_state_due else None
            if entry.memory is not None:
                self._changed.notify_all()
        if not is_state_due and began < entry.due:
            return
        state = checkpoint_of(trainer, spare) if is_state_due else None
        now = time.monotonic()
        # Time in which the thread waited for a processor is no time that copying takes. Some systems count the time
        # of a thread in units of 16 ms, so the shorter one of both is taken.
        took = min(now - began, time.thread_time() - worked)
        with self._changed:
            entry.run.elapsed = trainer.elapsed
            entry.run.history = trainer.history
            if state is not None:
                entry.put_state(state, trainer.step)
                entry.note_copy(now, took, self._interval)
            entry.version, entry.due = entry.version + 1, now + self._interval
            self._changed.notify_all()

    def end(self, run: Run, trainer: Recordable | None = None, *, gather: bool = False) -> None:
        """Have a run that has ended, with its parameters, written as a whole.

        Args:
            run: the run, its status set.
            trainer: what trained it; a run that was stopped or interrupted goes on from this state when it is resumed.
            gather: let it be written with what ends within a fraction of a second, as where many short runs follow one
                another that a crash does not lose.
        """
        resumable = trainer is not None and run.status in (Status.STOPPED, Status.INTERRUPTED)
        with self._changed:
            spare = self._entries[run.id].take_spare() if run.id in self._entries else None
        state = checkpoint_of(trainer, spare) if trainer is not None and resumable else None
        with self._changed:
            entry = self._entries.setdefault(run.id, RecordedRun(run))
            entry.run, entry.version, entry.ended, entry.state = run, entry.version + 1, True, state
            entry.may_wait = gather
            entry.step = trainer.step if trainer is not None else entry.step
            self._launch()
            self._changed.notify_all()

    def touch(self, run: Run) -> bool:
        """Have the line of a run written anew, because its status or its name has changed.

        Returns:
            Whether it will be; a run that is written as a whole already is no longer known here.
        """
        with self._changed:
            known = run.id in self._entries
            if known:
                self._entries[run.id].version += 1
                self._changed.notify_all()
            return known

    def withdraw(self, run: Run) -> None:
        """Take a run out of the store that never began."""
        with self._changed:
            entry = self._entries.setdefault(run.id, RecordedRun(run))
            entry.version, entry.withdrawn = entry.version + 1, True
            self._changed.notify_all()

    # --- called by the owner ------------------------------------------------------------------------------------------
    @property
    def unsaved(self) -> list[Run]:
        """Return the runs of which something is not on the disk yet."""
        return [entry.run for entry in self._unsaved() if not entry.withdrawn]

    @property
    def only_prepares(self) -> bool:
        """Return whether runs wait for their first step, and no other is under way or still to be written."""
        with self._changed:
            entries = list(self._entries.values())
            waiting = [entry for entry in entries if entry.run.status is Status.QUEUED]
            return bool(waiting) and not any(e.changed or (not e.ended and e not in waiting) for e in entries)

    def check(self) -> None:
        """Try the store in the background, so that trouble with it is told before the first run begins."""
        with self._changed:
            self._wanted += 1
            self._launch()
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all that was handed over before the call is on the disk; say whether it is."""
        with self._changed:
            if not self._started:
                return True
            self._wanted += 1
            ticket = self._wanted
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._served >= ticket and self.trouble is None, timeout)

    def write_elsewhere(self, folder: Path | None = None) -> Path:
        """Write what the store refuses so far into a store of another folder and return its path.

        The runs count as unsaved still: the store is tried again.

        Args:
            folder: where to; the user's home, or else the folder for temporary files, if None.

        Raises:
            StoreError: when that cannot be written either.
        """
        with self._changed:
            entries = [entry for entry in self._unsaved() if not entry.withdrawn]
            for entry in entries:
                entry.readers += 1
        try:
            made = write_elsewhere(self.store.path, entries, [folder] if folder is not None else default_folders())
        finally:
            with self._changed:
                for entry in entries:
                    entry.readers -= 1
        self._elsewhere.append(made)
        return made

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
        while self._thread.is_alive() and self._unsaved() and time.monotonic() < until:
            self._thread.join(0.05)
            if progress is not None:
                progress(len(self.unsaved))
        with self._changed:
            self._given_up = True
            self._changed.notify_all()
        while self._thread.is_alive():
            self._thread.join(0.05)
            if progress is not None:
                progress(len(self.unsaved))
        elsewhere = self.write_elsewhere() if self.unsaved else None
        while self._elsewhere:
            leave_process(self._elsewhere.pop())  # the next start may take the runs back
        return elsewhere

    # --- the writer's thread ----------------------------------------------------------------------------------------
    def _unsaved(self) -> list[RecordedRun]:
        with self._changed:
            return [entry for entry in self._entries.values() if entry.changed]

    def _launch(self) -> None:
        if not self._started and not self._closing:
            self._started = True
            self._thread.start()

    def _loop(self) -> None:
        pause = 0.0
        while (ticket := self._next_ticket(pause)) is not None:
            problem = self._try_to_write()
            self._tell(problem)
            if problem:
                self._writer.disconnect()
                longest = _CLOSING_PAUSE if self._closing else _LONGEST_PAUSE
                pause = min(longest, 2 * pause or _FIRST_PAUSE)
                continue
            pause = 0.0
            with self._changed:
                self._served = max(self._served, ticket)
                self._changed.notify_all()
                self._changed.wait_for(self._is_pressed, _GATHER)
        self._writer.close()

    def _next_ticket(self, pause: float) -> int | None:
        """Wait for something to write, and for the end of a pause; None at the end of the work."""
        with self._changed:
            if pause:
                was_closing = self._closing
                self._changed.wait_for(lambda: self._given_up or self._closing > was_closing, pause)
            self._changed.wait_for(self._has_work)
            done = self._closing and not any(entry.changed for entry in self._entries.values())
            return None if self._given_up or done else self._wanted

    def _has_work(self) -> bool:
        changed = any(entry.changed or entry.memory is not None for entry in self._entries.values())
        return changed or self._given_up or self._closing or self._wanted > self._served

    def _is_pressed(self) -> bool:
        """Return whether a caller waits or a run has ended."""
        urgent = any(entry.is_urgent or entry.memory is not None for entry in self._entries.values())
        return urgent or self._closing or self._wanted > self._served

    def _try_to_write(self) -> str:
        """Write what has changed and return why something could not be written, "" for nothing."""
        with self._changed:
            waiting = list(self._entries.values())
        lacking = [problem for entry in waiting if (problem := entry.make_memory())]
        work = self._unsaved()
        try:
            failed = self._writer.write(work)
        except sqlite3.Error as error:
            return str(store_error(self.store.path, error))
        except StoreError as error:
            return str(error)
        except Exception as error:  # the thread goes on: the next try may do better
            self._report_fault(error)
            return f"{self.store.path}: the store cannot be written: {type(error).__name__}: {error}"
        with self._changed:
            for entry in work:
                if (entry.ended or entry.withdrawn) and not entry.changed:
                    self._entries.pop(entry.run.id, None)
        for key, error in failed.items():
            self._report_fault(error)
            return f"run {key} cannot be written: {type(error).__name__}: {error}"
        return lacking[0] if lacking else ""

    def _report_fault(self, error: Exception) -> None:
        """Have a fault of the program shown and logged, once while the trouble lasts."""
        if self.trouble is None:
            record(error, "Writing runs into the store")

    def _tell(self, problem: str) -> None:
        """Note the trouble or its end, and tell the listener where that is news."""
        before = self.trouble
        if problem:
            since = before.since if before is not None else time.time()
            self.trouble = StoreTrouble(problem, since, len(self.unsaved))
            if before is None or before.message != problem:
                logger.warning("%s", problem)
        else:
            self.trouble = None
        with self._changed:
            self._changed.notify_all()
        if self._on_trouble is not None and self.trouble != before:
            self._on_trouble(self.trouble)
