"""A table of a file in a DuckDB database of its own: imported once, fetched in blocks of rows."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import numpy as np

from gdlab.data.gate import Limits, most_memory, size_text
from gdlab.data.progress import Progress, silent
from gdlab.data.tables.dialect import Dialect
from gdlab.data.tables.kinds import Kind
from gdlab.data.tables.number_style import NumberStyle
from gdlab.spec.errors import DataError
from gdlab.temporary import new_folder

_log = logging.getLogger(__name__)

BLOCK = 65_536
_SPARE = 256 << 20  # what the disk should have left
_MOST_MEMORY = 4 << 30  # of the database, which takes to the disk beyond it
_READING = 256 << 20  # of the database while a file is read
_READER = 96 << 20  # for each thread that reads it, without the rows that it holds
_HELD = 2 << 20  # for each column of the rows that a thread holds
_FETCHING = 96 << 20  # of the database while rows of few columns are fetched
#: Figures that one query finds, and the most values that it looks at for them.
_MOST_FIGURES, _MOST_VALUES = 256, 5_000_000
#: Rows from which a query over all of them may take so long that it has to end when it is cancelled.
_MANY = 1_000_000


@dataclass(frozen=True)
class BadRow:
    """A row that could not be read: its line in the file (from 1), what is wrong, and the line's text."""

    line: int
    reason: str
    text: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True)
class StoredColumn:
    """A column of a table.

    Attributes:
        name: its name in the file.
        kind: what it holds.
        key: its name in the database.
        date_format: how its dates are written, in strptime's language.
        style: how its numbers are written where that is not as in the rest of the file.
        note: a sentence about what was taken for granted, or "".
        marks: strings that stand for a missing value in this column, besides those of the whole file.
        suspects: strings that may stand for one.
        levels: the values that the file declares for it, in order; () where it declares none.
        part: of a date, which part of it the column stands for: "" for the moment itself.
    """

    name: str
    kind: Kind
    key: str
    date_format: str = ""
    style: NumberStyle | None = None
    note: str = ""
    marks: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    part: str = ""


