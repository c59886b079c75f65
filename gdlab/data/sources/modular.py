"""Sums, differences and products of whole numbers by a modulus, every pair once."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, Source, Suggestion
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec.base import knob
from gdlab.translation import tr_noop


class Modular(Source):
    """Learn a table of arithmetic modulo p: two numbers, one-hot side by side, and the class of their result.

    Every pair of numbers from 0 to p − 1 is one example, p² of them. A small network learns the training pairs by
    heart long before it finds the rule (Power et al. 2022).
    """

    title: ClassVar[str] = "Modular arithmetic"
    family: ClassVar[str] = "generated tables"
    licence: ClassVar[str] = "Generated here."
    main: ClassVar[tuple[str, ...]] = ("p", "operation")
    suggestion: ClassVar[Suggestion | None] = Suggestion(
        {
            "network.layers": [
                "Linear(out_features=32, bias=false)",
                "Linear(out_features=128, bias=false)",
                "ReLU",
                "Linear(out_features=23, bias=false)",
            ],
            "loss": "CrossEntropyLoss",
            "optimizer": "AdamW(lr=0.01, weight_decay=1.0)",
            "training.batch_size": "full",
            "training.epochs": 400,
        },
        tr_noop("a network whose large weight decay makes it find the rule after it knows the sums by heart"),
    )
    type: Literal["modular"] = "modular"
    p: int = knob(23, "The modulus; there are p² examples of 2p inputs.", ge=2, le=200)
    operation: Literal["add", "subtract", "multiply"] = knob("add", "What is done with the two numbers.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return every pair and its result."""
        a, b = np.divmod(np.arange(self.p**2), self.p)
        results = {"add": a + b, "subtract": a - b, "multiply": a * b}
        inputs = np.zeros((self.p**2, 2 * self.p))
        rows = np.arange(self.p**2)
        inputs[rows, a] = 1.0
        inputs[rows, self.p + b] = 1.0
        names = tuple(f"{side} = {k}" for side in "ab" for k in range(self.p))
        return Raw(
            Numbers(inputs, names),
            (results[self.operation] % self.p).astype(np.int64),
            classes=tuple(str(k) for k in range(self.p)),
            note=f"All {self.p**2:,} pairs of numbers modulo {self.p}.",
        )
