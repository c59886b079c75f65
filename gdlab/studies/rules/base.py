"""What rules share: how two cells are compared over paired seeds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdlab.studies.stats import Estimate, estimate, figure
from gdlab.studies.table import Table
from gdlab.studies.verdict import Outcome

#: The levels that pick rows: ``{lr = "0.01"}``.
Where = dict[str, str]


def name_of(where: Mapping[str, str]) -> str:
    """Return levels in words: "ReLU, depth 4"; a number needs its factor's name."""
    return ", ".join(v if _speaks(v) else f"{k.replace('_', ' ')} {v}" for k, v in where.items()) or "all rows"


def _speaks(level: str) -> bool:
    """Tell whether a level says by itself what it is."""
    return not level.replace(".", "").replace("-", "").replace("e", "").isdigit()


def below(a: np.ndarray, b: np.ndarray, margin: float = 0.0) -> Outcome:
    """Return whether a < b − margin, seed by seed: by the 95 % interval of the paired differences.

    Held when the whole interval lies on that side, did not hold when it lies wholly on the other, else not told. With
    one seed, or where a figure is infinite (a run that diverged or never arrived), every seed has to agree.
    """
    ok = ~(np.isnan(a) | np.isnan(b))
    a, b = a[ok], b[ok]
    if len(a) == 0:
        return Outcome.UNCLEAR
    if len(a) == 1 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        less, more = a < b - margin, ~(a < b - margin)
        return Outcome.HELD if less.all() else Outcome.FAILED if more.all() else Outcome.UNCLEAR
    gap = estimate(a - b + margin)
    return (
        Outcome.HELD
        if gap.high < 0
        else Outcome.FAILED
        if gap.low > 0 or gap.mean == gap.half == 0
        else Outcome.UNCLEAR
    )


def inside(found: Estimate, low: float, high: float) -> Outcome:
    """Return whether an interval lies within bounds (held), outside of them (did not), or across one (not told)."""
    if found.n == 0 or found.mean != found.mean:
        return Outcome.UNCLEAR
    if low <= found.low and found.high <= high:
        return Outcome.HELD
    return Outcome.FAILED if found.high < low or found.low > high else Outcome.UNCLEAR


def shown(table: Table, wheres: list[Where], column: str, take: str = "mean") -> str:
    """Return cells as "0.01: 0.32 ± 0.01, 0.005: …"."""
    return ", ".join(f"{name_of(w)}: {estimate(table.values(w, column, take))}" for w in wheres) + "."


def bounds(low: float, high: float) -> str:
    """Return bounds in words."""
    if low == float("-inf"):
        return f"at most {figure(high)}"
    if high == float("inf"):
        return f"at least {figure(low)}"
    return f"between {figure(low)} and {figure(high)}"
