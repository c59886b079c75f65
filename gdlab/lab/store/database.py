"""The store's file: how it is opened, what tables it has, and SQLite's errors as sentences.

The file is in write-ahead mode, so that readers never wait for the writer, and each commit is forced to the disk.
Journal files are beside it (``-wal``, ``-shm``) while it is in use.
"""

from __future__ import annotations

import shutil
import sqlite3
import stat
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from gdlab.spec.errors import GdlabError

VERSION = 2
#: "gdlb" as a number, SQLite's application_id: tells our files from other programs' databases.
MARK = 0x67646C62
#: Seconds for which a call waits for other processes that write.
PATIENCE = 30.0

SCHEMA = (
    """CREATE TABLE runs (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, grp TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
        started REAL NOT NULL, elapsed REAL NOT NULL, spec TEXT NOT NULL, summary TEXT NOT NULL,
        process TEXT NOT NULL DEFAULT '', made_by TEXT NOT NULL DEFAULT '', own_data INTEGER NOT NULL DEFAULT 0,
        removed REAL
    )""",
    "CREATE INDEX runs_by_start ON runs (started)",
    "CREATE INDEX runs_by_name ON runs (name)",
    # One series of metrics that share their steps; its rows are in parts, in order.
    """CREATE TABLE series (
        run TEXT NOT NULL, place INTEGER NOT NULL, tags TEXT NOT NULL, generation INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (run, place)
    )""",
    """CREATE TABLE parts (
        run TEXT NOT NULL, place INTEGER NOT NULL, part INTEGER NOT NULL, rows INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (run, place, part)
    )""",
    """CREATE TABLE marks (
        run TEXT NOT NULL, number INTEGER NOT NULL, step INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (run, number)
    )""",
    # kind: 'latest' (goes on from here), 'parameters' (what was trained, at the end), 'averaged'
    # (their averages, where the run averages), 'preparation' (what new rows are prepared by)
    """CREATE TABLE blobs (
        run TEXT NOT NULL, kind TEXT NOT NULL, step INTEGER NOT NULL, time REAL NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (run, kind)
    )""",
    "CREATE TABLE tags (run TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (run, tag))",
    "CREATE TABLE notes (run TEXT PRIMARY KEY, text TEXT NOT NULL)",
)
#: Every table that holds something of a run, under its column ``run``.
OF_A_RUN = ("series", "parts", "marks", "blobs", "tags", "notes")


class StoreError(GdlabError):
    """The reason why a store cannot be opened, read or written."""


def refuse_path(path: Path) -> None:
    """Refuse a path that cannot be a store.

    Raises:
        StoreError: when it is ``:memory:``, a folder, a device, a pipe or a socket, or its folder does not exist.
    """
    if str(path) == ":memory:":
        raise StoreError("':memory:' is not a file, and runs kept there would be lost; give the name of a file")
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it or choose another")
    with suppress(OSError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise StoreError(f"{path}: this is a device or a pipe; give the name of a file")


def connect(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """Open the file in write-ahead mode; transactions are begun by hand.

    Args:
        path: the file; made when missing.
        patience: seconds to wait for other processes that write.

    Raises:
        sqlite3.Error: when it cannot be opened; :func:`transaction` turns this into a sentence.
    """
    db = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not is_foreign(db):
            _write_ahead(db, patience)
        db.execute("PRAGMA synchronous = FULL")
    except BaseException:
        db.close()
        raise
    return db


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a store for reading that may be damaged or no store at all; nothing is made or changed.

    Raises:
        StoreError: when it cannot be opened.
    """
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10, isolation_level=None)
        db.execute("PRAGMA trusted_schema = OFF")
        return db
    except sqlite3.Error as error:
        raise store_error(path, error) from None


def remove_store(path: Path) -> None:
    """Remove a store's file and those beside it.

    Raises:
        OSError: when one of them cannot be removed.
    """
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)


def is_foreign(db: sqlite3.Connection) -> bool:
    """Return whether the file is another program's database: it has tables and not our mark."""
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    return mark != MARK and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0


def _write_ahead(db: sqlite3.Connection, patience: float) -> None:
    """Switch to write-ahead mode, which needs the file for itself for a moment; SQLite does not wait for that."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    until = time.monotonic() + patience
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "readonly" in str(error) or "read-only" in str(error):
                return  # it can still be read
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def is_busy(error: sqlite3.Error) -> bool:
    """Return whether an error says that another process holds the file."""
    return "locked" in str(error) or "busy" in str(error)


@contextmanager
def transaction(path: Path, *, write: bool = False, patience: float = PATIENCE) -> Generator[sqlite3.Connection]:
    """Open the file for one transaction, which is committed when the block ends well.

    Args:
        path: the file.
        write: whether the block writes; it then waits for other writers first.
        patience: seconds to wait for them.

    Raises:
        StoreError: for everything that SQLite complains about.
    """
    try:
        db = connect(path, patience)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise store_error(path, error) from None
    try:
        db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        yield db
        db.execute("COMMIT")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise store_error(path, error) from None
    finally:
        with suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        db.close()


def _is_full(path: Path) -> bool:
    """Return whether the disk has no page left for the files beside the store, which SQLite calls an I/O error."""
    try:
        return shutil.disk_usage(path.parent).free < 1 << 16
    except OSError:
        return False


def store_error(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
    """Return SQLite's complaint as a sentence with what to do; it is no text where it quotes damaged bytes."""
    text = str(error)
    if "not a database" in text:
        return StoreError(f"{path}: this is not a store of gdlab; choose another file")
    if "malformed" in text or "corrupt" in text or isinstance(error, UnicodeDecodeError):
        return StoreError(
            f"{path}: this store is damaged; `gdlab doctor --repair` saves every whole run into a new file"
        )
    if "full" in text or ("I/O" in text and _is_full(path)):
        return StoreError(f"{path}: the disk is full; free some space or choose another file with --store")
    if is_busy(error):
        return StoreError(f"{path}: another program holds the store for long; close it or choose another file")
    return StoreError(f"{path}: the store cannot be used: {text}; choose another file with --store")
