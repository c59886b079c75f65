"""Type checks that tell tables and lists from other plain data, as it is read from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a value is a table; the keys of plain data are strings."""
    return isinstance(value, dict)


def is_mapping(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Return whether a value maps names to values."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Return whether a value is a list."""
    return isinstance(value, list)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Return whether a value is a list or a tuple."""
    return isinstance(value, (list, tuple))


def is_whole_text(value: Any) -> bool:
    """Return whether all text in plain data can be written as UTF-8, which halves of surrogate pairs cannot.

    Such halves come from arguments that are no text in the system's character set, and from JSON.
    """
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value) if not value.isascii() else True
    if isinstance(value, dict):
        return all(is_whole_text(key) and is_whole_text(part) for key, part in cast("dict[Any, Any]", value).items())
    if isinstance(value, list | tuple):
        return all(is_whole_text(part) for part in cast("Sequence[Any]", value))
    return True
