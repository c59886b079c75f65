"""The ground that every spec stands on: frozen models, typed fields and a register of union members.

A *member* (layer, optimizer, schedule, ...) is a class with ``type: Literal["Name"] = "Name"``. Defining it registers
it under its kind, and the field types of :mod:`gdlab.spec.kinds` accept any registered member of a kind: an instance,
a table with ``type``, a bare name, or a call: ``"SGD(lr=0.1, momentum=0.9)"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from gdlab.spec.plain import is_sequence, is_table, is_whole_text
from gdlab.spec.ranges import SearchRange


class Spec(BaseModel):
    """The base of frozen, validated descriptions; unknown keys are refused."""

    # A validator is built when a member is first used: a run uses ten of some two hundred.
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_plain_value(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse broken text, and true for a number; take None for "none" where a field has that among its words.

        The values of a race are read before the field. One validator does all three: a sweep reads many specs.
        """
        if not is_whole_text(value):
            raise PydanticCustomError("string_unicode", "must be text of whole Unicode characters")
        if value is None or isinstance(value, bool):
            annotation: Any = cls.model_fields[info.field_name or ""].annotation
            if value is None:
                has_word = get_origin(annotation) is Literal and "none" in get_args(annotation)
                return "none" if has_word else value
            if annotation in (int, float):
                text = str(value).lower()
                raise PydanticCustomError("number_type", "must be a number (got {value})", {"value": text})
        return value

    def __hash__(self) -> int:
        """Return a hash that equal specs share; tables of free keys count by what they hold."""
        return hash((type(self), *(_hashable(getattr(self, name)) for name in type(self).model_fields)))

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated afresh."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**values, **changes})

    def to_dict(self) -> dict[str, Any]:
        """Return plain data (str, int, float, bool, list, dict) without the fields that are None."""
        return self.model_dump(mode="json", exclude_none=True)


def _hashable(value: Any) -> Any:
    if is_table(value):
        return tuple(sorted((key, _hashable(part)) for key, part in value.items()))
    return value


def _call_value(value: Any) -> str:
    """Return a field's value as it stands in a call."""
    if isinstance(value, Member):
        return value.as_call()
    if is_sequence(value):
        return f"[{', '.join(_call_value(part) for part in value)}]"
    return f"{value}"


class Member(Spec):
    """The base of members, each one choice of a union: a family sets ``kind``, each of its classes ``type``."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    #: Inherited fields that matter as much as the class's own, for an editor that folds the rest away.
    main: ClassVar[tuple[str, ...]] = ()
    #: The class's own fields that matter less than they stand, for the same editor.
    rare: ClassVar[tuple[str, ...]] = ()
    #: The ranges in which a sweep searches the class's fields where it is told no others.
    ranges: ClassVar[Mapping[str, SearchRange]] = {}
    type: str = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Register the class under its kind when it names a type."""
        super().__pydantic_init_subclass__(**kwargs)
        if cls.kind and cls.model_fields["type"].default:
            MEMBERS.setdefault(cls.kind, {})[cls.model_fields["type"].default] = cls

    @classmethod
    def example_fields(cls, shape: tuple[int, ...] = ()) -> dict[str, Any]:
        """Return values for the fields without a usable default, as plain data.

        Args:
            shape: for a layer, the shape of its input, where it is known.
        """
        return {}

    @classmethod
    def example(cls, shape: tuple[int, ...] = ()) -> Self:
        """Return a valid member to begin with: every field has its default or the value of :meth:`example_fields`."""
        return cls.model_validate(cls.example_fields(shape))

    def with_parts(self, name: str, parts: Sequence[Any]) -> Self:
        """Return a copy that holds other members in a field, with whatever else has to follow from their number.

        Args:
            name: the field that holds members.
            parts: the members.
        """
        return self.replace(**{name: tuple(parts)})

    def as_call(self) -> str:
        """Return the member as a call with the fields that differ from their defaults, such as ``Adam(lr=0.003)``."""
        fields = type(self).model_fields
        required = {name: getattr(self, name) for name, field in fields.items() if field.is_required()}
        plain = type(self)(**required)
        changed = [
            f"{name}={_call_value(getattr(self, name))}"
            for name in fields
            if name in required or getattr(self, name) != getattr(plain, name)
        ]
        return f"{self.type}({', '.join(changed)})" if changed else self.type

    def short_call(self) -> str:
        """Return what the member is called where it is one of several: its call, unless that is too long to be read."""
        return self.as_call()


#: The classes that are registered by now, by kind and type.
MEMBERS: dict[str, dict[str, type[Member]]] = {}


def knob(
    default: Any,
    help: str,
    *,
    unit: str = "",
    log: bool = False,
    choices: tuple[Any, ...] | None = None,
    live: bool = False,
    parts: tuple[str, ...] = (),
    fixed: str = "",
    slider: float = 0.0,
    **bounds: Any,
) -> Any:
    """Declare a field with its default, bounds (``ge``, ``gt``, ``le``, ``lt``), unit and one-line help.

    Everything that shows the field (form, tooltip, ``--set``, docs, CSV header, validation message) reads it here.

    Args:
        default: the default value; ``...`` for a required field.
        help: one line that says what the field does.
        unit: the unit that is printed after the value, if any.
        log: whether an editor should step on a logarithmic scale.
        choices: the values that make sense, for a menu (the type still decides what is valid).
        live: whether the value may be changed while a run trains.
        parts: the names of the entries of a tuple.
        fixed: why a run that goes on from another's state cannot change the value; "" when it can.
        slider: the right end of a slider from the lower bound, beside which a number may still be typed; 0 for none.
        bounds: pydantic's constraints.
    """
    extra: dict[str, Any] = {"unit": unit, "log": log, "choices": list(choices) if choices else None, "live": live}
    extra |= ({"parts": list(parts)} if parts else {}) | ({"fixed": fixed} if fixed else {})
    extra |= {"slider": slider} if slider else {}
    return Field(default, description=help, json_schema_extra=extra, **bounds)
