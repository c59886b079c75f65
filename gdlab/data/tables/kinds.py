"""Guess what a column of strings holds: numbers, dates, categories or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gdlab.data.tables.dates import DateGuess, date_guess, eight_digits
from gdlab.data.tables.number_style import NumberStyle, number_style, stripped

Kind = Literal["numeric", "categorical", "ordinal", "date", "text", "ignore"]

#: Strings that stand for a missing value, unless the spec says otherwise.
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "#N/A", "?")
#: Strings that may stand for a missing value, and are offered as marks of one where they occur.
SUSPECTED = frozenset((
    "-", "--", "---", "–", "—", ".", "..", "...", "*", "??", "None", "none", "NONE", "nil", "Nil", "<NA>", "NaT",
    "missing", "Missing", "MISSING", "unknown", "Unknown", "unbekannt", "k.A.", "k. A.", "N.A.", "n.a.", "n. a.",
    "#VALUE!", "#DIV/0!", "#REF!", "#NULL!",
))  # fmt: skip
_NUMBER = {
    ".": re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*\Z"),
    ",": re.compile(r"\s*[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?\s*\Z"),
}
_GROUPED = {
    ".": re.compile(r"\s*[+-]?\d{1,3}(,\d{3})+(\.\d*)?\s*\Z"),
    ",": re.compile(r"\s*[+-]?\d{1,3}(\.\d{3})+(,\d*)?\s*\Z"),
}
_NO_DATES = DateGuess()
_TOLERANCE = 0.8  # share of a column that must be numbers for the others to be called wrong


def is_number(text: str, decimal: str = ".", thousands: str = "") -> bool:
    """Return whether a string is a finite number with this decimal sign, and groups of three between ``thousands``."""
    if thousands and grouped(text, decimal):
        return True
    return bool(_NUMBER[decimal].match(text))


def grouped(text: str, decimal: str) -> bool:
    """Return whether a string is a number whose digits are in groups of three: 1,234.5 or, with ",", 1.234,5."""
    return bool(_GROUPED[decimal].match(text))


def surely_grouped(text: str, decimal: str) -> bool:
    """Return whether a number in groups of three cannot be read otherwise: it has two groups, or a decimal sign too."""
    mark = "." if decimal == "," else ","
    return grouped(text, decimal) and (text.count(mark) > 1 or decimal in text)


@dataclass(frozen=True)
class Guess:
    """What a column of strings likely holds.

    Attributes:
        kind: its kind.
        dates: how its dates are written.
        style: how its numbers are written, None for numbers as the rest of the file has them.
        note: a sentence about what was taken for granted, or "".
        suspects: strings that may stand for a missing value.
    """

    kind: Kind
    dates: DateGuess = _NO_DATES
    style: NumberStyle | None = None
    note: str = ""
    suspects: tuple[str, ...] = ()


def guess(values: Sequence[str], decimal: str, missing: Sequence[str], thousands: str = "") -> Guess:
    """Return the likely kind of a column and how its dates or numbers are written.

    A column most of whose values are numbers is numeric: the others are reported as bad rows.

    Args:
        values: cells of the column.
        decimal: the decimal sign.
        missing: texts that stand for a missing value.
        thousands: the sign between groups of three digits, "" for none.
    """
    marks = set(missing)
    known = [v for v in values if v not in marks]
    suspects = tuple(sorted({v.strip() for v in known} & SUSPECTED))
    kept = [v for v in known if v.strip() not in SUSPECTED] if suspects else known
    if not kept:
        return Guess("categorical" if known else "ignore", suspects=suspects)
    return replace(_guess(kept, decimal, thousands), suspects=suspects)


def _guess(kept: Sequence[str], decimal: str, thousands: str) -> Guess:
    """Return the likely kind of a column by its values, without missing ones and marks of these."""
    numbers = sum(is_number(v, decimal, thousands) for v in kept)
    if numbers == len(kept) and _are_codes(kept):
        return Guess("categorical", note="Codes, whose leading zeros are kept.")
    if numbers >= _TOLERANCE * len(kept) and not eight_digits(list(dict.fromkeys(kept))):
        style = number_style(kept, decimal) if numbers < len(kept) else None
        more = style is not None and sum(style.fits(stripped(v)) for v in kept) > numbers
        return Guess("numeric", style=style if more else None)
    dates = date_guess(kept)
    if dates.form:
        return Guess("date", dates, note=dates.note)
    style = number_style(kept, decimal)
    if style is not None:
        return Guess("numeric", style=style)
    words = sum(len(v.split()) for v in kept) / len(kept)
    if words >= 4 and len(set(kept)) > 0.5 * len(kept):
        return Guess("text")
    return Guess("categorical")


def _are_codes(values: Sequence[str]) -> bool:
    """Return whether numbers are codes: digits only, three or more, one of them with a zero in front."""
    cells = [v.strip() for v in values]
    zeros = any(v[:1] == "0" and len(v) > 2 for v in cells)
    return zeros and all(v.isdecimal() and len(v) > 2 for v in cells)
