"""Accuracy."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import CompiledMetric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class Accuracy(CompiledMetric):
    """The share of items whose class is predicted, hits / items, from 0 to 1; higher is better.

    The prediction is the class of the largest output, of equal ones the first. An output of BCEWithLogitsLoss says yes
    where it is above 0, and each output of each example counts. It is scikit-learn's ``accuracy_score``, of several
    labels that of the flattened arrays.

    >>> from gdlab.engine.metrics.accuracy import Accuracy
    >>> Accuracy().of([[2.0, 1.0], [0.5, 0.7]], [0, 0])
    0.5
    """

    title: ClassVar[str] = "Accuracy"
    tag: ClassVar[str] = "accuracy"
    short: ClassVar[str] = "acc"
    unit: ClassVar[str] = "%"
    tasks: ClassVar[tuple[Task, ...]] = ("classes", "binary", "language")
    default: ClassVar[bool] = True
    type: Literal["Accuracy"] = "Accuracy"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return hits and items."""
        hits = batch.predicted == batch.truth
        return np.array([hits.sum(), hits.size], np.float64)

    def finish(self, total: np.ndarray) -> Value:
        """Return the share of hits."""
        return float(total[0] / total[1])

    def of_steps(self, out: np.ndarray) -> np.ndarray:
        """Return the share of hits of each mini-batch."""
        return out[:, 2]

    def of_evaluations(self, evaluations: np.ndarray) -> np.ndarray:
        """Return the share of hits of each evaluation."""
        return evaluations[:, 1]
