"""Smooth a series that grows, without beginning again each time."""

from __future__ import annotations

import numpy as np

from gdlab.lab.chart_math import Floats, smooth
from gdlab.lab.curves import exponential_average


class Smoother:
    """A series and its smoothed values; a longer series with the same beginning costs only its new part."""

    def __init__(self, weight: float = 0.6) -> None:
        self._weight = weight
        self._values: Floats = np.empty(0)
        self._out: Floats = np.empty(0)
        self._last = 0.0
        self._finite = 0
        self._constant = True

    def update(self, values: Floats, weight: float, *, grown: bool = False) -> Floats:
        """Return the smoothed series, equal to `smooth(values, weight)`; `grown` promises the same beginning."""
        done = len(self._values)
        goes_on = (
            weight == self._weight
            and 0 < done <= len(values)
            and not self._constant
            and (grown or np.array_equal(self._values, values[:done], equal_nan=True))
        )
        if goes_on:
            self._append(values, done)
        else:
            self._begin(values, weight)
        self._values = values
        return self._out[: len(values)]

    def _begin(self, values: Floats, weight: float) -> None:
        self._weight = weight
        self._out = smooth(values, weight)
        finite = np.isfinite(values)
        kept = values[finite]
        self._finite = int(kept.size)
        self._constant = kept.size == 0 or bool(np.all(kept == kept[0]))
        if not self._constant and weight > 0:
            # The average before its debiasing is what goes on.
            self._last = float(self._out[finite][-1] * -np.expm1(self._finite * np.log(weight)))

    def _append(self, values: Floats, done: int) -> None:
        if len(values) > len(self._out):
            self._out = np.concatenate([self._out[:done], np.empty(max(len(values), 1024))])
        fresh = values[done:]
        self._out[done : len(values)] = fresh
        finite = np.isfinite(fresh)
        kept = fresh[finite]
        w = self._weight
        if kept.size == 0 or w == 0:
            return
        whole = exponential_average(kept, w, self._last)
        counts = np.arange(self._finite + 1, self._finite + kept.size + 1)
        self._out[done : len(values)][finite] = whole / -np.expm1(counts * np.log(w))
        self._last = float(whole[-1])
        self._finite += int(kept.size)
