"""Numbers as text: one form each for figures, shares, times, counts and values of metrics, wherever they are shown.

The sign before decimals is that of the language of the window, a point everywhere else.
"""

from __future__ import annotations

import math
import re

from gdlab.spec.metrics import is_share
from gdlab.translation import local_number, tr_noop

NONE = "–"
_MINUS, _THIN_SPACE = "−", "\u202f"
#: A hyphen that stands for a minus: before a number that nothing is joined to, or before a power of ten.
_HYPHEN = re.compile(r"(?<![\w.)\]-])-(?=\.?\d)|(?<=\de)-(?=\d)")
#: A comma between the thousands of a number.
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def format_number(value: float, digits: int = 4) -> str:
    """Return a number with so many significant digits, thousands apart; – for none, ∞ for an endless one.

    Numbers below 1e-4 and from a million on are written with a power of ten.

    Args:
        value: the number; NaN stands for none.
        digits: significant digits, at least 1.
    """
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else f"{_MINUS}∞"
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 1e6 or size < 1e-4:
        return local_number(f"{value:.{digits - 1}e}".replace("-", _MINUS))
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return local_number(f"{value:,.{decimals}f}".replace("-", _MINUS).replace(",", _THIN_SPACE))


def format_share(value: float, decimals: int = 2) -> str:
    """Return a share in percent, 12.50 %, – for none."""
    return local_number(f"{100 * value:.{decimals}f} %".replace("-", _MINUS)) if math.isfinite(value) else NONE


def format_metric(tag: str, value: float) -> str:
    """Return a value of a metric: a share in percent, anything else as a number."""
    return format_share(value) if is_share(tag) else format_number(value)


def format_difference(tag: str, value: float) -> str:
    """Return a difference of two values of a metric: of shares in percentage points, since a share of a share is else.

    >>> from gdlab.lab.number_text import format_difference
    >>> format_difference("val/accuracy", 0.06)
    '6.00 percentage points'
    """
    if not is_share(tag) or not math.isfinite(value):
        return format_metric(tag, value)
    points = format_share(value).removesuffix(" %")
    return tr_noop(f"{points} percentage points")


def format_duration(seconds: float) -> str:
    """Return a time: 12 ms, 3.42 s, 5 min 20 s, 2 h 5 min."""
    if seconds < 1:
        return f"{1000 * seconds:.0f} ms"
    if seconds < 100:
        return local_number(f"{seconds:.3g} s")
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def with_minus(text: str) -> str:
    """Return a text that is shown with the sign of a minus before its negative numbers, in place of a hyphen.

    >>> from gdlab.lab.number_text import with_minus
    >>> with_minus("lr -0.5, 1e-05, 2026-11-22")
    'lr −0.5, 1e−05, 2026-11-22'
    """
    return _HYPHEN.sub(_MINUS, text)


def thin_thousands(text: str) -> str:
    """Return a text whose numbers have thin spaces between their thousands in place of commas.

    >>> from gdlab.lab.number_text import thin_thousands
    >>> thin_thousands("1,797 digits, 10 classes").replace(chr(0x202f), "_")
    '1_797 digits, 10 classes'
    """
    return _THOUSANDS.sub(_THIN_SPACE, text)


def format_count(n: float) -> str:
    """Return a whole number with thin spaces between its thousands."""
    return f"{n:,.0f}".replace(",", _THIN_SPACE)
