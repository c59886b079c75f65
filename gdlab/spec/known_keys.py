"""Which keys a table of a spec may have, for the suggestion that stands beside an unknown one."""

from __future__ import annotations

from typing import Any, get_args

from gdlab.spec.base import Member, Spec, kinds, members
from gdlab.spec.calls import parse_call
from gdlab.spec.plain import is_table


def known_keys(model: type[Spec], table: Any, loc: tuple[Any, ...]) -> list[str]:
    """Return the keys that the table which holds the place ``loc`` may have, or none where that is not clear.

    Args:
        model: the class that describes ``table``.
        table: what was validated, as it came from the file.
        loc: the place of the unknown key in it, as pydantic gives it; the key itself is last.
    """
    kind: Any = model
    for part in loc[:-1]:
        kind = _inner(kind, part)
        table = _part(table, part)
    named = _members_called(_type_of(table))
    if _is_spec(kind) and not issubclass(kind, Member):
        named = [kind]
    return list(dict.fromkeys(key for one in named for key in one.model_fields))


def _inner(kind: Any, part: Any) -> Any:
    """Return what an annotation says of a part: of a field of a model, or of an element of a tuple."""
    if isinstance(part, int):
        return next(iter(get_args(kind)), None)
    field = kind.model_fields.get(part) if _is_spec(kind) else None
    return field.annotation if field is not None else None


def _is_spec(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Spec)


def _part(table: Any, part: Any) -> Any:
    """Return a part of a table or list, or None when there is no such part."""
    try:
        return table[part]
    except (TypeError, KeyError, IndexError):
        return None


def _type_of(table: Any) -> str:
    """Return the member's name that a table or a call gives, or ""."""
    if isinstance(table, str):
        try:
            table = parse_call(table)
        except ValueError:
            return ""
    return str(table.get("type", "")) if is_table(table) else ""


def _members_called(name: str) -> list[type[Spec]]:
    """Return the members of every kind that have this name, in whatever case it is written."""
    return [one for kind in kinds() for key, one in members(kind).items() if key.lower() == name.lower()]
