"""Write what was handed over of several runs into a store, in one transaction."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

import numpy as np

from gdlab.lab.precedence import WINDOW
from gdlab.lab.run import Status
from gdlab.lab.store.database import connect
from gdlab.lab.store.made_by import made_by
from gdlab.lab.store.overview import write_overview
from gdlab.lab.store.processes import enter_process, leave
from gdlab.lab.store.recorded_run import RecordedRun
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

#: Seconds for which a write waits for other processes before it is given up and tried again.
PATIENCE = 2.0

#: SQLite's errors that are those of a value, such as a checkpoint beyond its largest size, and not of the file.
_OF_ONE_RUN = (sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError)


@dataclass(frozen=True)
class _HandedOver:
    """What there was to write of a run when a transaction began; more may come while it is written."""

    entry: RecordedRun
    version: int
    state: Mapping[str, np.ndarray] | None
    step: int
    ended: bool


def _note_written(one: _HandedOver, saved: SavedRows) -> None:
    entry = one.entry
    entry.saved, entry.begun, entry.written = saved, True, one.version
    entry.state = None if entry.state is one.state else entry.state


class RunWriter:
    """The connection through which one thread writes runs.

    Args:
        store: where to; it is opened with the first write.
        lock: guards the entries, to which other threads hand over what comes next.
    """

    def __init__(self, store: Store, lock: AbstractContextManager[object]) -> None:
        self.store = store
        self._lock = lock
        self._db: sqlite3.Connection | None = None
        self._process: str | None = None

    def write(self, entries: Sequence[RecordedRun]) -> dict[str, Exception]:
        """Write what has changed of the runs, and note it as written once it is on the disk.

        Returns:
            By id, why single runs could not be written; they are as changed as before.

        Raises:
            sqlite3.Error: when nothing could be written.
            StoreError: when the file cannot be a store.
        """
        with self._lock:
            work = [_HandedOver(entry, entry.version, entry.state, entry.step, entry.ended) for entry in entries]
        saved, failed = self._write_all(work)
        with self._lock:
            for one in work:
                if one.entry.run.id in saved:
                    _note_written(one, saved[one.entry.run.id])
        return failed

    def _write_all(self, work: Sequence[_HandedOver]) -> tuple[dict[str, SavedRows], dict[str, Exception]]:
        """Write runs in one transaction; return what is saved of each and why others could not be written."""
        saved: dict[str, SavedRows] = {}
        failed: dict[str, Exception] = {}
        db = self._connection()
        db.execute("BEGIN IMMEDIATE")
        for one in work:
            WINDOW.give_way()
            key = one.entry.run.id
            db.execute("SAVEPOINT run")
            try:
                saved[key] = self._write_run(db, one)
            except Exception as error:  # one that cannot be written must not keep the others from it
                if isinstance(error, sqlite3.Error) and not isinstance(error, _OF_ONE_RUN):
                    raise
                db.execute("ROLLBACK TO run")
                failed[key] = error
            db.execute("RELEASE run")
        db.execute("COMMIT")
        return saved, failed

    def _write_run(self, db: sqlite3.Connection, one: _HandedOver) -> SavedRows:
        entry, run, saved = one.entry, one.entry.run, one.entry.saved
        if entry.withdrawn:
            delete_run(db, run.id)
            return saved
        owner = db.execute("SELECT process FROM runs WHERE id = ?", (run.id,)).fetchone()
        if entry.is_foreign or (entry.begun and owner is not None and owner[0] not in ("", self._process)):
            if not entry.is_foreign:
                logger.warning("another process writes run %s now", run.id)
            entry.is_foreign = True
            return saved
        is_new = owner is None
        if is_new:
            saved = SavedRows()  # it is new, or was deleted meanwhile
        write_run(db, run, self._process or "", run.made_by or made_by(), whole=one.ended)
        if not (entry.begun or entry.resumed or is_new):
            delete_blob(db, run.id, "latest")
        saved = write_history(db, run.id, run.history, saved, is_new=is_new)
        if one.ended:
            saved = merge_parts(db, run.id, run.history, saved)
            write_overview(db, run.id, run.history, is_new=is_new)
            write_blob(db, run.id, "parameters", one.step, run.parameters, compress=False)
            write_preparation(db, run, is_new=is_new)
            if one.state is None and not is_new and run.status not in (Status.STOPPED, Status.INTERRUPTED):
                delete_blob(db, run.id, "latest")
        if one.state is not None:
            write_blob(db, run.id, "latest", one.step, one.state, compress=False)
        return saved

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            self.store.open(PATIENCE)
            self._process = self._process or enter_process(self.store.path)
            self._db = connect(self.store.path, PATIENCE)
        return self._db

    def disconnect(self) -> None:
        """Close the connection; the next write opens another one."""
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                if db.in_transaction:
                    db.execute("ROLLBACK")
            with suppress(sqlite3.Error):
                db.close()

    def close(self) -> None:
        """End the work with the store: this process no longer trains the runs that are under way in it."""
        self.disconnect()
        if self._process is not None:
            self._process = None
            leave(self.store.path)
