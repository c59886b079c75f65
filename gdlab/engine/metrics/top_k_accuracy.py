"""Top-k accuracy."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.base import knob
from gdlab.spec.kinds import Task


class TopKAccuracy(Metric):
    """The share of items whose class is among the k largest outputs, hits / items, from 0 to 1; higher is better.

    Of equal outputs the one of the lower class counts as the larger, so that k = 1 is accuracy. It is scikit-learn's
    ``top_k_accuracy_score``, which lets the higher class win where outputs are equal.

    >>> from gdlab.engine.metrics.top_k_accuracy import TopKAccuracy
    >>> TopKAccuracy(k=2).of([[2.0, 1.0, 0.0], [0.5, 0.7, 0.6]], [1, 0])
    0.5
    """

    title: ClassVar[str] = "Top-k accuracy"
    tag: ClassVar[str] = "top_k_accuracy"
    short: ClassVar[str] = "top-k"
    unit: ClassVar[str] = "%"
    tasks: ClassVar[tuple[Task, ...]] = ("classes", "language")
    type: Literal["TopKAccuracy"] = "TopKAccuracy"
    k: int = knob(5, "How many of the largest outputs may hold the class.", ge=1, le=10**6)

    @property
    def changed(self) -> tuple[str, ...]:
        """Return k, which the name always says."""
        return (str(self.k),)

    def complaint(self, task: Task, outputs: int) -> str:
        """Refuse a k with which every item is a hit."""
        return "" if self.k < outputs else f"k must be below the {outputs} outputs (got {self.k})"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return hits and items."""
        x, items, classes = batch.outputs, np.arange(len(batch.targets)), np.arange(batch.outputs.shape[1])
        own = x[items, batch.targets][:, None]
        ahead = (x > own) | ((x == own) & (classes < batch.targets[:, None]))
        return np.array([(ahead.sum(axis=1) < self.k).sum(), len(items)], np.float64)

    def finish(self, total: np.ndarray) -> Value:
        """Return the share of hits."""
        return float(total[0] / total[1])
