"""The place of a sweep's own spec in its space, where it has one: the first configuration that is tried."""

from __future__ import annotations

from typing import Any

from gdlab.spec.base import Member, members
from gdlab.spec.calls import parse_call
from gdlab.spec.space import MemberDimension, MemberOption, Scalar, SearchParameter, members_of
from gdlab.spec.space_reading import PLACES
from gdlab.spec.sweep import SweepSpec


def own_values(sweep: SweepSpec) -> dict[str, Scalar] | None:
    """Return the values by parameter's name that make the spec itself, None where it does not lie in the space."""
    found: dict[str, Scalar] = {}
    places = {dimension.path: dimension for dimension in sweep.search_space.members}

    def choose(parameter: SearchParameter) -> Scalar:
        value = _option_of(sweep, places[parameter.path]) if parameter.path in places else _value_at(sweep, parameter)
        if value is None or not parameter.holds(value):
            raise LookupError(parameter.name)
        found[parameter.name] = value
        return value

    try:
        sweep.search_space.walk(choose)
    except LookupError:
        return None
    return found


def _value_at(sweep: SweepSpec, parameter: SearchParameter) -> Scalar | None:
    value = members_of(sweep.run, parameter.path.split("."))
    if parameter.kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str | int | float | bool) else None


def _option_of(sweep: SweepSpec, dimension: MemberDimension) -> str | None:
    """Return the option that the spec's own member is, "none" for none."""
    held = members_of(sweep.run, dimension.path.split("."))
    if held is None:
        return next((option.call for option in dimension.options if option.type == "none"), None)
    return next((option.call for option in dimension.options if _is(held, option, dimension, sweep)), None)


def _is(held: Member, option: MemberOption, dimension: MemberDimension, sweep: SweepSpec) -> bool:
    """Return whether a member is an option, but for the fields that are searched."""
    if option.type != held.type:
        return False
    cls = members(PLACES[dimension.path])[option.type]
    made: Any = cls.model_validate({**parse_call(option.call), "type": option.type})
    searched = {parameter.path for parameter in option.own}
    searched |= {one.parameter.path for one in sweep.search_space.fields}
    return all(
        getattr(made, name) == getattr(held, name)
        for name in cls.model_fields
        if f"{dimension.path}.{name}" not in searched
    )
