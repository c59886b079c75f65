"""Change a spec by dotted paths: ``optimizer.lr=0.1``, ``network.layers[1].type=Tanh``, ``epochs=5``."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gdlab.spec.agreement import agrees
from gdlab.spec.base import Member, Spec
from gdlab.spec.calls import parse_value, shorten, split_outside
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.plain import is_list, is_mapping, is_table
from gdlab.spec.problems import nearest
from gdlab.spec.run import RunSpec, TrainingSpec

#: Parts whose fields may be called by their own name alone, the first that has it.
_PARTS = ("training", "optimizer", "schedule", "data", "loss", "network")


def change(spec: RunSpec, changes: Mapping[str, Any]) -> RunSpec:
    """Return the spec with fields at dotted paths set to new values, validated afresh.

    A short name is enough where only one part has it: ``lr`` is ``optimizer.lr``, ``epochs`` is ``training.epochs``.
    A whole part is set before its fields, in whatever order they stand: ``lr=0.1`` with ``optimizer=Adam`` is
    ``Adam(lr=0.1)``.

    Raises:
        SpecError: when a path leads nowhere, a value does not fit, or two changes contradict each other.
    """
    wholes = {path: value for path, value in changes.items() if _is_whole(path)}
    changed = _changed(spec, wholes)
    rest = {path: value for path, value in changes.items() if path not in wholes}
    depths = {path: _depth(_parts(changed, path)) for path in rest}
    for depth in sorted(set(depths.values())):
        changed = _changed(changed, {path: value for path, value in rest.items() if depths[path] == depth})
    if len(changes) > 1:
        _refuse_contradictions(changed, changes)
    return changed


def _is_whole(path: str) -> bool:
    """Return whether a path names a part of a run or its type, on which it depends what other paths mean."""
    head, _, rest = path.strip().partition(".")
    return head in RunSpec.model_fields and rest in ("", "type")


def _depth(parts: Sequence[str]) -> int:
    return len(parts) - (parts[-1] == "type")


def _changed(spec: RunSpec, changes: Mapping[str, Any]) -> RunSpec:
    """Return the spec with fields set in the order of the changes."""
    if not changes:
        return spec
    places = {path: _parts(spec, path) for path in changes}
    table = _with_plain(spec, {parts[0] for parts in places.values()})
    for path, value in changes.items():
        _set(table, places[path], value, path)
    return RunSpec.parse(table)


def _with_plain(spec: RunSpec, names: set[str]) -> dict[str, Any]:
    """Return the parts of a spec, those that are to be changed as plain data; the others need no second validation."""
    held: dict[str, Any] = {name: getattr(spec, name) for name in RunSpec.model_fields}
    plain = {
        name: value.to_dict() if isinstance(value, Spec) and name in names else value for name, value in held.items()
    }
    return {name: value for name, value in plain.items() if value is not None}


def _refuse_contradictions(spec: RunSpec, changes: Mapping[str, Any]) -> None:
    """Refuse changes of which the changed spec does not have every one.

    Raises:
        SpecError: naming the change that was lost, and the one that took its place.
    """
    parts = {path: _parts(spec, path) for path in changes}
    for path, value in changes.items():
        if agrees(spec, parts[path], value):
            continue
        n = len(parts[path])
        others = [other for other in changes if other != path and parts[other][:n] == parts[path][: len(parts[other])]]
        if not others:  # no other change is about this field, which holds the value as it reads it
            continue
        against = ", ".join(f"{other}={shorten(str(_shown(changes[other])))}" for other in others)
        raise SpecError([Problem(path, f"{shorten(str(_shown(value)))} contradicts {against}; give one of them")])


def _shown(value: Any) -> Any:
    """Return a value as a sentence shows it."""
    if isinstance(value, Member):
        return value.as_call()
    if is_table(value) and "type" in value:
        fields = ", ".join(f"{name}={_shown(part)}" for name, part in value.items() if name != "type")
        return f"{value['type']}({fields})" if fields else value["type"]
    return value


def parse_setting(text: str) -> tuple[str, Any]:
    """Return path and value of ``KEY=VALUE``.

    Raises:
        SpecError: when there is no ``=``.
    """
    key, value = _halves(text, "--set", "KEY=VALUE, such as optimizer.lr=0.01")
    return key, parsed_value(value, "--set")


def parse_variation(text: str) -> tuple[str, list[Any]]:
    """Return path and values of ``KEY=V1,V2,...``; commas inside brackets and quotes do not split.

    Raises:
        SpecError: when there is no ``=`` or no value.
    """
    form = "KEY=V1,V2,..., such as optimizer=SGD(lr=0.1),Adam"
    key, rest = _halves(text, "--vary", form)
    parts = split_outside(rest, ",")
    if not any(p.strip() for p in parts):
        raise SpecError([Problem("--vary", f"'{shorten(text)}' has no value; it should be {form}")])
    if not all(p.strip() for p in parts):
        raise SpecError([Problem("--vary", f"'{shorten(text)}' has an empty value; take the extra comma out")])
    return key, [parsed_value(p, "--vary") for p in parts]


def parse_pair(text: str) -> dict[str, Any]:
    """Return the settings of ``KEY=VALUE; KEY=VALUE``, which belong together.

    Raises:
        SpecError: when a part has no ``=``, or a key stands twice.
    """
    form = "KEY=VALUE; KEY=VALUE, such as optimizer=SGD(lr=0.1); schedule=CosineAnnealingLR"
    settings: dict[str, Any] = {}
    for part in (part for part in split_outside(text, ";") if part.strip()):
        key, value = _halves(part, "--pair", form)
        if key in settings:
            raise SpecError([Problem("--pair", f"'{key}' is given twice in '{shorten(text)}'")])
        settings[key] = parsed_value(value, "--pair")
    if not settings:
        raise SpecError([Problem("--pair", f"'{shorten(text)}' should be {form}")])
    return settings


def difference(specs: Sequence[RunSpec]) -> dict[str, list[Any]]:
    """Return the dotted paths in which specs differ (names aside), with the value of each spec, None where absent.

    A field that some specs lack, such as one that another data source or optimizer does not have, counts where it was
    given another value than its default, or has several.
    """
    flats = [flatten(s.to_dict()) for s in specs]
    paths = list(dict.fromkeys(p for flat in flats for p in flat))
    differing = {
        p: [flat.get(p) for flat in flats]
        for p in paths
        if p != "name" and any(flat.get(p) != flats[0].get(p) for flat in flats[1:])
    }
    if not any(_has_one_value(values) for values in differing.values()):
        return differing
    given = {p for s in specs for p in flatten(s.model_dump(mode="json", exclude_none=True, exclude_defaults=True))}
    return {p: values for p, values in differing.items() if p in given or not _has_one_value(values)}


def _has_one_value(values: Sequence[Any]) -> bool:
    """Return whether some specs lack a field and the others have the same value."""
    present = [value for value in values if value is not None]
    return all(value == present[0] for value in present)


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested tables and lists of tables as one table of dotted paths."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if is_mapping(value):
            flat |= flatten(value, path)
        elif is_list(value) and value and all(is_mapping(v) for v in value):
            for i, item in enumerate(value):
                flat |= flatten(item, f"{path}[{i}]")
        else:
            flat[path] = value
    return flat


def _halves(text: str, option: str, form: str) -> tuple[str, str]:
    key, sep, rest = text.partition("=")
    if not sep or not key.strip():
        raise SpecError([Problem(option, f"'{shorten(text)}' should be {form}")])
    return key.strip(), rest


def parsed_value(text: str, option: str) -> Any:
    """Return the value that a text writes.

    Args:
        text: what a person wrote.
        option: the field or option that it was written for.

    Raises:
        SpecError: when the text is a call that is not well formed.
    """
    try:
        return parse_value(text)
    except ValueError as error:  # pydantic's own error is one: a call that is not well formed
        raise SpecError([Problem(option, str(error))]) from None


def full_path(spec: RunSpec, path: str) -> str:
    """Return the dotted path of a field from the top of a spec: ``lr`` is ``optimizer.lr``.

    Raises:
        SpecError: when the path leads nowhere.
    """
    return ".".join(_parts(spec, path))


def _parts(spec: RunSpec, path: str) -> list[str]:
    parts = [p for p in re.split(r"[.\[\]]+", path.strip()) if p]
    if not parts:
        raise SpecError([Problem(shorten(path), "is no name of a field")])
    head = parts[0]
    if head in RunSpec.model_fields:
        return parts
    for part in _PARTS:
        held: Spec | None = getattr(spec, part)
        if held is not None and head in type(held).model_fields and head != "type":
            return [part, *parts]
    known = [*RunSpec.model_fields, *TrainingSpec.model_fields, *type(spec.optimizer).model_fields]
    raise SpecError([Problem(shorten(path), f"there is no such field.{nearest(head, known)}")])


def _set(table: dict[str, Any], parts: list[str], value: Any, path: str) -> None:
    """Set a value; a new ``type`` takes the place of the whole table, since the other keys belonged to the old one."""
    here: Any = table
    for part in parts[:-1]:
        here = _enter(here, part, path)
    last = parts[-1]
    if is_list(here):
        here[_index(here, last, path)] = _plain(value)
    elif not is_table(here):
        raise SpecError([Problem(path, f"there is no '{last}' here; this is a single value")])
    elif last == "type" and here.get("type") != value:
        here.clear()
        here["type"] = value
    else:
        here[last] = _plain(value)


def _enter(here: Any, part: str, path: str) -> Any:
    if is_list(here):
        return here[_index(here, part, path)]
    if is_table(here) and part in here:
        return here[part]
    if part == "schedule":
        raise SpecError([Problem(path, "there is no schedule; set it first, such as schedule=StepLR(step_size=10)")])
    known: Iterable[str] = here if is_table(here) else ()
    raise SpecError([Problem(path, f"there is no '{part}' here.{nearest(part, known)}")])


def _index(here: list[Any], part: str, path: str) -> int:
    if not here:
        raise SpecError([Problem(path, "the list is empty")])
    if not (part.isascii() and part.isdigit() and len(part) < 10) or int(part) >= len(here):
        raise SpecError([Problem(path, f"'{shorten(part)}' should be a number from 0 to {len(here) - 1}")])
    return int(part)


def _plain(value: Any) -> Any:
    return value.to_dict() if isinstance(value, Spec) else copy.copy(value)
