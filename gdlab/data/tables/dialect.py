"""Find out how a delimited text file is written: its delimiter, its header, its decimal sign."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from gdlab.data.gate import MOST_NAMES
from gdlab.data.tables.kinds import grouped, is_number, surely_grouped
from gdlab.data.tables.plain import SAMPLE, head
from gdlab.data.tables.surroundings import is_units_row, surrounding_lines, title_records
from gdlab.spec.errors import DataError

DELIMITERS = (",", ";", "\t", "|", " ")
_ROWS = 20_000
_AGREEING = 0.95  # share of the records that must have the same number of fields between blanks
_COMMA = re.compile(r"\s*[+-]?\d+,\d+([eE][+-]?\d+)?\s*\Z")
_BESIDE_NO_DIGITS = re.compile(r"(?<!\d),|,(?!\d)")
_YEAR = re.compile(r"(19|20)\d\d")
_POINT = re.compile(r"\s*[+-]?\d+\.\d+([eE][+-]?\d+)?\s*\Z")


@dataclass(frozen=True)
class Dialect:
    """The form of a delimited file.

    Attributes:
        delimiter: the character between fields.
        decimal: "." or ",".
        header: whether the first record names the columns.
        names: the columns' names, unique and not empty.
        rows: the first records below the header, all of the file when it is small.
        skip: blank lines before the first record.
        thousands: what is between groups of three digits, "" for nothing.
        above: lines before the first row of values, where more than a header is there; 0 elsewhere.
        notes: sentences about lines above the header and a row of units.
    """

    delimiter: str
    decimal: str
    header: bool
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    skip: int = 0
    thousands: str = ""
    above: int = 0
    notes: tuple[str, ...] = ()

    def column(self, k: int) -> list[str]:
        """Return the sampled values of one column."""
        return [row[k] for row in self.rows if len(row) == len(self.names)]


def sniff(
    path: Path,
    named: Path,
    *,
    delimiter: str = "",
    decimal: str = "",
    header: bool | None = None,
    skip_lines: int = -1,
    units: bool | None = None,
) -> Dialect:
    """Return how a UTF-8 file is written, from its first records; what is given is not guessed.

    Args:
        path: the file.
        named: the path to name in errors.
        delimiter: the character between fields, or "" to guess.
        decimal: the decimal sign, or "" to guess.
        header: whether the first record names the columns, or None to guess.
        skip_lines: lines above the header, or −1 to guess.
        units: whether the record below the header holds units, or None to guess.

    Raises:
        DataError: when there is nothing but blank lines, a header without rows, or too many columns.
    """
    text = head(path)
    skip = len(text) - len(text.lstrip("\r\n"))
    blank = len(text[:skip].splitlines())
    text = text[skip:]
    if not text.strip():
        raise DataError(f"{named} holds nothing but blank lines")
    cut = max(skip_lines - blank, 0) if skip_lines >= 0 else 0
    text = "".join(text.splitlines(keepends=True)[cut:])
    if not text.strip():
        raise DataError(f"{named} holds nothing below its first {skip_lines} lines; set skip_lines to fewer")
    delimiter = delimiter or _delimiter(text)
    rows = _records(text, delimiter)
    titles = title_records(rows) if skip_lines < 0 and header is not False else 0
    notes = [f"Above the header: {_shown(row)}, left out." for row in rows[:titles]]
    rows = rows[titles:]
    width = _width(rows)
    if width > MOST_NAMES:
        raise DataError(f"{named} holds more than {MOST_NAMES:,} columns; it is not opened")
    if header is None:
        header = _has_header(rows[0], decimal) or _names_years(rows)
    names = _names(_widened(rows[0], width) if header else (), width)
    has_units = header and len(rows) > 1 and (is_units_row(rows[1], rows[2:]) if units is None else units)
    notes += [f"Below the header: units ({_shown(rows[1])}), left out."] if has_units else []
    before = titles + header + has_units
    above = blank + cut + surrounding_lines(text, delimiter, before) if titles or has_units or cut else 0
    values = tuple(rows[header + has_units :])
    found = Dialect(delimiter, decimal or ".", header, names, values, skip, above=above, notes=tuple(notes))
    if not found.rows and path.stat().st_size > SAMPLE:
        raise DataError(f"{named}: no row below its header ends within {SAMPLE >> 20} MiB, as the rows of a table do")
    if not found.rows:
        raise DataError(f"{named} has a header ({', '.join(names[:5])}) and no rows below it")
    found = found if decimal else replace(found, decimal=_decimal(found))
    return replace(found, thousands=_thousands(found))


def _shown(row: Sequence[str]) -> str:
    return ", ".join(repr(cell.strip()[:60]) for cell in row if cell.strip())[:200]


def _records(text: str, delimiter: str) -> list[tuple[str, ...]]:
    """Return the records of a text, without blank ones; one cut off at the end of the sample is left out."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    try:
        for row in reader:
            if row:
                rows.append(tuple(row))
            if len(rows) > _ROWS:
                break
    except csv.Error:
        pass  # a field beyond csv's bound: the importer says which line it is
    if len(rows) > 1 and not text.endswith(("\n", "\r")) and len(rows[-1]) != len(rows[0]):
        rows.pop()
    return rows or [("",)]


