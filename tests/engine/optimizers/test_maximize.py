"""With ``maximize`` an optimizer does with a gradient what it else does with its opposite, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi, loop
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from tests.engine.running import trainer_of

catalogue.load_engine_members()
ASCENDING = sorted(name for name, member in members("optimizer").items() if "maximize" in member.model_fields)


def _trainer(name: str, *, maximize: bool) -> Trainer:
    rng = np.random.default_rng(1)
    optimizer = {"type": name, "maximize": maximize}
    if "weight_decay" in members("optimizer")[name].model_fields:
        optimizer["weight_decay"] = 0.05
    return trainer_of(["Linear(out_features=3)"], rng.normal(size=(8, 4)), rng.integers(0, 3, 8), optimizer=optimizer)


def test_those_of_pytorch_that_can_ascend_can_here() -> None:
    names = "ASGD Adadelta Adafactor Adagrad Adam AdamW Adamax NAdam RAdam RMSprop Rprop SGD"
    assert names.split() == ASCENDING


@pytest.mark.parametrize("name", ASCENDING)
def test_it_follows_the_opposite_of_the_gradient_and_leaves_the_gradient_alone(name: str) -> None:
    up, down = _trainer(name, maximize=True), _trainer(name, maximize=False)
    rng = np.random.default_rng(3)
    for step in range(6):
        gradient = rng.normal(size=up.arena.gradient.size).astype(np.float32)
        for trainer, sign in ((up, 1), (down, -1)):
            arena = trainer.arena
            arena.gradient[:], arena.ctx[abi.STEP], arena.fp[arena.hyper] = sign * gradient, step, 0.01
            arena.run(loop.update)
        np.testing.assert_array_equal(up.arena.weights, down.arena.weights)
        np.testing.assert_array_equal(up.arena.gradient, gradient)


def test_the_loss_of_a_run_that_maximises_grows() -> None:
    trainer = _trainer("SGD", maximize=True)
    trainer.edit(lr=0.5)
    trainer.advance(10)
    losses = trainer.history["train/loss"]
    assert losses[-1] > 1.5 * losses[0]
