"""Perplexity."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class Perplexity(Metric):
    """The exponential of the mean of −log p over the positions, from 1; lower is better.

    p is the probability that was given to the token that followed. A network that spreads its probability evenly over
    V tokens has perplexity V (Jelinek and others 1977).

    >>> from gdlab.engine.metrics.perplexity import Perplexity
    >>> round(Perplexity().of([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]], [0, 3]), 6)
    4.0
    """

    title: ClassVar[str] = "Perplexity"
    tag: ClassVar[str] = "perplexity"
    short: ClassVar[str] = "perplexity"
    better: ClassVar[Literal["higher", "lower"]] = "lower"
    tasks: ClassVar[tuple[Task, ...]] = ("language",)
    log: ClassVar[bool] = True
    type: Literal["Perplexity"] = "Perplexity"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return the sum of −log p and how many there are."""
        return np.array([batch.negative_log_likelihood.sum(), batch.negative_log_likelihood.size])

    def finish(self, total: np.ndarray) -> Value:
        """Return the exponential of the mean, infinite where it is beyond float64."""
        with np.errstate(over="ignore"):
            return float(np.exp(total[0] / total[1]))
