"""Bring a store of an older gdlab up to date, after a copy of it was made beside it."""

from __future__ import annotations

import io
import json
import logging
import sqlite3
import zlib
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.files import atomic_write
from gdlab.lab.store.database import MARK, SCHEMA, VERSION, StoreError
from gdlab.lab.store.records import SavedRows, write_blob, write_history

logger = logging.getLogger(__name__)
#: Bytes that one array of an old store may take.
_LARGEST = 1 << 32


def make_or_migrate(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file, or bring an older store up to date; refuse what is not ours or is newer.

    Raises:
        StoreError: when the file belongs to another program or a newer gdlab.
    """
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if mark == MARK and version > VERSION:
        raise StoreError(f"{path}: this store was made by a newer gdlab; update gdlab or choose another file")
    if mark == MARK and version == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # another process may be doing the same
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if mark != MARK:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{path}: this is a database of another program; choose another file")
        _make(db)
    elif version < VERSION:
        backup(path, path.with_name(f"{path.stem}-version-{version}{path.suffix}"))
        _from_version_1(db)
    db.execute("COMMIT")


def backup(source: Path, target: Path) -> Path:
    """Write a whole copy of a store, also while others use it, and return its path.

    An existing file of that name is left alone and a number is added to the name.

    Raises:
        sqlite3.Error: when the source cannot be read or the copy not be written.
        OutputError: when the copy cannot be put in its place.
    """
    target = unused_name(target)
    with copied_store(source, target) as (old, new):
        old.backup(new)
    return target


@contextmanager
def copied_store(source: Path, target: Path) -> Generator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Give connections to a store and to an empty file, which becomes ``target`` once the block has ended."""
    with (
        atomic_write(target) as temporary,
        closing(sqlite3.connect(source, isolation_level=None)) as old,
        closing(sqlite3.connect(temporary, isolation_level=None)) as new,
    ):
        yield old, new


def unused_name(wanted: Path) -> Path:
    """Return a path, or the first one with a number in its name that no file has."""
    target, number = wanted, 1
    while target.exists():
        number += 1
        target = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return target


def _make(db: sqlite3.Connection) -> None:
    for statement in SCHEMA:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {MARK}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def _from_version_1(db: sqlite3.Connection) -> None:
    """Version 1 kept a run in one line, its metrics and parameters as npz files; a damaged line stays in the copy."""
    db.execute("DROP INDEX IF EXISTS runs_by_start")
    db.execute("ALTER TABLE runs RENAME TO old_runs")
    _make(db)
    keys = [key for (key,) in db.execute("SELECT id FROM old_runs ORDER BY rowid").fetchall()]
    for key in keys:
        row = db.execute(
            "SELECT name, grp, status, reason, started, elapsed, spec, summary, history, parameters "
            "FROM old_runs WHERE id = ?",
            (key,),
        ).fetchone()
        db.execute("SAVEPOINT one")
        try:
            _take_over(db, key, row)
        except (ValueError, KeyError, OSError, EOFError, BadZipFile, zlib.error, TypeError) as error:
            db.execute("ROLLBACK TO one")
            logger.warning("run %s of an older store is damaged and was left in its copy: %s", key, error)
        db.execute("RELEASE one")
    db.execute("DROP TABLE old_runs")


def _take_over(db: sqlite3.Connection, key: str, row: tuple[Any, ...]) -> None:
    *line, history, parameters = row
    held = History.restore(_old_arrays(history))
    weights = _old_arrays(parameters)
    db.execute(
        "INSERT INTO runs (id, name, grp, status, reason, started, elapsed, spec, summary) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, *line),
    )
    json.loads(line[-1])
    write_history(db, key, held, SavedRows())
    write_blob(db, key, "parameters", 0, weights, compress=False)


def _old_arrays(blob: bytes) -> dict[str, np.ndarray]:
    if len(blob) > _LARGEST:
        raise ValueError("its arrays are larger than any that gdlab keeps")
    with np.load(io.BytesIO(blob), allow_pickle=False) as held:
        return {str(name): held[f"a{i}"] for i, name in enumerate(held["names"])}
