"""Subnormal numbers cost a hundred cycles an operation: the machine takes them for 0, and only the machine."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.trainer import Trainer
from tests.engine.running import trainer_of

pytestmark = pytest.mark.skipif(INTERPRETED, reason="NumPy keeps subnormal numbers")


def _trainer() -> Trainer:
    x = np.random.default_rng(0).normal(size=(32, 3)).astype(np.float32)
    layers = ["Linear(out_features=4)", "ReLU", "Linear(out_features=2)"]
    training = {"batch_size": 8, "epochs": 400}
    y = (x[:, 0] > 0).astype(np.int64)
    return trainer_of(layers, x, y, optimizer="Adam", loss="CrossEntropyLoss", training=training)


def test_moments_of_a_unit_that_died_decay_to_zero_and_not_to_subnormal_numbers() -> None:
    trainer = _trainer()
    trainer.advance(20)
    weights = trainer.arena.weights
    weights[: 3 * 4] = 0.0
    weights[3 * 4 : 4 * 4] = -1.0  # biases below 0: no example wakes the first layer's units
    trainer.advance(1200)
    first_layer = trainer.arena.vector("exp_avg")[0][: 4 * 4]
    assert np.count_nonzero(first_layer) == 0


def test_numpy_keeps_its_subnormal_numbers_after_a_slice() -> None:
    trainer = _trainer()
    trainer.advance(3)
    trainer.evaluate("train")
    trainer.predict(np.zeros((2, 3), np.float32))
    tiny = np.full(5, 1e-30, np.float32) * np.float32(1e-12)
    assert (tiny > 0).all()
