"""Import a table that a format has written as text or as Parquet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from gdlab.data.progress import Progress
from gdlab.data.tables.cleaning import leave_totals_out
from gdlab.data.tables.delimited import import_delimited
from gdlab.data.tables.dialect import sniff
from gdlab.data.tables.formats.base import Extracted, Format
from gdlab.data.tables.formats.registry import chosen_table
from gdlab.data.tables.formats.zipped_tables import ZippedTables
from gdlab.data.tables.parquet import import_parquet
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import BadRow, StoredColumn, TableStore, quoted
from gdlab.spec.errors import DataError
from gdlab.temporary import temporary_folder

#: Imports a file that was unpacked.
Importer = Callable[[Path, Reading, Progress], TableStore]


def import_from_format(file: Path, form: Format, how: Reading, progress: Progress, inner: Importer) -> TableStore:
    """Return the imported table of a file in one of the formats that hold several tables, or typed ones.

    Args:
        file: the file.
        form: its format.
        how: how it is read, with the table that is meant.
        progress: told how far the reading is.
        inner: imports a file that was in this one.

    Raises:
        DataError: when the file is damaged, or holds several tables and none is named.
    """
    names = form.tables(file, progress) if form.part else ()
    zipped = isinstance(form, ZippedTables)
    name = chosen_table(file, form, "" if zipped else how.sheet, how.table, names)
    with temporary_folder("table") as folder:
        found = form.extract(file, name, folder, progress)
        if found.file is not None:
            store = _import_inner(file, found.file, name, replace(how, table=""), progress, inner)
        elif found.text is None:
            store = import_parquet(found.parquet[0] if file.is_dir() else file, how, progress, found.parquet)
        else:
            store = _import_text(file, found.text, found, how, progress)
    store.path = file
    store.parts, store.part_kind, store.part = names, form.part, name
    _name_levels(store, found, how)
    store.notes += found.notes
    return store


def _import_inner(
    file: Path, unpacked: Path, name: str, how: Reading, progress: Progress, inner: Importer
) -> TableStore:
    """Return the imported table of an unpacked file; errors name it by the archive that it was in."""
    try:
        store = inner(unpacked, how, progress)
    except DataError as error:
        raise DataError(str(error).replace(str(unpacked), f"{file}: {name}")) from None
    return store


def _import_text(file: Path, text: Path, found: Extracted, how: Reading, progress: Progress) -> TableStore:
    """Return the imported table of text; a sheet may have titles, units and totals around it, others have not."""
    loose = found.loose
    dialect = sniff(
        text,
        file,
        delimiter=",",
        decimal=(how.decimal or ".") if loose else ".",
        header=how.header if loose else True,
        skip_lines=how.skip_lines if loose else 0,
        units=how.units if loose else False,
    )
    store = import_delimited(file, text, dialect, replace(how, kinds={**found.kinds, **(how.kinds or {})}), progress)
    if loose:
        store.notes += dialect.notes
        if how.totals == "skip":
            leave_totals_out(store)
        store.dialect = replace(dialect, delimiter="")
    if found.starts:
        store.bad = [replace(row, line=_row_of(row, found)) for row in store.bad]
    return store


def _name_levels(store: TableStore, found: Extracted, how: Reading) -> None:
    """Give columns the values that their file declares, and numbers of classes the names that these stand for."""
    columns: list[StoredColumn] = []
    values: dict[str, str] = {}
    for column in store.columns:
        names = found.coded.get(column.name, ())
        if names and (how.kinds or {}).get(column.name, "categorical") == "categorical":
            cases = " ".join(f"WHEN {k} THEN '{quoted(name)}'" for k, name in enumerate(names))
            values[column.key] = f"CASE TRY_CAST({column.key} AS DOUBLE) {cases} END"
            column = replace(column, kind="categorical", levels=names)
        elif column.name in found.levels and column.kind == "categorical":
            column = replace(column, levels=found.levels[column.name])
        columns.append(column)
    store.replace_values(values)
    store.columns = tuple(columns)


def _row_of(bad: BadRow, found: Extracted) -> int:
    """Return the row of the source in which a line of the text is."""
    return found.rows[max(bisect_right(found.starts, bad.line) - 1, 0)] if bad.line else 0
