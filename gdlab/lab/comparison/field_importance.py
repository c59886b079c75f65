"""How much of the spread of a figure goes with each varied field, and whether chance would give as much.

The share is η² of a one-way analysis of variance, the sum of squares between the values of a field over the whole one,
corrected for the number of values (ε² of Kelley 1935: (SS_between − df·MS_within) / SS_total), so that a field without
influence has 0 on average however many values it has. A field of many numbers is cut into quartiles. The p-value is
of a permutation test: the share of random assignments of the figures whose η² is as large.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

#: Different numbers from which on a field is cut into quartiles.
_MANY = 6
_PERMUTATIONS = 500


@dataclass(frozen=True)
class FieldImportance:
    """The influence of one field.

    Attributes:
        path: the field.
        share: ε², from 0 (none) to 1 (it decides the figure).
        p: the p-value of the permutation test.
        values: how many values or quartiles it has.
        n: how many runs it rests on.
    """

    path: str
    share: float
    p: float
    values: int
    n: int


def field_importance(fields: Mapping[str, Sequence[Any]], figures: np.ndarray) -> list[FieldImportance]:
    """Return the influence of each field on a figure, the largest first.

    Args:
        fields: by path, each run's value.
        figures: each run's figure; runs whose figure is not finite are left out.
    """
    figures = np.asarray(figures, np.float64)
    finite = np.isfinite(figures)
    y = figures[finite]
    rng = np.random.default_rng(0)
    shuffled = np.array([rng.permutation(y) for _ in range(_PERMUTATIONS)]) if len(y) > 2 else np.empty((0, len(y)))
    found: list[FieldImportance] = []
    for path, values in fields.items():
        codes = _codes([value for value, ok in zip(values, finite, strict=True) if ok])
        levels = int(codes.max()) + 1 if len(codes) else 0
        if levels < 2 or len(y) <= levels or not float(np.ptp(y)) > 0:
            continue
        eta = float(_eta_squared(codes, y[None])[0])
        within = (1 - eta) / (len(y) - levels)
        share = min(1.0, max(0.0, eta - (levels - 1) * within))
        p = (1 + int((_eta_squared(codes, shuffled) >= eta - 1e-12).sum())) / (1 + len(shuffled))
        found.append(FieldImportance(path, share, p, levels, len(y)))
    return sorted(found, key=lambda one: -one.share)


def _codes(values: Sequence[Any]) -> np.ndarray:
    """Return a whole number for each value: that of its quartile where there are many numbers."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) == len(values) and len(set(numbers)) > _MANY:
        array = np.array(numbers, np.float64)
        edges = np.unique(np.quantile(array, [0.25, 0.5, 0.75]))
        return np.unique(np.searchsorted(edges, array, side="left"), return_inverse=True)[1]
    return np.unique(np.array([repr(v) for v in values]), return_inverse=True)[1]


def _eta_squared(codes: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the share of the sum of squares between groups, for each row of figures (rows, runs)."""
    counts = np.bincount(codes)
    member = codes[:, None] == np.arange(len(counts))
    centred = rows - rows.mean(axis=1, keepdims=True)
    means = centred @ member / counts
    return (means**2 @ counts) / (centred**2).sum(axis=1)
