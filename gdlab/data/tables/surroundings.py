"""What is around a table in its file: title lines above the header, a row of units below it, totals at the end."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

from gdlab.data.tables.kinds import MISSING, SUSPECTED, is_number
from gdlab.data.tables.number_style import NumberStyle, stripped

#: What the first field of a row of totals holds, as a regular expression for SQL.
TOTALS = r"(?i)\W*(grand |sub|sub-)?(totals?|sum|summe|gesamt|gesamtsumme|insgesamt|somme)\W*"
_MOST_TITLES, _LONGEST_UNIT, _FEWEST_ROWS = 20, 15, 3
_STYLES = (NumberStyle(".", ","), NumberStyle(",", "."))

Records = Sequence[Sequence[str]]


def title_records(rows: Records) -> int:
    """Return how many records are above the header: they have, or fill, fewer fields than the others have."""
    counts = Counter(len(row) for row in rows[:1000])
    usual = counts.most_common(1)[0][0]
    if usual < 2:
        return 0
    k = 0
    few = max(1, (usual - 1) // 2)
    while k < min(_MOST_TITLES, len(rows) - 2) and (_filled(rows[k]) <= few or len(rows[k]) < usual):
        k += 1
    below = rows[k + 1 : k + 50]
    is_header = len(rows[k]) == usual and _filled(rows[k]) > usual / 2 and not any(map(_is_number, rows[k]))
    return k if is_header and any(_is_number(cell) for row in below for cell in row) else 0


def is_units_row(first: Sequence[str], others: Records) -> bool:
    """Return whether the first record below the header holds units: short words over columns of numbers."""
    if len(others) < _FEWEST_ROWS:
        return False
    numbers = [k for k in range(len(first)) if _holds_numbers(others, k)]
    cells = [first[k].strip() for k in numbers]
    words = [c for c in cells if c]
    if any(_is_number(c) or len(c) > _LONGEST_UNIT or c in SUSPECTED or (c and c in MISSING) for c in cells):
        return False
    return bool(words)


def surrounding_lines(text: str, delimiter: str, records: int) -> int:
    """Return how many lines of a text its first records take, blank ones among them included."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    seen = 0
    for row in reader:
        seen += bool(row)
        if seen == records:
            return reader.line_num
    return 0


def _holds_numbers(rows: Records, k: int) -> bool:
    cells = [row[k] for row in rows[:200] if len(row) > k and row[k] not in MISSING]
    return len(cells) >= _FEWEST_ROWS and sum(map(_is_number, cells)) >= 0.9 * len(cells)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_number(cell: str) -> bool:
    text = stripped(cell)
    return is_number(cell) or any(style.fits(text) for style in _STYLES)
