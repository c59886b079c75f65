"""Open any table file as a :class:`TableStore`, with kinds guessed and editable."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from gdlab.data.gate import MOST_NAMES, checked_file, refuse_changes
from gdlab.data.progress import Progress, silent
from gdlab.data.tables.cleaning import leave_totals_out
from gdlab.data.tables.delimited import import_delimited
from gdlab.data.tables.dialect import sniff
from gdlab.data.tables.extracted import import_from_format
from gdlab.data.tables.formats.registry import chosen_table, format_of
from gdlab.data.tables.json_document import json_lines
from gdlab.data.tables.kept import take_table
from gdlab.data.tables.parquet import import_parquet
from gdlab.data.tables.plain import charset_of, plain_text
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import BadRow, TableStore
from gdlab.spec.errors import DataError
from gdlab.spec.plain import is_whole_text
from gdlab.temporary import temporary_folder

_PARQUET, _JSON = (".parquet", ".pq"), (".jsonl", ".ndjson")
_SHOWN = 100
AS_FOUND = Reading()


def open_table(path: str | Path, how: Reading = AS_FOUND, progress: Progress = silent) -> TableStore:
    """Return the imported table of a file; close it after use.

    Raises:
        DataError: when the file cannot be read as a table, or changes while it is read.
        Cancelled: when ``progress`` raised it.
    """
    file = Path(path).expanduser()
    if not (file.is_dir() and format_of(file)):
        file = checked_file(path)
    if (kept := take_table(file, how)) is not None:
        kept.progress = progress
        return kept
    store: TableStore | None = None
    try:
        with refuse_changes(file):
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
    form = format_of(file)
    if form is not None:
        return import_from_format(file, form, how, progress, _import)
    chosen_table(file, None, how.sheet, how.table, ())
    suffixes = [s.lower() for s in file.suffixes]
    if suffixes and suffixes[-1] in _PARQUET:
        return import_parquet(file, how, progress)
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
        store = import_delimited(file, text, dialect, how, progress)
        store.notes += dialect.notes
        if how.totals == "skip":
            leave_totals_out(store)
        store.dialect, store.charset = dialect, charset_of(file, how.charset)
        return store


def _import_json(file: Path, text: Path, how: Reading, progress: Progress) -> TableStore:
    """Read JSON lines by writing them as CSV first; lines that are no flat object are bad rows."""
    with temporary_folder("json") as folder:
        table = folder / "table.csv"
        names, lines, bad, n_bad = _json_to_csv(text, table, progress)
        if not names:
            raise DataError(f"{file} holds no JSON object a line" + (f"; {bad[0]}" if bad else ""))
        dialect = sniff(table, file, delimiter=",", decimal=".", header=True, skip_lines=0, units=False)
        store = import_delimited(file, table, replace(dialect, names=tuple(names)), how, progress)
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
