"""The reading of members: an instance, a table with ``type``, a bare name or a call becomes one member of a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import PydanticCustomError

from gdlab.spec.base import Member
from gdlab.spec.calls import parse_call
from gdlab.spec.plain import is_table
from gdlab.spec.registry import member, members


def resolver(kind: str, *, optional: bool = False) -> Callable[[Any], Any]:
    """Return the function that makes a member of ``kind`` from whatever a field was given."""

    def resolve(value: Any) -> Any:
        if isinstance(value, Member):
            if value.kind != kind:
                raise PydanticCustomError("wrong_kind", "{got} is not a {kind}", {"got": value.type, "kind": kind})
            return value
        if isinstance(value, str):
            if optional and value.strip().lower() in ("", "none"):
                return None
            value = parse_call(value)
        if optional and value is None:
            return None
        if not is_table(value):
            raise PydanticCustomError(
                "member_form", "expected a table with a 'type', a name, or a call like Name(key=value)"
            )
        if "type" not in value:
            raise PydanticCustomError(
                "member_type",
                "'type' is missing; choose one of {names}",
                {"names": ", ".join(sorted(members(kind)))},
            )
        cls = member(kind, str(value["type"]))
        return cls.model_validate({**value, "type": cls.model_fields["type"].default})

    return resolve
