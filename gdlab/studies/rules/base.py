"""What rules share: how cells are named, shown and taken, and bounds in words."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Literal

from gdlab.spec.bounds import Bounds
from gdlab.studies.table import StudyTable

#: The levels that pick rows: ``{lr = "0.01"}``.
Where = dict[str, str]
Take = Literal["mean", "min", "max"]
Goal = Literal["low", "high"]
TAKE = "Where several rows fit: their mean a seed, or the row with the lowest or highest mean."
GOAL = "Whether low or high is good."
EFFECT_WORDS = "The relative difference below which a difference counts as none."


def name_of(where: Mapping[str, str]) -> str:
    """Return levels in words: "ReLU, depth 4"; a number needs its factor's name."""
    return ", ".join(v if _speaks(v) else f"{k.replace('_', ' ')} {v}" for k, v in where.items()) or "all rows"


def _speaks(level: str) -> bool:
    """Return whether a level says by itself what it is."""
    return not level.replace(".", "").replace("-", "").replace("e", "").isdigit()


def shown(table: StudyTable, wheres: list[Where], column: str, take: Take = "mean") -> str:
    """Return cells as "0.01: 0.32 ± 0.01, 0.005: …"."""
    return ", ".join(f"{name_of(w)}: {table.sample(w, column, take).estimate()}" for w in wheres) + "."


def range_words(low: float, high: float) -> str:
    """Return bounds in words; an infinite one is no bound."""
    return Bounds(low if isfinite(low) else None, high if isfinite(high) else None).description()


def present_levels(table: StudyTable, by: str, where: Where, labels: tuple[str, ...] = ()) -> list[str]:
    """Return the levels of a factor, or those named, that the table has rows of: a quick run leaves some out."""
    wanted = labels or tuple(table.levels(by))
    return [label for label in wanted if any(r.matches({**where, by: label}) for r in table.rows)]
