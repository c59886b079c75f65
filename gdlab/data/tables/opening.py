"""Open any table file as a :class:`TableStore`, with kinds guessed and editable."""

from __future__ import annotations

import csv
import glob
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from gdlab.data.gate import MOST_NAMES, Limits, checked_file, size_text, unchanged
from gdlab.data.progress import Progress, silent
from gdlab.data.tables.dates import date_guess
from gdlab.data.tables.dialect import Dialect, sniff
from gdlab.data.tables.json_document import json_lines
from gdlab.data.tables.kinds import MISSING, Kind, guess
from gdlab.data.tables.number_style import NumberStyle, number_style
from gdlab.data.tables.plain import charset_of, plain_text
from gdlab.data.tables.store import BadRow, StoredColumn, TableStore
from gdlab.spec.errors import DataError
from gdlab.spec.plain import is_whole_text
from gdlab.temporary import temporary_folder

_PARQUET, _JSON = (".parquet", ".pq"), (".jsonl", ".ndjson")
_SHOWN = 100


@dataclass(frozen=True)
class Reading:
    """The answers that say how a file is read, where it shall not be guessed."""

    delimiter: str = ""
    decimal: str = ""
    charset: str = "auto"
    header: bool | None = None
    missing: tuple[str, ...] = MISSING
    kinds: Mapping[str, Kind] | None = None
    date_formats: Mapping[str, str] | None = None
    marks: Mapping[str, Sequence[str]] | None = None
    skip_lines: int = -1
    units: bool | None = None
    totals: Literal["skip", "keep"] = "skip"


AS_FOUND = Reading()


def open_table(path: str | Path, how: Reading = AS_FOUND, progress: Progress = silent) -> TableStore:
    """Return the imported table of a CSV, TSV, Parquet or JSON lines file; close it after use.

    Raises:
        DataError: when the file cannot be read as a table, or changes while it is read.
        Cancelled: when ``progress`` raised it.
    """
    file = checked_file(path)
    store: TableStore | None = None
    try:
        with unchanged(file):
            store = _import(file, how, progress)
        if not store.rows and not store.n_bad:
            raise DataError(f"{file} holds no rows")
        if not store.rows:
            raise DataError(f"{file}: all {store.n_bad:,} rows are bad; the first is {store.bad[0]}")
    except BaseException:
        if store is not None:
            store.close()
        raise
    return store


def _import(file: Path, how: Reading, progress: Progress) -> TableStore:
    suffixes = [s.lower() for s in file.suffixes]
    if suffixes and suffixes[-1] in _PARQUET:
        return _import_parquet(file, how, progress)
    with plain_text(file, how.charset, progress) as text:
        if ".json" in suffixes[-2:]:
            with temporary_folder("json") as folder:
                json_lines(text, folder / "lines.jsonl", file)
                return _import_json(file, folder / "lines.jsonl", how, progress)
        if any(s in _JSON for s in suffixes[-2:]):
            return _import_json(file, text, how, progress)
        dialect = sniff(
            text,
            file,
            delimiter=how.delimiter,
            decimal=how.decimal,
            header=how.header,
            skip_lines=how.skip_lines,
            units=how.units,
        )
        store = _import_csv(file, text, dialect, how, progress)
        store.notes += dialect.notes
        if how.totals == "skip":
            store.leave_totals_out()
        store.dialect, store.charset = dialect, charset_of(file, how.charset)
        return store


def _import_csv(file: Path, text: Path, dialect: Dialect, how: Reading, progress: Progress) -> TableStore:
    store = TableStore(file, columns_of(dialect, how, file))
    try:
        store.import_csv(text, dialect, how.missing, progress)
    except BaseException:
        store.close()
        raise
    return store


def columns_of(dialect: Dialect, how: Reading, file: Path) -> tuple[StoredColumn, ...]:
    """Return the columns with their kinds, given or guessed.

    Raises:
        DataError: when a kind is given for a column that is not there.
    """
    given: dict[str, Kind] = dict(how.kinds or {})
    _refuse_unknown([*given, *(how.date_formats or ()), *(how.marks or ())], dialect.names, file)
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


def _refuse_unknown(given: Iterable[str], names: Sequence[str], file: Path) -> None:
    for name in given:
        if name not in names:
            raise DataError(f"{file} has no column {name!r}; its columns are {', '.join(names[:20])}")


