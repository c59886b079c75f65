"""What a metric is to the engine: what a batch adds to it, how batches join, and the value that comes of all."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import MetricSpec, Task

#: A number, or the array of a metric that is a matrix.
Value = float | np.ndarray


class Metric(MetricSpec):
    """A metric with its computation; subclass it in a file of its own under ``engine/metrics/``.

    The examples are worked through in batches: :meth:`measure` says what a batch adds, :meth:`join` puts two of these
    together, by default as a sum, and :meth:`finish` turns the whole into the value. Items count alike, whatever the
    loss's weights; those that the loss ignores do not come here.
    """

    def complaint(self, task: Task, outputs: int) -> str:
        """Return why the metric is not defined for so many outputs an item, or ""."""
        return ""

    def measure(self, batch: Batch) -> np.ndarray:
        """Return what a batch of at least one item adds, as float64."""
        raise NotImplementedError

    def join(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return what two batches add together."""
        return one + other

    def finish(self, total: np.ndarray) -> Value:
        """Return the value that follows from all batches."""
        raise NotImplementedError

    def of(self, outputs: Any, targets: Any, task: Task = "", *, normalised: bool = False) -> Value:
        """Return the value of given outputs and targets.

        Args:
            outputs: what a network gave: scores of classes (items, classes), or scores of yes or no or numbers,
                (items,) or (items, outputs).
            targets: classes (items,) as whole numbers, or values of the outputs' shape.
            task: what the outputs stand for; the first that the metric is for, if empty.
            normalised: whether the outputs are logarithms of probabilities already.
        """
        task, x, y = task or self.tasks[0], np.asarray(outputs), np.asarray(targets)
        x = x.reshape(len(x), -1)
        batch = Batch(task, x, y.reshape(x.shape) if task in ("binary", "values") else y.reshape(-1), normalised)
        return self.finish(self.measure(batch))


class CompiledMetric(Metric):
    """A metric that the compiled loop sums while it trains and evaluates, so that mini-batches have it too."""

    def of_steps(self, out: np.ndarray) -> np.ndarray:
        """Return the value of each mini-batch from what the loop left of it: mean loss, penalty, share correct."""
        raise NotImplementedError

    def of_evaluations(self, evaluations: np.ndarray) -> np.ndarray:
        """Return the value of each evaluation from what the loop left of it: mean loss, share correct."""
        raise NotImplementedError
