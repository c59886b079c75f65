"""Log loss."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class LogLoss(Metric):
    """The mean of −log p, p the probability that was given to the target, from 0, in nats; lower is better.

    It is scikit-learn's ``log_loss``, computed from the network's outputs without rounding p to 0 or 1 first, so that
    it is not cut off. Unlike the loss it knows no weights of classes and no label smoothing. Of BCEWithLogitsLoss it
    is the mean over all outputs of −t log p − (1 − t) log(1 − p).

    >>> from gdlab.engine.metrics.log_loss import LogLoss
    >>> round(LogLoss().of([[0.0, 0.0], [0.0, 0.0]], [0, 1]), 6)
    0.693147
    """

    title: ClassVar[str] = "Log loss"
    tag: ClassVar[str] = "log_loss"
    short: ClassVar[str] = "log loss"
    better: ClassVar[Literal["higher", "lower"]] = "lower"
    tasks: ClassVar[tuple[Task, ...]] = ("classes", "binary", "language")
    log: ClassVar[bool] = True
    type: Literal["LogLoss"] = "LogLoss"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return the sum of −log p and how many there are."""
        return np.array([batch.negative_log_likelihood.sum(), batch.negative_log_likelihood.size])

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean."""
        return float(total[0] / total[1])
