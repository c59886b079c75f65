"""Options that were off when a run began may be switched on while it trains."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.running import trainer_of

_LAYERS = ["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"]


@pytest.mark.parametrize("option", ["l1", "l2", "clip_grad_norm", "clip_grad_value", "max_norm"])
def test_an_option_switched_on_before_the_first_step_acts_as_if_it_had_always_been_on(option: str) -> None:
    x = np.random.default_rng(0).normal(size=(32, 3)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.int64)
    shared = {"batch_size": 8, "epochs": 4}
    rest = {"optimizer": "SGD(lr=0.5)", "loss": "CrossEntropyLoss"}
    edited = trainer_of(_LAYERS, x, y, training=shared, **rest)
    edited.edit(**{option: 0.05})
    given = trainer_of(_LAYERS, x, y, training={**shared, option: 0.05}, **rest)
    plain = trainer_of(_LAYERS, x, y, training=shared, **rest)
    for trainer in (edited, given, plain):
        trainer.advance(8)
    assert np.array_equal(edited.arena.weights, given.arena.weights)
    assert not np.array_equal(edited.arena.weights, plain.arena.weights)


def test_a_run_restored_from_a_state_with_an_option_goes_on_with_it() -> None:
    x = np.random.default_rng(0).normal(size=(32, 3)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.int64)
    shared = {"batch_size": 8, "epochs": 4}
    rest = {"optimizer": "SGD(lr=0.5)", "loss": "CrossEntropyLoss", "training": shared}
    first, second = trainer_of(_LAYERS, x, y, **rest), trainer_of(_LAYERS, x, y, **rest)
    first.advance(4)
    first.edit(max_norm=0.05)
    second.restore(first.state())
    first.advance(4)
    second.advance(4)
    assert np.array_equal(first.arena.weights, second.arena.weights)
