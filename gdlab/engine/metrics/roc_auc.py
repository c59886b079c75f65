"""ROC AUC."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class ROCAUC(Metric):
    """The area under the ROC curve, from 0 to 1, 0.5 for chance; higher is better.

    It is the share of pairs of an item of the class and one of another in which the first has the larger score; equal
    scores count half (Hanley and McNeil 1982): (R − p (p + 1) / 2) / (p n), R the sum of the ranks of the p items of
    the class among the n others. Of two classes it is that of class 1; of more it is the mean over the classes, each
    against the rest, by their probabilities: scikit-learn's ``roc_auc_score`` with ``multi_class="ovr"``. A class
    without items, or with all of them, has none and is left out; where none is left the value is NaN. Ranks need all
    items at once: their scores are gathered, 8 bytes an output.

    >>> from gdlab.engine.metrics.roc_auc import ROCAUC
    >>> ROCAUC().of([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], "binary")
    0.75
    """

    title: ClassVar[str] = "ROC AUC"
    tag: ClassVar[str] = "roc_auc"
    short: ClassVar[str] = "AUC"
    tasks: ClassVar[tuple[Task, ...]] = ("classes", "binary")
    type: Literal["ROCAUC"] = "ROCAUC"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return scores and whether they are those of the item's class, (2, items, questions)."""
        if batch.task == "binary":
            return np.stack([batch.outputs.astype(np.float64), batch.targets > 0.5])
        asked = [1] if batch.classes == 2 else list(range(batch.classes))
        own = batch.truth[:, None] == np.array(asked)
        if batch.classes == 2:  # the probability rises with the difference, which keeps its digits where it is near 1
            x = batch.outputs.astype(np.float64)
            return np.stack([x[:, 1:] - x[:, :1], own])
        return np.stack([np.exp(batch.log_probabilities), own])

    def join(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the items of both."""
        return np.concatenate([one, other], axis=1)

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean over the questions that have items of both answers."""
        scores, own = total[0].T, total[1].T > 0
        areas = [_area(s, o) for s, o in zip(scores, own, strict=True) if 0 < o.sum() < len(o)]
        return float(np.mean(areas)) if areas else float("nan")


def _area(scores: np.ndarray, own: np.ndarray) -> float:
    """Return the area for scores (items,) and whether the item is of the class."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    positives = float(own.sum())
    return float((ranks[own].sum() - positives * (positives + 1) / 2) / (positives * (len(own) - positives)))
