"""Averages follow the run without touching it, and evaluation uses them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.trainer import Trainer
from tests.engine.running import trainer_of

LAYERS = [{"type": "Linear", "out_features": 4}, {"type": "Tanh"}, {"type": "Linear", "out_features": 3}]


def made(average: Any = None, optimizer: Any = "SGD(lr=0.5)", **training: Any) -> Trainer:
    rng = np.random.default_rng(2)
    x, y = rng.standard_normal((36, 4)), rng.integers(0, 3, 36)
    training = {"batch_size": 6, "epochs": 8, "dtype": "float64", "average": average, **training}
    return trainer_of(LAYERS, x[:24], y[:24], val=(x[24:], y[24:]), optimizer=optimizer, training=training)


def path(trainer: Trainer, steps: int) -> np.ndarray:
    points = []
    for _ in range(steps):
        trainer.advance(1)
        points.append(trainer.arena.weights.copy())
    return np.array(points)


def test_ema_is_the_falling_mean_of_the_path() -> None:
    trainer = made({"type": "EMA", "decay": 0.8})
    points = path(trainer, 10)
    expected = points[0]
    for point in points[1:]:
        expected = 0.8 * expected + 0.2 * point
    np.testing.assert_allclose(trainer.arena.point, expected, rtol=1e-12)


def test_swa_is_the_plain_mean_from_its_epoch_on() -> None:
    trainer = made({"type": "SWA", "start": 2})
    points = path(trainer, 8)
    np.testing.assert_allclose(trainer.arena.point, points[7], rtol=1e-12)
    points = np.vstack([points, path(trainer, 12)])
    np.testing.assert_allclose(trainer.arena.point, points[7:20:4].mean(0), rtol=1e-12)


def test_nothing_is_averaged_before_its_time() -> None:
    trainer = made({"type": "SWA", "start": 6})
    trainer.advance(3)
    assert trainer.arena.point is None
    plain = made()
    plain.advance(3)
    assert trainer.evaluate() == plain.evaluate()


@pytest.mark.parametrize("average", ["EMA(decay=0.9)", {"type": "SWA", "start": 1, "every": 1}])
def test_the_average_is_evaluated_and_exported_and_the_run_is_not_moved(average: Any) -> None:
    trainer, plain = made(average), made()
    trainer.advance(20)
    plain.advance(20)
    np.testing.assert_array_equal(trainer.arena.weights, plain.arena.weights)
    np.testing.assert_array_equal(trainer.history["train/loss"], plain.history["train/loss"])
    at_average = trainer_of(
        LAYERS,
        trainer.examples.x_train,
        trainer.examples.y_train,
        parameters=trainer.averaged_parameters,
        val=(trainer.examples.x_val, trainer.examples.y_val),
        training={"dtype": "float64"},
    )
    assert trainer.evaluate() == at_average.evaluate() != plain.evaluate()
    np.testing.assert_array_equal(trainer.predict(trainer.examples.x_val), at_average.predict(trainer.examples.x_val))
    assert trainer.history["val/loss"][-1] == trainer.evaluate()["loss"]


@pytest.mark.parametrize("name", ["ASGD(lr=0.3, t0=4)", "ScheduleFreeAdamW(lr=0.1)"])
def test_optimizers_that_average_are_evaluated_at_their_average(name: str) -> None:
    trainer = made(optimizer=name)
    trainer.advance(20)
    averaged = np.concatenate([v.ravel() for v in trainer.averaged_parameters.values()])
    present = np.concatenate([v.ravel() for v in trainer.parameters.values()])
    assert np.abs(averaged - present).max() > 1e-4
    loss = trainer.evaluate()["loss"]
    trainer.arena.vector(trainer.spec.optimizer.evaluates)[0][:] = trainer.arena.weights
    assert trainer.evaluate()["loss"] != loss


def test_a_closure_optimizer_is_averaged_too() -> None:
    trainer = made("EMA(decay=0.5)", optimizer="LBFGS(max_iter=2, lr=0.1)")
    points = path(trainer, 3)
    expected = 0.5 * (0.5 * points[0] + 0.5 * points[1]) + 0.5 * points[2]
    np.testing.assert_allclose(trainer.arena.point, expected, rtol=1e-12)