def _delimiter(text: str) -> str:
    """Return the delimiter by which most records have the same number of fields, and more than one.

    A comma that is between digits only is a decimal sign where another delimiter does as well, and blanks are
    between numbers where none does.
    """
    best, best_score = ",", 0.0
    decimal_commas = not _BESIDE_NO_DIGITS.search(text[: 1 << 18].partition("\n")[2])
    for delimiter in sorted(DELIMITERS, key=lambda d: (decimal_commas and d == ",") or 2 * (d == " ")):
        if ((delimiter == "," and decimal_commas) or delimiter == " ") and best_score > 0:
            continue
        rows = _records(text[: 1 << 18], delimiter)[:500]
        counts = Counter(len(row) for row in rows)
        width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
        if width < 2:
            continue
        agreeing = times / len(rows)
        numbers = sum(is_number(cell) or is_number(cell, ",") for row in rows for cell in row)
        score = agreeing**2 + 0.2 * numbers / max(sum(len(row) for row in rows), 1)
        if delimiter == " " and (agreeing < _AGREEING or numbers < sum(len(row) for row in rows) / 2):
            continue  # words of sentences
        if agreeing > 0.5 and score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of columns: as many as the first record has, or more where most of the others have them."""
    counts = Counter(len(row) for row in rows[1:1000])
    usual, times = counts.most_common(1)[0] if counts else (0, 0)
    return usual if usual > len(rows[0]) and times > 0.9 * counts.total() else len(rows[0])


def _widened(header: Sequence[str], width: int) -> Sequence[str]:
    """Return a header for wider rows: one name short, the first column is the name of the row, as R writes it."""
    return ("row", *header) if len(header) == width - 1 else header


def _has_header(first: Sequence[str], decimal: str) -> bool:
    """Return whether a first record looks like names: none of its fields is a number."""
    signs = (decimal,) if decimal else (".", ",")
    filled = [cell for cell in first if cell.strip()]
    return bool(filled) and not any(is_number(cell, sign) for cell in filled for sign in signs)


def _names_years(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a first record names years, one after the other, over columns of other numbers."""
    first, below = rows[0], [row for row in rows[1:20] if len(row) == len(rows[0])]
    years = [k for k, cell in enumerate(first) if _YEAR.fullmatch(cell.strip())]
    words = [cell for k, cell in enumerate(first) if cell.strip() and k not in years]
    numbers = [int(first[k]) for k in years]
    if len(years) < 2 or not words or any(is_number(c) or is_number(c, ",") for c in words):
        return False
    in_turn = {b - a for a, b in pairwise(numbers)} in ({1}, {-1})
    return in_turn and any(not _YEAR.fullmatch(row[k].strip()) for row in below for k in years)


def _names(first: Sequence[str], width: int) -> tuple[str, ...]:
    """Return names that are unique and not empty."""
    seen: Counter[str] = Counter()
    names = []
    for k in range(width):
        name = (first[k].strip() if k < len(first) else "") or f"column{k + 1}"
        while name in seen:
            seen[name] += 1
            name = f"{name}_{seen[name]}"
        seen[name] += 1
        names.append(name)
    return tuple(names)


def _thousands(found: Dialect) -> str:
    """Return what is between groups of three digits where some number leaves no doubt and none contradicts it."""
    mark = "." if found.decimal == "," else ","
    cells = [c for row in found.rows[:2000] for c in row if mark in c and c.strip()[-1:].isdigit()]
    numbers = [c for c in cells if is_number(c) or is_number(c, ",") or grouped(c, found.decimal)]
    sure = any(surely_grouped(c, found.decimal) for c in numbers)
    return mark if sure and all(grouped(c, found.decimal) for c in numbers) else ""


def _decimal(found: Dialect) -> str:
    """Return the decimal sign that more fields use."""
    if found.delimiter == ",":
        cells = [c for row in found.rows[:2000] for c in row if "," in c]  # quoted, or they would be split
        points = [c for row in found.rows[:2000] for c in row if _POINT.match(c)]
        if all(grouped(c, ".") and c.strip()[0] != "0" for c in cells):
            return "."  # "50,037" between commas is fifty thousand
        return "," if cells and not points and all(_COMMA.match(c) for c in cells) else "."
    commas = points = 0
    for row in found.rows[:2000]:
        commas += sum(bool(_COMMA.match(c)) or surely_grouped(c, ",") for c in row)
        points += sum(bool(_POINT.match(c)) or surely_grouped(c, ".") for c in row)
    return "," if commas > points else "."
