"""A least-squares problem on which adaptive methods learn the training part and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from gdlab.lab.train import SpecTrainer
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Calls


class RareFeatures(Procedure):
    """Linear models trained on the problem of Wilson et al. 2017, section 3.3, by several methods, full batch.

    The first feature is the class, ±1; the next two are always 1; each example has features of its own besides, one
    where the class is +1 and five where it is −1. A method that scales each coordinate by its past gradients gives the
    rare ones as much weight as the first, and then calls every new example positive.
    """

    type: Literal["rare_features"] = "rare_features"
    methods: Calls = knob(..., "The optimizers by label, as calls.")
    examples: int = knob(30, "Training examples.", ge=4, le=1000)
    tested: int = knob(100, "Examples of the test part.", ge=1, le=10_000)
    positive: float = knob(0.65, "The share of the class +1.", gt=0, lt=1)
    steps: int = knob(2000, "Steps.", ge=1, le=1_000_000)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a method."""
        return [(label, {"method": label}) for label in self.methods]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("train error", "test error")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the share of examples on the wrong side, of the training and of the test part."""
        x, y = self._drawn(seed)
        n = self.examples
        spec: dict[str, Any] = {
            "seed": seed,
            "network": {"layers": [{"type": "Linear", "out_features": 1, "bias": False, "init": "Zeros"}]},
            "loss": "MSELoss",
            "optimizer": self.methods[row],
            "training": {"batch_size": "full", "epochs": self.steps, "dtype": "float64", "eval_every": self.steps},
        }
        trainer = SpecTrainer(RunSpec.parse(spec), (x[:n], y[:n], x[n:], y[n:]))
        while not trainer.finished:
            trainer.advance(500)
            if stop():
                raise KeyboardInterrupt
        wrong = (trainer.predict(x).reshape(-1) > 0) != (y.reshape(-1) > 0)
        return {"train error": float(wrong[:n].mean()), "test error": float(wrong[n:].mean())}

    def _drawn(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return inputs and classes of both parts; the training part has both classes."""
        total = self.examples + self.tested
        y = np.where(streams.uniform(streams.key(seed, streams.GENERATE, 5), total) < self.positive, 1.0, -1.0)
        y[:2] = (1.0, -1.0)
        x = np.zeros((total, 3 + 5 * total))
        x[:, 0], x[:, 1:3] = y, 1.0
        for i, label in enumerate(y):
            first = 3 + 5 * i
            x[i, first : first + (1 if label > 0 else 5)] = 1.0
        return x, y[:, None]
