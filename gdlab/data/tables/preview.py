"""Show what a table file holds before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from gdlab.data.progress import Progress, silent
from gdlab.data.report.sample import Sample, sample_of
from gdlab.data.tables.kept import remember_table
from gdlab.data.tables.kinds import Kind, is_number
from gdlab.data.tables.opening import AS_FOUND, open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import BadRow, StoredColumn, TableStore

_SURE, _LEVELS = 500, 50
#: Rows up to which the list of all values of a column is made.
_FEW_ROWS = 20_000
#: Cells up to which different values are counted one by one.
_FEW_CELLS = 1_000_000
#: Values of a column that are shown, from so many of the first rows.
_EXAMPLES, _EXAMPLE_ROWS, _COLUMNS_AT_ONCE = 5, 200, 500


@dataclass(frozen=True)
class ColumnPreview:
    """A column of a table file, as it was recognised.

    Attributes:
        name: its name.
        kind: what it holds, as guessed or given.
        missing: how many values are missing.
        distinct: how many differ.
        examples: a few values.
        whole: whether all are whole numbers.
        levels: every value where there are few, in the order of numbers or letters.
        date_format: how its dates are written, in strptime's language.
        note: a sentence about what was taken for granted, or "".
        suspects: strings in it that may stand for a missing value.
        is_estimate: whether ``distinct`` is estimated, as it is for hundreds of values in a large table.
        repeats: whether a value occurs more than once.
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
    is_estimate: bool = False
    repeats: bool = True


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
        thousands: what is between groups of three digits.
        charset: the character set.
        header: whether the first record names the columns.
        notes: sentences about what was left out around the table.
        sample: evenly spaced rows as numbers, from which the findings are made.
        laid_out: whether a title, units and totals may be around the table: in text, and in a sheet.
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
        columns = tuple(_columns(store, list(store.columns)))
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


def _columns(store: TableStore, columns: list[StoredColumn]) -> list[ColumnPreview]:
    """Return what is known of some columns."""
    keys = [column.key for column in columns]
    missing = [int(n) for n in store.scalars([f"count(*) - count({key})" for key in keys])]
    distinct = [int(n) for n in store.scalars([f"approx_count_distinct({key})" for key in keys])]
    small = store.rows * len(keys) <= _FEW_CELLS
    sure = [i for i, n in enumerate(distinct) if small or n < _SURE]
    counts = store.scalars([f"coalesce(len({_different(store, keys[i])}), 0)" for i in sure])
    for i, n in zip(sure, counts, strict=True):
        distinct[i] = int(n)
    certain = set(sure)
    numeric = [column.key for column in columns if column.kind == "numeric"]
    whole = [f"coalesce(bool_and({key} = round({key})), true)" for key in numeric]
    are_whole = dict(zip(numeric, store.scalars(whole), strict=True))
    examples = _examples(store, columns)
    levels = _levels(store, columns, distinct)
    return [
        ColumnPreview(
            column.name,
            column.kind,
            missing[i],
            distinct[i],
            examples[i],
            bool(are_whole.get(column.key, False)),
            levels[i],
            column.date_format,
            column.note,
            column.suspects,
            is_estimate=i not in certain,
            repeats=i not in certain or distinct[i] < store.rows - missing[i],
        )
        for i, column in enumerate(columns)
    ]


def _examples(store: TableStore, columns: list[StoredColumn]) -> list[tuple[str, ...]]:
    """Return a few of the first different values of each column, sorted."""
    found: list[tuple[str, ...]] = []
    for begin in range(0, len(columns), _COLUMNS_AT_ONCE):
        part = columns[begin : begin + _COLUMNS_AT_ONCE]
        texts = ", ".join(f"left(CAST({column.key} AS VARCHAR), 80)" for column in part)
        rows = store.open().execute(f"SELECT {texts} FROM t LIMIT {_EXAMPLE_ROWS}").fetchall()
        for column, values in zip(part, zip(*rows, strict=True), strict=False):
            known = list(islice(dict.fromkeys(value for value in values if value is not None), _EXAMPLES))
            if column.kind == "numeric":
                found.append(tuple(f"{value:.12g}" for value in sorted(map(float, known))))
            else:
                found.append(tuple(sorted(known)))
    return found or [()] * len(columns)


def _levels(store: TableStore, columns: list[StoredColumn], distinct: list[int]) -> list[tuple[str, ...]]:
    """Return each column's values, none where they are too many or of no use."""
    known = [column.levels if column.kind == "categorical" else () for column in columns]
    wanted = [
        i
        for i, column in enumerate(columns)
        if not known[i] and distinct[i] <= _LEVELS and column.kind not in ("date", "ignore")
    ]
    for i, found in zip(wanted, store.scalars([_different(store, columns[i].key) for i in wanted]), strict=True):
        known[i] = _sorted_levels(found or [], is_numeric=columns[i].kind == "numeric")
    return known


def _different(store: TableStore, key: str) -> str:
    """Return the SQL for the list of a column's different values, without the missing one.

    An aggregate of distinct values builds tables that take some milliseconds however few the rows are; over few rows
    the list of all values is made first.
    """
    return f"list_distinct(list({key}))" if store.rows <= _FEW_ROWS else f"list_distinct(list(DISTINCT {key}))"


def _sorted_levels(values: list[Any], *, is_numeric: bool) -> tuple[str, ...]:
    if is_numeric:
        return tuple(f"{value:g}" for value in sorted(values))
    by_number = all(is_number(value) for value in values)
    return tuple(sorted(values, key=float) if by_number else sorted(values))
