"""The network of a fitted estimator."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.lab.train import SpecTrainer
from gdlab.spec.run import RunSpec, TrainingSpec


class Network:
    """A trained network that gives outputs; several threads may ask one estimator.

    Args:
        spec: the run's spec as plain data.
        parameters: the trained parameters under PyTorch's state_dict names.
        n_features: the numbers in one input.
        outputs: the numbers in one output.
    """

    def __init__(self, spec: dict[str, Any], parameters: dict[str, np.ndarray], n_features: int, outputs: int) -> None:
        run = RunSpec.parse(spec)
        bare = run.replace(
            loss="MSELoss", optimizer="SGD", schedule=None, training=TrainingSpec(dtype=run.training.dtype)
        )
        example = np.zeros((1, n_features)), np.zeros((1, outputs))
        self._trainer = SpecTrainer(bare, example, parameters)

    def outputs(self, X: np.ndarray) -> np.ndarray:
        """Return the outputs for scaled inputs (n_samples, n_features)."""
        return self._trainer.predict(X)
