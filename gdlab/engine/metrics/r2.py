"""The coefficient of determination."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class R2(Metric):
    """The coefficient of determination R², 1 − Σ (x − t)² / Σ (t − mean t)², at most 1; higher is better.

    It is scikit-learn's ``r2_score``: 0 is a network no better than the mean of the targets; targets that are all
    equal give 1 where they are met exactly and else 0; of several outputs it is the mean of each one's. One example
    has none, and the value is NaN.

    >>> from gdlab.engine.metrics.r2 import R2
    >>> R2().of([1.0, 2.0, 3.0], [1.0, 2.0, 4.0])
    0.7857142857142857
    """

    title: ClassVar[str] = "R²"
    tag: ClassVar[str] = "r2"
    tasks: ClassVar[tuple[Task, ...]] = ("values",)
    type: Literal["R2"] = "R2"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return of each output the items, the targets' mean, their squared distances to it and the squared errors."""
        t = batch.targets.astype(np.float64)
        mean = t[0] + (t - t[0]).mean(axis=0)  # of equal targets it is these, without rounding
        return np.stack(
            [np.full(t.shape[1], len(t)), mean, ((t - mean) ** 2).sum(axis=0), (batch.errors**2).sum(axis=0)]
        )

    def join(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the figures of both together (Chan, Golub and LeVeque 1983)."""
        n, apart = one[0] + other[0], other[1] - one[1]
        mean = one[1] + apart * other[0] / n
        return np.stack([n, mean, one[2] + other[2] + apart**2 * one[0] * other[0] / n, one[3] + other[3]])

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean of the outputs' R²."""
        items, _, spread, missed = total
        if items[0] < 2:
            return float("nan")
        shares = np.where(missed == 0, 0.0, 1.0)  # what is not explained, where the targets do not differ
        np.divide(missed, spread, out=shares, where=spread > 0)
        return float(np.mean(1 - shares))
