"""What a bundle holds of a run, and how it is in the members of the zip."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from gdlab.engine.history import History, Mark
from gdlab.engine.table import INDEX
from gdlab.lab.named_arrays import pack_named, unpack_named
from gdlab.lab.run import Run, Status, new_id
from gdlab.spec.errors import DataError, SpecError
from gdlab.spec.files import dumps, loads

#: The version of the format that is written, and the newest that is read.
VERSION = 1
#: The members of a run, and which must be there.
MEMBERS = ("run.json", "spec.toml", "curves.safetensors", "weights.safetensors", "averaged.safetensors")
_NEEDED = MEMBERS[:3]
_MOST_MARKS = 100_000


def bundled_members(run: Run) -> dict[str, bytes]:
    """Return the members of a run by name, without those that it has nothing for."""
    about = {
        "id": run.id,
        "name": run.name,
        "group": run.group,
        "status": str(run.status),
        "reason": run.reason,
        "elapsed": run.elapsed,
        "started": run.started,
        "own_data": run.own_data,
        "preparation": run.preparation,
        "tags": [list(table.tags) for table in run.history.tables],
        "marks": [[mark.step, mark.kind, mark.text] for mark in run.history.marks],
    }
    curves: dict[str, np.ndarray] = {}
    for place, table in enumerate(run.history.tables):
        rows = table.rows
        curves |= {f"{place}/{name}": np.array(rows.read(name)) for name in (*INDEX, *table.tags)}
    found = {
        "run.json": json.dumps(about, indent=1).encode(),
        "spec.toml": dumps(run.spec).encode(),
        "curves.safetensors": pack_named(curves),
        "weights.safetensors": pack_named(run.parameters) if run.parameters else b"",
        "averaged.safetensors": pack_named(run.averaged) if run.averaged else b"",
    }
    return {name: content for name, content in found.items() if content}


def run_of(members: Mapping[str, bytes], where: str) -> Run:
    """Return the run that members describe, with an identity of its own.

    Args:
        members: the content of the members by name.
        where: what the run is called in a refusal.

    Raises:
        DataError: when a member is missing or damaged.
    """
    missing = [name for name in _NEEDED if name not in members]
    if missing:
        raise DataError(f"{where} has no {', '.join(missing)}")
    about = json_table(members["run.json"], f"{where}/run.json")
    try:
        spec = loads(members["spec.toml"].decode(), f"{where}/spec.toml")
        status = Status(_text(about, "status", where))
    except (UnicodeDecodeError, SpecError, ValueError) as error:
        raise DataError(f"{where}: {error}") from None
    preparation: Any = about.get("preparation", {})
    return Run(
        spec,
        _history(about, members["curves.safetensors"], where),
        _parameters(members, "weights.safetensors", where),
        status if status.ended else Status.STOPPED,
        _text(about, "reason", where),
        _number(about, "elapsed", where),
        new_id(),
        _text(about, "name", where),
        _text(about, "group", where),
        _number(about, "started", where),
        about.get("own_data") is True,
        cast("dict[str, Any]", preparation) if isinstance(preparation, dict) else {},
        _parameters(members, "averaged.safetensors", where),
    )


def id_of(members: Mapping[str, bytes], where: str) -> str:
    """Return the id under which a run was written, "" where it has none; the run itself gets another one.

    Raises:
        DataError: when it is no text.
    """
    return _text(json_table(members["run.json"], f"{where}/run.json"), "id", where)


def json_table(content: bytes, where: str) -> dict[str, Any]:
    """Return the table that a member of JSON holds.

    Raises:
        DataError: when it is none, or nests too deeply.
    """
    try:
        found: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise DataError(f"{where} is damaged: it is no JSON") from None
    if not isinstance(found, dict):
        raise DataError(f"{where} is damaged: it is no table")
    return cast("dict[str, Any]", found)


def _text(about: Mapping[str, Any], name: str, where: str) -> str:
    value = about.get(name, "")
    if not isinstance(value, str) or len(value) > 10_000 or "\0" in value:
        raise DataError(f"{where}: {name} is no text")
    return value


def _number(about: Mapping[str, Any], name: str, where: str) -> float:
    value = about.get(name, 0.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DataError(f"{where}: {name} is no number")
    return float(value)


def _parameters(members: Mapping[str, bytes], name: str, where: str) -> dict[str, np.ndarray]:
    return unpack_named(members[name], f"{where}/{name}")[0] if name in members else {}


def _history(about: Mapping[str, Any], content: bytes, where: str) -> History:
    """Return the curves; each table must have every column, all of one length."""
    curves, _ = unpack_named(content, f"{where}/curves.safetensors")
    history = History()
    tables: Any = about.get("tags", [])
    marks: Any = about.get("marks", [])
    try:
        for place, tags in enumerate(tables):
            names = [*INDEX, *map(str, tags)]
            columns = {name: curves[f"{place}/{name}"] for name in names}
            shapes = {column.shape for column in columns.values()}
            if len(shapes) != 1 or len(next(iter(shapes))) != 1:
                raise ValueError("columns of different lengths")
            if not bool(np.isfinite(columns["step"]).all()):
                raise ValueError("a step that is not finite")
            history.table(*names[len(INDEX) :]).append(columns, next(iter(shapes))[0])
        if len(marks) > _MOST_MARKS:
            raise ValueError("too many marks")
        history.marks = [Mark(int(step), str(kind), str(text)) for step, kind, text in marks]
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{where}: its curves are damaged: {error}") from None
    return history
