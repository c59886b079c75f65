"""Save what can be read of a damaged store into a new file, run by run, and say what was lost.

A run is saved where its line and its spec are whole. Of its metrics, arrays, tags and note those are saved that can be
read; the others are named, also in the run's note in the new file. The lines are taken from the pages of the damaged
file one by one, since SQLite gives up a table, or the whole file, where one page of it is damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.store.beside import copy_journals
from gdlab.lab.store.checkpoint_files import CheckpointFiles, is_pointer
from gdlab.lab.store.database import (
    MARK,
    SCHEMA,
    VERSION,
    StoreError,
    connect_to_read,
    remove_store,
    store_error,
    transaction,
)
from gdlab.lab.store.database_pages import DatabasePages
from gdlab.lab.store.processes import is_alive
from gdlab.lab.store.rebuilding import Rebuilt, rebuild
from gdlab.lab.store.records import COLUMNS, read_blob, read_line
from gdlab.lab.store.salvage_losses import ARRAY_WORDS, LINE_WORDS, missing_lines
from gdlab.lab.store.store import Store
from gdlab.temporary import temporary_folder

#: Versions that a store may have; another number comes from damage.
_VERSIONS = range(1, 1000)
_OTHER_HEADER = "its header does not say any more that it is a store of this gdlab"
_Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Salvaged:
    """What became of a damaged store.

    Attributes:
        path: the new store; None when nothing was wrong, so that none was made.
        saved: ids of the runs that were saved.
        lost: by the id of each run that was not, the reason.
        partly: by the id of a run that was saved, what of it could not be read.
    """

    path: Path | None
    saved: tuple[str, ...]
    lost: dict[str, str]
    partly: dict[str, str] = field(default_factory=dict)


@dataclass
class _Found:
    """What can be read of one run: its lines by table, and in words what of it cannot."""

    lines: dict[str, _Rows]
    missing: list[str]


def examine(path: Path) -> list[str]:
    """Return what is wrong with a store: SQLite's own check, else every run that cannot be read; nothing when sound.

    Raises:
        StoreError: when it cannot be opened at all.
    """
    problems: list[str] = []
    try:
        with closing(connect_to_read(path)) as db:
            db.execute("BEGIN")  # what others write meanwhile is not seen
            found = [text for (text,) in db.execute("PRAGMA integrity_check(20)")]
            if found != ["ok"]:
                return found
            mark, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            texts = {text for (text,) in db.execute("SELECT sql FROM sqlite_schema")}
            if mark != MARK or (version != VERSION and texts >= set(SCHEMA)):
                return [_OTHER_HEADER]
            if version != VERSION:
                return []
            for line in db.execute(f"SELECT {COLUMNS} FROM runs ORDER BY rowid").fetchall():
                try:
                    missing = _read(db, line, None, path).missing
                    if ARRAY_WORDS["latest"] in missing and _is_under_way(db, path, line[0]):
                        missing.remove(ARRAY_WORDS["latest"])  # it was written over while all this was read
                    problems += [f"run {line[0]} lacks {', '.join(missing)}"] if missing else []
                except StoreError as error:
                    problems.append(str(error))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter where SQLite quotes damaged bytes
        problems.append(str(error))
    return problems


def _is_under_way(db: sqlite3.Connection, path: Path, key: str) -> bool:
    """Return whether a living process trains a run, whose checkpoints follow each other by the second."""
    return is_alive(path, db.execute("SELECT process FROM runs WHERE id = ?", (key,)).fetchone()[0])


def repair(path: Path, target: Path | None = None) -> Salvaged:
    """Copy what is whole of the runs of a damaged store into a new one; the damaged file is left as it is.

    Args:
        path: the damaged store.
        target: the new file; ``<name>-repaired.sqlite`` beside the old one if None.

    Raises:
        StoreError: when the new file exists or cannot be written, or not one run can be read.
    """
    problems = examine(path)
    if not problems:
        return Salvaged(None, (), {})
    target = target or path.with_name(f"{path.stem}-repaired{path.suffix}")
    if target.exists():
        raise StoreError(f"{target}: this file exists already; move it away, since it may hold what was saved before")
    with (
        _rebuilt(path, any_version=_OTHER_HEADER in problems) as (source, found),
        closing(connect_to_read(source)) as db,
    ):
        lines = db.execute(f"SELECT {COLUMNS} FROM runs ORDER BY rowid").fetchall()
        if not lines:
            raise StoreError(f"{path}: not one whole run could be read from this file")
        done = _save_all(db, lines, path, Store(target), found)
    if not done.saved:
        remove_store(target)
        raise StoreError(f"{path}: not one whole run could be read from this file")
    copy_journals(path, target)
    return done


@contextmanager
def _rebuilt(path: Path, *, any_version: bool) -> Generator[tuple[Path, Rebuilt]]:
    """Give a sound file of all lines that are on the pages of a damaged store, and what was found there.

    Args:
        path: the damaged store.
        any_version: whether its tables are known to be ours, whatever version its header says.

    Raises:
        StoreError: when the store is of another version, or cannot be read, or the disk has no space for it.
    """
    try:
        with temporary_folder("repair") as folder, closing(DatabasePages(path)) as pages:
            version = pages.number_in_header(60)
            if not any_version and pages.number_in_header(68) == MARK and version != VERSION and version in _VERSIONS:
                raise StoreError(f"{path}: this damaged store is of another version; nothing can be saved from it here")
            source = folder / "store.sqlite"
            try:
                found = rebuild(pages, source)
            except sqlite3.Error as error:
                raise store_error(source, error) from None
            yield source, found
    except OSError as error:
        raise StoreError(f"{path}: this file cannot be read: {error}") from None


def _save_all(db: sqlite3.Connection, lines: _Rows, damaged: Path, store: Store, found: Rebuilt) -> Salvaged:
    """Save the runs of a rebuilt file into a store.

    Args:
        db: the rebuilt file.
        lines: the runs' own lines.
        damaged: the damaged store, beside which large checkpoints are.
        store: where to.
        found: what was found on the pages of the damaged store.
    """
    saved: list[str] = []
    lost: dict[str, str] = {}
    partly: dict[str, str] = {}
    for line in lines:
        key = str(line[0])
        try:
            held = _read(db, line, found, damaged)
        except (StoreError, sqlite3.DatabaseError) as error:
            lost[key] = str(error)
            continue
        if held.missing:
            partly[key] = ", ".join(held.missing)
            held.lines["notes"] = _with_loss(held.lines["notes"], key, partly[key])
        _add(held.lines, store)
        saved.append(key)
    lost |= dict.fromkeys(sorted(found.runs - set(saved) - set(lost)), "its line could not be read")
    return Salvaged(store.path, tuple(saved), lost, partly)


def _with_loss(notes: _Rows, key: str, words: str) -> _Rows:
    """Return a run's note with what it lacks, since its figures would else seem complete."""
    text = "\n".join([*(str(note) for _, note in notes), f"Saved from a damaged store without {words}."])
    return [(key, text)]


