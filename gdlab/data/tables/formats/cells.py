"""Write rows of typed cells as comma-separated values: numbers exact, dates as ISO 8601 has them, empty cells empty."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from gdlab.data.gate import MOST_NAMES, Limits

_MIDNIGHT, _WHOLE = " 00:00:00.000000", ".000000"
_BLANKS = 1000  # blank rows above a table that are kept, so that lines above the header can be counted
_TOLD = 2000  # rows between two calls of the progress


@dataclass
class WrittenCells:
    """Written rows.

    Attributes:
        text: the file.
        starts: the line in which each record begins, from 1.
        rows: the row that it is in its source, from 1.
        columns: which columns of the source are kept: those that hold a value anywhere.
        binary: columns of the source that hold bytes, which no table keeps.
    """

    text: Path
    starts: array[int] = field(default_factory=lambda: array("q"))
    rows: array[int] = field(default_factory=lambda: array("q"))
    columns: tuple[int, ...] = ()
    binary: set[int] = field(default_factory=set)


def write_cells(rows: Iterable[Sequence[Any]], to: Path, limits: Limits, *, all_columns: bool = False) -> WrittenCells:
    """Write rows of cells: None, bool, int, float, str, bytes, date, datetime, time or timedelta.

    Rows may differ in length. Empty rows are left out, but for those above the first one with values, and so are
    columns without any value. A column of dates gets the time of day where any of them has one.

    Args:
        rows: the rows, in order.
        to: the file to write.
        limits: the limits of the file that they come from.
        all_columns: whether columns without a value are kept.

    Raises:
        DataError: when there are more columns, or more text, than allowed.
        Cancelled: when the progress raised it.
    """
    rough = to.with_suffix(".rough")
    seen = _Seen()
    found = WrittenCells(to)
    with rough.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer, size = csv.writer(out, lineterminator="\n"), 0
        for number, row in enumerate(rows, 1):
            size += int(writer.writerow(seen.texts(row)))
            if number % _TOLD == 1:
                limits.step(-1.0, f"reading row {number:,}")
                limits.check_unpacked(size)
                limits.check_count(seen.width, "columns", MOST_NAMES)
    limits.check_count(seen.width, "columns", MOST_NAMES)
    limits.check_unpacked(size + seen.n_rows * seen.width)  # every row gets as many fields as the widest has
    found.columns = tuple(range(seen.width)) if all_columns else tuple(sorted(seen.used))
    found.binary = seen.binary
    _write_even(rough, found, seen, limits)
    rough.unlink()
    return found


class _Seen:
    """What the cells of each column have shown so far."""

    def __init__(self) -> None:
        self.width = self.n_rows = 0
        self.used: set[int] = set()
        self.binary: set[int] = set()
        self.timed: set[int] = set()  # columns with a time of day other than midnight
        self.split: set[int] = set()  # columns with parts of a second

    def texts(self, row: Sequence[Any]) -> list[str]:
        """Return the texts of a row, without empty cells at its end."""
        texts = [self._text(k, cell) if cell is not None else "" for k, cell in enumerate(row)]
        while texts and not texts[-1]:
            texts.pop()
        self.width = max(self.width, len(texts))
        self.n_rows += 1
        self.used.update(k for k, text in enumerate(texts) if text)
        return texts

    def _text(self, k: int, cell: object) -> str:
        if isinstance(cell, str):
            return cell
        if isinstance(cell, bool):
            return "true" if cell else "false"
        if isinstance(cell, float):
            return "" if cell != cell else repr(cell)
        if isinstance(cell, datetime):
            self._note_time(k, cell)
            return cell.replace(tzinfo=None).isoformat(" ", "microseconds")
        if isinstance(cell, date):
            return f"{cell.isoformat()}{_MIDNIGHT}"
        if isinstance(cell, time):
            return cell.isoformat()
        if isinstance(cell, timedelta):
            return repr(cell.total_seconds())
        if isinstance(cell, bytes | memoryview):
            self.binary.add(k)
            return "(bytes)"
        return str(cell)

    def _note_time(self, k: int, cell: datetime) -> None:
        if cell.microsecond:
            self.split.add(k)
        if cell.hour or cell.minute or cell.second or cell.microsecond:
            self.timed.add(k)


def _write_even(rough: Path, found: WrittenCells, seen: _Seen, limits: Limits) -> None:
    """Write rows again, as wide as the widest and with the dates of each column alike."""
    line, begun = 1, False
    endings = {k: "" if k not in seen.timed else ".000000" if k in seen.split else " 00:00:00" for k in found.columns}
    with found.text.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for number, row in enumerate(_records(rough), 1):
            if number % _TOLD == 0:
                limits.step(-1.0, f"writing row {number:,}")
            if not row:
                if not begun and number <= _BLANKS:
                    out.write("\n")
                    line += 1
                continue
            begun = True
            row += [""] * (seen.width - len(row))
            cells = [_alike(row[k], endings[k]) for k in found.columns]
            found.starts.append(line)
            found.rows.append(number)
            writer.writerow(cells)
            line += 1 + sum(cell.count("\n") for cell in cells)


def _alike(cell: str, ending: str) -> str:
    """Return a cell; of a date the parts that no date of the column needs are left out."""
    if len(cell) != 26 or not cell.endswith(_WHOLE) or cell[4] != "-":
        return cell
    if cell.endswith(_MIDNIGHT) and not ending:
        return cell[:10]
    return cell if ending == _WHOLE else cell[:19]


def _records(path: Path) -> Iterator[list[str]]:
    limit = csv.field_size_limit(1 << 27)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)
    finally:
        csv.field_size_limit(limit)
