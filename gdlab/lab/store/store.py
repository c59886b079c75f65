"""Keep runs in one SQLite file: lists and whole runs are read, runs saved, removed, brought back and tagged."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status
from gdlab.lab.store.beside import copy_journals
from gdlab.lab.store.checkpoint_files import CheckpointFiles, read_checkpoint
from gdlab.lab.store.database import PATIENCE, StoreError, connect, refuse_path, store_error, transaction
from gdlab.lab.store.made_by import made_by
from gdlab.lab.store.migrations import make_or_migrate
from gdlab.lab.store.overview import StoredCurve, read_curve, write_overview
from gdlab.lab.store.processes import is_alive, this_process
from gdlab.lab.store.records import (
    COLUMNS,
    SavedRows,
    delete_blob,
    delete_run,
    read_history,
    read_run,
    write_blob,
    write_history,
    write_preparation,
    write_run,
)
from gdlab.lab.store.stored_run import UNDER_WAY, StoredRun, recorded_status, stored_run
from gdlab.lab.store.whole_copy import copy_whole
from gdlab.paths import data_dir, data_path
from gdlab.spec.plain import is_whole_text

_log = logging.getLogger(__name__)

#: The reason kept with a run whose process ended during training, once a person has chosen not to resume it.
GIVEN_UP = "interrupted"
#: Finds runs by an id, the start of one or a name; the bounds of ids have SQLite look into its index, and the function
#: before them leaves nothing else in.
FIND = (
    f"SELECT {COLUMNS}, process FROM runs WHERE removed IS NULL AND (id = :key OR name = :key OR (length(:key) >= 4 "
    "AND substr(id, 1, length(:key)) = :key AND id >= :key AND id < :after)) ORDER BY started, rowid"
)
_RESUMABLE = (str(Status.STOPPED), str(Status.INTERRUPTED))


class Store:
    """A file of runs that any number of gdlab processes may use at once.

    Args:
        path: the file; the user's own store if None. It is made when missing.
        patience: seconds for which each call waits for other processes that write.
        deferred: leave the file alone until :meth:`open` or the first call that writes or reads.

    Raises:
        StoreError: when the file cannot be opened or is not a store of gdlab.
    """

    def __init__(self, path: str | Path | None = None, *, patience: float = PATIENCE, deferred: bool = False) -> None:
        self.path = Path(path) if path is not None else data_path() / "runs.sqlite"
        self._is_own = path is None
        self._files = CheckpointFiles(self.path)
        self.patience = patience
        self._is_open = False
        if not deferred:
            self.open()

    def open(self, patience: float | None = None) -> None:
        """Open the file once: make it when it is missing, bring it up to date when it is of an older gdlab.

        Args:
            patience: seconds to wait for other processes that hold it; as given to the store if None.

        Raises:
            StoreError: when it cannot be opened or is not a store of gdlab.
        """
        if self._is_open:
            return
        try:
            if self._is_own:
                data_dir()
        except OSError as error:
            raise StoreError(f"your store's folder cannot be made: {error}; choose a file with --store") from None
        refuse_path(self.path)
        try:
            db = connect(self.path, self.patience if patience is None else patience)
            try:
                make_or_migrate(db, self.path)
            finally:
                db.close()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise store_error(self.path, error) from None
        self._is_open = True

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Generator[sqlite3.Connection]:
        self.open()
        with transaction(self.path, write=write, patience=self.patience) as db:
            yield db

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Give a connection for one transaction that reads."""
        with self._transaction() as db:
            yield db

    # --- write ------------------------------------------------------------------------------------------------------
    def save(self, run: Run) -> None:
        """Add a run with everything that it holds, or bring its record up to date."""
        with self._transaction(write=True) as db:
            write_run(db, run, this_process(self.path), made_by(run.code))
            for name in ("series", "parts", "marks"):
                db.execute(f"DELETE FROM {name} WHERE run = ?", (run.id,))
            write_history(db, run.id, run.history, SavedRows())
            write_overview(db, run.id, run.history)
            write_blob(db, run.id, "parameters", 0, run.parameters, compress=False)
            write_preparation(db, run)
            if run.status.ended:
                delete_blob(db, run.id, "latest")
        if run.status.ended:
            self.remove_unused_files([run.id])

    def rename(self, key: str, name: str) -> None:
        """Give a run another name."""
        with self._transaction(write=True) as db:
            db.execute("UPDATE runs SET name = ? WHERE id = ?", (name, key))

    def remove(self, keys: Sequence[str]) -> int:
        """Put runs into the trash by id and return how many there were; :meth:`bring_back` undoes it."""
        return self._mark_removed(keys, time.time())

    def bring_back(self, keys: Sequence[str]) -> int:
        """Take runs out of the trash by id and return how many there were."""
        return self._mark_removed(keys, None)

    def _mark_removed(self, keys: Sequence[str], when: float | None) -> int:
        with self._transaction(write=True) as db:
            query = f"UPDATE runs SET removed = ? WHERE id = ? AND removed IS {'NULL' if when else 'NOT NULL'}"
            return sum(db.execute(query, (when, key)).rowcount for key in keys)

    def empty_trash(self, older_than: float = 0.0) -> int:
        """Delete for good what has been in the trash for this many seconds, and return how many runs that were."""
        with self._transaction(write=True) as db:
            found = db.execute("SELECT id FROM runs WHERE removed <= ?", (time.time() - older_than,)).fetchall()
            count = sum(delete_run(db, key) for (key,) in found)
        self.remove_unused_files([key for (key,) in found])
        return count

    def delete_removed(self, keys: Sequence[str]) -> int:
        """Delete runs for good that are in the trash, and return how many there were; others are left alone."""
        query = "SELECT 1 FROM runs WHERE id = ? AND removed IS NOT NULL"
        with self._transaction(write=True) as db:
            count = sum(delete_run(db, key) for key in keys if db.execute(query, (key,)).fetchone())
        self.remove_unused_files(keys)
        return count

    def remove_unused_files(self, keys: Sequence[str]) -> None:
        """Remove the files of large checkpoints to which no line of these runs points any more."""
        if self._files.exist:
            with self._transaction() as db:
                for key in keys:
                    self._files.remove_unused(db, key)

    def tag(self, key: str, *tags: str) -> None:
        """Set the tags of a run, in the place of those that it had."""
        with self._transaction(write=True) as db:
            db.execute("DELETE FROM tags WHERE run = ?", (key,))
            db.executemany("INSERT OR IGNORE INTO tags (run, tag) VALUES (?, ?)", [(key, tag) for tag in tags])

    def tag_all(self, keys: Sequence[str], tag: str, *, on: bool = True) -> None:
        """Give many runs one tag beside those that they have, or take it from them."""
        add, take = "INSERT OR IGNORE INTO tags (run, tag) VALUES (?, ?)", "DELETE FROM tags WHERE run = ? AND tag = ?"
        with self._transaction(write=True) as db:
            db.executemany(add if on else take, [(key, tag) for key in keys])

    def note(self, key: str, text: str) -> None:
        """Set the note of a run."""
        with self._transaction(write=True) as db:
            db.execute("INSERT OR REPLACE INTO notes (run, text) VALUES (?, ?)", (key, text))

    def claim(self, key: str) -> bool:
        """Make an interrupted or stopped run this process's own, so that no two processes go on with it.

        Returns:
            Whether it is; False when another process has it, or it ended.
        """
        with self._transaction(write=True) as db:
            found = db.execute("SELECT process, status FROM runs WHERE id = ?", (key,)).fetchone()
            if found is None or found[1] not in (*UNDER_WAY, *_RESUMABLE) or is_alive(self.path, found[0]):
                return False
            db.execute("UPDATE runs SET process = ?, status = 'queued' WHERE id = ?", (this_process(self.path), key))
            return True

    def is_held_elsewhere(self, key: str) -> bool:
        """Return whether another process that lives trains a run of this id."""
        with self._transaction() as db:
            found = db.execute("SELECT process FROM runs WHERE id = ?", (key,)).fetchone()
        return found is not None and is_alive(self.path, found[0]) and found[0] != this_process(self.path)

    def give_up(self, keys: Sequence[str]) -> int:
        """Note interrupted runs as stopped, with what was trained, and return how many there were."""
        count = 0
        for key in keys:
            if self.claim(key):
                with self._transaction(write=True) as db:
                    count += db.execute(
                        "UPDATE runs SET status = 'stopped', reason = ?, process = '' WHERE id = ?", (GIVEN_UP, key)
                    ).rowcount
        return count

    def back_up(self, target: str | Path) -> Path:
        """Write a copy of the whole store, also while others use it, and return its path.

        Checkpoints that are beside the store are put into the copy. The journals of its sweeps are copied beside it.

        Raises:
            StoreError: when the copy cannot be written.
        """
        try:
            copy = copy_whole(self.path, Path(target))
        except sqlite3.Error as error:
            raise store_error(Path(target), error) from None
        copy_journals(self.path, copy)
        return copy

    # --- read -------------------------------------------------------------------------------------------------------
    def list(self, *, removed: bool = False) -> list[StoredRun]:
        """Return all runs without their arrays, the newest first; those in the trash instead if ``removed``."""
        with self._transaction() as db:
            rows = db.execute(
                "SELECT runs.id, name, grp, status, reason, started, elapsed, summary, process, "
                "coalesce((SELECT step FROM blobs WHERE run = runs.id AND kind = 'latest'), 0) "
                f"FROM runs WHERE removed IS {'NOT NULL' if removed else 'NULL'} "
                "ORDER BY started DESC, rowid DESC"
            ).fetchall()
            tags: dict[object, list[str]] = {}
            for key, tag in db.execute("SELECT run, tag FROM tags ORDER BY tag"):
                tags.setdefault(key, []).append(f"{tag}")
        alive = self._alive_among({row[8] for row in rows if row[3] in UNDER_WAY})
        return [stored_run(row, tags.get(row[0], ()), alive) for row in rows]

    def curves(self, keys: Sequence[str], tag: str) -> dict[str, StoredCurve]:
        """Return the curves of a tag for drawing, by id; runs without it, damaged ones and unknown ids are left out."""
        found: dict[str, StoredCurve] = {}
        with self._transaction() as db:
            for key in keys:
                try:
                    curve = read_curve(db, key, tag)
                except (ValueError, KeyError, TypeError) as error:
                    _log.warning("the curve %s of run %s is damaged: %s", tag, key, error)
                    continue
                if curve is not None:
                    found[key] = curve
        return found

    def spec_texts(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the specs of runs as TOML, by id; ids that are not there are left out."""
        with self._transaction() as db:
            query = "SELECT spec FROM runs WHERE id = ?"
            found = {key: db.execute(query, (key,)).fetchone() for key in keys}
        return {key: str(row[0]) for key, row in found.items() if row is not None}

    def edits(self, keys: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
        """Return the steps and words of the edits that runs were given while they trained, by id; none without any."""
        with self._transaction() as db:
            query = "SELECT step, text FROM marks WHERE run = ? AND kind = 'edit' ORDER BY number"
            found = {key: [(int(step), str(text)) for step, text in db.execute(query, (key,))] for key in keys}
        return {key: edits for key, edits in found.items() if edits}

    def interrupted(self) -> list[StoredRun]:
        """Return the runs whose process ended before they did, the oldest first."""
        return [run for run in reversed(self.list()) if run.status == Status.INTERRUPTED]

    def load(self, keys: Sequence[str] = (), *, damaged: Callable[[str, str], None] | None = None) -> list[Run]:
        """Return whole runs by id, start of an id, or name, in the order asked; all, oldest first, for none.

        Args:
            keys: which runs.
            damaged: called with the id and the reason for each run that cannot be read, which is then left out.

        Raises:
            StoreError: when a key matches no run, or a run is damaged and ``damaged`` is None.
        """
        return list(self.iterate(keys, damaged=damaged))

    def iterate(self, keys: Sequence[str] = (), *, damaged: Callable[[str, str], None] | None = None) -> Iterator[Run]:
        """Yield what :meth:`load` returns one at a time, so that not all of them are in memory at once."""
        with self._transaction() as db:
            if keys:
                found = [line for key in keys for line in self._find(db, key)]
            else:
                found = db.execute(
                    f"SELECT {COLUMNS}, process FROM runs WHERE removed IS NULL ORDER BY started, rowid"
                ).fetchall()
            alive = self._alive_among({row[-1] for row in found if row[3] in UNDER_WAY})
            for *line, process in found:
                try:
                    run = read_run(db, tuple(line))
                except StoreError as error:
                    if damaged is None:
                        raise
                    damaged(line[0], str(error))
                    continue
                run.status = Status(recorded_status(str(run.status), process, alive))
                yield run

    def checkpoint(self, key: str) -> dict[str, np.ndarray] | None:
        """Return the state from which a run goes on, its history included; None when it has none.

        Raises:
            StoreError: when it is damaged.
        """
        with self._transaction() as db:
            try:
                found = read_checkpoint(db, self.path, key)
                if found is None:
                    return None
                step, state = found
                marks = int(state.pop("marks")[0])
                history: History = read_history(db, key, step)
                history.marks = history.marks[:marks]
            except (ValueError, KeyError, TypeError, IndexError, MemoryError, OverflowError) as error:
                raise StoreError(f"the checkpoint of run {key} is damaged: {error}") from None
        return state | {f"history/{name}": array for name, array in history.state().items()}

    def _alive_among(self, processes: set[str]) -> set[str]:
        return {token for token in processes if is_alive(self.path, token)}

    def _find(self, db: sqlite3.Connection, key: str) -> list[tuple[Any, ...]]:
        if not is_whole_text(key):  # no name of a run, and none that SQLite takes
            raise StoreError(f"{self.path}: there is no run {key!r}; `gdlab runs` lists those there are")
        rows = db.execute(FIND, {"key": key, "after": key + chr(0x10FFFF)}).fetchall()
        if not rows:
            raise StoreError(f"{self.path}: there is no run '{key}'; `gdlab runs` lists those there are")
        return rows
