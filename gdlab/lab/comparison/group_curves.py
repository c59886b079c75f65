"""The curves of groups for drawing: one run's own, or the mean over runs with a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.chart_math import Floats, Spread, band
from gdlab.lab.comparison.compared_run import ComparedRun
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.curves import density_weight, smooth
from gdlab.spec.metrics import split_tag

#: Points of the grid on which curves of different steps are averaged.
_GRID = 1000

#: Of each kind of band the short name and the words.
SPREADS: Mapping[Spread, tuple[str, str]] = {
    "ci95": ("95 % interval", "95 % interval of the mean"),
    "sd": ("SD", "standard deviation"),
    "se": ("SE", "standard error of the mean"),
    "minmax": ("min–max", "smallest to largest"),
}


@dataclass(frozen=True)
class GroupCurve:
    """What is drawn of a group.

    Attributes:
        x, y: the curve, or the mean over the runs.
        low, high: the band, empty for one run.
        raw_x, raw_y: the values themselves beneath a smoothed curve of one run, empty for none.
        n: how many runs the mean is of; a run that ended earlier is left out where it has no values.
    """

    x: Floats
    y: Floats
    low: Floats
    high: Floats
    raw_x: Floats
    raw_y: Floats
    n: int


_NONE: Floats = np.empty(0)


def group_curve(group: RunGroup, tag: str, column: str, spread: Spread, weight: float) -> GroupCurve | None:
    """Return the curve of a group, None where no run of it has values.

    Args:
        group: the runs.
        tag: the tag of their curves; those of the training part are smoothed, evaluations are drawn as they are.
        column: the column of the x-axis; of ``wall_time`` the time since the run's first value.
        spread: what the band is.
        weight: the weight of smoothing, 0 to 0.999.
    """
    curves = [drawn for run in group.runs if (drawn := _drawn(run, tag, column, weight)) is not None]
    if not curves:
        return None
    if len(curves) == 1:
        x, y, raw = curves[0]
        return GroupCurve(x, y, _NONE, _NONE, *raw, 1)
    grid = _grid([x for x, _, _ in curves])
    stack = np.stack([_on_grid(x, y, grid) for x, y, _ in curves])
    mean, low, high = band(stack, spread)
    some = np.isfinite(mean)
    return GroupCurve(grid[some], mean[some], low[some], high[some], _NONE, _NONE, len(curves))


def _drawn(
    run: ComparedRun, tag: str, column: str, weight: float
) -> tuple[Floats, Floats, tuple[Floats, Floats]] | None:
    """Return x and y of a run's curve, smoothed where that is due, and then its own values beneath."""
    curve = run.curve
    if curve is None or not len(curve.rows["value"]):
        return None
    start = float(curve.rows[column][0]) if column == "wall_time" else 0.0
    x, y = curve.rows[column] - start, curve.rows["value"]
    if split_tag(tag)[1] != "train" or weight <= 0:
        return x, y, (_NONE, _NONE)
    smoothed = smooth(curve.means["value"], density_weight(weight, len(curve.means["value"])))
    return curve.means[column] - start, smoothed, (x, y)


def _grid(xs: Sequence[Floats]) -> Floats:
    """Return the places at which curves are averaged: their own where all have the same, else evenly spread."""
    if all(len(x) == len(xs[0]) and np.array_equal(x, xs[0]) for x in xs[1:]):
        return xs[0]
    return np.linspace(min(float(x[0]) for x in xs), max(float(x[-1]) for x in xs), _GRID)


def _on_grid(x: Floats, y: Floats, grid: Floats) -> Floats:
    """Return a curve at the places of the grid, NaN where it has not begun or has ended."""
    if x is grid or (len(x) == len(grid) and np.array_equal(x, grid)):
        return y
    good = np.isfinite(y)
    if not good.any():
        return np.full(len(grid), np.nan)
    return np.interp(grid, x[good], y[good], left=np.nan, right=np.nan)
