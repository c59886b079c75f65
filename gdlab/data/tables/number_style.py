"""Numbers as people write them: with currency signs, percent signs, groups of three and either decimal sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gdlab.spec.minus import plain_minus

#: What may be around or within a number and says nothing of its value; the same pattern is used in SQL.
_AROUND = r"(?i)(usd|eur|gbp|chf|jpy|sek|nok|dkk|kr\.?|[$€£¥₹%\s\x{00A0}\x{202F}\x{2009}'’])"
_PYTHON_AROUND = re.compile(re.sub(r"\\x\{(....)\}", r"\\u\1", _AROUND.removeprefix("(?i)")), re.IGNORECASE)
_TOLERANCE = 0.8


@dataclass(frozen=True)
class NumberStyle:
    """How the numbers of a column are written: the decimal sign, and what is between groups of three digits."""

    decimal: str
    thousands: str

    @property
    def pattern(self) -> str:
        """The regular expression of a whole number text without signs around it, for Python and for SQL."""
        decimal, mark = re.escape(self.decimal), re.escape(self.thousands)
        return rf"[-+]?\(?[-+]?([0-9]{{1,3}}({mark}[0-9]{{3}})+|[0-9]+)?({decimal}[0-9]*)?([eE][-+]?[0-9]+)?\)?"

    def fits(self, stripped: str) -> bool:
        """Return whether a text without signs around it is such a number."""
        return any(c.isdigit() for c in stripped) and bool(re.fullmatch(self.pattern, stripped))

    def sql(self, key: str) -> str:
        """Return the SQL for a column's value as DOUBLE, NULL where it is no such number."""
        plain = f"replace(regexp_replace({key}, '{_AROUND.replace(chr(39), chr(39) * 2)}', '', 'g'), '−', '-')"
        sign = f"CASE WHEN {plain} LIKE '(%)' THEN -1 ELSE 1 END"
        digits = f"replace(replace(translate({plain}, '()', ''), '{self.thousands}', ''), '{self.decimal}', '.')"
        fits = f"regexp_full_match({plain}, '{self.pattern}')"
        return f"CASE WHEN {fits} THEN {sign} * TRY_CAST({digits} AS DOUBLE) END"

    def value(self, text: str) -> float:
        """Return the number that a text says, as :meth:`sql` does.

        Raises:
            ValueError: when it is no such number.
        """
        plain = stripped(text)
        if not self.fits(plain):
            raise ValueError(f"holds {text!r}, which is no number")
        digits = plain.translate({ord("("): None, ord(")"): None}).replace(self.thousands, "")
        return (-1 if plain[0] == "(" and plain[-1] == ")" else 1) * float(digits.replace(self.decimal, "."))


def stripped(text: str) -> str:
    """Return a text without currency, percent signs, spaces and apostrophes."""
    return plain_minus(_PYTHON_AROUND.sub("", text))


def number_style(values: Sequence[str], decimal: str) -> NumberStyle | None:
    """Return how nearly all values of a column are written as numbers, None where they are none.

    Args:
        values: the values, without missing ones.
        decimal: the decimal sign of the rest of the file, which decides where both would do.
    """
    kept = [stripped(v) for v in values]
    first = NumberStyle(".", ",") if decimal == "." else NumberStyle(",", ".")
    other = NumberStyle(first.thousands, first.decimal)
    counts = [sum(style.fits(v) for v in kept) for style in (first, other)]
    if not kept or max(counts) < _TOLERANCE * len(kept):
        return None
    if counts[0] == counts[1]:
        return other if _always_in_threes(kept, first.decimal) and _has_signs(values) else first
    return first if counts[0] > counts[1] else other


def _always_in_threes(values: Sequence[str], mark: str) -> bool:
    """Return whether a sign, wherever it is, has three digits behind it and no lone 0 before it."""
    marked = [v for v in values if mark in v]
    return bool(marked) and all(
        re.fullmatch(rf"[-+(]*[1-9][0-9]{{0,2}}{re.escape(mark)}[0-9]{{3}}\)?", v) for v in marked
    )


def _has_signs(values: Sequence[str]) -> bool:
    return any(re.search(r"[$€£¥₹]", v) for v in values)