def _import_parquet(file: Path, how: Reading, progress: Progress) -> TableStore:
    store = TableStore(file, ())
    try:
        described = _described(store, file)
        _check_declared(store, file, len(described))
        given: dict[str, Kind] = dict(how.kinds or {})
        _refuse_unknown(given, [name for name, _ in described], file)
        chosen = ", ".join(f"{_as_plain(name, type_)} AS c{k}" for k, (name, type_) in enumerate(described))
        query = f"CREATE TABLE t AS SELECT {chosen} FROM read_parquet(?)"
        store.run(query, [glob.escape(str(file))], progress, f"reading {file.name}")
        store.count()
        store.columns = tuple(
            _typed_column(store, k, name, type_, given.get(name), how) for k, (name, type_) in enumerate(described)
        )
        store.apply_marks()
    except BaseException:
        store.close()
        raise
    return store


def _described(store: TableStore, file: Path) -> list[tuple[str, str]]:
    """Return names and types of a Parquet file's columns."""
    import duckdb  # 0.1 s to import

    try:
        query = "DESCRIBE SELECT * FROM read_parquet(?)"
        found = store.open().execute(query, [glob.escape(str(file))]).fetchall()
    except duckdb.Error as error:
        raise DataError(f"{file} cannot be read as Parquet: {str(error).splitlines()[0]}") from None
    return [(str(row[0]), str(row[1])) for row in found]


def _check_declared(store: TableStore, file: Path, columns: int) -> None:
    """Refuse a Parquet file that declares far more values than its size makes likely."""
    found = store.open().execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [glob.escape(str(file))])
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


def _import_json(file: Path, text: Path, how: Reading, progress: Progress) -> TableStore:
    """Read JSON lines by writing them as CSV first; lines that are no flat object are bad rows."""
    with temporary_folder("json") as folder:
        table = folder / "table.csv"
        names, lines, bad, n_bad = _json_to_csv(text, table, progress)
        if not names:
            raise DataError(f"{file} holds no JSON object a line" + (f"; {bad[0]}" if bad else ""))
        dialect = sniff(table, file, delimiter=",", decimal=".", header=True, skip_lines=0, units=False)
        store = _import_csv(file, table, replace(dialect, names=tuple(names)), how, progress)
    store.bad = [replace(row, line=lines[min(row.line - 2, len(lines) - 1)]) for row in store.bad if row.line]
    store.bad = sorted(bad + store.bad, key=lambda row: row.line)[:_SHOWN]
    store.n_bad += n_bad
    return store


def _json_to_csv(text: Path, table: Path, progress: Progress) -> tuple[list[str], list[int], list[BadRow], int]:
    """Write flat objects as CSV; return the names, the line of each record, and the bad lines."""
    names: dict[str, None] = {}
    lines: list[int] = []
    bad: list[BadRow] = []
    n_bad = 0
    for line, record, _ in _json_records(text):
        if line % 10_000 == 0:
            progress(-1.0, f"reading line {line:,}")
        names.update(dict.fromkeys(record or ()))
        if len(names) > MOST_NAMES:
            raise DataError(f"the JSON objects have more than {MOST_NAMES:,} different keys, which makes no table")
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        for line, record, reason in _json_records(text):
            if record is None:
                n_bad += 1
                bad += [BadRow(line, reason)] if len(bad) < _SHOWN else []
                continue
            lines.append(line)
            writer.writerow([_cell(record.get(name)) for name in names])
            if line % 10_000 == 0:
                progress(-1.0, f"preparing line {line:,}")
    return list(names), lines, bad, n_bad


def _json_records(text: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Yield line, object and what is wrong with each line that is not blank."""
    with text.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
        for line, content in enumerate(file, 1):
            if not content.strip():
                continue
            if not is_whole_text(content):
                yield line, None, "the line is not valid UTF-8"
                continue
            try:
                record = json.loads(content, parse_constant=lambda _: None)
            except (ValueError, RecursionError) as error:
                yield line, None, f"not JSON: {error}"
                continue
            if not isinstance(record, dict):
                yield line, None, "a JSON object is needed, and this is none"
            elif not is_whole_text(record):
                yield line, None, "a text holds half of a pair of surrogates, which is no character"
            elif any(isinstance(v, (dict, list)) for v in record.values()):
                nested = next(k for k, v in record.items() if isinstance(v, (dict, list)))
                yield line, None, f"{nested!r} holds a list or an object, which has no place in a table"
            else:
                yield line, record, ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
