"""Guess what a column of strings holds: numbers, dates, categories or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

Kind = Literal["numeric", "categorical", "ordinal", "date", "text", "ignore"]

#: Date patterns, in strptime's language, which DuckDB shares; the first that every value fits is taken.
DATE_FORMATS = (
    "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d",
    "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M",
)  # fmt: skip
#: Strings that stand for a missing value, unless the spec says otherwise.
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "#N/A", "?")
_NUMBER = {
    ".": re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*\Z"),
    ",": re.compile(r"\s*[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?\s*\Z"),
}
_GROUPED = {
    ".": re.compile(r"\s*[+-]?\d{1,3}(,\d{3})+(\.\d*)?\s*\Z"),
    ",": re.compile(r"\s*[+-]?\d{1,3}(\.\d{3})+(,\d*)?\s*\Z"),
}
_TOLERANCE = 0.8  # share of a column that must be numbers for the others to be called wrong


def is_number(text: str, decimal: str = ".", thousands: str = "") -> bool:
    """Return whether a string is a finite number with this decimal sign, and groups of three between ``thousands``."""
    if thousands and grouped(text, decimal):
        return True
    return bool(_NUMBER[decimal].match(text))


def grouped(text: str, decimal: str) -> bool:
    """Return whether a string is a number whose digits stand in groups of three: 1,234.5 or, with ",", 1.234,5."""
    return bool(_GROUPED[decimal].match(text))


def surely_grouped(text: str, decimal: str) -> bool:
    """Return whether a number in groups of three cannot be read otherwise: it has two groups, or a decimal sign too."""
    mark = "." if decimal == "," else ","
    return grouped(text, decimal) and (text.count(mark) > 1 or decimal in text)


def guess(values: Sequence[str], decimal: str, missing: Sequence[str], thousands: str = "") -> tuple[Kind, str]:
    """Return the likely kind of a column and, for dates, their format.

    A column most of whose values are numbers is numeric: the others are reported as bad rows.
    """
    marks = set(missing)
    kept = [v for v in values if v not in marks]
    if not kept:
        return "ignore", ""
    numbers = sum(is_number(v, decimal, thousands) for v in kept)
    if numbers >= _TOLERANCE * len(kept):
        return "numeric", ""
    form = date_format(kept)
    if form:
        return "date", form
    words = sum(len(v.split()) for v in kept) / len(kept)
    if words >= 4 and len(set(kept)) > 0.5 * len(kept):
        return "text", ""
    return "categorical", ""


def date_format(values: Sequence[str]) -> str:
    """Return the first date format that nearly all values fit, or ""."""
    few = list(values[:200])
    for form in DATE_FORMATS:
        fitting = sum(_is_date(v, form) for v in few)
        if fitting >= _TOLERANCE * len(few):
            return form
    return ""


def _is_date(text: str, form: str) -> bool:
    try:
        datetime.strptime(text.strip(), form)  # noqa: DTZ007  # only the pattern matters
    except ValueError:
        return False
    return True
