"""What rules share: how two cells are compared over paired seeds."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

import numpy as np

from gdlab.lab.statistics import Estimate, estimate
from gdlab.spec.bounds import Bounds
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import RuleOutcome

#: The levels that pick rows: ``{lr = "0.01"}``.
Where = dict[str, str]


def name_of(where: Mapping[str, str]) -> str:
    """Return levels in words: "ReLU, depth 4"; a number needs its factor's name."""
    return ", ".join(v if _speaks(v) else f"{k.replace('_', ' ')} {v}" for k, v in where.items()) or "all rows"


def _speaks(level: str) -> bool:
    """Tell whether a level says by itself what it is."""
    return not level.replace(".", "").replace("-", "").replace("e", "").isdigit()


def below(a: np.ndarray, b: np.ndarray, margin: float = 0.0) -> RuleOutcome:
    """Return whether a < b − margin, seed by seed: by the 95 % interval of the paired differences.

    Held when the whole interval lies on that side, did not hold when it lies wholly on the other, else not told. With
    one seed, or where a figure is infinite (a run that diverged or never arrived), every seed has to agree.
    """
    ok = ~(np.isnan(a) | np.isnan(b))
    a, b = a[ok], b[ok]
    if len(a) == 0:
        return RuleOutcome.UNCLEAR
    if len(a) == 1 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        less, more = a < b - margin, ~(a < b - margin)
        return RuleOutcome.HELD if less.all() else RuleOutcome.FAILED if more.all() else RuleOutcome.UNCLEAR
    gap = estimate(a - b + margin)
    return (
        RuleOutcome.HELD
        if gap.high < 0
        else RuleOutcome.FAILED
        if gap.low > 0 or gap.mean == gap.half == 0
        else RuleOutcome.UNCLEAR
    )


def inside(found: Estimate, low: float, high: float) -> RuleOutcome:
    """Return whether an interval lies within bounds (held), outside of them (did not), or across one (not told)."""
    if found.n == 0 or found.mean != found.mean:
        return RuleOutcome.UNCLEAR
    if low <= found.low and found.high <= high:
        return RuleOutcome.HELD
    return RuleOutcome.FAILED if found.high < low or found.low > high else RuleOutcome.UNCLEAR


def shown(table: StudyTable, wheres: list[Where], column: str, take: str = "mean") -> str:
    """Return cells as "0.01: 0.32 ± 0.01, 0.005: …"."""
    return ", ".join(f"{name_of(w)}: {estimate(table.values(w, column, take))}" for w in wheres) + "."


def range_words(low: float, high: float) -> str:
    """Return bounds in words; an infinite one is no bound."""
    return Bounds(low if isfinite(low) else None, high if isfinite(high) else None).description()
