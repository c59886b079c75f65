"""Weights of classes and an ignored class, in runs: chunks, evaluation, bad specs, and targets that nobody learns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.trainer import Trainer
from gdlab.lab.train import SpecTrainer
from gdlab.spec.errors import DataError, SpecError
from tests.engine.running import spec_of, trainer_of

LAYERS = ["Linear(out_features=4)"]


def made(loss: dict[str, Any], classes: np.ndarray | None = None, rows: int = 12) -> Trainer:
    rng = np.random.default_rng(3)
    y = rng.integers(0, 4, rows) if classes is None else classes
    x = rng.normal(size=(len(y), 5))
    training = {"batch_size": "full", "dtype": "float64", "shuffle": False}
    return trainer_of(LAYERS, x, y, val=(x, y), loss=loss, optimizer="SGD(lr=0.5)", training=training)


@pytest.mark.parametrize("kind", ["CrossEntropyLoss", "NLLLoss"])
def test_chunks_of_a_mini_batch_add_up_to_the_whole(kind: str) -> None:
    loss = {"type": kind, "weight": [1.0, 5.0, 0.2, 2.0], "ignore_index": 3}
    whole, parts = made(loss), made(loss)
    parts.arena.ctx[abi.CAPACITY] = 5
    whole.advance(5)
    parts.advance(5)
    np.testing.assert_allclose(parts.arena.weights, whole.arena.weights, rtol=1e-12)
    np.testing.assert_allclose(parts.history["val/loss"], whole.history["val/loss"], rtol=1e-12)
    np.testing.assert_array_equal(parts.history["val/accuracy"], whole.history["val/accuracy"])


def test_a_rare_class_of_great_weight_pulls_as_its_copies_would() -> None:
    x, y = np.eye(3), np.array([0, 1, 2])
    copies = np.array([0, 1, 1, 1, 2])
    weighted = trainer_of(
        LAYERS, x, y, loss={"type": "CrossEntropyLoss", "weight": [1, 3, 1, 1]}, optimizer="SGD(lr=1.0)"
    )
    repeated = trainer_of(LAYERS, x[copies], y[copies], loss="CrossEntropyLoss", optimizer="SGD(lr=1.0)")
    repeated.arena.weights[:] = weighted.arena.weights
    weighted.advance(1)
    repeated.advance(1)
    np.testing.assert_allclose(weighted.arena.weights, repeated.arena.weights, rtol=1e-5, atol=1e-6)


def test_a_mini_batch_of_ignored_items_moves_nothing() -> None:
    trainer = made({"type": "CrossEntropyLoss", "ignore_index": -1}, np.full(6, -1))
    before = trainer.arena.weights.copy()
    trainer.advance(3)
    np.testing.assert_array_equal(trainer.arena.weights, before)
    assert (trainer.history["train/loss"] == 0.0).all()
    assert not trainer.diverged


def test_ignored_items_count_neither_as_hits_nor_as_misses() -> None:
    y = np.array([0, 1, -1, -1, -1, 2])
    trainer = made({"type": "CrossEntropyLoss", "ignore_index": -1}, y)
    predicted = trainer.predict(trainer.examples.x_train).argmax(1)
    assert trainer.evaluate("train")["accuracy"] == pytest.approx((predicted == y)[y >= 0].mean())


def test_a_number_of_weights_that_does_not_fit_is_refused() -> None:
    with pytest.raises(SpecError, match="weight has 3 weights and the network 4 outputs"):
        made({"type": "CrossEntropyLoss", "weight": [1.0, 2.0, 3.0]})


def test_a_class_that_is_not_there_and_not_ignored_is_refused() -> None:
    with pytest.raises(DataError, match="hold class -2"):
        made({"type": "CrossEntropyLoss", "ignore_index": -1}, np.array([0, -1, -2]))


@pytest.mark.parametrize("filling", [-1, -100])
@pytest.mark.parametrize("kind", ["CrossEntropyLoss", "NLLLoss"])
def test_padded_sequences_of_own_arrays_train_as_their_items_alone(kind: str, filling: int) -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(8, 6, 2)), rng.integers(0, 3, (8, 6))
    shown = np.arange(6) < rng.integers(1, 7, 8)[:, None]
    padded = np.where(shown, y, filling)
    layers = ["Linear(out_features=3)"] + (["LogSoftmax"] if kind == "NLLLoss" else [])
    training = {"batch_size": "full", "epochs": 5, "dtype": "float64"}
    loss = {"type": kind} if filling == -100 else {"type": kind, "ignore_index": filling}

    def trained(data: tuple[np.ndarray, ...], loss: Any) -> Trainer:
        trainer = SpecTrainer(spec_of(layers, loss=loss, optimizer="SGD(lr=0.5)", training=training), data)
        trainer.advance(5)
        return trainer

    ours = trained((x, padded, x, padded), loss)
    items = trained((x[shown][:, None], y[shown][:, None]), kind)
    np.testing.assert_allclose(ours.history["train/loss"], items.history["train/loss"], rtol=1e-12)
    np.testing.assert_allclose(ours.arena.weights, items.arena.weights, rtol=1e-12)
    assert ours.evaluate()["accuracy"] == pytest.approx(items.evaluate("train")["accuracy"])
    assert ours.input_gradient(x, padded)[~shown].max() == 0.0


def test_a_negative_class_of_own_arrays_that_is_not_ignored_is_refused() -> None:
    with pytest.raises(DataError, match="holds the class -3; classes are numbered from 0"):
        SpecTrainer(spec_of(LAYERS), (np.ones((3, 2)), np.array([0, -100, -3])))
