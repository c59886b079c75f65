"""A stored run in a comparison: its fields as one flat table, its list line and the curve that is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gdlab.lab.edits import edits_text
from gdlab.lab.run import Status
from gdlab.lab.store import Store, StoredRun
from gdlab.lab.store.overview import StoredCurve
from gdlab.lab.store.run_lines import RunLine
from gdlab.spec.change import flatten
from gdlab.spec.metrics import higher_is_better
from gdlab.spec.toml_text import toml_tables

#: Fields in which runs of one variant may differ.
SEED_FIELDS = ("seed", "name")
#: The field beside those of the spec that says what was changed while a run trained: its figures are not the spec's.
EDITS = "edits"


@dataclass(frozen=True)
class ComparedRun:
    """A run that is compared.

    Attributes:
        run: its line in the store's list.
        fields: its spec by dotted paths; of a run of another program, whose spec is not known, its name alone.
        curve: the values that are compared, None where it has none of that tag.
    """

    run: StoredRun
    fields: Mapping[str, Any]
    curve: StoredCurve | None = None

    @property
    def seed(self) -> int:
        """The seed of the run."""
        return int(self.fields.get("seed", 0))

    @property
    def last(self) -> float:
        """The newest value of the curve, NaN without one."""
        return float(self.curve.rows["value"][-1]) if self.curve and len(self.curve.rows["value"]) else float("nan")

    def best(self, tag: str) -> tuple[float, dict[str, float]]:
        """Return the best finite value of the curve and the columns that it is at; NaN without one."""
        return self._largest if higher_is_better(tag) else self._smallest

    @cached_property
    def _largest(self) -> tuple[float, dict[str, float]]:
        return self._extreme(np.argmax)

    @cached_property
    def _smallest(self) -> tuple[float, dict[str, float]]:
        return self._extreme(np.argmin)

    def _extreme(self, place: Callable[[np.ndarray], Any]) -> tuple[float, dict[str, float]]:
        rows = self.curve.rows if self.curve else {"value": np.empty(0)}
        finite = np.flatnonzero(np.isfinite(rows["value"]))
        if not len(finite):
            return float("nan"), {}
        at = finite[int(place(rows["value"][finite]))]
        return float(rows["value"][at]), {name: float(column[at]) for name, column in rows.items()}

    def reaching(self, tag: str, target: float) -> dict[str, float]:
        """Return the columns of the first row at a target or beyond it, nothing where it never is."""
        if self.curve is None:
            return {}
        rows = self.curve.rows
        better = rows["value"] >= target if higher_is_better(tag) else rows["value"] <= target
        found = np.flatnonzero(better)
        return {name: float(column[found[0]]) for name, column in rows.items()} if len(found) else {}


def compared_runs(store: Store, lines: Sequence[RunLine], tag: str) -> list[ComparedRun]:
    """Return runs with their fields and the curve of a tag; runs that are gone or whose spec is damaged are left out.

    Raises:
        StoreError: when the store cannot be read.
    """
    keys = [line.run.id for line in lines]
    texts, curves, edits = store.spec_texts(keys), store.curves(keys, tag), store.edits(keys)
    found: list[ComparedRun] = []
    for line in lines:
        try:
            table = toml_tables(texts[line.run.id])
        except (KeyError, ValueError, RecursionError):
            continue
        fields = {"name": line.run.name} if line.run.status == Status.IMPORTED else flatten(table)
        if line.run.id in edits:
            fields |= {EDITS: edits_text(edits[line.run.id])}
        found.append(ComparedRun(line.run, fields, curves.get(line.run.id)))
    return found


def varied_fields(runs: Sequence[ComparedRun]) -> dict[str, list[Any]]:
    """Return the dotted paths in which runs differ, the seed and the name aside, with each run's value, None for none.

    The fields of a member that not all runs have, such as the betas of Adam beside SGD, follow from its type and are
    left out, unless runs of one type differ in them.
    """
    paths = dict.fromkeys(path for run in runs for path in run.fields)
    found: dict[str, list[Any]] = {}
    for path in paths:
        values = [run.fields.get(path) for run in runs]
        if path in SEED_FIELDS or all(value == values[0] for value in values[1:]):
            continue
        if not _follows_from_type(path, runs):
            found[path] = values
    return found


def _follows_from_type(path: str, runs: Sequence[ComparedRun]) -> bool:
    """Return whether a field is one that some types lack, and the same in all runs of each type that has it."""
    kind = f"{path.rpartition('.')[0]}.type"
    if path == kind or all(path in run.fields for run in runs) or not any(kind in run.fields for run in runs):
        return False
    by_type: dict[str, set[str]] = {}
    for run in runs:
        by_type.setdefault(str(run.fields.get(kind)), set()).add(repr(run.fields.get(path)))
    return len(by_type) > 1 and all(len(values) == 1 for values in by_type.values())


def short_field(path: str, among: Sequence[str]) -> str:
    """Return the last part of a dotted path, with what is before it where another path ends alike.

    ``optimizer.type`` reads as ``optimizer``.
    """
    parts = path.removesuffix(".type").split(".")
    others = [other.removesuffix(".type").split(".") for other in among if other != path]
    for n in range(1, len(parts) + 1):
        if all(other[-n:] != parts[-n:] for other in others):
            return ".".join(parts[-n:])
    return ".".join(parts)


def field_text(value: Any) -> str:
    """Return the value of a field as it is written: – for none, a number without needless digits."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(field_text(part) for part in value)  # pyright: ignore[reportUnknownVariableType]
    return str(value)
