"""The space of a sweep: which fields of a run vary, over which values, and which of them exist for which member."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gdlab.spec.base import Member
from gdlab.spec.plain import is_sequence

#: A value that a parameter takes: plain data of one cell.
Scalar = str | int | float | bool


@dataclass(frozen=True)
class SearchParameter:
    """One number or choice that a search decides.

    Attributes:
        name: what it is called in tables: the path of the field, or the member and its field, as ``SGD.momentum``.
        path: the dotted path of the field that it sets.
        kind: whether it is one of ``choices``, a whole number or a number.
        choices: the values of a choice.
        low, high: the bounds of a number, both included.
        log: whether equal ratios are equally likely.
        step: the distance of two neighbouring values; 0 for none (of whole numbers: 1).
        points: how many values a grid takes of a number; 0 where it was not said.
    """

    name: str
    path: str
    kind: Literal["choice", "int", "float"]
    choices: tuple[Scalar, ...] = ()
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    step: float = 0.0
    points: int = 0

    def holds(self, value: Any) -> bool:
        """Return whether a value is one that the parameter can take."""
        if self.kind == "choice":
            return any(value == choice and type(value) is type(choice) for choice in self.choices)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and self.low <= value <= self.high and (self.kind == "float" or float(value).is_integer())

    def grid(self) -> list[Scalar]:
        """Return the values that a grid takes; nothing for a range without steps or points."""
        if self.kind == "choice":
            return list(self.choices)
        if self.points:
            return self._spread(self.points)
        step = self.step or (1.0 if self.kind == "int" else 0.0)
        if not step or self.log:
            return []
        count = int((self.high - self.low) / step + 1e-9) + 1
        return [self._number(self.low + k * step) for k in range(count)]

    def _spread(self, points: int) -> list[Scalar]:
        shares = [k / (points - 1) for k in range(points)] if points > 1 else [0.5]
        if self.log:
            ratio = self.high / self.low
            found = [self.low * ratio**share for share in shares]
        else:
            found = [self.low + (self.high - self.low) * share for share in shares]
        found[-1] = self.high if points > 1 else found[-1]
        return list(dict.fromkeys(self._number(value) for value in found))

    def _number(self, value: float) -> int | float:
        return round(value) if self.kind == "int" else float(f"{value:.12g}")


@dataclass(frozen=True)
class MemberOption:
    """One of the members that take a place in turn.

    Attributes:
        call: the member as a call, with the fields that are fixed.
        type: its name.
        own: the parameters of its fields that are searched in its own ranges.
        fields: the names of its fields.
    """

    call: str
    type: str
    own: tuple[SearchParameter, ...]
    fields: frozenset[str]


@dataclass(frozen=True)
class MemberDimension:
    """A place that holds one of several members, such as the optimizer."""

    path: str
    options: tuple[MemberOption, ...]

    @property
    def parameter(self) -> SearchParameter:
        """Return the choice among the members."""
        return SearchParameter(self.path, self.path, "choice", tuple(option.call for option in self.options))


@dataclass(frozen=True)
class FieldDimension:
    """A field that takes one of several values.

    Attributes:
        parameter: its values.
        place: the path of the member that the field belongs to where that member varies, "" otherwise.
        field: the field's name in that member.
        types: the members with which it is searched; all that have the field for none.
    """

    parameter: SearchParameter
    place: str = ""
    field: str = ""
    types: tuple[str, ...] = ()

    def applies(self, chosen: Mapping[str, MemberOption], base: Mapping[str, str]) -> bool:
        """Return whether the field is searched with the members that were chosen.

        Args:
            chosen: the chosen members by their places.
            base: the types of the members of the spec by their places, for places that do not vary.
        """
        option = chosen.get(self.place)
        if option is not None and self.field not in option.fields:
            return False
        found = option.type if option is not None else base.get(self.place, "")
        return not self.types or found in self.types


@dataclass(frozen=True)
class SearchSpace:
    """Everything that a sweep varies.

    Attributes:
        members: the places that hold one of several members.
        fields: the fields with their values, in the order of the file.
        base: the types of the spec's own members by their places.
    """

    members: tuple[MemberDimension, ...] = ()
    fields: tuple[FieldDimension, ...] = ()
    base: tuple[tuple[str, str], ...] = ()

    def walk(self, choose: Callable[[SearchParameter], Scalar]) -> dict[str, Scalar]:
        """Return the changes of one configuration, by path, in an order in which they can be applied.

        Args:
            choose: called for every parameter that the configuration has, and for no other.
        """
        changes: dict[str, Scalar] = {}
        chosen: dict[str, MemberOption] = {}
        named = {dimension.parameter.path for dimension in self.fields}
        for member in self.members:
            call = choose(member.parameter)
            option = next(o for o in member.options if o.call == call)
            chosen[member.path], changes[member.path] = option, option.call
            for parameter in option.own:
                if parameter.path not in named:
                    changes[parameter.path] = choose(parameter)
        for dimension in self.fields:
            if dimension.applies(chosen, dict(self.base)):
                changes[dimension.parameter.path] = choose(dimension.parameter)
        return changes

    def parameters(self) -> list[SearchParameter]:
        """Return every parameter that some configuration has, each once."""
        own = [parameter for member in self.members for option in member.options for parameter in option.own]
        named = {dimension.parameter.path for dimension in self.fields}
        found = [member.parameter for member in self.members]
        found += [parameter for parameter in own if parameter.path not in named]
        return found + [dimension.parameter for dimension in self.fields]

    def common(self) -> list[SearchParameter]:
        """Return the parameters that every configuration has: those of no member that is one of several."""
        alone = {member.path for member in self.members if len(member.options) == 1}
        own = {p.name for member in self.members if member.path not in alone for o in member.options for p in o.own}
        some = {one.parameter.name for one in self.fields if not self._has_everywhere(one)}
        return [parameter for parameter in self.parameters() if parameter.name not in own | some]

    def _has_everywhere(self, dimension: FieldDimension) -> bool:
        """Return whether a field is searched with every member that its place can hold."""
        options = next((member.options for member in self.members if member.path == dimension.place), ())
        base = dict(self.base)
        return all(dimension.applies({dimension.place: option}, base) for option in options) and (
            bool(options) or dimension.applies({}, base)
        )

    def combinations(self) -> Iterator[dict[str, Scalar]]:
        """Yield the values by parameter's name of every configuration of a grid, each once."""
        yield from self._extend({}, {parameter.name: parameter.grid() for parameter in self.parameters()})

    def _extend(self, fixed: dict[str, Scalar], values: Mapping[str, Sequence[Scalar]]) -> Iterator[dict[str, Scalar]]:
        def choose(parameter: SearchParameter) -> Scalar:
            if parameter.name not in fixed:
                raise _OpenError(parameter.name)
            return fixed[parameter.name]

        try:
            self.walk(choose)
        except _OpenError as error:
            for value in values[error.name]:
                yield from self._extend({**fixed, error.name: value}, values)
        else:
            yield fixed


class _OpenError(Exception):
    """The name of a parameter of which no value was chosen yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def members_of(owner: Any, path: Sequence[str]) -> Any:
    """Return what stands at a path of plain attributes and list positions, None where nothing does."""
    found: Any = owner
    for part in path:
        if is_sequence(found):
            if not part.isdigit() or int(part) >= len(found):
                return None
            found = found[int(part)]
        else:
            found = getattr(found, part, None)
    return found


def own_parameters(member: type[Member], path: str, fixed: Sequence[str]) -> tuple[SearchParameter, ...]:
    """Return the parameters of a member's own ranges, but for the fields that are fixed."""
    found: list[SearchParameter] = []
    for name, held in member.ranges.items():
        if name in fixed or name not in member.model_fields:
            continue
        whole = member.model_fields[name].annotation is int
        label = f"{member.model_fields['type'].default}.{name}"
        kind: Literal["int", "float"] = "int" if whole else "float"
        found.append(SearchParameter(label, f"{path}.{name}", kind, low=held.low, high=held.high, log=held.log))
    return tuple(found)
