"""Which input features a trained network leans on: permutation importance (Breiman 2001)."""

from __future__ import annotations

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.spec import streams
from gdlab.spec.errors import DataError
from gdlab.spec.metrics import objective


def permutation_importance(trainer: Trainer, repeats: int = 5, split: str = "val") -> np.ndarray:
    """Return by how much the loss rises when one feature's values are shuffled among the examples, (features,).

    The permutations are drawn from the run's seed, so that runs of a race share them.

    Raises:
        DataError: when the inputs are not rows of features.
    """
    examples = trainer.examples
    held_out = split == "val" and len(examples.x_val) > 0
    x, y = (examples.x_val, examples.y_val) if held_out else (examples.x_train, examples.y_train)
    if x.ndim != 2:
        raise DataError("permutation importance needs inputs that are rows of features")
    loss = objective().tag
    whole = trainer.evaluate(x, y, metrics=[loss])[loss]
    rises = np.zeros(x.shape[1])
    for j in range(x.shape[1]):
        for k in range(repeats):
            shuffled = x.copy()
            shuffled[:, j] = x[streams.order(streams.key(trainer.spec.seed, streams.NOISE, j, k), len(x)), j]
            rises[j] += (trainer.evaluate(shuffled, y, metrics=[loss])[loss] - whole) / repeats
    return rises
