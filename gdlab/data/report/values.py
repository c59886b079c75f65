"""Columns whose values are odd: one value only, a mark for a missing value, one value far from all others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    """Return what is to be said of a number that is far from all others: a mark, or an outlier."""
    known = column.known
    if column.kind != "numeric" or len(known) < 20 or column.distinct < 5:
        return None
    return _mark(column, known) or _outlier(column, known)


def suspected_marks(columns: Iterable[tuple[str, Sequence[str]]]) -> list[DataFinding]:
    """Return a finding for each text that may stand for a missing value.

    Args:
        columns: names of columns, with the texts in each that often stand for a missing value.
    """
    found = []
    for name, texts in columns:
        for text in texts:
            said = f"{name!r} holds {text!r} in places: does it stand for a missing value?"
            found.append(DataFinding("mark", said, name, "take for missing", text))
    return found


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
            said += f"({rest.min():g} to {rest.max():g}); does it stand for a missing value?"
            return DataFinding("mark", said, column.name, "take for missing", f"{value:g}")
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
