"""Find how the dates of a column are written, by all of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

_DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y",
    "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "%m-%d-%y",
    "%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%Y-%b-%d", "%d/%b/%Y",
    "%A %d %B %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%a %d %b %Y", "%a, %d %b %Y", "%a %b %d %Y", "%a %Y-%m-%d",
)  # fmt: skip
_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p")
_MARKS = ("Z", "%z", " UTC")
#: Date patterns, in strptime's language, which DuckDB shares; of two that fit as well the first is taken.
DATE_FORMATS = (
    *_DAYS,
    *(f"{day} {time}" for day in _DAYS for time in _TIMES),
    *(f"%Y-%m-%dT{time}{mark}" for time in _TIMES[:3] for mark in ("", *_MARKS[:2])),
    *(f"%Y-%m-%d {time}{mark}" for time in _TIMES[:3] for mark in _MARKS),
    "%Y-%m", "%b %Y", "%B %Y", "%b-%y", "%Y%m%d",
)  # fmt: skip
_TOLERANCE = 0.8  # share of a column that must be dates for the others to be called wrong
_FIRST, _MOST = 20, 3000
_WORDS = {"%Y": "year", "%y": "year", "%m": "month", "%b": "month", "%B": "month", "%d": "day"}


@dataclass(frozen=True)
class DateGuess:
    """How the dates of a column are written.

    Attributes:
        form: the pattern, "" where they are no dates.
        note: a sentence where another order of day and month fits too, "" where none does.
    """

    form: str = ""
    note: str = ""


def date_guess(values: Sequence[str]) -> DateGuess:
    """Return the pattern that most values fit, and the first of several.

    Where day and month could change places in every value, the order is taken in which the steps from date to date are
    the more even.
    """
    kept = list(dict.fromkeys(v.strip() for v in values))
    if not _may_be_dates(kept[:_FIRST]) or (kept[0].isdecimal() and not eight_digits(kept)):
        return DateGuess()
    kept = kept[:: max(1, -(-len(kept) // _MOST))]
    likely = [f for f in DATE_FORMATS if _fits(kept[:2], f) and _fits(kept[:_FIRST], f) >= _TOLERANCE]
    shares = {form: _fits(kept, form) for form in likely}
    best = max(shares.values(), default=0.0)
    if best < _TOLERANCE:
        return DateGuess()
    form = next(f for f in likely if shares[f] == best)
    other = _swapped(form)
    if shares.get(other) != best:
        return DateGuess(form)
    ways = sorted((form, other), key=lambda f: _unevenness(kept, f))
    even = _unevenness(kept, ways[0]) < _unevenness(kept, ways[1])
    why = "gives even steps" if even else "comes first in most of the world"
    return DateGuess(
        ways[0], f"Read as {pattern_words(ways[0])}, which {why}; {pattern_words(ways[1])} would fit as well."
    )


def pattern_words(form: str) -> str:
    """Return the order of a pattern's parts in words, such as "day/month/year"."""
    for code, word in _WORDS.items():
        form = form.replace(code, word)
    return form.partition(" %")[0].partition("T%")[0]


def is_date(text: str, form: str) -> bool:
    """Return whether a text is a date of this pattern."""
    try:
        _moment(text, form)
    except ValueError:
        return False
    return True


def _moment(text: str, form: str) -> datetime:
    return datetime.strptime(text, form).replace(tzinfo=UTC)


def _fits(values: Sequence[str], form: str) -> float:
    return sum(is_date(v, form) for v in values) / len(values) if values else 0.0


def _may_be_dates(values: Sequence[str]) -> bool:
    """Return whether it is worth trying patterns: nearly all texts hold digits and are short."""
    return bool(values) and sum(len(v) < 40 and any(c.isdigit() for c in v) for v in values) >= _TOLERANCE * len(values)


def eight_digits(values: Sequence[str]) -> bool:
    """Return whether whole numbers can be nothing but dates such as 20200131."""
    return len(values) > 4 and all(len(v) == 8 and v[:2] in ("19", "20") and is_date(v, "%Y%m%d") for v in values)


def _swapped(form: str) -> str:
    """Return a pattern of digits with day and month in each other's place, "" where they are not side by side."""
    day, month = form.find("%d"), form.find("%m")
    if day < 0 or month < 0 or abs(day - month) != 3:
        return ""
    return form.replace("%d", "%!").replace("%m", "%d").replace("%!", "%m")


def _unevenness(values: Sequence[str], form: str) -> float:
    """Return the longest step between neighbouring dates by the median step, 0 for fewer than three dates."""
    dates = sorted(_moment(v, form).timestamp() for v in values if is_date(v, form))
    steps = np.diff(np.unique(dates))
    return float(steps.max() / np.median(steps)) if len(steps) > 1 else 0.0
