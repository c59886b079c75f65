"""Fields of a spec in words: a value as a person writes it, and what a field may hold."""

from __future__ import annotations

from typing import Any

from gdlab.spec.base import Member
from gdlab.spec.fields import Field
from gdlab.spec.plain import is_sequence


def call_text(value: Any) -> str:
    """Return a value as a person writes it in a call: ``[1, 2]``, ``true``, ``0.1``, the type of a member."""
    if isinstance(value, Member):
        return str(value.to_dict().get("type"))
    if is_sequence(value):
        return "[" + ", ".join(call_text(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def default_text(field: Field) -> str:
    """Return a field's default, "" where it is empty or none, "required" where there is none to take."""
    if field.required:
        return "required"
    return "" if field.default in ("", (), None) or field.default == {} else call_text(field.default)


def allowed_text(field: Field) -> str:
    """Return what a field may hold, in a few words: its choices, its bounds or what sort of value it is."""
    if field.choices:
        return ", ".join(call_text(choice) or "empty" for choice in field.choices)
    plain = {"bool": "true, false", "text": "text", "float": "number", "int": "whole number", "floats": "numbers"}
    return field.range or plain.get(field.kind, "")
