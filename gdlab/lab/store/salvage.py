"""Save what can be read of a damaged store into a new file, run by run, and say what was lost.

A run is saved where its line, its spec and its metrics are whole. Of its arrays, tags and note those are saved that can
be read; the others are named. The search begins with a copy whose indexes are made anew, since a damaged index hides
lines that are whole.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gdlab.lab.store.beside import copy_journals
from gdlab.lab.store.database import (
    OF_A_RUN,
    VERSION,
    StoreError,
    connect_to_read,
    remove_store,
    told,
    transaction,
)
from gdlab.lab.store.records import COLUMNS, read_blob, read_line
from gdlab.lab.store.store import Store
from gdlab.temporary import temporary_folder

#: What the arrays of a run are called to people, by their kind.
_BLOBS = {
    "parameters": "its parameters",
    "averaged": "its averaged parameters",
    "preparation": "what new rows are prepared by",
    "latest": "its checkpoint, so that it begins anew when it is resumed",
}
#: The tables whose lines an index names, what identifies a line of a run, and what it is called to people.
_NAMED = {
    "series": ("place", "some of its metrics"),
    "parts": ("place, part", "some of its metrics"),
    "marks": ("number", "some of its marks"),
    "tags": ("tag", "some of its tags"),
    "notes": ("run", "its note"),
}
_Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Salvaged:
    """What became of a damaged store.

    Attributes:
        path: the new store; None when nothing was wrong, so that none was made.
        saved: ids of the runs that were saved.
        lost: by the id of each run that was not, or by the place of a line that could not be read, the reason.
        partly: by the id of a run that was saved, what of it could not be read.
    """

    path: Path | None
    saved: tuple[str, ...]
    lost: dict[str, str]
    partly: dict[str, str] = field(default_factory=dict)


class _Known:
    """The lines of which the indexes of a store knew, before they were made anew.

    A line whose page was overwritten is in no table any more, and nothing but an index tells that it was there.

    Args:
        db: the damaged store.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._lines: dict[str, dict[str, set[tuple[Any, ...]]]] = {}
        for table, (columns, _) in (_NAMED | {"blobs": ("kind", "")}).items():
            held = self._lines[table] = {}
            query = f"SELECT run, {columns} FROM {table} INDEXED BY sqlite_autoindex_{table}_1"
            with suppress(sqlite3.DatabaseError):
                for key, *rest in db.execute(query):
                    held.setdefault(f"{key}", set()).add(tuple(rest))

    def of(self, table: str, run: str) -> set[tuple[Any, ...]]:
        """Return what identifies the lines of a run in a table."""
        return self._lines.get(table, {}).get(run, set())


@dataclass
class _Found:
    """What can be read of one run: its lines by table, and in words what of it cannot."""

    lines: dict[str, _Rows]
    missing: list[str]


def examine(path: Path) -> list[str]:
    """Return what is wrong with a store: SQLite's own check and every run that cannot be read; nothing when sound.

    Raises:
        StoreError: when it cannot be opened at all.
    """
    problems: list[str] = []
    try:
        with closing(connect_to_read(path)) as db:
            db.execute("BEGIN")  # what others write meanwhile is not seen
            found = [text for (text,) in db.execute("PRAGMA integrity_check(20)")]
            problems += [] if found == ["ok"] else found
            known = _Known(db)
            for line in _lines(db, problems):
                try:
                    missing = _read(db, line, known).missing
                    problems += [f"run {line[0]} lacks {', '.join(missing)}"] if missing else []
                except (StoreError, sqlite3.DatabaseError) as error:
                    problems.append(str(error))
    except sqlite3.DatabaseError as error:
        problems.append(str(error))
    return problems


