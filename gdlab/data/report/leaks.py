"""Inputs that give the target away: copies of it, and columns that predict it alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gdlab.data.report.finding import DataFinding
from gdlab.data.report.predictor import predictor_score
from gdlab.data.report.sample import SampledColumn

_ALL_BUT_NOISE = 0.9999  # correlation from which a column is the target in another unit
_SURE, _FEWEST = 0.99, 8
_FEWEST_ROWS, _FEWEST_A_STEP, _LEAP = 60, 5, 20


def leak_finding(
    column: SampledColumn, target: SampledColumn, *, classes: bool, alone: bool, earlier: bool = False
) -> DataFinding | None:
    """Return what is to be said where a column gives the target away, None where it does not.

    Args:
        column: an input.
        target: the target.
        classes: whether the target holds classes.
        alone: whether the column is the only input, so that it is meant to predict the target.
        earlier: whether the column holds earlier values of the target, which may predict it well.
    """
    if len(np.unique(target.known)) < 2:
        return None
    said = _copy(column, target) or (
        None if alone or earlier else _derived(column, target) or _predicts(column, target, classes=classes)
    )
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


def _derived(column: SampledColumn, target: SampledColumn) -> str | None:
    """Return what is to be said of a number that never falls, or never rises, as the target rises.

    Words count as numbers in the order of the target. A column that has steps has to step where the target does not
    leap: else it may be what makes the target leap.
    """
    both = ~np.isnan(column.values) & ~np.isnan(target.values)
    x, y = column.values[both], target.values[both]
    if len(x) < _FEWEST_ROWS or not target.is_number or len(np.unique(y)) < len(x) / 10:
        return None
    x = x if column.is_number else _by_target(x, y)
    order = np.lexsort((x, y))
    x, y = x[order], y[order]
    rises = bool(x[-1] >= x[0])
    change, step = np.diff(x) if rises else -np.diff(x), np.diff(y)
    if (change[step > 0] < 0).any() or (change[step == 0] != 0).any():
        return None
    levels, counts = np.unique(x, return_counts=True)
    rows = f"in all {len(x):,} rows looked at"
    if column.is_number and len(levels) >= len(x) / 2:
        rank = 1 if rises else -1
        return (
            f"{column.name!r} is a function of the target {target.name!r}: their ranks have correlation {rank} {rows}."
        )
    if len(levels) < 2 or np.median(counts) < _FEWEST_A_STEP:
        return None
    if np.median(step[change != 0]) > _LEAP * np.median(step[step > 0]):
        return None
    return (
        f"{column.name!r} is a range of the target {target.name!r}: its {len(levels)} values never overlap along it "
        f"{rows}."
    )


def _by_target(words: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the rank of each word's mean target, in the place of its number."""
    number = np.unique(words, return_inverse=True)[1]
    means = np.bincount(number, weights=y) / np.bincount(number)
    return np.argsort(np.argsort(means))[number].astype(np.float64)


def _one_to_one(x: np.ndarray, y: np.ndarray) -> bool:
    """Return whether each word of one column always is beside the same word of the other, in both directions."""
    words = len(np.unique(x))
    pairs = len(np.unique(np.stack([x, y], axis=1), axis=0))
    return pairs == words == len(np.unique(y)) and words <= len(x) / 2


def _predicts(column: SampledColumn, target: SampledColumn, *, classes: bool) -> str | None:
    if column.kind == "text":
        return None
    if column.kind == "date":  # it is known beforehand, but for where it is missing; neighbours in time are alike
        column = replace(column, kind="numeric", values=np.isnan(column.values).astype(np.float64))
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
