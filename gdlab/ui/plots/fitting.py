"""Fit the axes of a chart to its curves: steady while they grow, and not led astray by outliers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from gdlab.lab.chart_math import Floats, nice_range, robust_range
from gdlab.ui.plots.marks import Band
from gdlab.ui.plots.series import Scales, Series

_SAMPLE = 4000  # points of a series that decide the range of y


def fitted_range(
    series: Iterable[Series], bands: Sequence[Band], scales: Scales, *, ignore_outliers: bool, extent: float | None
) -> list[list[float]] | None:
    """Return the ranges of x and y in the plot's coordinates, None where there is nothing to fit to.

    `extent` is the known end of the x-axis, which then stands still while curves grow towards it.
    """
    shown = [s for s in series if s.style.visible and len(s.shown_x)]
    edges = [edge for band in bands for edge in band.edges()]
    y = robust_range([_sample(s.shown_y) for s in shown] + edges, ignore_outliers=ignore_outliers)
    x = robust_range([_ends(s, scales) for s in shown] + [band.x for band in bands], ignore_outliers=False)
    if x is None or y is None:
        return None
    return [_x_range(*x, scales, extent), list(nice_range(*y))]


def _x_range(left: float, right: float, scales: Scales, extent: float | None) -> list[float]:
    if extent is not None and extent > 0:
        right = max(right, float(np.log10(extent)) if scales.log_x else extent)
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