@dataclass
class TableStore:
    """An imported table, which is in a file until :meth:`close`.

    Attributes:
        path: the file that it came from.
        columns: every column in the order of the file, those that are ignored too.
        rows: how many good rows there are.
        bad: the first hundred bad rows.
        n_bad: how many bad rows there are.
        dialect: how the text was written; None where the file is no delimited text.
        charset: the character set that it was read with.
        notes: sentences about what was left out around the table.
        parts: the names of all tables (or sheets) of the file, () where they have none.
        part_kind: what these are called, "sheet" or "table"; "" where the file holds one table without a name.
        part: the name of the one that was imported.
        progress: told of each query over all rows, which it may stop before.
    """

    path: Path
    columns: tuple[StoredColumn, ...]
    rows: int = 0
    bad: list[BadRow] = field(default_factory=list)
    n_bad: int = 0
    dialect: Dialect | None = None
    charset: str = ""
    notes: list[str] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    part_kind: str = ""
    part: str = ""
    _folder: TemporaryDirectory[str] | None = None
    _connection: Any = None
    progress: Progress = silent

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def handed_over(self) -> TableStore:
        """Return another object for the same database, which this one then has no longer."""
        other = replace(self, progress=silent)
        self._connection = self._folder = None
        return other

    def column(self, name: str) -> StoredColumn:
        """Return a column by its name.

        Raises:
            DataError: when there is none; the sentence names those that there are.
        """
        for column in self.columns:
            if column.name == name:
                return column
        names = ", ".join(c.name for c in self.columns[:20]) + (", …" if len(self.columns) > 20 else "")
        raise DataError(f"{self.path} has no column {name!r}; its columns are {names}")

    def open(self) -> Any:
        """Return the connection, made when first needed, in a folder that is removed at the end."""
        if self._connection is None:
            import duckdb  # 0.1 s to import

            self._folder = new_folder("table")
            self._connection = duckdb.connect(str(Path(self._folder.name) / "table.duckdb"))
            for setting in ("autoinstall_known_extensions = false", "enable_progress_bar = false"):
                self._connection.execute(f"SET {setting}")
            reader = _READER + _HELD * len(self.columns)
            self._limit_memory(_READING + reader * (os.cpu_count() or 1) if self.columns else _MOST_MEMORY)
            self._connection.execute(f"SET temp_directory = '{quoted(self._folder.name)}'")
            self._connection.execute("PRAGMA disable_checkpoint_on_shutdown")  # its file is removed then
        return self._connection

    def run(self, query: str, arguments: list[Any], progress: Progress, what: str) -> None:
        """Run a long query in a thread, so that it can be cancelled soon; DataError says why it failed."""
        connection, limits = self.open(), Limits(self.path, progress, to_disk=True)
        failure: list[Exception] = []

        def work() -> None:
            try:
                connection.execute(query, arguments)
            except Exception as error:  # whatever it is, the thread that waits says it
                failure.append(error)

        thread = threading.Thread(target=work, name="gdlab-import")
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.05)
                share = float(connection.query_progress()) / 100
                limits.step(share if 0 <= share <= 1 else -1.0, what)
                self._check_disk(limits)
        except BaseException:
            connection.interrupt()
            thread.join()
            raise
        if failure:
            _log.info("a query failed", exc_info=failure[0])
            raise DataError(f"{self.path} cannot be read: {error_line(failure[0])}") from None

    def query(self, text: str) -> Any:
        """Run a query over all rows and return what gives its result; over many rows it ends when it is cancelled."""
        if self.rows < _MANY:
            return self.open().execute(text)
        self.run(text, [], self.progress, f"checking {self.path.name}")
        return self.open()

    def _check_disk(self, limits: Limits) -> None:
        """Refuse a table that fills the disk, or takes far more of it than its file makes likely."""
        folder = Path(self._folder.name if self._folder else "")
        taken, free = 0, shutil.disk_usage(folder).free
        for file in folder.rglob("*"):
            with suppress(OSError):  # the database has removed it meanwhile
                taken += file.stat().st_size
        if taken > 4 * limits.unpacked:
            raise DataError(
                f"{self.path} takes more than {size_text(4 * limits.unpacked)} as a table; it is not opened"
            )
        if free < _SPARE:
            raise DataError(f"{self.path} fills the disk of the cache folder; {size_text(_SPARE)} have to stay free")

    def let_go(self) -> None:
        """Give memory of the database back before its rows are fetched one block after the other."""
        self._limit_memory(max(_FETCHING, 2 * BLOCK * 8 * len(self.columns)))

    def _limit_memory(self, size: int) -> None:
        """Let the database take so many bytes of memory; beyond them it takes to the disk."""
        size = int(min(size, _MOST_MEMORY, most_memory()))
        self.open().execute(f"SET memory_limit = '{size >> 20}MiB'")

    def count(self) -> None:
        """Count the good rows."""
        self.rows = int(self.open().execute("SELECT count(*) FROM t").fetchone()[0])

    def drop_rows(self, condition: str, reason: str, text: str = "") -> int:
        """Move the rows that meet an SQL condition to the bad ones and return how many they were.

        Args:
            condition: the condition.
            reason: what is wrong with these rows.
            text: a text of theirs, to be shown.
        """
        self.progress(-1.0, f"checking {self.path.name}")
        found = self.query(f"SELECT count(*) FROM t WHERE {condition}").fetchone()[0]
        if found:
            self.query(f"CREATE OR REPLACE TABLE t AS SELECT * FROM t WHERE NOT coalesce(({condition}), false)")
            self.n_bad += int(found)
            self.bad.append(BadRow(0, f"{found:,} {'row' if found == 1 else 'rows'}: {reason}", text))
            self.count()
        return int(found)

    def fetch(
        self, expressions: Sequence[str], progress: Progress | None = None
    ) -> Iterator[tuple[int, list[np.ndarray]]]:
        """Yield the first row's number and arrays of SQL expressions, block of rows by block."""
        connection, tell = self.open(), progress or self.progress
        chosen = ", ".join(f"{e} AS e{k}" for k, e in enumerate(expressions))
        for first in range(0, self.rows, BLOCK):
            tell(first / self.rows, f"preparing {self.path.name}")
            query = f"SELECT {chosen} FROM t WHERE rowid >= {first} AND rowid < {first + BLOCK}"
            got = connection.execute(query).fetchnumpy()
            yield first, [got[f"e{k}"] for k in range(len(expressions))]

    def values(self, expression: str) -> np.ndarray:
        """Return an SQL expression for every row; missing values are masked."""
        blocks = [arrays[0] for _, arrays in self.fetch([expression])]
        return np.ma.concatenate(blocks) if any(np.ma.isMA(b) for b in blocks) else np.concatenate(blocks)

    def scalar(self, expression: str) -> Any:
        """Return one figure over all rows."""
        return self.scalars([expression])[0]

    def scalars(self, expressions: Sequence[str]) -> list[Any]:
        """Return several figures over all rows.

        A query costs the more the more columns the table has, so that one finds many figures; but it can be ended
        after it only, so that over many rows one finds few.
        """
        size = max(1, min(_MOST_FIGURES, _MOST_VALUES // max(1, self.rows)))
        found: list[Any] = []
        for first in range(0, len(expressions), size):
            self.progress(-1.0, f"checking {self.path.name}")
            chosen = ", ".join(expressions[first : first + size])
            found += self.query(f"SELECT {chosen} FROM t").fetchone()
        return found

    def replace_values(self, values: Mapping[str, str]) -> None:
        """Put SQL expressions in the place of columns, by their keys; the order of the rows stays."""
        if values:
            self.progress(-1.0, f"converting {self.path.name}")
            replaced = ", ".join(f"{value} AS {key}" for key, value in values.items())
            self.query(f"CREATE OR REPLACE TABLE t AS SELECT * REPLACE ({replaced}) FROM t")


def date_expression(column: StoredColumn) -> str:
    """Return the SQL for a date column's timestamp, NULL where it is none."""
    if not column.date_format:
        return f"TRY_CAST({column.key} AS TIMESTAMP)"
    return f"CAST(try_strptime(trim({column.key}), '{quoted(column.date_format)}') AS TIMESTAMP)"


def quoted(text: str) -> str:
    """Return a text for use between single quotes in SQL."""
    return text.replace("'", "''")


def error_line(error: object) -> str:
    """Return the first line of an error's text."""
    return str(error).strip().splitlines()[0]
