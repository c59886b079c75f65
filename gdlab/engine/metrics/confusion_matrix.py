"""The confusion matrix."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task

#: The largest number of classes whose matrix can still be read, and fits into memory.
_MOST = 1000


class ConfusionMatrix(Metric):
    """The number of items of each class (row) by the class that was predicted (column), whole numbers from 0.

    It is scikit-learn's ``confusion_matrix`` with all classes as ``labels``. A matrix is no curve: it is measured when
    a network is evaluated, not while it trains, and the more of it stands on the diagonal the better.

    >>> from gdlab.engine.metrics.confusion_matrix import ConfusionMatrix
    >>> ConfusionMatrix().of([[2.0, 1.0], [0.9, 0.7], [0.1, 0.2]], [0, 1, 1]).tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """

    title: ClassVar[str] = "Confusion matrix"
    tag: ClassVar[str] = "confusion_matrix"
    short: ClassVar[str] = "confusion"
    unit: ClassVar[str] = "items"
    tasks: ClassVar[tuple[Task, ...]] = ("classes", "binary", "language")
    scalar: ClassVar[bool] = False
    type: Literal["ConfusionMatrix"] = "ConfusionMatrix"

    def complaint(self, task: Task, outputs: int) -> str:
        """Refuse outputs that are no classes, and more classes than a matrix can show."""
        if task == "binary" and outputs > 1:
            return f"each of the {outputs} outputs says yes or no by itself, so that there are no classes to confuse"
        return f"it shows up to {_MOST} classes, and there are {outputs}" if outputs > _MOST else ""

    def measure(self, batch: Batch) -> np.ndarray:
        """Return the counts of the batch, (classes, classes)."""
        n = batch.classes
        counts = np.bincount(batch.truth * n + batch.predicted, minlength=n * n)
        return counts.reshape(n, n).astype(np.float64)

    def finish(self, total: np.ndarray) -> Value:
        """Return the counts."""
        return total
