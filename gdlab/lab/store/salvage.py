"""Save every whole run of a damaged store into a new file, and say what was lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdlab.lab.store.database import OF_A_RUN, VERSION, StoreError, connect_to_read, told, transaction
from gdlab.lab.store.records import COLUMNS, read_blob, read_run
from gdlab.lab.store.store import Store


@dataclass(frozen=True)
class Salvaged:
    """What became of a damaged store.

    Attributes:
        path: the new store; None when nothing was wrong, so that none was made.
        saved: ids of the runs that are whole.
        lost: by the id of each run that is not, or by the place of a line that could not be read, the reason.
    """

    path: Path | None
    saved: tuple[str, ...]
    lost: dict[str, str]


def examine(path: Path) -> list[str]:
    """Return what is wrong with a store: SQLite's own check and every run that cannot be read; nothing when sound.

    Raises:
        StoreError: when it cannot be opened at all.
    """
    problems: list[str] = []
    try:
        with closing(connect_to_read(path)) as db:
            found = [text for (text,) in db.execute("PRAGMA integrity_check(20)")]
            problems += [] if found == ["ok"] else found
            for line in _lines(db, problems):
                reason = _why_damaged(db, line)
                problems += [reason] if reason else []
    except sqlite3.DatabaseError as error:
        problems.append(str(error))
    return problems


def repair(path: Path, target: Path | None = None) -> Salvaged:
    """Copy the whole runs of a damaged store into a new one; the damaged file is left as it is.

    Args:
        path: the damaged store.
        target: the new file; ``<name>-repaired.sqlite`` beside the old one if None.

    Raises:
        StoreError: when the new file exists or cannot be written, or not one run can be read.
    """
    if not examine(path):
        return Salvaged(None, (), {})
    target = target or path.with_name(f"{path.stem}-repaired{path.suffix}")
    if target.exists():
        raise StoreError(f"{target}: this file exists already; move it away, since it may hold what was saved before")
    store = Store(target)
    lost: dict[str, str] = {}
    saved: list[str] = []
    problems: list[str] = []
    try:
        with closing(connect_to_read(path)) as db:
            if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                raise StoreError(f"{path}: this damaged store is of another version; nothing can be saved from it here")
            for line in _lines(db, problems):
                reason = _why_damaged(db, line)
                try:
                    records = _records(db, line[0]) if reason is None else {}
                except sqlite3.DatabaseError as error:
                    reason, records = str(error), {}
                if reason is None:
                    _add(records, store)
                    saved.append(str(line[0]))
                else:
                    lost[str(line[0])] = reason
    except sqlite3.Error as error:
        problems.append(str(told(path, error)))
    lost |= {f"line {i + 1} that could not be read": text for i, text in enumerate(problems)}
    if not saved:
        target.unlink(missing_ok=True)
        raise StoreError(f"{path}: not one whole run could be read from this file")
    return Salvaged(target, tuple(saved), lost)


def _lines(db: sqlite3.Connection, problems: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the lines of the runs that can be read, going on behind damaged pages."""
    last = 0
    while True:
        try:
            found = db.execute("SELECT rowid FROM runs WHERE rowid > ? ORDER BY rowid LIMIT 1", (last,)).fetchone()
            if found is None:
                return
            last = found[0]
            line = db.execute(f"SELECT {COLUMNS} FROM runs WHERE rowid = ?", (last,)).fetchone()
        except sqlite3.DatabaseError as error:
            problems.append(str(error))
            last = _next_row(db, last)
            if last < 0:
                return
            continue
        if line is not None:
            yield line


def _next_row(db: sqlite3.Connection, after: int) -> int:
    """Return a row number behind damaged pages from which reading goes on, -1 when there is none."""
    for step in (1, 10, 100, 1000, 10_000):
        with suppress(sqlite3.DatabaseError):
            if db.execute("SELECT 1 FROM runs WHERE rowid > ? LIMIT 1", (after + step,)).fetchone() is not None:
                return after + step
    return -1


def _why_damaged(db: sqlite3.Connection, line: tuple[Any, ...]) -> str | None:
    try:
        read_run(db, line)
        read_blob(db, line[0], "latest")
    except (StoreError, ValueError, TypeError, sqlite3.DatabaseError) as error:
        return str(error)
    return None


def _records(db: sqlite3.Connection, key: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return one run's lines of every table."""
    columns = {"runs": "id"} | dict.fromkeys(OF_A_RUN, "run")
    return {
        table: db.execute(f"SELECT * FROM {table} WHERE {column} = ?", (key,)).fetchall()
        for table, column in columns.items()
    }


def _add(records: dict[str, list[tuple[Any, ...]]], store: Store) -> None:
    """Write one run's lines as they are."""
    with transaction(store.path, write=True) as new:
        for table, rows in records.items():
            for row in rows:
                new.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
