"""A copy of a whole store in one file, made while other processes train into it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from gdlab.lab.store.checkpoint_files import CheckpointFiles, embed_checkpoints, pointers
from gdlab.lab.store.migrations import copied_store, unused_name
from gdlab.lab.store.processes import is_alive


def copy_whole(source: Path, target: Path) -> Path:
    """Write a copy of a store that holds its large checkpoints too, and return its path.

    An existing file of that name is left alone and a number is added to the name.

    Raises:
        sqlite3.Error: when the source cannot be read or the copy not be written.
        OutputError: when the copy cannot be put in its place.
    """
    target = unused_name(target)
    with copied_store(source, target) as (old, new):
        changing = _begin_with_checkpoints(source, old)
        old.backup(new)
        new.execute("BEGIN")
        embed_checkpoints(new, source, changing)
        new.execute("COMMIT")
    return target


def _begin_with_checkpoints(source: Path, db: sqlite3.Connection) -> dict[str, bytes]:
    """Begin a transaction that reads, and return the large checkpoints of the runs under way as they are in it.

    Their files are written over in turn, but none to which a line points, until the next line is committed; so no line
    is committed meanwhile.

    Raises:
        sqlite3.OperationalError: when another process writes for long.
    """
    files, found = CheckpointFiles(source), dict[str, bytes]()
    with closing(sqlite3.connect(source, isolation_level=None)) as lock:
        if files.exist:
            try:
                lock.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:  # a store on a read-only disk is not written by others either
                if "BUSY" in error.sqlite_errorname:
                    raise
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for run, pointer in pointers(db) if files.exist else ():
            (process,) = db.execute("SELECT process FROM runs WHERE id = ?", (run,)).fetchone() or ("",)
            if is_alive(source, process):
                with suppress(ValueError, KeyError, IndexError):
                    found[run] = files.read(run, pointer)
    return found
