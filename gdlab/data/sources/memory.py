"""The adding problem: remember two marked numbers of a long sequence."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob


class AddingProblem(ValueSource):
    """Predict the sum of the two marked numbers of a sequence (Hochreiter and Schmidhuber 1997)."""

    title: ClassVar[str] = "Memory task (adding)"
    family: ClassVar[str] = "generated values"
    licence: ClassVar[str] = "Generated here."
    type: Literal["memory"] = "memory"
    target_scale: Literal["none", "standard", "minmax"] = knob(
        "none", "Scale the target, fitted on the training part only."
    )
    n_samples: int = knob(2000, "How many sequences are drawn.", ge=4, le=1_000_000)
    length: int = knob(50, "Steps a sequence.", ge=4, le=10_000)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return sequences of (number, mark): one mark in each half; the target is the sum of the marked numbers."""
        n, half = self.n_samples, self.length // 2
        numbers = streams.uniform(self.stream(seed), n * self.length).reshape(n, self.length)
        where = streams.uniform(self.stream(seed, 1), 2 * n).reshape(n, 2)
        first = (where[:, 0] * half).astype(np.int64)
        second = half + (where[:, 1] * (self.length - half)).astype(np.int64)
        marks, rows = np.zeros((n, self.length)), np.arange(n)
        marks[rows, first] = marks[rows, second] = 1
        return Raw(
            Numbers(np.stack([numbers, marks], axis=2).astype(np.float32), ("number", "mark")),
            (numbers[rows, first] + numbers[rows, second])[:, None],
            task="regression",
            look="series",
            columns={"marked": np.stack([first, second], axis=1)},
            note=f"{n:,} sequences of {self.length} steps; predicting always 1 has a mean squared error of 1/6.",
        )
