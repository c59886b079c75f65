"""Whether a spec has a value that was asked for, read as the change of a field reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gdlab.spec.base import Member, Spec
from gdlab.spec.calls import parse_call
from gdlab.spec.plain import is_list, is_mapping, is_sequence


def agrees(spec: Spec, parts: list[str], value: Any) -> bool:
    """Return whether a spec has a value at a path.

    Of a member (an optimizer, a layer, ...) the type has to be the same, and the fields that were written.

    Args:
        spec: where to look.
        parts: the path, such as ``["network", "layers", "1", "out_features"]``.
        value: what was asked for, in any form that the field takes.
    """
    owner: Any = spec
    for part in parts[:-1]:
        owner = owner[int(part)] if is_sequence(owner) else getattr(owner, part)
    last = parts[-1]
    if isinstance(owner, Spec):
        return _field_agrees(owner, last, value)
    return _value_agrees(owner[int(last)], value)


def _field_agrees(owner: Spec, name: str, value: Any) -> bool:
    found = getattr(owner, name)
    if name == "type" or isinstance(found, Spec):
        return _value_agrees(found, value)
    if is_sequence(found) and found and isinstance(found[0], Member) and is_list(value):
        return len(found) == len(value) and all(map(_value_agrees, found, _as_read(owner, name, value)))
    return owner.replace(**{name: value}) == owner


def _as_read(owner: Spec, name: str, values: list[Any]) -> list[Any]:
    """Return values of a list of members with the types that the field reads, such as ``ROCAUC`` for ``roc_auc``."""
    read: Sequence[Member] = getattr(owner.replace(**{name: values}), name)
    return [{**_written(value), "type": one.type} for value, one in zip(values, read, strict=True)]


def _value_agrees(found: Any, value: Any) -> bool:
    if not isinstance(found, Spec):
        return str(found).casefold() == str(value).casefold()
    return all(
        str(part).casefold() == str(getattr(found, name)).casefold()
        if name == "type"
        else _field_agrees(found, name, part)
        for name, part in _written(value).items()
    )


def _written(value: Any) -> Mapping[str, Any]:
    """Return the fields that a member's or a table's text or object says something of."""
    if isinstance(value, str):
        return parse_call(value)
    if isinstance(value, Member):
        named = {name: getattr(value, name) for name in type(value).model_fields}
        usual = {name: field.default for name, field in type(value).model_fields.items()}
        return {name: part for name, part in named.items() if name == "type" or part != usual[name]}
    return value if is_mapping(value) else {}
