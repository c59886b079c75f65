"""Where the values of a column are on an axis: linear or logarithmic for numbers, evenly spread for words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gdlab.lab.chart_math import nice_step
from gdlab.lab.comparison.compared_set import SetColumn
from gdlab.translation import local_number

#: The ratio of the largest to the smallest number from which on an axis is logarithmic.
_LOG_FROM = 30.0
#: Different numbers up to which each has a tick of its own.
_FEW = 6


@dataclass(frozen=True)
class ColumnScale:
    """An axis for the values of a column.

    Attributes:
        title: the column's title; kind: "linear", "log" or "words".
        places: of each run where it is, 0 to 1; NaN for none.
        ticks: places with their texts.
    """

    title: str
    kind: str
    places: np.ndarray
    ticks: tuple[tuple[float, str], ...]


def column_scale(column: SetColumn) -> ColumnScale:
    """Return the axis of a column."""
    numbers = [float(v) if isinstance(v, int | float) and not isinstance(v, bool) else math.nan for v in column.values]
    known = [v for v in column.values if v is not None]
    array = np.array(numbers)
    finite = array[np.isfinite(array)]
    if not len(finite) or any(isinstance(v, bool) or not isinstance(v, int | float) for v in known):
        return _words(column)
    log = float(finite.min()) > 0 and float(finite.max()) / float(finite.min()) >= _LOG_FROM
    with np.errstate(invalid="ignore", divide="ignore"):
        moved = np.log10(array) if log else array
    low, high = (float(f(moved[np.isfinite(moved)])) for f in (np.min, np.max))
    if not high > low:
        low, high = low - 0.5, high + 0.5
    ticks = _ticks(finite, low, high, log=log)
    places = np.where(np.isfinite(moved), (moved - low) / (high - low), np.nan)
    return ColumnScale(column.title, "log" if log else "linear", places, ticks)


def _words(column: SetColumn) -> ColumnScale:
    names = sorted(dict.fromkeys(column.texts), key=_order)
    span = max(1, len(names) - 1)
    at = {name: (i / span if len(names) > 1 else 0.5) for i, name in enumerate(names)}
    places = np.array([at[text] for text in column.texts], np.float64)
    return ColumnScale(column.title, "words", places, tuple((place, name) for name, place in at.items()))


def _order(text: str) -> tuple[int, float, str]:
    """Return what texts are sorted by: numbers by size, then words."""
    try:
        return 0, float(text), text
    except ValueError:
        return 1, 0.0, text.casefold()


def _ticks(finite: np.ndarray, low: float, high: float, *, log: bool) -> tuple[tuple[float, str], ...]:
    own = np.unique(finite)
    if len(own) <= _FEW:
        moved = np.log10(own) if log else own
        return tuple(((float(m) - low) / (high - low), _number(float(v))) for m, v in zip(moved, own, strict=True))
    if log:
        decades = range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1)
        found = [(float(d), 10.0**d) for d in decades][:: max(1, len(decades) // 5)]
    else:
        step = nice_step((high - low) / 4)
        found = [(k * step, k * step) for k in range(math.ceil(low / step), math.floor(high / step + 1e-9) + 1)]
    return tuple(((place - low) / (high - low), _number(value)) for place, value in found)


def _number(value: float) -> str:
    return local_number(f"{value:.4g}".replace("-", "−"))
