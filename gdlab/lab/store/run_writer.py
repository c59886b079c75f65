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
from gdlab.lab.store.checkpoint_files import CheckpointFiles, is_large
from gdlab.lab.store.database import connect
from gdlab.lab.store.made_by import made_by
from gdlab.lab.store.overview import write_overview
from gdlab.lab.store.processes import enter_process, leave_process
from gdlab.lab.store.recorded_run import RecordedRun
from gdlab.lab.store.records import (
    SavedRows,
    delete_blob,
    delete_run,
    merge_parts,
    write_blob,
    write_history,
    write_packed,
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


def _take(entry: RecordedRun) -> _HandedOver:
    """Return what there is to write of a run, whose checkpoint stays as it is until :func:`_give_back`."""
    entry.readers += 1
    return _HandedOver(entry, entry.version, entry.state, entry.step, entry.ended)


def _give_back(one: _HandedOver, saved: SavedRows | None) -> None:
    """Note what was written of a run, None where nothing could be; its memory takes the next checkpoint."""
    entry = one.entry
    entry.readers -= 1
    if saved is None:
        return
    entry.saved, entry.begun, entry.written = saved, True, one.version
    if one.state is not None and entry.state is one.state:
        entry.state, entry.spare = None, None if one.ended else one.state


class RunWriter:
    """The connection through which one thread writes runs.

    Args:
        store: where to; it is opened with the first write.
        lock: guards the entries, to which other threads hand over what comes next.
        in_one_file: whether large checkpoints, too, are in the store's file and not beside it.
    """

    def __init__(self, store: Store, lock: AbstractContextManager[object], *, in_one_file: bool = False) -> None:
        self.store = store
        self._lock = lock
        self._files = CheckpointFiles(store.path)
        self._in_one_file = in_one_file
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
            work = [_take(entry) for entry in entries]
        saved: dict[str, SavedRows] = {}
        try:
            written, failed = self._write_all(work)
            saved |= written
        finally:
            with self._lock:
                for one in work:
                    _give_back(one, saved.get(one.entry.run.id))
        self._remove_files([one for one in work if one.entry.run.id in saved])
        return failed

    def _write_all(self, work: Sequence[_HandedOver]) -> tuple[dict[str, SavedRows], dict[str, Exception]]:
        """Write runs in one transaction; return what is saved of each and why others could not be written."""
        saved: dict[str, SavedRows] = {}
        failed: dict[str, Exception] = {}
        db = self._connection()
        pointers = {} if self._in_one_file else self._write_files(db, work)
        db.execute("BEGIN IMMEDIATE")
        for one in work:
            WINDOW.give_way()
            key = one.entry.run.id
            db.execute("SAVEPOINT run")
            try:
                saved[key] = self._write_run(db, one, pointers.get(key))
            except Exception as error:  # one that cannot be written must not keep the others from it
                if isinstance(error, sqlite3.Error) and not isinstance(error, _OF_ONE_RUN):
                    raise
                db.execute("ROLLBACK TO run")
                failed[key] = error
            db.execute("RELEASE run")
        db.execute("COMMIT")
        return saved, failed

    def _write_files(self, db: sqlite3.Connection, work: Sequence[_HandedOver]) -> dict[str, bytes]:
        """Write large checkpoints beside the store, before it is locked, and return by run what points to them."""
        pointers: dict[str, bytes] = {}
        for one in work:
            key = one.entry.run.id
            if one.state is None or one.entry.withdrawn or not is_large(key, one.state):
                continue
            if not self._is_foreign(one.entry, self._owner(db, key)):
                WINDOW.give_way()
                pointers[key] = self._files.write(db, key, one.state)
        return pointers

    def _remove_files(self, written: Sequence[_HandedOver]) -> None:
        """Remove the files of checkpoints that runs which have ended need no more."""
        if not self._files.exist or self._db is None:
            return
        for one in written:
            if (one.ended or one.entry.withdrawn) and not one.entry.is_foreign:
                self._files.remove_unused(self._db, one.entry.run.id)

    def _owner(self, db: sqlite3.Connection, key: str) -> str | None:
        """Return the process that writes a run, None where the store does not know the run."""
        found = db.execute("SELECT process FROM runs WHERE id = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def _is_foreign(self, entry: RecordedRun, owner: str | None) -> bool:
        """Return whether another process has made a run its own."""
        return entry.is_foreign or (entry.begun and owner not in (None, "", self._process))

    def _write_run(self, db: sqlite3.Connection, one: _HandedOver, pointer: bytes | None) -> SavedRows:
        """Write one run.

        Args:
            db: the store, in a transaction.
            one: what there is to write.
            pointer: what is in the store for a checkpoint that has a file of its own; None where it has none.
        """
        entry, run, saved = one.entry, one.entry.run, one.entry.saved
        if entry.withdrawn:
            delete_run(db, run.id)
            return saved
        owner = self._owner(db, run.id)
        if self._is_foreign(entry, owner):
            if not entry.is_foreign:
                logger.warning("another process writes run %s now", run.id)
            entry.is_foreign = True
            return saved
        is_new = owner is None
        if is_new:
            saved = SavedRows()  # it is new, or was deleted meanwhile
        write_run(db, run, self._process or "", run.made_by or made_by(run.code), whole=one.ended)
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
        if pointer is not None:
            write_packed(db, run.id, "latest", one.step, pointer)
        elif one.state is not None:
            write_blob(db, run.id, "latest", one.step, one.state, compress=False)
        return saved

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            self.store.open(PATIENCE)
            self._process = self._process or enter_process(self.store.path)
            self._db = connect(self.store.path, PATIENCE)
            self._files.tidy(self._db)
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
            leave_process(self.store.path)
