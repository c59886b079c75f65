"""Values as the text of a cell that reads back exactly and that no spreadsheet takes for a formula."""

from __future__ import annotations

from typing import Any


def escape_formula(text: str) -> str:
    """Return text that a spreadsheet will not take for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def shortest_number(value: float) -> str:
    """Return the shortest text that reads back as the same number; NaN and infinities by name."""
    value = float(value)
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def cell_text(value: Any) -> str:
    """Return any value of a spec or a summary as a cell, "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return shortest_number(value)
    return escape_formula(str(value))
