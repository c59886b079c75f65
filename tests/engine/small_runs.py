"""Small runs of every kind of network and data, to which arrays from outside are given."""

from __future__ import annotations

from functools import cache

import numpy as np

from gdlab.engine.trainer import Trainer
from tests.engine.running import trainer_of

KINDS = ("vectors", "images", "sequences", "tokens", "values")


@cache
def run(kind: str) -> Trainer:
    """Return a small run of a kind after two steps."""
    rng = np.random.default_rng(7)
    n = 12
    classes, training = rng.integers(0, 3, n), {"batch_size": 4, "epochs": 50}
    if kind == "images":
        layers = ["Conv2d(out_channels=4, kernel_size=3, padding=1)", "ReLU", "Flatten", "Linear(out_features=3)"]
        trainer = trainer_of(layers, rng.normal(size=(n, 3, 8, 8)), classes, training=training)
    elif kind == "sequences":
        layers = ["LSTM(hidden_size=5, return_sequence=True)", "Linear(out_features=3)"]
        trainer = trainer_of(layers, rng.normal(size=(n, 6, 2)), rng.integers(0, 3, (n, 6)), training=training)
    elif kind == "tokens":
        layers = ["Embedding(num_embeddings=9, embedding_dim=4)", "Flatten", "Linear(out_features=3)"]
        trainer = trainer_of(layers, rng.integers(0, 9, (n, 5)), classes, training=training)
    elif kind == "values":
        layers, y = ["Linear(out_features=2)"], rng.normal(size=(n, 2))
        trainer = trainer_of(layers, rng.normal(size=(n, 4)), y, loss="MSELoss", training=training)
    else:
        layers = ["Linear(out_features=8)", "Tanh", "Linear(out_features=3)"]
        trainer = trainer_of(layers, rng.normal(size=(n, 64)), classes, training=training)
    trainer.advance(2)
    return trainer
