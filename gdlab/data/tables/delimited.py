"""Import delimited text, with kinds of columns given or guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gdlab.data.progress import Progress
from gdlab.data.tables.cleaning import apply_marks, check_dates, convert_numbers
from gdlab.data.tables.dates import date_guess
from gdlab.data.tables.dialect import Dialect
from gdlab.data.tables.kinds import Kind, guess
from gdlab.data.tables.number_style import NumberStyle, number_style
from gdlab.data.tables.reading import Reading, refuse_unknown
from gdlab.data.tables.rejects import collect_rejects
from gdlab.data.tables.store import StoredColumn, TableStore, quoted

_BUFFER = 1 << 25  # bytes of text that are read at a time; DuckDB takes sixteen times the longest line unless told


def import_delimited(file: Path, text: Path, dialect: Dialect, how: Reading, progress: Progress) -> TableStore:
    """Return the imported table of a text with separators.

    Args:
        file: the file that errors name.
        text: its content as UTF-8.
        dialect: how it is written.
        how: the answers that say how it is read.
        progress: called with the share that is done and a text.

    Raises:
        DataError: when it cannot be read, or does not fit what was asked for.
    """
    store = TableStore(file, columns_of(dialect, how, file))
    try:
        _import_csv(store, text, dialect, how.missing, progress)
    except BaseException:
        store.close()
        raise
    return store


def _import_csv(store: TableStore, text: Path, dialect: Dialect, missing: Sequence[str], progress: Progress) -> None:
    """Read a UTF-8 file; rows that do not fit are kept apart with line and reason."""
    plain = {c.key for c in store.columns if c.kind == "numeric" and c.style is None}
    types = {c.key: "DOUBLE" if c.key in plain else "VARCHAR" for c in store.columns}
    columns = ", ".join(f"'{key}': '{type_}'" for key, type_ in types.items())
    marks = ", ".join(f"'{quoted(mark)}'" for mark in missing)
    header = str(dialect.header and not dialect.above).lower()
    grouping = f"thousands = '{dialect.thousands}', " if dialect.thousands else ""
    query = f"""CREATE TABLE t AS SELECT * FROM read_csv(?, auto_detect = false, columns = {{{columns}}},
        delim = '{quoted(dialect.delimiter)}', quote = '"', escape = '"', header = {header},
        skip = {dialect.above or dialect.skip}, decimal_separator = '{dialect.decimal}', nullstr = [{marks}],
        {grouping}allow_quoted_nulls = true, store_rejects = true, rejects_limit = 0, max_line_size = 33554432,
        buffer_size = {_BUFFER})"""
    store.progress = progress
    store.run(query, [str(text)], progress, f"reading {store.path.name}")
    collect_rejects(store, text, dialect)
    store.count()
    convert_numbers(store)
    apply_marks(store)
    check_dates(store)


def columns_of(dialect: Dialect, how: Reading, file: Path) -> tuple[StoredColumn, ...]:
    """Return the columns with their kinds, given or guessed.

    Raises:
        DataError: when a kind is given for a column that is not there.
    """
    given: dict[str, Kind] = dict(how.kinds or {})
    refuse_unknown([*given, *(how.date_formats or ()), *(how.marks or ())], dialect.names, file)
    return tuple(_column(name, k, given.get(name), dialect, how) for k, name in enumerate(dialect.names))


def _column(name: str, k: int, given: Kind | None, dialect: Dialect, how: Reading) -> StoredColumn:
    """Return a column of a given or guessed kind, with how its dates or its numbers are written."""
    form, marks = (how.date_formats or {}).get(name, ""), tuple((how.marks or {}).get(name, ()))
    values = [v for v in dialect.column(k) if v not in how.missing and v.strip() not in marks]
    found = guess(values, dialect.decimal, (), dialect.thousands)
    kind = given or ("date" if form else found.kind)
    plain = StoredColumn(name, kind, f"c{k}", marks=marks, suspects=found.suspects)
    if kind == "date":
        dates = found.dates if found.dates.form else date_guess(values)
        return replace(plain, date_format=form or dates.form, note="" if form else dates.note)
    style = found.style
    if kind == "numeric" and found.kind != "numeric":
        style = number_style(values, dialect.decimal)
    if kind == "numeric" and marks and style is None:
        style = NumberStyle(dialect.decimal, dialect.thousands)
    return replace(plain, style=style, note=found.note if kind == found.kind else "")
