"""What precision, recall and F1 share: counts of each class, and how the classes' figures become one."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.base import knob
from gdlab.spec.kinds import Task


class AveragedMetric(Metric):
    """A metric of each class that is averaged over the classes, with scikit-learn's ``average`` and ``zero_division``.

    Classes that are neither among the targets nor among the predictions do not count, as with scikit-learn's default
    ``labels``. Where each output says yes or no by itself (BCEWithLogitsLoss with several outputs), the outputs take
    the place of the classes and all of them count.
    """

    tasks: ClassVar[tuple[Task, ...]] = ("classes", "binary", "language")
    average: Literal["macro", "micro", "weighted", "binary"] = knob(
        "macro",
        "macro: the mean of the classes; micro: of all counts together; weighted: the mean by the classes' items; "
        "binary: of class 1 alone, where there are two.",
    )
    zero_division: Literal[0, 1, "nan"] = knob(0, "The value where the denominator is 0; nan leaves the class out.")

    def ratio(self, hits: np.ndarray, predicted: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return numerators and denominators from hits, predictions and targets of each class."""
        raise NotImplementedError

    def complaint(self, task: Task, outputs: int) -> str:
        """Refuse "binary" where there are not two classes."""
        two = outputs == (1 if task == "binary" else 2)
        return "" if two or self.average != "binary" else "average 'binary' needs two classes; 'macro' would fit"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return hits, predictions and targets of each class, and whether it counts where it has none, (4, classes)."""
        truth, predicted, classes = batch.truth, batch.predicted, batch.classes
        if batch.several_labels:
            counts = [(truth & predicted).sum(axis=0), predicted.sum(axis=0), truth.sum(axis=0)]
        else:
            parts = (truth[truth == predicted], predicted, truth)
            counts = [np.bincount(part, minlength=classes) for part in parts]
        return np.array([*counts, np.full(classes, batch.several_labels)], np.float64)

    def finish(self, total: np.ndarray) -> Value:
        """Return the average."""
        counted = (total[1] + total[2] + total[3]) > 0
        hits, predicted, true = total[:3, counted]
        if self.average == "binary":
            hits, predicted, true = total[:3, 1:]
        elif self.average == "micro":
            hits, predicted, true = (part.sum(keepdims=True) for part in (hits, predicted, true))
        above, below = self.ratio(hits, predicted, true)
        values = np.full(len(above), float(self.zero_division))
        np.divide(above, below, out=values, where=below > 0)
        weights = true if self.average == "weighted" else np.ones(len(values))
        defined = ~np.isnan(values)
        if not defined.any():
            return float("nan")
        if weights[defined].sum() == 0:  # as scikit-learn: classes without items then count alike
            return float(np.mean(values[defined]))
        return float(np.average(values[defined], weights=weights[defined]))
