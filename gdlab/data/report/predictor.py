"""How well one column alone predicts the target in rows that it was not fitted to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.data.report.sample import SampledColumn

_MOST_ROWS, _FEWEST_ROWS, _NEIGHBOURS = 4000, 30, 3


@dataclass(frozen=True)
class Score:
    """How well one column alone predicts the target in the rows that were held out.

    Attributes:
        value: the accuracy, or R² of a target of values.
        usual: the accuracy of always naming the most frequent class; 0 for values.
        fewest: how many held-out rows are not of the most frequent class; all of them for values.
    """

    value: float
    usual: float
    fewest: int


def predictor_score(column: SampledColumn, target: np.ndarray, *, classes: bool) -> Score | None:
    """Return how well a column alone predicts the target, None where there are too few rows to tell.

    Half of the rows are learned by heart: of numbers the three nearest rows are asked, of words the rows of the same
    word. The other half is what is scored. A missing value is a value of its own, since it may give the target away.

    Args:
        column: the column, missing values NaN.
        target: numbers of classes, or values, NaN where missing.
        classes: whether the target holds classes.
    """
    rows = np.flatnonzero(~np.isnan(target))
    if len(rows) < _FEWEST_ROWS:
        return None
    rows = np.random.default_rng(0).permutation(rows)[:_MOST_ROWS]
    fitted, held = rows[::2], rows[1::2]
    x, y = _without_missing(column), target
    if classes:
        y = np.unique(target[rows], return_inverse=True)[1]
        full = np.zeros(len(target), dtype=np.int64)
        full[rows] = y
        y = full
    guess = _by_neighbours if column.is_number else _by_word
    said = guess(x[fitted], y[fitted], x[held], classes=classes)
    return _accuracy(said, y[held]) if classes else _explained(said, y[held])


def _without_missing(column: SampledColumn) -> np.ndarray:
    """Return the values with missing ones below all others."""
    lost, known = np.isnan(column.values), column.known
    return np.where(lost, known.min() - np.ptp(known) - 1 if len(known) else 0.0, column.values)


def _by_neighbours(x: np.ndarray, y: np.ndarray, at: np.ndarray, *, classes: bool) -> np.ndarray:
    """Return what the three rows nearest to each place hold: the class of most of them, or their mean."""
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    first = np.clip(np.searchsorted(x, at) - 1, 0, len(x) - _NEIGHBOURS)
    near = y[first[:, None] + np.arange(_NEIGHBOURS)]
    if not classes:
        return near.mean(axis=1)
    return np.where(near[:, 0] == near[:, 2], near[:, 0], near[:, 1])  # the class of two of three, else the middle's


def _by_word(x: np.ndarray, y: np.ndarray, at: np.ndarray, *, classes: bool) -> np.ndarray:
    """Return the most frequent class, or the mean, of the rows with the same word; of all rows for a new word."""
    words, place = np.unique(x, return_inverse=True)
    found = np.clip(np.searchsorted(words, at), 0, len(words) - 1)
    new = words[found] != at
    if classes:
        counts = np.zeros((len(words), int(y.max()) + 1), dtype=np.int64)
        np.add.at(counts, (place, y), 1)
        return np.where(new, np.bincount(y).argmax(), counts.argmax(axis=1)[found])
    means = np.bincount(place, weights=y) / np.bincount(place)
    return np.where(new, y.mean(), means[found])


def _accuracy(said: np.ndarray, truth: np.ndarray) -> Score:
    usual = np.bincount(truth).max() / len(truth)
    return Score(float((said == truth).mean()), float(usual), round((1 - usual) * len(truth)))


def _explained(said: np.ndarray, truth: np.ndarray) -> Score:
    spread = float(np.square(truth - truth.mean()).sum())
    left = float(np.square(truth - said).sum())
    return Score(1 - left / spread if spread else 0.0, 0.0, len(truth))
