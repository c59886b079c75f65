"""Change a spec by dotted paths: ``optimizer.lr=0.1``, ``network.layers[1].type=Tanh``, ``epochs=5``."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from gdlab.spec.calls import parse_value, split_outside
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest, to_spec_error
from gdlab.spec.run import RunSpec, TrainingSpec

_UNIONS = ("data", "loss", "optimizer", "schedule")


def change(spec: RunSpec, changes: Mapping[str, Any]) -> RunSpec:
    """Return the spec with fields at dotted paths set to new values, validated afresh.

    A short name is enough where only one part has it: ``lr`` is ``optimizer.lr``, ``epochs`` is ``training.epochs``.

    Raises:
        SpecError: when a path leads nowhere or a value does not fit.
    """
    table = spec.to_dict()
    for path, value in changes.items():
        _set(table, _parts(spec, path), value, path)
    try:
        return RunSpec.model_validate(table)
    except ValidationError as error:
        raise to_spec_error(error) from None


def parse_setting(text: str) -> tuple[str, Any]:
    """Return path and value of ``KEY=VALUE``.

    Raises:
        SpecError: when there is no ``=``.
    """
    key, sep, value = text.partition("=")
    if not sep or not key.strip():
        raise SpecError([Problem("--set", f"'{text}' should be KEY=VALUE, such as optimizer.lr=0.01")])
    return key.strip(), parse_value(value)


def parse_variation(text: str) -> tuple[str, list[Any]]:
    """Return path and values of ``KEY=V1,V2,...``; commas inside brackets and quotes do not split.

    Raises:
        SpecError: when there is no ``=`` or no value.
    """
    key, sep, rest = text.partition("=")
    values = [v for v in split_outside(rest, ",") if v.strip()]
    if not sep or not key.strip() or not values:
        raise SpecError([Problem("--vary", f"'{text}' should be KEY=V1,V2,..., such as optimizer=SGD(lr=0.1),Adam")])
    return key.strip(), [parse_value(v) for v in values]


def difference(specs: Sequence[RunSpec]) -> dict[str, list[Any]]:
    """Return the dotted paths in which specs differ (names aside), with the value of each spec, None where absent."""
    flats = [flatten(s.to_dict()) for s in specs]
    paths = list(dict.fromkeys(p for flat in flats for p in flat))
    return {
        p: [flat.get(p) for flat in flats]
        for p in paths
        if p != "name" and any(flat.get(p) != flats[0].get(p) for flat in flats[1:])
    }


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested tables and lists of tables as one table of dotted paths."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping):
            flat |= flatten(value, path)
        elif isinstance(value, list) and value and all(isinstance(v, Mapping) for v in value):
            for i, item in enumerate(value):
                flat |= flatten(item, f"{path}[{i}]")
        else:
            flat[path] = value
    return flat


def _parts(spec: RunSpec, path: str) -> list[str]:
    parts = [p for p in re.split(r"[.\[\]]+", path.strip()) if p]
    if not parts:
        raise SpecError([Problem("", "an empty name is no field")])
    head = parts[0]
    if head in RunSpec.model_fields:
        return parts
    if head in TrainingSpec.model_fields:
        return ["training", *parts]
    for part in ("optimizer", "schedule", "data", "loss"):
        held = getattr(spec, part)
        if held is not None and head in type(held).model_fields:
            return [part, *parts]
    known = [*RunSpec.model_fields, *TrainingSpec.model_fields, *type(spec.optimizer).model_fields]
    raise SpecError([Problem(path, f"there is no such field.{nearest(head, known)}")])


def _set(table: dict[str, Any], parts: list[str], value: Any, path: str) -> None:
    here: Any = table
    for i, part in enumerate(parts[:-1]):
        here = _enter(here, part, path)
        if isinstance(here, str) and parts[i] in _UNIONS:
            raise SpecError([Problem(path, "name the type first")])
    last = parts[-1]
    if isinstance(here, list):
        here[_index(here, last, path)] = _plain(value)
    elif len(parts) == 1 and last in _UNIONS and isinstance(value, str):
        here[last] = value
    elif last == "type" and here.get("type") != value:
        here.clear()
        here["type"] = value
    else:
        here[last] = _plain(value)


def _enter(here: Any, part: str, path: str) -> Any:
    if isinstance(here, list):
        return here[_index(here, part, path)]
    if not isinstance(here, dict) or part not in here:
        raise SpecError([Problem(path, f"there is no '{part}' here")])
    return here[part]


def _index(here: list[Any], part: str, path: str) -> int:
    if not part.isdigit() or int(part) >= len(here):
        raise SpecError([Problem(path, f"'{part}' should be a number from 0 to {len(here) - 1}")])
    return int(part)


def _plain(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else copy.copy(value)
