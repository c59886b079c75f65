"""Read ``Name(key=value, ...)`` and plain values without evaluating anything."""

from __future__ import annotations

import ast
import re
from typing import Any

from pydantic_core import PydanticCustomError

_CALL = re.compile(r"\s*([A-Za-z_][\w.\- ]*?)\s*(?:\((.*)\))?\s*\Z", re.DOTALL)


def parse_value(text: str) -> Any:
    """Return the value that ``text`` writes: a number, a boolean, None, a list, a quoted or a bare string."""
    text = text.strip()
    words = {"true": True, "false": False, "none": None, "null": None}
    if text.lower() in words:
        return words[text.lower()]
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        nested = _CALL.match(text)
        return parse_call(text) if nested and nested.group(2) is not None else text
    return list(value) if isinstance(value, tuple) else value


def parse_call(text: str) -> dict[str, Any]:
    """Return the table that ``Name(key=value, ...)`` describes; a bare name has only its type.

    Raises:
        PydanticCustomError: when the text is neither a name nor a call with named arguments.
    """
    match = _CALL.match(text)
    if not match:
        raise PydanticCustomError(
            "call_form", "'{text}' is neither a name nor a call like Name(key=value)", {"text": text}
        )
    table: dict[str, Any] = {"type": match.group(1)}
    for part in split_outside(match.group(2) or "", ","):
        if not part.strip():
            continue
        key, sep, value = part.partition("=")
        if not sep or not key.strip().isidentifier():
            raise PydanticCustomError("call_argument", "'{part}' should be key=value", {"part": part.strip()})
        table[key.strip()] = parse_value(value)
    return table


def split_outside(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside of brackets and quotes; one empty text gives one empty part."""
    parts, depth, quote, start = [], 0, "", 0
    for i, c in enumerate(text):
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif c == separator and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return parts
