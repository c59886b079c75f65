"""Keep runs in one SQLite file: specs as TOML, metrics and parameters as plain arrays."""

from __future__ import annotations

import io
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status, run_summary
from gdlab.paths import data_dir
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps, loads

_VERSION = 1
#: "gdlb" as a number: tells our files from other programs' databases.
_MARK = 0x67646C62
_SCHEMA = (
    """CREATE TABLE runs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, grp TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    started REAL NOT NULL, elapsed REAL NOT NULL, spec TEXT NOT NULL, summary TEXT NOT NULL,
    history BLOB NOT NULL, parameters BLOB NOT NULL
)""",
    "CREATE INDEX runs_by_start ON runs (started)",
)
_COLUMNS = "id, name, grp, status, reason, started, elapsed, spec, summary, history, parameters"


class StoreError(GdlabError):
    """Say that the store cannot be opened, read or written."""


@dataclass(frozen=True)
class StoreEntry:
    """Hold a line of the store's list, without the arrays."""

    id: str
    name: str
    group: str
    status: str
    started: float
    elapsed: float
    summary: Mapping[str, Any]


class Store:
    """Keep runs in a file that any number of gdlab processes may use at once.

    Args:
        path: the file; the user's own store if None. It is made when missing.

    Raises:
        StoreError: when the file cannot be opened or is no store of ours.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        try:
            self.path = Path(path) if path is not None else data_dir() / "runs.sqlite"
        except OSError as error:
            raise StoreError(f"your store's folder cannot be made: {error}; choose a file with --store") from None
        if self.path.is_dir():
            raise StoreError(f"{self.path}: this is a folder; give the name of a file")
        if not self.path.parent.is_dir():
            raise StoreError(f"{self.path}: the folder {self.path.parent} does not exist; make it or choose another")
        with self._open() as db:
            self._check(db)

    def _check(self, db: sqlite3.Connection) -> None:
        """Make the tables of a new file; refuse one that is not ours, is newer, or may not be written."""
        mark = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if mark == _MARK:
            if version > _VERSION:
                raise StoreError(
                    f"{self.path}: this store was made by a newer gdlab; update gdlab or choose another file"
                )
            db.execute("BEGIN IMMEDIATE")  # says now, not after the training, when it may not be written
            return
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            if db.execute("PRAGMA application_id").fetchone()[0] == _MARK:  # another process has just made it
                return
            raise StoreError(f"{self.path}: this is a database of another program; choose another file")
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {_MARK}")
        db.execute(f"PRAGMA user_version = {_VERSION}")

    def save(self, run: Run) -> None:
        """Add a run, or bring its record up to date."""
        row = (
            run.id,
            run.label,
            run.group,
            str(run.status),
            run.reason,
            run.started,
            run.elapsed,
            dumps(run.spec),
            json.dumps(
                {k: v if not isinstance(v, float) or np.isfinite(v) else None for k, v in run_summary(run).items()}
            ),
            _pack(run.history.state(), small=True),
            _pack(run.parameters),
        )
        with self._open() as db:
            db.execute(f"INSERT OR REPLACE INTO runs ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)

    def list(self) -> list[StoreEntry]:
        """Return all runs without their arrays, the newest first."""
        with self._open() as db:
            rows = db.execute(
                "SELECT id, name, grp, status, started, elapsed, summary FROM runs ORDER BY started DESC, rowid DESC"
            )
            return [StoreEntry(row[0], row[1], row[2], row[3], row[4], row[5], _figures(row[6])) for row in rows]

    def load(self, keys: Sequence[str] = ()) -> list[Run]:
        """Return whole runs by id, start of an id, or name, in the order asked; all, oldest first, for none.

        Raises:
            StoreError: when a key matches no run.
        """
        with self._open() as db:
            if not keys:
                return [_run(row) for row in db.execute(f"SELECT {_COLUMNS} FROM runs ORDER BY started, rowid")]
            return [_run(row) for key in keys for row in self._find(db, key)]

    def remove(self, keys: Sequence[str]) -> int:
        """Forget runs by id and return how many there were."""
        with self._open() as db:
            return sum(db.execute("DELETE FROM runs WHERE id = ?", (key,)).rowcount for key in keys)

    def _find(self, db: sqlite3.Connection, key: str) -> list[tuple[Any, ...]]:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM runs WHERE id = :key OR name = :key "
            "OR (length(:key) >= 4 AND substr(id, 1, length(:key)) = :key) ORDER BY started, rowid",
            {"key": key},
        ).fetchall()
        if not rows:
            raise StoreError(f"{self.path}: there is no run '{key}'; `gdlab runs` lists those there are")
        return rows

    def _open(self) -> _Transaction:
        return _Transaction(self.path)


class _Transaction:
    """Open the file for one transaction, turning SQLite's errors into sentences, and close it for certain."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        try:
            self._db = sqlite3.connect(self._path, timeout=30)
        except sqlite3.Error as error:
            raise self._error(error) from None
        try:
            self._db.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.Error as error:
            self._db.close()
            raise self._error(error) from None
        return self._db

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        with closing(self._db):
            if error is None:
                try:
                    self._db.commit()
                except sqlite3.Error as failed:
                    raise self._error(failed) from None
            elif isinstance(error, sqlite3.Error):
                raise self._error(error) from None

    def _error(self, error: sqlite3.Error) -> StoreError:
        if "not a database" in str(error):
            return StoreError(f"{self._path}: this is not a store of gdlab; choose another file")
        if "malformed" in str(error):
            return StoreError(f"{self._path}: this store is damaged; choose another file, or put a copy in its place")
        return StoreError(f"{self._path}: the store cannot be used: {error}; choose another file with --store")


def _pack(arrays: Mapping[str, np.ndarray], *, small: bool = False) -> bytes:
    """Return arrays as the bytes of an npz file; weights hardly shrink, so only what is ``small`` is compressed."""
    buffer = io.BytesIO()
    names = np.array(list(arrays), dtype=np.str_)
    write: Any = np.savez_compressed if small else np.savez
    write(buffer, names=names, **{f"a{i}": a for i, a in enumerate(arrays.values())})
    return buffer.getvalue()


def _unpack(blob: bytes) -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(blob), allow_pickle=False) as held:
        return {str(name): held[f"a{i}"] for i, name in enumerate(held["names"])}


def _figures(text: str) -> dict[str, Any]:
    """Return the summary that a record holds, nothing where it is damaged."""
    try:
        held: Any = json.loads(text)
    except ValueError:
        return {}
    return dict(held) if isinstance(held, dict) else {}  # pyright: ignore[reportUnknownArgumentType]


def _run(row: tuple[Any, ...]) -> Run:
    key, name, group, status, reason, started, elapsed, spec, _, history, parameters = row
    try:
        return Run(
            loads(spec, f"run {key}"),
            History.restore(_unpack(history)),
            _unpack(parameters),
            Status(status),
            reason,
            elapsed,
            key,
            name,
            group,
            started,
        )
    except (ValueError, KeyError, OSError, EOFError, BadZipFile, zlib.error) as error:
        raise StoreError(f"run {key} in the store is damaged or of a newer gdlab: {error}") from None
