"""Precision."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.averaging import AveragedMetric


class Precision(AveragedMetric):
    """The share of predictions of a class that are right, TP / (TP + FP), from 0 to 1; higher is better.

    It is scikit-learn's ``precision_score``; the classes' values are averaged as ``average`` says.

    >>> from gdlab.engine.metrics.precision import Precision
    >>> Precision().of([[2.0, 1.0], [0.9, 0.7], [0.1, 0.2]], [0, 1, 1])
    0.75
    """

    title: ClassVar[str] = "Precision"
    tag: ClassVar[str] = "precision"
    short: ClassVar[str] = "precision"
    type: Literal["Precision"] = "Precision"

    def ratio(self, hits: np.ndarray, predicted: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return hits over predictions."""
        return hits, predicted
