"""Read the table ``[sweep.space]``: every wrong field is told with its path and what would be right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from gdlab.spec.base import Spec, member, members
from gdlab.spec.calls import parse_call
from gdlab.spec.change import change, full_path
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.fields import Field, fields
from gdlab.spec.plain import is_list, is_table
from gdlab.spec.problems import nearest, to_spec_error
from gdlab.spec.run import RunSpec
from gdlab.spec.space import (
    FieldDimension,
    MemberDimension,
    MemberOption,
    Scalar,
    SearchParameter,
    SearchSpace,
    members_of,
    own_parameters,
)

#: The places of a spec that hold a whole member, by the kind of the member.
PLACES = {"optimizer": "optimizer", "schedule": "schedule", "loss": "loss", "training.average": "average"}
_RANGE_KEYS = ("low", "high", "log", "step", "points", "when")
_CHOICE_KEYS = ("choices", "when")
#: More values than these are no choice that a person wrote.
_MOST_CHOICES = 1000


def read_space(table: Mapping[str, Any], spec: RunSpec) -> SearchSpace:
    """Return the space that a table describes, checked against the spec beside which it stands.

    Args:
        table: values by dotted path: a list of choices, ``{low, high, log, step, points}``, either of them with
            ``when`` (the members with which the field is searched), or ``{members = [...]}`` for members that bring
            their own ranges.
        spec: the run whose fields vary.

    Raises:
        SpecError: with every field that is wrong.
    """
    problems: list[Problem] = []
    whole: list[MemberDimension] = []
    rest: list[tuple[str, str, Any]] = []
    for path, value in table.items():
        try:
            place = _full(spec, path, table)
            if place in PLACES:
                whole.append(_member_dimension(place, value))
            else:
                rest.append((path, place, value))
        except SpecError as error:
            problems += [_below(path, problem) for problem in error.problems]
    found: list[FieldDimension] = []
    for path, place, value in rest:
        try:
            found.append(_field_dimension(place, value, spec, whole))
        except SpecError as error:
            problems += [_below(path, problem) for problem in error.problems]
    if problems:
        raise SpecError(problems)
    base = tuple((place, held.type) for place in PLACES if (held := members_of(spec, place.split("."))) is not None)
    space = SearchSpace(tuple(whole), tuple(found), base)
    _try_out(space, spec)
    return space


def _below(path: str, problem: Problem) -> Problem:
    return Problem(f"sweep.space.{path}", problem.message)


def _full(spec: RunSpec, path: str, table: Mapping[str, Any]) -> str:
    """Return the full dotted path of a field, also of one that only a member of the space has."""
    head, _, rest = path.partition(".")
    if head in PLACES and rest and (head in table or getattr(spec, head) is not None):
        return path
    found = full_path(spec, path)
    if found in ("seed", "name"):
        raise SpecError([Problem(path, "cannot be searched; every configuration is trained with the same seeds")])
    return found


# --- whole members --------------------------------------------------------------------------------------------------
def _member_dimension(place: str, value: Any) -> MemberDimension:
    own = is_table(value)
    if own and set(value) != {"members"}:
        raise SpecError([Problem(place, 'must be a list of members, or { members = ["SGD", "AdamW"] }')])
    calls: Any = value["members"] if own else value
    kind = PLACES[place]
    if own and calls == "all":
        calls = [name for name, cls in members(kind).items() if cls.ranges]
    if not is_list(calls) or not calls or not all(isinstance(call, str) for call in calls):
        raise SpecError([Problem(place, 'must be a list of members as text, such as ["SGD(momentum=0.9)", "AdamW"]')])
    options = [_option(place, kind, call, own=own) for call in calls]
    if len({option.call for option in options}) < len(options):
        raise SpecError([Problem(place, "holds the same member twice; take one of them out")])
    return MemberDimension(place, tuple(options))


def _option(place: str, kind: str, call: str, *, own: bool) -> MemberOption:
    if place in ("schedule", "training.average") and call.strip().lower() == "none":
        return MemberOption("none", "none", (), frozenset())
    try:
        table = parse_call(call)
        cls = member(kind, str(table["type"]))
        made = cls.model_validate({**table, "type": cls.model_fields["type"].default})
    except PydanticCustomError as error:
        raise SpecError([Problem(place, error.message())]) from None
    except ValueError as error:
        raise SpecError([Problem(place, f"{call}: {_first_sentence(error)}")]) from None
    if own and not cls.ranges:
        known = ", ".join(name for name, one in members(kind).items() if one.ranges)
        hint = f"; those that do are {known}" if known else ""
        raise SpecError([Problem(place, f"{made.type} brings no ranges of its own{hint}")])
    fixed = [name for name in table if name != "type"]
    searched = own_parameters(cls, place, fixed) if own else ()
    return MemberOption(call.strip(), made.type, searched, frozenset(cls.model_fields))


def _first_sentence(error: ValueError) -> str:
    return str(to_spec_error(error)) if isinstance(error, ValidationError) else str(error)


# --- fields ---------------------------------------------------------------------------------------------------------
def _field_dimension(path: str, value: Any, spec: RunSpec, whole: list[MemberDimension]) -> FieldDimension:
    """Return the dimension of one field."""
    place = next((known for known in PLACES if path.startswith(f"{known}.")), "")
    name = path.removeprefix(f"{place}.") if place else path
    varied = next((dimension for dimension in whole if dimension.path == place), None)
    types = _when(path, value, place, varied, spec)
    field = _field(path, name, spec, varied, types)
    for option in varied.options if varied is not None else ():
        if name in parse_call(option.call) and (not types or option.type in types):
            raise SpecError([Problem(path, f"{option.call} sets it too; give it in one of the two places")])
    parameter = _parameter(path, value, field)
    return FieldDimension(parameter, place if varied is not None or types else "", name, types)


def _when(path: str, value: Any, place: str, varied: MemberDimension | None, spec: RunSpec) -> tuple[str, ...]:
    """Return the members with which a field is searched, none where the table does not say."""
    if not is_table(value) or "when" not in value:
        return ()
    given: Any = value["when"]
    names: Any = [given] if isinstance(given, str) else given
    held = members_of(spec, place.split(".")) if place else None
    known = [option.type for option in varied.options] if varied is not None else [held.type] if held else []
    if not is_list(names) or not names or not all(isinstance(name, str) for name in names):
        raise SpecError([Problem(path, 'when must be a member\'s name or a list of them, such as when = ["SGD"]')])
    for name in names:
        if name not in known:
            shown = f"those that are searched here are {', '.join(known)}" if known else "no member varies here"
            raise SpecError([Problem(path, f"when: '{name}' is never chosen; {shown}")])
    return tuple(names)


def _field(path: str, name: str, spec: RunSpec, varied: MemberDimension | None, types: tuple[str, ...]) -> Field | None:
    """Return the description of a field, None for a part of a list, whose values alone are checked.

    Raises:
        SpecError: when no member that is searched has the field.
    """
    if varied is not None:
        kind = PLACES[varied.path]
        having = [o for o in varied.options if name in o.fields and (not types or o.type in types)]
        if not having:
            raise SpecError([Problem(path, f"none of the members that are searched has a field '{name}'")])
        return _named(members(kind)[having[0].type], name)
    *above, last = path.split(".")
    owner = members_of(spec, above)
    if not isinstance(owner, Spec):
        return None
    if last not in type(owner).model_fields:
        raise SpecError([Problem(path, f"there is no such field.{nearest(last, type(owner).model_fields)}")])
    return _named(type(owner), last)


def _named(cls: Any, name: str) -> Field | None:
    return next((field for field in fields(cls) if field.name == name), None)


def _parameter(path: str, value: Any, field: Field | None) -> SearchParameter:
    choices: Any = value.get("choices") if is_table(value) else value
    if is_table(value) and choices is None:
        return _range(path, value, field)
    if is_table(value):
        _refuse_keys(path, value, _CHOICE_KEYS)
    if not is_list(choices) or not 0 < len(choices) <= _MOST_CHOICES:
        raise SpecError([Problem(path, "must be a list of values, or a range such as { low = 1e-4, high = 1.0 }")])
    if not all(isinstance(choice, str | int | float | bool) for choice in choices):
        raise SpecError([Problem(path, "a choice must be a number, text, true or false")])
    if len({repr(choice) for choice in choices}) < len(choices):
        raise SpecError([Problem(path, "holds the same value twice; take one of them out")])
    if field is not None and field.kind == "float":
        choices = [float(choice) if isinstance(choice, int) else choice for choice in choices]
    return SearchParameter(path, path, "choice", tuple(choices))


def _range(path: str, table: Mapping[str, Any], field: Field | None) -> SearchParameter:
    """Return the parameter of a range of numbers."""
    _refuse_keys(path, table, _RANGE_KEYS)
    if missing := [key for key in ("low", "high") if key not in table]:
        raise SpecError([Problem(path, f"a range needs {' and '.join(missing)}, such as {{ low = 1e-4, high = 1.0 }}")])
    numbers = {key: _number(path, key, table.get(key, 0)) for key in ("low", "high", "step", "points")}
    log = table.get("log", False)
    if not isinstance(log, bool):
        raise SpecError([Problem(path, "log must be true or false")])
    low, high, step = numbers["low"], numbers["high"], numbers["step"]
    if not low < high:
        raise SpecError([Problem(path, f"low must be below high (got {low:g} and {high:g})")])
    if log and low <= 0:
        raise SpecError([Problem(path, f"a logarithmic range begins above 0 (got {low:g})")])
    if log and step:
        raise SpecError([Problem(path, "a logarithmic range has no steps; give points, such as points = 5")])
    if step < 0 or numbers["points"] < 0 or not float(numbers["points"]).is_integer():
        raise SpecError([Problem(path, "step must be above 0 and points a whole number above 0")])
    if field is not None and field.kind not in ("int", "float", "int_or_word"):
        raise SpecError([Problem(path, "is no number; give a list of values")])
    whole = field.kind in ("int", "int_or_word") if field is not None else isinstance(table["low"], int)
    if whole and not all(float(number).is_integer() for number in (low, high, step)):
        raise SpecError([Problem(path, f"takes whole numbers (got {low:g} to {high:g})")])
    kind = "int" if whole else "float"
    return SearchParameter(path, path, kind, (), low, high, log, step, int(numbers["points"]))


def _refuse_keys(path: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if unknown := [key for key in table if key not in known]:
        raise SpecError([Problem(path, f"'{unknown[0]}' is not a known key; known here are {', '.join(known)}")])


def _number(path: str, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SpecError([Problem(path, f"{key} must be a finite number (got {value!r})")])
    return value


# --- the whole ------------------------------------------------------------------------------------------------------
def _try_out(space: SearchSpace, spec: RunSpec) -> None:
    """Build the configurations at the ends of every range and with every choice, each once.

    Raises:
        SpecError: with the path of the value that does not fit.
    """
    for parameter in space.parameters():
        for value in parameter.choices or (_end(parameter, "low"), _end(parameter, "high")):
            fixed = _configuration_with(space, parameter, value)
            try:
                change(spec, fixed)
            except SpecError as error:
                reason = error.problems[0]
                raise SpecError(
                    [Problem(f"sweep.space.{parameter.name}", f"{value!r} does not fit: {reason}")]
                ) from None


def _end(parameter: SearchParameter, end: str) -> Scalar:
    value = getattr(parameter, end)
    return int(value) if parameter.kind == "int" else value


def _configuration_with(space: SearchSpace, wanted: SearchParameter, value: Scalar) -> dict[str, Scalar]:
    """Return a configuration in which a parameter has a value; each other one has its first or lowest."""

    def first(parameter: SearchParameter) -> Scalar:
        if parameter.name == wanted.name:
            return value
        if parameter.kind != "choice":
            return _end(parameter, "low")
        for dimension in space.members:
            for option in dimension.options:
                if dimension.path == parameter.path and _has(option, wanted, space):
                    return option.call
        return parameter.choices[0]

    return space.walk(first)


def _has(option: MemberOption, wanted: SearchParameter, space: SearchSpace) -> bool:
    """Return whether a parameter exists with an option."""
    if wanted in option.own:
        return True
    named = next((d for d in space.fields if d.parameter is wanted), None)
    return named is not None and named.field in option.fields and (not named.types or option.type in named.types)
