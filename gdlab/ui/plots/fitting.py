"""Fit the axes of a chart to its curves: to everything, or to what outliers leave readable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.chart_math import Floats, nice_range, robust_range
from gdlab.ui.plots.marks import Band
from gdlab.ui.plots.series import Scales, Series

_SAMPLE = 4000  # points of a series that decide which values are outliers
_UNREADABLE = 5.0  # the share of the axis at which outliers hide the rest, as a factor


@dataclass(frozen=True)
class CutValues:
    """What the range of y leaves out.

    Attributes:
        above: how many values lie above the range.
        below: how many lie beneath it.
        highest: the highest value that is left out, in the unit of the axis.
        lowest: the lowest value that is left out.
    """

    above: int = 0
    below: int = 0
    highest: float = 0.0
    lowest: float = 0.0


def fitted_range(
    series: Iterable[Series],
    bands: Sequence[Band],
    scales: Scales,
    *,
    ignore_outliers: bool,
    extent: tuple[float, float] | None,
) -> list[list[float]] | None:
    """Return the ranges of x and y in the plot's coordinates, None where there is nothing to fit to.

    Args:
        series: the curves; those that are hidden do not count.
        bands: the bands around them.
        scales: which axes are logarithmic.
        ignore_outliers: whether single extreme values are left out.
        extent: the known start and end of the x-axis, which then stands still while curves grow.
    """
    shown = [s for s in series if s.style.visible and len(s.shown_x)]
    y = _inner_range(shown, bands) if ignore_outliers else _whole_range(shown, bands)
    x = robust_range([_ends(s, scales) for s in shown] + [band.x for band in bands], ignore_outliers=False)
    if x is None or y is None:
        return None
    return [_x_range(*x, scales, extent), list(nice_range(*y))]


def outliers_hide_rest(series: Iterable[Series], bands: Sequence[Band]) -> bool:
    """Return whether a few values take so much of the y-axis that the others cannot be read."""
    shown = [s for s in series if s.style.visible and len(s.shown_x)]
    whole, inner = _whole_range(shown, bands), _inner_range(shown, bands)
    if whole is None or inner is None:
        return False
    return 0 < (inner[1] - inner[0]) * _UNREADABLE < whole[1] - whole[0]


def cut_values(series: Iterable[Series], low: float, high: float, scales: Scales) -> CutValues:
    """Return what a range of y, in the plot's coordinates, leaves out of the visible series.

    Args:
        series: the curves.
        low: the lower end of the range.
        high: its upper end.
        scales: which axes are logarithmic.
    """
    drawn = [s.drawn_values() for s in series if s.style.visible and len(s.shown_x)]
    values = np.concatenate(drawn) if drawn else np.empty(0)
    above, below = values[values > high], values[values < low]
    back = (lambda v: 10.0**v) if scales.log_y else float
    return CutValues(
        len(above),
        len(below),
        back(float(above.max())) if len(above) else 0.0,
        back(float(below.min())) if len(below) else 0.0,
    )


def _whole_range(shown: Sequence[Series], bands: Sequence[Band]) -> tuple[float, float] | None:
    """Return the range of all that is drawn."""
    drawn = [s.drawn_values() for s in shown] + [edge for band in bands for edge in band.edges()]
    return robust_range(drawn, ignore_outliers=False)


def _inner_range(shown: Sequence[Series], bands: Sequence[Band]) -> tuple[float, float] | None:
    """Return the range of the curves without outliers."""
    edges = [edge for band in bands for edge in band.edges()]
    return robust_range([_sample(s.shown_y) for s in shown] + edges)


def _x_range(left: float, right: float, scales: Scales, extent: tuple[float, float] | None) -> list[float]:
    if extent is not None:
        start, end = extent
        right = max(right, float(np.log10(end)) if scales.log_x else end)
        left = left if scales.log_x else min(left, start)
    if right <= left:
        left, right = left - 0.5, right + 0.5
    return [left, right if extent is not None else nice_range(left, right, padding=0.0)[1]]


def _ends(series: Series, scales: Scales) -> Floats:
    """Return what decides the range of x, which ascends; its logarithm may begin with values that there are not."""
    return _sample(series.shown_x) if scales.log_x else series.shown_x[[0, -1]]


def _sample(values: Floats) -> Floats:
    """Return some of the values, the first and the last always among them."""
    stride = max(1, len(values) // _SAMPLE)
    return np.concatenate([values[::stride], values[-1:]])
