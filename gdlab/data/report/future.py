"""Columns of a table in time that hold later values of what is to be predicted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.sample import Sample, SampledColumn

#: Correlation from which a column is the later target itself; rows that have to be compared; the longest distance.
_THE_SAME, _FEWEST, _FURTHEST = 0.9999, 30, 60
#: A smooth series nearly equals itself a step later: the match has to be so many times as close as without a shift.
_CLOSER = 20.0


@dataclass(frozen=True)
class LaterMatch:
    """A column that holds the target of a later row.

    Attributes:
        rows: how many rows later.
        figure: the correlation; 1 for words that always go together.
        compared: how many pairs of rows it is taken from.
    """

    rows: int
    figure: float
    compared: int


def later_target(
    x: np.ndarray, y: np.ndarray, pieces: np.ndarray, *, nearest: int = 1, words: bool = False
) -> LaterMatch | None:
    """Return by how many rows a column runs ahead of the target, None where it does not.

    Args:
        x: the column in the order of time, NaN where missing, (N,).
        y: the target in the same order, (N,).
        pieces: the number of the series that each row belongs to; rows of one are together, (N,).
        nearest: the smallest shift that counts as later.
        words: whether both are codes of words, which are compared as such.
    """
    around = _figure(x, y, pieces, 0, words=words)
    best: LaterMatch | None = None
    for rows in range(nearest, min(_FURTHEST, len(x) // 4) + 1):
        found = around if rows == 0 else _figure(x, y, pieces, rows, words=words)
        if found is None or found.figure < _THE_SAME or (best is not None and found.figure <= best.figure):
            continue
        before = [around] if rows else []
        before.append(_figure(y, x, pieces, rows, words=words) if rows else None)  # an earlier value is no leak
        if all(b is None or 1 - b.figure > _CLOSER * (1 - found.figure) for b in before):
            best = found
    return best


def _figure(x: np.ndarray, y: np.ndarray, pieces: np.ndarray, rows: int, *, words: bool) -> LaterMatch | None:
    """Return how alike the column is to the target ``rows`` rows later."""
    early, late = x[: len(x) - rows], y[rows:]
    both = (pieces[: len(x) - rows] == pieces[rows:]) & ~np.isnan(early) & ~np.isnan(late)
    a, b = early[both], late[both]
    if len(a) < _FEWEST or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    if words:
        figure = _always_together(a, b)
    else:
        figure = 1.0 if np.array_equal(a, b) else abs(float(np.corrcoef(a, b)[0, 1]))
    return LaterMatch(rows, figure, len(a))


def _always_together(a: np.ndarray, b: np.ndarray) -> float:
    """Return the share of rows whose pair of words is the most frequent one of its first word."""
    codes_a, codes_b = np.unique(a, return_inverse=True)[1], np.unique(b, return_inverse=True)[1]
    if codes_a.max() != codes_b.max():
        return 0.0
    counts = np.zeros((int(codes_a.max()) + 1, int(codes_b.max()) + 1))
    np.add.at(counts, (codes_a, codes_b), 1)
    return float(counts.max(axis=1).sum() / len(a))


def future_leaks(
    sample: Sample, targets: Sequence[SampledColumn], inputs: Sequence[SampledColumn], time: str
) -> tuple[dict[str, DataFinding], set[str]]:
    """Return the inputs of a table that hold later values of a target, and the names of those that hold earlier ones.

    The rows are compared in the order of a time. Nothing is found where they have none, or where the sample leaves
    rows out and the table is not in that order.

    Args:
        sample: the rows.
        targets: the columns to predict.
        inputs: the columns to predict them from.
        time: the column to sort by; "" takes the first column of dates.
    """
    dates = [c for c in sample.columns if c.kind == "date"]
    column = sample.column(time) if time else (dates[0] if dates else None)
    later: dict[str, DataFinding] = {}
    earlier: set[str] = set()
    if column is None or not column.is_number or column.distinct < _FEWEST:
        return later, earlier
    order, pieces = _series(sample, column)
    for one in inputs:
        for target in targets:
            if one.name == column.name or one.kind == "text" or one.is_number != target.is_number:
                continue
            x, y, words = sample.successive(one)[order], sample.successive(target)[order], not one.is_number
            match = later_target(x, y, pieces, words=words)
            if match is not None:
                later[one.name] = DataFinding("leak", sentence_of(one.name, target.name, match), one.name, "leave out")
            elif later_target(y, x, pieces, words=words) is not None:
                earlier.add(one.name)
    return later, earlier


def sentence_of(name: str, target: str, match: LaterMatch) -> str:
    """Return in words that a column holds later values of the target."""
    later = "1 row" if match.rows == 1 else f"{match.rows} rows"
    where = f"{later} later" if match.rows else "the step that is predicted"
    return (
        f"{name!r} holds the target {target!r} of {where} (correlation {match.figure:.5f} over {match.compared:,} rows "
        "in the order of time): it is not known yet when it is needed."
    )


def _series(sample: Sample, time: SampledColumn) -> tuple[np.ndarray, np.ndarray]:
    """Return the order of the successive rows by series and time, and each row's series.

    Where times repeat, the rows belong to several series: to those of the first column with which no time repeats.
    """
    times = sample.successive(time)
    groups = np.zeros(len(times))
    if len(np.unique(times)) < len(times):
        for column in sample.columns:
            values = sample.successive(column)
            if column.name == time.name or len(np.unique(values)) > len(times) / 10:
                continue
            if len(np.unique(np.stack([values, times]), axis=1).T) == len(times):
                groups = values
                break
    order = np.lexsort((times, groups))
    return order, groups[order]
