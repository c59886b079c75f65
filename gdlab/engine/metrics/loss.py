"""The loss as a metric."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import CompiledMetric
from gdlab.spec.kinds import Task


class LossMetric(CompiledMetric):
    """The mean of the run's loss over the examples, from 0 for most losses; lower is better.

    On mini-batches the penalties (``l1``, ``l2``) are added, since this is what training makes small; an evaluation
    leaves them out. Weights of classes count here, as the loss says. Every run has this metric.

    >>> from gdlab.engine.metrics.loss import LossMetric
    >>> LossMetric().name
    'loss'
    """

    title: ClassVar[str] = "Loss"
    tag: ClassVar[str] = "loss"
    short: ClassVar[str] = "loss"
    better: ClassVar[Literal["higher", "lower"]] = "lower"
    tasks: ClassVar[tuple[Task, ...]] = ("", "classes", "binary", "values", "language")
    default: ClassVar[bool] = True
    objective: ClassVar[bool] = True
    log: ClassVar[bool] = True
    type: Literal["Loss"] = "Loss"

    def of_steps(self, out: np.ndarray) -> np.ndarray:
        """Return mean loss and penalty together."""
        return out[:, 0] + out[:, 1]

    def of_evaluations(self, evaluations: np.ndarray) -> np.ndarray:
        """Return the mean loss."""
        return evaluations[:, 0]
