"""Inputs that give the target away: copies of it, and columns that predict it alone."""

from __future__ import annotations

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.predictor import predictor_score
from gdlab.data.report.sample import SampledColumn

_ALL_BUT_NOISE = 0.9999  # correlation from which a column is the target in another unit
_SURE, _FEWEST = 0.99, 8


def leak(column: SampledColumn, target: SampledColumn, *, classes: bool, alone: bool) -> DataFinding | None:
    """Return what is to be said where a column gives the target away, None where it does not.

    Args:
        column: an input.
        target: the target.
        classes: whether the target holds classes.
        alone: whether the column is the only input, so that it is meant to predict the target.
    """
    if len(np.unique(target.known)) < 2:
        return None
    said = _copy(column, target) or (None if alone else _predicts(column, target, classes=classes))
    return DataFinding("leak", said, column.name, "leave out") if said else None


def _copy(column: SampledColumn, target: SampledColumn) -> str | None:
    both = ~np.isnan(column.values) & ~np.isnan(target.values)
    x, y = column.values[both], target.values[both]
    if len(x) < 10 or column.is_number != target.is_number:
        return None
    rows = f"in all {len(x):,} rows looked at"
    if column.is_number and (x == y).all():
        return f"{column.name!r} equals the target {target.name!r} {rows}."
    if not column.is_number:
        return f"{column.name!r} says the same as the target {target.name!r} {rows}." if _one_to_one(x, y) else None
    if np.ptp(x) == 0 or len(np.unique(y)) < 10:
        return None
    r = float(np.corrcoef(x, y)[0, 1])
    if abs(r) < _ALL_BUT_NOISE:
        return None
    return f"{column.name!r} is the target {target.name!r} in another unit: their correlation is {r:.5f}."


def _one_to_one(x: np.ndarray, y: np.ndarray) -> bool:
    """Return whether each word of one column always stands beside the same word of the other, in both directions."""
    words = len(np.unique(x))
    pairs = len(np.unique(np.stack([x, y], axis=1), axis=0))
    return pairs == words == len(np.unique(y)) and words <= len(x) / 2


def _predicts(column: SampledColumn, target: SampledColumn, *, classes: bool) -> str | None:
    if column.kind == "text":
        return None
    found = predictor_score(column, target.values, classes=classes)
    if found is None or found.fewest < _FEWEST or found.value < _SURE:
        return None
    if not classes:
        return (
            f"{column.name!r} alone predicts {target.name!r} with R² {found.value:.4f} in rows that it was not fitted "
            "to; is it known before the target is?"
        )
    if 1 - found.value > 0.1 * (1 - found.usual):
        return None
    return (
        f"{column.name!r} alone tells {target.name!r} with accuracy {found.value:.3f} in rows that it was not fitted "
        f"to, where always naming the most frequent class has {found.usual:.3f}; is it known before the target is?"
    )
