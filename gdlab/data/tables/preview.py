"""Show what a table file holds before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gdlab.data.progress import Progress, silent
from gdlab.data.tables.kinds import Kind
from gdlab.data.tables.opening import AS_FOUND, Reading, open_table
from gdlab.data.tables.store import BadRow, Column, TableStore


@dataclass(frozen=True)
class ColumnPreview:
    """Describe a column: its guessed kind, how many values are missing, how many differ, and a few of them."""

    name: str
    kind: Kind
    missing: int
    distinct: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """Describe a table file.

    Attributes:
        path: the file.
        rows: how many rows can be read.
        columns: the columns in the order of the file.
        head: the first rows, as strings; "" where a value is missing.
        bad: the first hundred rows that cannot be read, with line and reason.
        n_bad: how many rows cannot be read.
    """

    path: Path
    rows: int
    columns: tuple[ColumnPreview, ...]
    head: tuple[tuple[str, ...], ...]
    bad: tuple[BadRow, ...]
    n_bad: int


def preview(path: str | Path, *, how: Reading = AS_FOUND, rows: int = 50, progress: Progress | None = None) -> Preview:
    """Return what a CSV, TSV, Parquet or JSON lines file holds: columns with guessed kinds, first rows, bad rows.

    Raises:
        DataError: when the file cannot be read as a table.
    """
    with open_table(path, how, progress or silent) as store:
        columns = tuple(_column(store, c) for c in store.columns)
        keys = ", ".join(f"CAST({c.key} AS VARCHAR)" for c in store.columns)
        first = store.open().execute(f"SELECT {keys} FROM t LIMIT {int(rows)}").fetchall()
        head = tuple(tuple("" if v is None else str(v) for v in row) for row in first)
        return Preview(Path(path), store.rows, columns, head, tuple(store.bad), store.n_bad)


def _column(store: TableStore, column: Column) -> ColumnPreview:
    missing = int(store.scalar(f"count(*) - count({column.key})"))
    distinct = int(store.scalar(f"approx_count_distinct({column.key})"))
    query = f"SELECT DISTINCT CAST({column.key} AS VARCHAR) FROM (SELECT {column.key} FROM t LIMIT 200) LIMIT 5"
    few = [str(row[0])[:80] for row in store.open().execute(query).fetchall() if row[0] is not None]
    return ColumnPreview(column.name, column.kind, missing, distinct, tuple(sorted(few)))
