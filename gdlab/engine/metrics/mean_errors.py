"""What metrics of values share: a mean for each output, and the mean of these."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class MeanErrorMetric(Metric):
    """A metric of values whose errors are averaged over the examples of each output, then over the outputs.

    This is scikit-learn's ``multioutput="uniform_average"``.
    """

    better: ClassVar[Literal["higher", "lower"]] = "lower"
    tasks: ClassVar[tuple[Task, ...]] = ("values",)
    log: ClassVar[bool] = True

    def error(self, batch: Batch) -> np.ndarray:
        """Return the error of each number, (items, outputs)."""
        raise NotImplementedError

    def measure(self, batch: Batch) -> np.ndarray:
        """Return the sum of each output's errors, and behind them how many there are, (outputs + 1,)."""
        errors = self.error(batch)
        return np.append(errors.sum(axis=0), len(errors))

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean of the outputs' means."""
        return float(np.mean(total[:-1] / total[-1]))
