"""Show what a table file holds before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gdlab.data.progress import Progress, silent
from gdlab.data.report.sample import Sample, sample_of
from gdlab.data.tables.kept import remember_table
from gdlab.data.tables.kinds import Kind, is_number
from gdlab.data.tables.opening import AS_FOUND, open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import BadRow, StoredColumn, TableStore

_SURE, _LEVELS = 500, 50


@dataclass(frozen=True)
class ColumnPreview:
    """A column of a table file, as it was recognised.

    Attributes:
        name: its name.
        kind: what it holds, as guessed or given.
        missing: how many values are missing.
        distinct: how many differ; exact up to some hundreds, a good guess above.
        examples: a few values.
        whole: whether all are whole numbers.
        levels: every value where there are few, in the order of numbers or letters.
        date_format: how its dates are written, in strptime's language.
        note: a sentence about what was taken for granted, or "".
        suspects: strings in it that may stand for a missing value.
    """

    name: str
    kind: Kind
    missing: int
    distinct: int
    examples: tuple[str, ...]
    whole: bool = False
    levels: tuple[str, ...] = ()
    date_format: str = ""
    note: str = ""
    suspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A table file, as it was recognised.

    Attributes:
        path: the file.
        rows: how many rows can be read.
        columns: the columns in the order of the file.
        head: the first rows, as strings; "" where a value is missing.
        bad: the first hundred rows that cannot be read, with line and reason.
        n_bad: how many rows cannot be read.
        delimiter: the character between fields; "" where the file is no delimited text, as for the next four.
        decimal: the decimal sign.
        thousands: what stands between groups of three digits.
        charset: the character set.
        header: whether the first record names the columns.
        notes: sentences about what was left out around the table.
        sample: evenly spaced rows as numbers, from which the findings are made.
        laid_out: whether a title, units and totals may stand around the table: in text, and in a sheet.
        parts: the names of all sheets or tables of the file; () where it holds one table without a name.
        part_kind: what these are called, "sheet" or "table", else "".
        part: the name of the one that is shown.
    """

    path: Path
    rows: int
    columns: tuple[ColumnPreview, ...]
    head: tuple[tuple[str, ...], ...]
    bad: tuple[BadRow, ...]
    n_bad: int
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    charset: str = ""
    header: bool = True
    notes: tuple[str, ...] = ()
    sample: Sample | None = None
    laid_out: bool = False
    parts: tuple[str, ...] = ()
    part_kind: str = ""
    part: str = ""


def preview(
    path: str | Path, *, how: Reading = AS_FOUND, rows: int = 50, progress: Progress | None = None, keep: bool = False
) -> Preview:
    """Return what a table file holds: columns with guessed kinds, first rows, bad rows.

    Args:
        path: the file, or a folder that holds one data set.
        how: how it is read.
        rows: how many first rows are given.
        progress: told how far the reading is.
        keep: whether the imported table is kept until it is opened next, or ``drop_kept_table`` drops it.

    Raises:
        DataError: when the file cannot be read as a table.
    """
    with open_table(path, how, progress or silent) as store:
        columns = tuple(_column(store, c) for c in store.columns)
        keys = ", ".join(f"CAST({c.key} AS VARCHAR)" for c in store.columns)
        first = store.open().execute(f"SELECT {keys} FROM t LIMIT {int(rows)}").fetchall()
        head = tuple(tuple("" if v is None else str(v) for v in row) for row in first)
        found = Preview(
            Path(path),
            store.rows,
            columns,
            head,
            tuple(store.bad),
            store.n_bad,
            sample=sample_of(store),
            notes=tuple(store.notes),
            laid_out=store.dialect is not None,
            parts=store.parts,
            part_kind=store.part_kind,
            part=store.part,
        )
        dialect = store.dialect
        if keep:
            remember_table(Path(path).expanduser(), how, store)
        if dialect is None or not dialect.delimiter:
            return found if dialect is None else replace(found, header=dialect.header)
        return replace(
            found,
            delimiter=dialect.delimiter,
            decimal=dialect.decimal,
            thousands=dialect.thousands,
            charset=store.charset,
            header=dialect.header,
        )


def _column(store: TableStore, column: StoredColumn) -> ColumnPreview:
    key = column.key
    missing = int(store.scalar(f"count(*) - count({key})"))
    distinct = int(store.scalar(f"approx_count_distinct({key})"))
    if distinct < _SURE:
        distinct = int(store.scalar(f"count(DISTINCT {key})"))
    whole = column.kind == "numeric" and bool(store.scalar(f"coalesce(bool_and({key} = round({key})), true)"))
    query = f"SELECT DISTINCT CAST({key} AS VARCHAR) FROM (SELECT {key} FROM t LIMIT 200) LIMIT 5"
    few = [str(row[0])[:80] for row in store.open().execute(query).fetchall() if row[0] is not None]
    levels, form = _levels(store, column, distinct), column.date_format
    return ColumnPreview(
        column.name,
        column.kind,
        missing,
        distinct,
        tuple(sorted(few)),
        whole,
        levels,
        form,
        column.note,
        column.suspects,
    )


def _levels(store: TableStore, column: StoredColumn, distinct: int) -> tuple[str, ...]:
    if column.levels and column.kind == "categorical":
        return column.levels
    if distinct > _LEVELS or column.kind in ("date", "ignore"):
        return ()
    query = f"SELECT DISTINCT {column.key} FROM t WHERE {column.key} IS NOT NULL"
    found = [row[0] for row in store.open().execute(query).fetchall()]
    if column.kind == "numeric":
        return tuple(f"{value:g}" for value in sorted(found))
    by_number = all(is_number(value) for value in found)
    return tuple(sorted(found, key=float) if by_number else sorted(found))
