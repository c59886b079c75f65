"""Add the rows of a second table to an imported one: those that validate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gdlab.data.progress import Progress
from gdlab.data.tables.opening import open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import BadRow, TableStore
from gdlab.spec.errors import DataError
from gdlab.temporary import temporary_folder

#: The column of an imported table that says of each row whether it validates.
VALIDATES = "validates"


def add_validation(store: TableStore, path: Path, how: Reading, progress: Progress) -> None:
    """Add the rows of a table that validates; its columns are read as those of the first, and found by name.

    Args:
        store: the table that trains.
        path: the file of the one that validates.
        how: how that one is read, but for its kinds.
        progress: told how far the reading is.

    Raises:
        DataError: when it cannot be read, or lacks a column.
    """
    used = [c for c in store.columns if c.kind != "ignore"]
    forms = {c.name: c.date_format for c in used if c.kind == "date" and c.date_format}
    with open_table(path, replace(how, kinds={}, date_formats={}, marks={}), progress) as first:
        names = {c.name for c in first.columns}
    lacks = [c.name for c in used if c.name not in names]
    if lacks:
        raise DataError(
            f"{path} cannot validate: it has no column {lacks[0]!r}, which {store.path} has; "
            "choose another split, such as split = 'share'"
        )
    marks = {c.name: c.marks for c in used if c.marks}
    again = replace(how, kinds={c.name: c.kind for c in used}, date_formats=forms, marks=marks)
    with open_table(path, again, progress) as other, temporary_folder("part") as folder:
        keys = {c.name: c.key for c in other.columns}
        chosen = ", ".join(f"{keys[c.name]} AS {c.key}" for c in used)
        other.open().execute(
            f"COPY (SELECT {chosen} FROM t ORDER BY rowid) TO '{folder}/part.parquet' (FORMAT parquet)"
        )
        connection = store.open()
        types = dict(connection.execute("SELECT column_name, column_type FROM (DESCRIBE t)").fetchall())
        connection.execute(f"ALTER TABLE t ADD COLUMN {VALIDATES} BOOLEAN DEFAULT false")
        values = ", ".join(f"CAST({c.key} AS {types[c.key]})" for c in used)
        into = ", ".join([c.key for c in used] + [VALIDATES])
        connection.execute(f"INSERT INTO t ({into}) SELECT {values}, true FROM read_parquet('{folder}/part.parquet')")
        store.bad += [BadRow(row.line, f"{path.name}: {row.reason}", row.text) for row in other.bad]
        store.n_bad += other.n_bad
        store.notes.append(f"{other.rows:,} rows of {other.part or path.name} validate.")
    store.count()
