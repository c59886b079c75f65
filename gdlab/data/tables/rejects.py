"""The rows of a delimited text that DuckDB refused: their lines in the file and the reasons in words."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from gdlab.data.tables.dialect import Dialect
from gdlab.data.tables.store import BadRow, TableStore, error_line

_SHOWN = 100


def collect_rejects(store: TableStore, text: Path, dialect: Dialect) -> None:
    """Note how many rows were refused, and the first hundred with line and reason."""
    connection = store.open()
    store.n_bad = connection.execute("SELECT count(DISTINCT line) FROM reject_errors").fetchone()[0]
    found = connection.execute(
        "SELECT line, min(line_byte_position), first(error_type), first(column_name), first(csv_line), "
        f"first(error_message) FROM reject_errors GROUP BY line ORDER BY line LIMIT {_SHOWN}"
    ).fetchall()
    lines = line_numbers(text, [int(row[1] or 1) for row in found])
    names = {c.key: c.name for c in store.columns}
    for line, (_, _, kind, key, record, message) in zip(lines, found, strict=True):
        why = _wrong_length(record or "", dialect, len(names)) or _reason(kind, names.get(key, ""), message)
        store.bad.append(BadRow(line, why, (record or "")[:200]))


def line_numbers(path: Path, positions: Sequence[int]) -> list[int]:
    """Return the lines (from 1) in which byte positions (from 1, ascending) of a file are."""
    lines, line, at = [], 1, 0
    with path.open("rb") as file:
        for position in positions:
            while at < position - 1:
                block = file.read(min(position - 1 - at, 1 << 20))
                if not block:
                    break
                at += len(block)
                line += block.count(b"\n")
            while (byte := file.read(1)) in (b"\r", b"\n"):  # a position may name the end of the line before
                at += 1
                line += byte == b"\n"
            at += len(byte)
            lines.append(line)
    return lines


def _wrong_length(record: str, dialect: Dialect, width: int) -> str:
    """Return in words that a row has another number of fields than the table, "" where it has as many.

    It is asked first: in a row that lacks a field the values after it stand in the wrong columns, whose kinds they do
    not fit either.
    """
    text = StringIO(record.strip("\r\n"), newline="")
    try:
        fields = next(csv.reader(text, delimiter=dialect.delimiter, strict=True), [])
    except csv.Error:
        return ""
    if not fields or len(fields) == width:
        return ""
    return (
        f"too {'few' if len(fields) < width else 'many'} fields: the row has {len(fields)}, "
        f"the {'header' if dialect.header else 'table'} has {width}"
    )


def _reason(kind: str, column: str, message: str) -> str:
    """Return in words why a row was refused."""
    if kind == "CAST":
        value = message.partition('Could not convert string "')[2].partition('" to')[0]
        return f"column {column!r} holds {value!r}, which is not a number"
    reasons = {
        "MISSING COLUMNS": "the row has too few fields",
        "TOO MANY COLUMNS": "the row has too many fields",
        "UNQUOTED VALUE": "a quotation mark that is opened is not closed before the next field",
        "LINE SIZE OVER MAXIMUM": "the line is longer than 32 MB",
        "INVALID ENCODING": "the line is not valid UTF-8",
    }
    return reasons.get(kind, error_line(message))
