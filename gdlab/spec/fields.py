"""What a field of a spec is, declared once for forms, tooltips and documents."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from gdlab.spec.base import Member, Spec
from gdlab.spec.bounds import Bounds
from gdlab.spec.plain import is_table

Kind = Literal[
    "float", "int", "bool", "choice", "choices", "text", "floats", "ints", "int_or_word", "member", "members", "other"
]


@dataclass(frozen=True)
class Field:
    """One field of a spec, with what forms and documents say of it.

    Attributes:
        name: the field's name; kind: what is edited; default: None where one must be given.
        low, high: bounds, None where there is none; low_open, high_open: whether the bound itself is out.
        unit, help, log, live: as declared by ``knob``.
        choices: the values of a menu; length: how many numbers a list of numbers has, 0 for any.
        member: the kind of member that it holds; optional: whether it may hold none.
        word: the one word that stands beside whole numbers ("full").
        slider: the right end of a slider, 0 for none.
    """

    name: str
    kind: Kind
    default: Any = None
    required: bool = False
    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    help: str = ""
    log: bool = False
    live: bool = False
    choices: tuple[Any, ...] = ()
    length: int = 0
    member: str = ""
    optional: bool = False
    word: str = ""
    slider: float = 0.0

    @property
    def range(self) -> str:
        """Return the allowed values in words, "" where anything goes."""
        return Bounds(self.low, self.high, self.low_open, self.high_open).local_description()


@cache
def fields(spec: type[Spec]) -> tuple[Field, ...]:
    """Return the fields of a spec class, without its ``type``."""
    return tuple(_field(name, info) for name, info in spec.model_fields.items() if name != "type")


def _field(name: str, info: FieldInfo) -> Field:
    extra = info.json_schema_extra if is_table(info.json_schema_extra) else {}
    shape = _shape(info.annotation, list(info.metadata))
    if extra.get("choices") and shape["kind"] not in ("member", "members"):
        shape |= {"kind": "choice", "choices": tuple(extra["choices"])}
    default = info.get_default(call_default_factory=True) if not info.is_required() else None
    return Field(
        name=name,
        default=None if default is PydanticUndefined else default,
        required=info.is_required(),
        unit=str(extra.get("unit") or ""),
        help=info.description or "",
        log=bool(extra.get("log")),
        live=bool(extra.get("live")),
        slider=float(extra.get("slider") or 0.0),
        **{**_bounds(list(info.metadata)), **shape},
    )


def _shape(annotation: Any, metadata: list[Any]) -> dict[str, Any]:
    """Return the kind of a field and what goes with it, from its annotation."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return {**_bounds(more), **_shape(inner, [*metadata, *more])}
    plain: dict[Any, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
    if annotation in plain:
        return {"kind": plain[annotation]}
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return {"kind": "choice", "choices": arguments}
    if origin in (Union, types.UnionType):
        return _union(arguments, metadata)
    if isinstance(annotation, type) and issubclass(annotation, Member):
        return {"kind": "member", "member": annotation.kind}
    if origin in (tuple, list):
        return _list(arguments)
    return {"kind": "other"}


def _union(arguments: tuple[Any, ...], metadata: list[Any]) -> dict[str, Any]:
    some = [a for a in arguments if a is not type(None)]
    if len(some) == 1:
        return {**_shape(some[0], metadata), "optional": True}
    words = [w for a in some if get_origin(a) is Literal for w in get_args(a)]
    if int in some and words:
        return {"kind": "int_or_word", "word": words[0], "choices": tuple(words)}
    return {"kind": "other"}


def _list(arguments: tuple[Any, ...]) -> dict[str, Any]:
    inner = _shape(arguments[0], [])
    length = 0 if Ellipsis in arguments else len(arguments)
    kinds: dict[str, Kind] = {"float": "floats", "int": "ints", "member": "members", "choice": "choices"}
    return {**inner, "kind": kinds.get(inner["kind"], "other"), "length": length}


def _bounds(metadata: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in metadata:
        if isinstance(item, FieldInfo):
            found |= _bounds(list(item.metadata))
        elif isinstance(item, annotated_types.Ge):
            found |= {"low": item.ge}
        elif isinstance(item, annotated_types.Gt):
            found |= {"low": item.gt, "low_open": True}
        elif isinstance(item, annotated_types.Le):
            found |= {"high": item.le}
        elif isinstance(item, annotated_types.Lt):
            found |= {"high": item.lt, "high_open": True}
    return found
