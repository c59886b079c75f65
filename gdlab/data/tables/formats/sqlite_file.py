"""Databases of SQLite: one table or view, read only; nothing in the file runs but the query of a view, for a while."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from gdlab.data.gate import MOST_NAMES, Limits, opened
from gdlab.data.progress import Progress
from gdlab.data.tables.formats.base import Extracted, Format, PartKind
from gdlab.data.tables.formats.cells import write_cells
from gdlab.spec.errors import DataError, GdlabError

#: How long the query of a view may take.
VIEW_SECONDS = 20.0
_STEPS = 20_000  # instructions of SQLite between two looks at the clock
_MAGIC = b"SQLite format 3\0"
_LONGEST = 1 << 25  # bytes of one cell
#: What a query may do: read, and call functions that do not reach outside the database.
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}


class SqliteFile(Format):
    """The tables and views of a database."""

    endings: ClassVar[tuple[str, ...]] = (".db", ".sqlite", ".sqlite3", ".db3")
    part: ClassVar[PartKind] = "table"

    def tables(self, path: Path, progress: Progress) -> tuple[str, ...]:
        """Return the tables, then the views."""
        with _database(path, progress) as (database, limits):
            query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' "
            found = database.execute(query + "ESCAPE '\\' ORDER BY type, name").fetchmany(MOST_NAMES + 1)
            limits.check_count(len(found), "tables", MOST_NAMES)
        return tuple(str(row[0]) for row in found)

    def extract(self, path: Path, name: str, folder: Path, progress: Progress) -> Extracted:
        """Write a table or a view as text, its columns' names first."""
        with _database(path, progress) as (database, limits):
            rows = database.execute(f"SELECT * FROM {_identifier(name)}")
            names = [str(column[0]) for column in rows.description]
            limits.check_count(len(names), "columns", MOST_NAMES)
            cells = write_cells(_with_header(names, rows), folder / "table.csv", limits, all_columns=True)
        found = Extracted(cells.text, header=True)
        if not cells.binary:
            return found
        listed = ", ".join(repr(names[k]) for k in sorted(cells.binary))
        kinds = dict.fromkeys((names[k] for k in cells.binary), "ignore")
        return replace(found, kinds=kinds, notes=(f"Columns of bytes are left out: {listed}.",))


@contextmanager
def _database(path: Path, progress: Progress) -> Iterator[tuple[sqlite3.Connection, Limits]]:
    """Open a database that is not written to, under a clock; damage is said in a sentence."""
    limits = Limits(path, progress, to_disk=True)
    _check_file(path)
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    stopped: list[BaseException] = []
    try:
        _guard(database, _Clock(limits, stopped))
        yield database, limits
    except GdlabError:
        raise
    except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError, MemoryError) as error:
        if stopped:
            raise stopped[0] from None
        raise DataError(f"{path} is damaged, or no SQLite database: {error}") from None
    finally:
        database.close()


class _Clock:
    """What SQLite asks now and then whether to go on; it keeps the error that says why not."""

    def __init__(self, limits: Limits, stopped: list[BaseException]) -> None:
        self._limits, self._stopped, self._began = limits, stopped, time.monotonic()

    def __call__(self) -> int:
        try:
            self._limits.step(-1.0, f"reading {self._limits.path.name}")
            if time.monotonic() - self._began > VIEW_SECONDS + self._limits.size / 1e6:
                raise DataError(
                    f"{self._limits.path}: the query takes longer than the {VIEW_SECONDS:.0f} seconds that a view may "
                    "take; save its result as a table"
                )
        except GdlabError as error:
            self._stopped.append(error)
            return 1
        return 0


def _guard(database: sqlite3.Connection, clock: _Clock) -> None:
    """Let a database be read and do nothing else."""
    database.set_progress_handler(clock, _STEPS)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.text_factory = lambda content: content.decode("utf-8", errors="replace")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)


def _check_file(path: Path) -> None:
    """Refuse what is no database, and one whose last changes are in another file."""
    with opened(path) as file:
        head = file.read(100)
    if head[: len(_MAGIC)] != _MAGIC:
        raise DataError(f"{path} is no SQLite database: it does not begin like one")
    if len(head) < 100 or path.stat().st_size < _told_size(head):
        raise DataError(f"{path} is truncated: it is shorter than its header says")
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise DataError(
            f"{path} has changes in {log.name} that are not in it yet; close the program that writes to it, or run "
            f"sqlite3 {path.name} 'PRAGMA wal_checkpoint(TRUNCATE)'"
        )


def _told_size(head: bytes) -> int:
    """Return how many bytes a database has by its header; 0 where a program wrote it that does not say."""
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return (65536 if page == 1 else page) * pages if head[24:28] == head[92:96] else 0


def _with_header(names: Sequence[str], rows: sqlite3.Cursor) -> Iterator[Sequence[Any]]:
    yield [name or f"column{k + 1}" for k, name in enumerate(names)]
    yield from rows


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
