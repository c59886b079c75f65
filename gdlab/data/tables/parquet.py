"""Import Parquet files, whose columns say what they hold."""

from __future__ import annotations

import glob
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gdlab.data.gate import MOST_NAMES, Limits, size_text
from gdlab.data.progress import Progress
from gdlab.data.tables.cleaning import apply_marks
from gdlab.data.tables.kinds import Kind, guess
from gdlab.data.tables.reading import Reading, refuse_unknown
from gdlab.data.tables.store import StoredColumn, TableStore
from gdlab.spec.errors import DataError


def import_parquet(file: Path, how: Reading, progress: Progress, parts: Sequence[Path] = ()) -> TableStore:
    """Return the imported table of a Parquet file, or of its parts one after the other.

    Args:
        file: the file that errors name, and that is read unless there are parts.
        how: the answers that say how it is read.
        progress: called with the share that is done and a text.
        parts: files of the same columns that are read one after the other in its place.

    Raises:
        DataError: when it is no Parquet file, or holds more than may be read.
    """
    import duckdb  # 0.1 s to import

    sources = [glob.escape(str(part)) for part in parts or (file,)]
    store = TableStore(file, ())
    try:
        described = _described(store, sources)
        _check_declared(store, file, len(described), sources)
        given: dict[str, Kind] = dict(how.kinds or {})
        refuse_unknown(given, [name for name, _ in described], file)
        chosen = ", ".join(f"{_as_plain(name, type_)} AS c{k}" for k, (name, type_) in enumerate(described))
        query = f"CREATE TABLE t AS SELECT {chosen} FROM read_parquet(?)"
        store.run(query, [sources], progress, f"reading {file.name}")
        store.count()
        store.columns = tuple(
            _typed_column(store, k, name, type_, given.get(name), how) for k, (name, type_) in enumerate(described)
        )
        apply_marks(store)
    except duckdb.Error as error:
        store.close()
        raise DataError(f"{file} cannot be read as Parquet: {str(error).splitlines()[0]}") from None
    except BaseException:
        store.close()
        raise
    return store


def _described(store: TableStore, sources: list[str]) -> list[tuple[str, str]]:
    """Return names and types of a Parquet file's columns."""
    found = store.open().execute("DESCRIBE SELECT * FROM read_parquet(?)", [sources]).fetchall()
    return [(str(row[0]), str(row[1])) for row in found]


def _check_declared(store: TableStore, file: Path, columns: int, sources: list[str]) -> None:
    """Refuse a Parquet file that declares far more values than its size makes likely."""
    found = store.open().execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [sources])
    values = int(found.fetchone()[0] or 0) * columns
    limits = Limits(file, to_disk=True)
    limits.check_count(columns, "columns", MOST_NAMES)
    if 8 * values > 4 * limits.unpacked:  # repeated values take next to nothing in such a file, and that is fair
        raise DataError(
            f"{file} declares {values:,} values, more than the {size_text(4 * limits.unpacked)} that a file of its "
            "size may unpack to; it is not opened"
        )


_NUMERIC = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)")


def _is_numeric(type_: str) -> bool:
    return bool(_NUMERIC.fullmatch(type_))


def _as_plain(name: str, type_: str) -> str:
    """Return the SQL for a Parquet column as DOUBLE or VARCHAR, NaN as missing."""
    key = '"' + name.replace('"', '""') + '"'
    if type_ in ("FLOAT", "DOUBLE"):
        return f"CASE WHEN isnan({key}) THEN NULL ELSE {key}::DOUBLE END"
    return f"{key}::{'DOUBLE' if _is_numeric(type_) else 'VARCHAR'}"


def _typed_column(store: TableStore, k: int, name: str, type_: str, given: Kind | None, how: Reading) -> StoredColumn:
    """Return a Parquet column with the kind that its type, or its beginning, says."""
    plain = StoredColumn(name, given or "ignore", f"c{k}", marks=tuple((how.marks or {}).get(name, ())))
    if _is_numeric(type_):
        return replace(plain, kind=given or "numeric")
    if type_.startswith(("DATE", "TIMESTAMP")):
        return replace(plain, kind=given or "date")
    if type_ not in ("VARCHAR", "BOOLEAN"):
        return plain  # lists, structures, blobs
    few = store.open().execute(f"SELECT {plain.key} FROM t WHERE {plain.key} IS NOT NULL LIMIT 5000").fetchall()
    found = guess([row[0] for row in few if row[0] not in plain.marks], ".", how.missing)
    kind = given or ("categorical" if found.kind == "numeric" else found.kind)  # the file says that these are strings
    form = (how.date_formats or {}).get(name, found.dates.form) if kind == "date" else ""
    return replace(plain, kind=kind, date_format=form, note=found.note, suspects=found.suspects)
