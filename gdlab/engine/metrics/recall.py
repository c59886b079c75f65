"""Recall."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.averaging import AveragedMetric


class Recall(AveragedMetric):
    """The share of a class's items that are found, TP / (TP + FN), from 0 to 1; higher is better.

    It is scikit-learn's ``recall_score``; the classes' values are averaged as ``average`` says.

    >>> from gdlab.engine.metrics.recall import Recall
    >>> Recall().of([[2.0, 1.0], [0.9, 0.7], [0.1, 0.2]], [0, 1, 1])
    0.75
    """

    title: ClassVar[str] = "Recall"
    tag: ClassVar[str] = "recall"
    short: ClassVar[str] = "recall"
    type: Literal["Recall"] = "Recall"

    def ratio(self, hits: np.ndarray, predicted: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return hits over targets."""
        return hits, true
