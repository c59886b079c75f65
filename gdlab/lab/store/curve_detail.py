"""Finer parts of a long stored curve than its overview: what a chart shows when a person zooms into it.

Rows are read part by part, smoothed from row to row and only then thinned to the extremes of buckets, so that a peak of
one step is found at any zoom, at its own row. Where so few rows are asked for that all can be drawn, all are returned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.chart_math import Floats
from gdlab.lab.curves import RunningAverage
from gdlab.lab.store.codec import unpack_arrays
from gdlab.lab.store.overview import StoredCurve, bucket_starts, extreme_rows, series_of

#: Rows up to which a part is returned as it is.
_FEW = 4096
#: What the smoothed value of rows before a part still counts for at its first row.
_FORGOTTEN = 1e-12


@dataclass(frozen=True)
class RowRange:
    """Rows of a series, and how finely they are wanted.

    Attributes:
        first, last: the first row, and the row behind the last one.
        width: rows of a bucket, of which the smallest and the largest value are kept; 1 for every row.
    """

    first: int
    last: int
    width: int = 1


@dataclass(frozen=True)
class CurveDetail:
    """A part of a curve.

    Attributes:
        rows: which rows it is of.
        weight: the weight of smoothing from row to row, 0 for none.
        x: the column of the x-axis, ascending.
        y: the smoothed values, or the values themselves where nothing is smoothed.
        values: the values themselves.
    """

    rows: RowRange
    weight: float
    x: Floats
    y: Floats
    values: Floats


def rows_between(curve: StoredCurve, column: str, left: float, right: float) -> tuple[int, int] | None:
    """Return the rows of a long curve between two places of an x-axis, a bucket of the overview more on either side.

    Args:
        curve: the curve.
        column: the column of the x-axis.
        left: the first place.
        right: the last place.

    Returns:
        The first row and the row behind the last one; None where the column does not ascend, or is not of numbers.
    """
    x, starts = curve.means[column], bucket_starts(curve.length)
    if len(x) != len(starts) or not np.all(np.diff(x) >= 0):
        return None
    low = max(0, int(np.searchsorted(x, left)) - 2)
    high = int(np.searchsorted(x, right, side="right")) + 2
    return int(starts[low]), int(starts[high]) if high < len(starts) else curve.length


def finer_rows(
    curve: StoredCurve, view: tuple[int, int], points: int, weight: float, held: CurveDetail | None
) -> RowRange | None:
    """Return the rows that have to be read for a view of a long curve; None where what is there is fine enough.

    Args:
        curve: the curve.
        view: the rows in view, as :func:`rows_between` returns them.
        points: how many points of the curve are drawn.
        weight: the weight of smoothing; the overview is not smoothed.
        held: what was read before.
    """
    first, last = view
    buckets = max(1, points // 2)
    if held is not None and held.weight == weight and held.rows.first <= first and last <= held.rows.last:
        if held.rows.width == 1 or last - first >= buckets * held.rows.width:
            return None
    elif weight == 0 and last - first >= buckets * (curve.length // len(curve.means["value"])):
        return None
    beside = (last - first) // 2
    first, last = max(0, first - beside), min(curve.length, last + beside)
    return RowRange(first, last, 1 if last - first <= _FEW else max(1, (view[1] - view[0]) // (2 * buckets)))


def read_detail(
    db: sqlite3.Connection, run_id: str, tag: str, column: str, rows: RowRange, weight: float
) -> CurveDetail | None:
    """Return a part of a run's curve, None where the run has no such tag or no longer as many rows.

    Args:
        db: the open store.
        run_id: which run.
        tag: the tag of the curve.
        column: the column of the x-axis.
        rows: which rows, and how finely.
        weight: the weight of smoothing from row to row, 0 to 0.999.

    Raises:
        ValueError: when a part is damaged.
    """
    found = series_of(db, run_id, tag)
    if found is None:
        return None
    before = int(np.ceil(np.log(_FORGOTTEN) / np.log(weight))) if weight > 0 else 0
    average = RunningAverage(weight)
    pieces: list[tuple[Floats, Floats, Floats]] = []
    count = 0
    for first, x, values in _blocks(db, (run_id, found[0]), (column, tag), max(0, rows.first - before), rows.last):
        y = average.update(values) if weight > 0 else values
        skip = min(len(y), max(0, rows.first - first))
        count += len(y) - skip
        pieces.append(_thinned(x[skip:], y[skip:], values[skip:], rows.width))
    if count != rows.last - rows.first:
        return None
    return CurveDetail(rows, weight, *(np.concatenate(columns) for columns in zip(*pieces, strict=True)))


def _blocks(
    db: sqlite3.Connection, series: tuple[str, int], names: tuple[str, str], first: int, last: int
) -> Generator[tuple[int, Floats, Floats]]:
    """Yield the first row, the x and the values of each part that has rows of a range, cut to the range."""
    at = 0
    query = "SELECT part, rows FROM parts WHERE run = ? AND place = ? ORDER BY part"
    for part, count in db.execute(query, series).fetchall():
        if at < last and at + count > first:
            one = "SELECT data FROM parts WHERE run = ? AND place = ? AND part = ?"
            columns = unpack_arrays(db.execute(one, (*series, part)).fetchone()[0], only=names)
            if any(columns[name].shape != (count,) for name in names):
                raise ValueError("a part of its metrics is damaged")
            taken = slice(max(0, first - at), last - at)
            yield at + taken.start, columns[names[0]][taken], columns[names[1]][taken]
        at += count


def _thinned(x: Floats, y: Floats, values: Floats, width: int) -> tuple[Floats, Floats, Floats]:
    """Return the rows of the extremes of each bucket of y, and both ends."""
    if width == 1 or len(y) <= 2:
        return x, y, values
    chosen: Sequence[np.ndarray] = extreme_rows(y, np.arange(0, len(y), width))
    places = np.unique(np.concatenate([np.array([0, len(y) - 1]), *chosen]))
    return x[places], y[places], values[places]
