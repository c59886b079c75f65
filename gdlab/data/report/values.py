"""Columns whose values are odd: one value only, a mark for a missing value, one value far from all others."""

from __future__ import annotations

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.sample import SampledColumn

_MARKS = (-1.0, -9.0, -99.0, -999.0, -9999.0, -99999.0, 99.0, 999.0, 9999.0, 99999.0)
_FAR = 50.0


def constant(column: SampledColumn) -> DataFinding | None:
    """Return what is to be said of a column that holds one value only."""
    n = len(column.known)
    if column.distinct > 1 or n < len(column.values) or not n:
        return None
    value = f" ({column.values[0]:g})" if column.kind == "numeric" else ""
    said = f"{column.name!r} holds one value only{value}, so it says nothing about the target."
    return DataFinding("constant", said, column.name, "leave out")


def odd_number(column: SampledColumn) -> DataFinding | None:
    """Return what is to be said of a number that stands far from all others: a mark, or an outlier."""
    known = column.known
    if column.kind != "numeric" or len(known) < 20 or column.distinct < 5:
        return None
    return _mark(column, known) or _outlier(column, known)


def _mark(column: SampledColumn, known: np.ndarray) -> DataFinding | None:
    """Find a number such as −999 at either end, repeated, further from the rest than the rest is wide."""
    for value in _MARKS:
        count, rest = int((known == value).sum()), known[known != value]
        if count < 2 or len(rest) < 10:
            continue
        away = rest.min() - value if value < rest.min() else value - rest.max()
        if value == -1.0:
            likely = rest.min() >= 0 and (rest == np.round(rest)).all() and np.ptp(rest) > 20
        else:
            likely = away > np.ptp(rest)
        if likely:
            said = f"{column.name!r} holds {value:g} {count:,} times, far from its other values "
            said += f"({rest.min():g} to {rest.max():g}); if it stands for a missing value, add it to the marks."
            return DataFinding("mark", said, column.name)
    return None


def _outlier(column: SampledColumn, known: np.ndarray) -> DataFinding | None:
    low, middle, high = np.percentile(known, [25, 50, 75])
    if high <= low:
        return None
    away = np.abs(known - middle) / (high - low)
    if away.max() < _FAR or (away >= _FAR).mean() > 0.01:
        return None
    far = known[away.argmax()]
    said = (
        f"{column.name!r} holds {far:g}, {away.max():,.0f} times as far from the median {middle:g} as the middle half "
    )
    said += "of its values is wide; scaled with it, the others lie close together."
    return DataFinding("outlier", said, column.name)
