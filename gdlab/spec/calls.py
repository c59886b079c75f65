"""Read ``Name(key=value, ...)`` and plain values without evaluating anything."""

from __future__ import annotations

import ast
import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from gdlab.spec.minus import plain_minus
from gdlab.spec.plain import is_sequence, is_table

_NAME = re.compile(r"[A-Za-z_][\w.\- ]*")
_WORDS: dict[str, Any] = {"true": True, "false": False, "none": None, "null": None}
#: Longer texts are no values, deeper ones no calls, that a person wrote.
_LONGEST, _DEEPEST = 100_000, 20


def parse_value(text: str, depth: int = 0) -> Any:
    """Return the value that ``text`` writes: a number, a boolean, None, a list, a quoted or a bare string."""
    text = text.strip()
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if len(text) > _LONGEST:
        return text
    try:
        value = _literal(text)
    except ValueError:
        name, inside = _halves(text)
        if name and inside is not None:
            return parse_call(text, depth)
        return _parse_list(text, depth)
    return _plain(value, text)


def _literal(text: str) -> Any:
    """Return the value of a literal; that of numbers also where their minus is that of typesetting.

    Raises:
        ValueError: when the text is no literal.
    """
    for written in dict.fromkeys([text, plain_minus(text)]):
        try:
            return ast.literal_eval(written)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            continue
    raise ValueError(text)


def _parse_list(text: str, depth: int) -> Any:
    """Return the values of a list of calls or names, ``[Linear(out_features=8), ReLU]``; other texts as they are."""
    if not (text.startswith("[") and text.endswith("]")) or depth > _DEEPEST:
        return text
    parts = split_outside(text[1:-1], ",")
    if parts and not parts[-1].strip():
        parts.pop()
    return [parse_value(part, depth + 1) for part in parts] if all(part.strip() for part in parts) else text


def parse_call(text: str, depth: int = 0) -> dict[str, Any]:
    """Return the table that ``Name(key=value, ...)`` describes; a bare name has only its type.

    Raises:
        PydanticCustomError: when the text is neither a name nor a call with named arguments.
    """
    name, inside = _halves(text)
    if not name or depth > _DEEPEST or len(text) > _LONGEST:
        raise PydanticCustomError(
            "call_form", "'{text}' is neither a name nor a call like Name(key=value)", {"text": shorten(text)}
        )
    table: dict[str, Any] = {"type": name}
    for part in split_outside(inside or "", ","):
        if not part.strip():
            continue
        key, sep, value = part.partition("=")
        key = key.strip()
        if not sep or not key.isidentifier():
            raise PydanticCustomError("call_argument", "'{part}' should be key=value", {"part": shorten(part)})
        if key in table:
            raise PydanticCustomError("call_argument", "'{key}' is given twice", {"key": key})
        table[key] = parse_value(value, depth + 1)
    return table


def split_outside(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside of brackets and quotes; one empty text gives one empty part."""
    parts: list[str] = []
    depth, quote, start = 0, "", 0
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


def read_list(value: Any) -> Any:
    """Return the list of members that a person gave: None for an empty one, a list of one for a single member.

    Args:
        value: None, a text such as ``"F1, TopKAccuracy(k=3)"`` with or without brackets around it, a member, a table
            with ``type``, or a list of these.
    """
    if isinstance(value, str):
        text = value.strip()
        text = text[1:-1] if text[:1] == "[" and text[-1:] == "]" else text
        value = [part.strip().strip("\"'") for part in split_outside(text, ",") if part.strip()]
    if is_table(value) or isinstance(value, BaseModel):
        value = [value]
    return (list(value) or None) if is_sequence(value) else value


def shorten(text: str, longest: int = 60) -> str:
    """Return a text that fits into a sentence."""
    text = text.strip()
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _halves(text: str) -> tuple[str, str | None]:
    """Return the name and, of a call, what stands between its brackets; no name when the text is neither."""
    head, bracket, rest = text.strip().partition("(")
    head = head.strip()
    if not _NAME.fullmatch(head) or (bracket and not rest.endswith(")")):
        return "", None
    return head, rest[:-1] if bracket else None


def _plain(value: Any, text: str) -> Any:
    """Return plain data of a literal; what no spec holds (bytes, sets, complex numbers) stays the text that it was."""
    if is_sequence(value):
        return [_plain(v, str(v)) for v in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) or is_table(value) else text