def _read(db: sqlite3.Connection, line: tuple[Any, ...], found: Rebuilt | None, path: Path) -> _Found:
    """Return what can be read of a run.

    Args:
        db: the store, or one that was rebuilt of it.
        line: the run's own line.
        found: what was found on the pages of the damaged store; None to compare with nothing.
        path: the store's own file, beside which large checkpoints are.

    Raises:
        StoreError: when its line, its spec or its metrics are damaged.
        sqlite3.DatabaseError: when they cannot be read.
    """
    run = read_line(db, line)
    held = _Found({"runs": db.execute("SELECT * FROM runs WHERE id = ?", (run.id,)).fetchall()}, [])
    for table in LINE_WORDS:
        held.lines[table] = db.execute(f"SELECT * FROM {table} WHERE run = ?", (run.id,)).fetchall()
    kinds = _read_blobs(db, run.id, held, path)
    if found is not None:
        held.missing += missing_lines(db, run, found, kinds)
    held.missing[:] = dict.fromkeys(held.missing)
    return held


def _read_blobs(db: sqlite3.Connection, key: str, held: _Found, path: Path) -> set[str]:
    """Read a run's arrays, note which are damaged, and return the kinds of those that are whole."""
    whole: set[str] = set()
    held.lines["blobs"] = []
    for kind, words in ARRAY_WORDS.items():
        try:
            found = read_blob(db, key, kind)
            if found is not None:
                query = "SELECT * FROM blobs WHERE run = ? AND kind = ?"
                (*beginning, data) = db.execute(query, (key, kind)).fetchone()
                held.lines["blobs"].append((*beginning, _in_one_file(path, key, kind, found[1], data)))
                whole.add(kind)
        except (ValueError, KeyError, IndexError, TypeError, MemoryError, OverflowError, sqlite3.DatabaseError):
            held.missing.append(words)
    return whole


def _in_one_file(path: Path, key: str, kind: str, arrays: Mapping[str, np.ndarray], data: bytes) -> bytes:
    """Return a line's arrays, which of a large checkpoint are in a file beside the store.

    Raises:
        ValueError: when that file is missing or damaged.
    """
    return CheckpointFiles(path).read(key, arrays) if kind == "latest" and is_pointer(arrays) else data


def _add(lines: dict[str, _Rows], store: Store) -> None:
    """Write one run's lines as they are."""
    with transaction(store.path, write=True) as new:
        for table, rows in lines.items():
            for row in rows:
                new.execute(f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
