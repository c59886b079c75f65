"""F1."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.averaging import AveragedMetric


class F1(AveragedMetric):
    """The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN), from 0 to 1; higher is better.

    It is scikit-learn's ``f1_score`` (van Rijsbergen 1979); the classes' values are averaged as ``average`` says.

    >>> from gdlab.engine.metrics.f1 import F1
    >>> F1(average="micro").of([[2.0, 1.0], [0.9, 0.7], [0.1, 0.2], [0.3, 0.1]], [0, 1, 1, 0])
    0.75
    """

    title: ClassVar[str] = "F1"
    tag: ClassVar[str] = "f1"
    short: ClassVar[str] = "F1"
    type: Literal["F1"] = "F1"

    def ratio(self, hits: np.ndarray, predicted: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return twice the hits over predictions and targets together."""
        return 2 * hits, predicted + true
