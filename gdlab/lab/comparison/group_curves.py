"""The curves of groups for drawing: one run's own, or the mean over runs with a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.chart_math import Floats, Spread, band
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.curves import density_weight, smooth
from gdlab.lab.store.overview import StoredCurve
from gdlab.spec.metrics import split_tag
from gdlab.translation import tr_noop

#: Points of the grid on which curves of different steps are averaged.
_GRID = 1000

#: Of each kind of band the short name and the words.
SPREADS: Mapping[Spread, tuple[str, str]] = {
    "ci95": (tr_noop("95 % interval"), tr_noop("95 % interval of the mean")),
    "sd": ("SD", tr_noop("standard deviation")),
    "se": ("SE", tr_noop("standard error of the mean")),
    "minmax": ("min–max", tr_noop("smallest to largest")),
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
    curves = [run.curve for run in group.runs if run.curve is not None and len(run.curve.rows["value"])]
    if not curves:
        return None
    if len(curves) > 1:
        return mean_curve([averaged_points(curve, tag, column, weight) for curve in curves], spread)
    one = curves[0]
    x, y = one.rows[column] - _start(one, column), one.rows["value"]
    if smoothing_of(tag, weight) == 0:
        return GroupCurve(x, y, _NONE, _NONE, _NONE, _NONE, 1)
    return GroupCurve(*averaged_points(one, tag, column, weight), _NONE, _NONE, x, y, 1)


def mean_curve(curves: Sequence[tuple[Floats, Floats]], spread: Spread) -> GroupCurve:
    """Return the mean over curves with a band around it.

    Args:
        curves: x, ascending, and y of each.
        spread: what the band is.
    """
    grid = _grid([x for x, _ in curves])
    stack = np.stack([_on_grid(x, y, grid) for x, y in curves])
    mean, low, high = band(stack, spread)
    some = np.isfinite(mean)
    return GroupCurve(grid[some], mean[some], low[some], high[some], _NONE, _NONE, len(curves))


def averaged_points(curve: StoredCurve, tag: str, column: str, weight: float) -> tuple[Floats, Floats]:
    """Return x and y of a curve as they enter a mean over runs: of a long one the means of its buckets.

    The rows that draw a long curve were kept for being extreme, and a mean over them would not be one over its values.
    A weight acts from row to row, so that from bucket to bucket it is the weight to the power of a bucket's rows.

    Args:
        curve: the curve.
        tag: its tag; one of the training part is smoothed.
        column: the column of the x-axis; of ``wall_time`` the time since the curve's first value.
        weight: the weight of smoothing, 0 to 0.999.
    """
    x, y = curve.means[column] - _start(curve, column), curve.means["value"]
    weight = smoothing_of(tag, weight)
    if weight == 0:
        return x, y
    if curve.length > len(y):
        return x, smooth(y, weight ** (curve.length / len(y)))
    return x, smooth(y, density_weight(weight, len(y)))


def smoothing_of(tag: str, weight: float) -> float:
    """Return the weight by which a curve is smoothed: evaluations are drawn as they are.

    Args:
        tag: the tag of the curve.
        weight: the chosen weight.
    """
    return weight if split_tag(tag)[1] == "train" else 0.0


def _start(curve: StoredCurve, column: str) -> float:
    return float(curve.rows[column][0]) if column == "wall_time" else 0.0


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