def repair(path: Path, target: Path | None = None) -> Salvaged:
    """Copy what is whole of the runs of a damaged store into a new one; the damaged file is left as it is.

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
    with _with_new_indexes(path) as (source, known):
        done = _save_all(source, path, Store(target), known)
    if not done.saved:
        remove_store(target)
        raise StoreError(f"{path}: not one whole run could be read from this file")
    copy_journals(path, target)
    return done


def _save_all(source: Path, path: Path, store: Store, known: _Known) -> Salvaged:
    """Save the runs of a file into a store; errors name the path that the user knows."""
    saved: list[str] = []
    problems: list[str] = []
    lost: dict[str, str] = {}
    partly: dict[str, str] = {}
    try:
        with closing(connect_to_read(source)) as db:
            if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
                raise StoreError(f"{path}: this damaged store is of another version; nothing can be saved from it here")
            for line in _lines(db, problems):
                try:
                    found = _read(db, line, known)
                except (StoreError, sqlite3.DatabaseError) as error:
                    lost[str(line[0])] = str(error)
                    continue
                _add(found.lines, store)
                saved.append(str(line[0]))
                if found.missing:
                    partly[str(line[0])] = ", ".join(found.missing)
            unread = _ids(db) - set(saved) - set(lost)
    except sqlite3.Error as error:
        problems.append(str(told(path, error)))
        unread = set[str]()
    lost |= dict.fromkeys(sorted(unread), "its line could not be read")
    if not unread:
        lost |= {f"line {i + 1} that could not be read": text for i, text in enumerate(problems)}
    return Salvaged(store.path, tuple(saved), lost, partly)


@contextmanager
def _with_new_indexes(path: Path) -> Generator[tuple[Path, _Known]]:
    """Give a copy of a store whose indexes are made anew where that can be done, and what they knew before.

    Without space for a copy it is the store itself.
    """
    with temporary_folder("repair") as folder:
        source = folder / "store.sqlite"
        try:
            for ending in ("", "-wal"):
                beside = path.with_name(path.name + ending)
                if beside.exists():
                    shutil.copyfile(beside, source.with_name(source.name + ending))
            _correct_length(source)
        except OSError:
            source = path
        with closing(connect_to_read(source)) as db:
            known = _Known(db)
        if source != path:
            with suppress(sqlite3.Error), closing(sqlite3.connect(source, isolation_level=None)) as db:
                for table in ("runs", *OF_A_RUN):
                    with suppress(sqlite3.Error):
                        db.execute(f"REINDEX {table}")
        yield source, known


def _correct_length(copy: Path) -> None:
    """Have a file that was cut off say its own length, since SQLite reads nothing of one that is shorter than it says.

    The header holds the bytes of a page at 16, 1 for 65,536, and the pages at 28.
    """
    with copy.open("r+b") as file:
        head = file.read(100)
        page = int.from_bytes(head[16:18], "big")
        page = 65536 if page == 1 else page
        pages = copy.stat().st_size // page if page else 0
        if len(head) == 100 and 0 < pages < int.from_bytes(head[28:32], "big"):
            file.truncate(pages * page)
            file.seek(28)
            file.write(pages.to_bytes(4, "big"))


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


def _ids(db: sqlite3.Connection) -> set[str]:
    """Return the ids of all runs of which any table or index knows."""
    found: set[str] = set()
    queries = ["SELECT id FROM runs INDEXED BY sqlite_autoindex_runs_1 WHERE id > ''"]
    queries += [f"SELECT DISTINCT run FROM {table}" for table in OF_A_RUN]
    for query in queries:
        with suppress(sqlite3.DatabaseError):
            found |= {f"{key}" for (key,) in db.execute(query)}
    return found


def _read(db: sqlite3.Connection, line: tuple[Any, ...], known: _Known) -> _Found:
    """Return what can be read of a run.

    Raises:
        StoreError: when its line, its spec or its metrics are damaged.
        sqlite3.DatabaseError: when they cannot be read.
    """
    read_line(db, line)
    key = str(line[0])
    found = _Found({"runs": db.execute("SELECT * FROM runs WHERE id = ?", (key,)).fetchall()}, [])
    _read_named(db, key, known, found)
    kinds = _read_blobs(db, key, found)
    for kind, words in _BLOBS.items():
        if (kind,) in known.of("blobs", key) and kind not in kinds:
            found.missing.append(words)
    found.missing[:] = dict.fromkeys(found.missing)
    return found


def _read_named(db: sqlite3.Connection, key: str, known: _Known, found: _Found) -> None:
    """Read a run's lines of every table but that of the arrays, and note which are gone."""
    for table, (columns, words) in _NAMED.items():
        try:
            rows = db.execute(f"SELECT {columns}, * FROM {table} WHERE run = ?", (key,)).fetchall()
        except sqlite3.DatabaseError:
            if table in ("series", "parts"):
                raise
            rows = []
            found.missing.append(words)
        width = columns.count(",") + 1
        found.lines[table] = [row[width:] for row in rows]
        if known.of(table, key) - {row[:width] for row in rows}:
            found.missing.append(words)


def _read_blobs(db: sqlite3.Connection, key: str, found: _Found) -> set[str]:
    """Read a run's arrays, note which are damaged, and return the kinds of those that are whole."""
    whole: set[str] = set()
    found.lines["blobs"] = []
    for kind, words in _BLOBS.items():
        try:
            if read_blob(db, key, kind) is not None:
                query = "SELECT * FROM blobs WHERE run = ? AND kind = ?"
                found.lines["blobs"] += db.execute(query, (key, kind)).fetchall()
                whole.add(kind)
        except (ValueError, KeyError, TypeError, MemoryError, OverflowError, sqlite3.DatabaseError):
            found.missing.append(words)
    return whole


def _add(lines: dict[str, _Rows], store: Store) -> None:
    """Write one run's lines as they are."""
    with transaction(store.path, write=True) as new:
        for table, rows in lines.items():
            for row in rows:
                new.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
