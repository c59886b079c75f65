"""Bits per character."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.metrics.base import Metric, Value
from gdlab.engine.metrics.batch import Batch
from gdlab.spec.kinds import Task


class BitsPerCharacter(Metric):
    """The mean of −log2 p over the positions, from 0, in bits; lower is better.

    p is the probability that was given to the character that followed; a code made by the network needs so many bits
    a character (Shannon 1951). Where a token is a word, it is the bits of a word.

    >>> from gdlab.engine.metrics.bits_per_character import BitsPerCharacter
    >>> round(BitsPerCharacter().of([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]], [0, 3]), 6)
    2.0
    """

    title: ClassVar[str] = "Bits per character"
    tag: ClassVar[str] = "bits_per_character"
    short: ClassVar[str] = "bits/char"
    unit: ClassVar[str] = "bits"
    better: ClassVar[Literal["higher", "lower"]] = "lower"
    tasks: ClassVar[tuple[Task, ...]] = ("language",)
    log: ClassVar[bool] = True
    type: Literal["BitsPerCharacter"] = "BitsPerCharacter"

    def measure(self, batch: Batch) -> np.ndarray:
        """Return the sum of −log p and how many there are."""
        return np.array([batch.negative_log_likelihood.sum(), batch.negative_log_likelihood.size])

    def finish(self, total: np.ndarray) -> Value:
        """Return the mean in bits."""
        return float(total[0] / total[1] / np.log(2.0))
