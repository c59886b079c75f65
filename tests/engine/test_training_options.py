"""Penalties, clipping, bounds, schedules and live edits do in a run what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.schedules.base import schedule_rates
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import member
from gdlab.spec.errors import SpecError
from tests.engine.running import trainer_of

LAYERS = [{"type": "Linear", "out_features": 6}, {"type": "Tanh"}, {"type": "Linear", "out_features": 3}]


def made(layers: Any = LAYERS, shape: tuple[int, ...] = (4,), schedule: Any = None, **rest: Any) -> Trainer:
    rng = np.random.default_rng(4)
    x, y = rng.standard_normal((50, *shape)), rng.integers(0, 3, 50)
    training = {"batch_size": 10, "epochs": 6, "dtype": "float64", **rest.pop("training", {})}
    held = rest.pop("val", None)
    return trainer_of(
        layers, x, y, val=(x[:held], y[:held]) if held else None, schedule=schedule, training=training, **rest
    )


def test_max_norm_bounds_each_units_weights_and_nothing_else() -> None:
    layers = [
        {"type": "Conv2d", "out_channels": 3, "kernel_size": 3},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 3},
    ]
    trainer = made(layers, (2, 5, 5), optimizer="SGD(lr=5.0)", training={"max_norm": 0.1})
    trainer.advance(4)
    parameters = trainer.parameters
    for name in ("0.weight", "2.weight"):
        norms = np.linalg.norm(parameters[name].reshape(3, -1), axis=1)
        assert (norms <= 0.1).all()
        assert np.isclose(norms, 0.1, rtol=1e-5).any()
    assert np.abs(parameters["2.bias"]).max() > 0.1


@pytest.mark.parametrize(
    "training", [{}, {"clip_grad_norm": 0.05}, {"clip_grad_value": 0.01}, {"l1": 0.01, "l2": 0.1}, {"max_norm": 0.5}]
)
def test_a_batch_in_chunks_gives_what_the_batch_in_one_gives(training: dict[str, Any]) -> None:
    layers = [LAYERS[0], LAYERS[1], {"type": "Dropout", "p": 0.4}, LAYERS[2]]
    whole, chunks = (made(layers, optimizer="Adam", training={"batch_size": 25, **training}) for _ in range(2))
    chunks.arena.ctx[abi.CAPACITY] = 7
    whole.advance(8)
    chunks.advance(8)
    np.testing.assert_allclose(chunks.arena.weights, whole.arena.weights, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(chunks.history["train/loss"], whole.history["train/loss"], rtol=1e-12)


def test_penalties_are_part_of_the_recorded_loss() -> None:
    plain, heavy = made(), made(training={"l1": 0.1, "l2": 0.2})
    w = plain.arena.weights.copy()
    plain.advance(1)
    heavy.advance(1)
    penalty = 0.1 * np.abs(w).sum() + 0.1 * (w**2).sum()
    assert heavy.history["train/loss"][0] == pytest.approx(plain.history["train/loss"][0] + penalty, rel=1e-12)


@pytest.mark.parametrize("interval", ["epoch", "step"])
def test_a_run_uses_the_rates_that_the_preview_shows(interval: str) -> None:
    table = {"type": "CosineAnnealingLR", "interval": interval}
    trainer = made(optimizer="SGD(lr=0.2)", schedule=table)
    for n in (3, 4, 11, 12):
        trainer.advance(n)
    shown = schedule_rates(trainer.spec.schedule, 0.2, 30 if interval == "step" else 6)
    assert trainer.history["train/lr"].tolist() == (shown if interval == "step" else np.repeat(shown, 5)).tolist()


def hyper_of(trainer: Trainer) -> dict[str, float]:
    """Return the hyperparameters as the kernel found them last."""
    names, first = trainer.spec.optimizer.hyper(), trainer.arena.hyper
    return dict(zip(names, trainer.arena.fp[first : first + len(names)].tolist(), strict=True))


def test_one_cycle_spans_the_run_and_moves_the_momentum() -> None:
    schedule = "OneCycleLR(max_lr=0.3)"
    trainer = made(optimizer="SGD(momentum=0.5)", schedule=schedule)
    trainer.advance(30)
    rates = trainer.history["train/lr"]
    assert rates.max() == pytest.approx(0.3)
    assert rates[-1] == pytest.approx(0.3 / 25 / 1e4)
    assert hyper_of(trainer)["momentum"] == pytest.approx(0.95)
    adam = made(optimizer="Adam", schedule=schedule)
    adam.advance(9)
    assert hyper_of(adam)["beta1"] == pytest.approx(0.85)


def test_an_optimizer_without_momentum_cycles_its_rate_alone() -> None:
    trainer = made(optimizer="Adadelta", schedule="OneCycleLR(max_lr=0.3)")
    trainer.advance(10)
    hyper = hyper_of(trainer)
    assert hyper.pop("lr") != 1.0
    assert hyper == {"rho": 0.9, "eps": 1e-6, "weight_decay": 0.0, "maximize": 0.0}


@pytest.mark.parametrize("held", [20, 0])
def test_a_plateau_drops_the_rate_with_or_without_a_validation_part(held: int) -> None:
    schedule = "ReduceLROnPlateau(patience=1, factor=0.5, eps=0.0)"
    trainer = made(optimizer="SGD(lr=1e-12)", schedule=schedule, val=held, training={"shuffle": False})
    trainer.advance(30)
    assert (trainer.history["train/lr"][::5] / 1e-12).round(6).tolist() == [1, 1, 1, 0.5, 0.5, 0.25]


def test_a_plateau_is_watched_at_every_epoch_even_when_evaluations_are_rare() -> None:
    schedule = "ReduceLROnPlateau(patience=0, factor=0.5, eps=0.0)"
    trainer = made(optimizer="SGD(lr=1e-12)", schedule=schedule, val=20, training={"eval_every": 13})
    trainer.advance(30)
    assert trainer.history["train/lr"][-1] < 0.2e-12


def test_patience_ends_a_run_without_a_validation_part() -> None:
    trainer = made(optimizer="SGD(lr=0.0)", training={"patience": 2, "shuffle": False})
    trainer.advance(30)
    assert trainer.step == 15
    assert "training loss" in trainer.reason


@pytest.mark.parametrize(("formula", "tick"), [("log(t - 2)", 0), ("1 - t", 2), ("1 / (t - 7)", 0), ("sqrt(5 - t)", 6)])
def test_a_formula_that_gives_no_rate_is_refused_before_the_run(formula: str, tick: int) -> None:
    with pytest.raises(SpecError, match=f"no rate at step {tick}"):
        made(schedule={"type": "LambdaLR", "lr_lambda": formula, "interval": "step"})


def test_an_edit_holds_from_the_next_step_on() -> None:
    trainer, twin = made(optimizer="SGD(lr=0.1)"), made(optimizer="SGD(lr=0.1)")
    trainer.advance(3)
    twin.advance(3)
    trainer.edit(lr=0.0)
    before = trainer.arena.weights.copy()
    trainer.advance(2)
    np.testing.assert_array_equal(trainer.arena.weights, before)
    trainer.edit(lr=0.1, l2=0.0)
    assert trainer.history["train/lr"].tolist() == [0.1] * 3 + [0.0] * 2
    assert [m.step for m in trainer.history.marks if m.kind == "edit"] == [3, 5]


def test_an_edit_leaves_what_the_optimizer_remembers() -> None:
    trainer, twin = made(optimizer="NAdam"), made(optimizer="NAdam")
    trainer.advance(5)
    trainer.edit(lr=0.002)
    trainer.advance(5)
    twin.advance(10)
    np.testing.assert_array_equal(trainer.arena.weights, twin.arena.weights)


@pytest.mark.parametrize(("name", "value"), [("nesterov", True), ("batch_size", 3), ("lr", -1.0), ("nonsense", 1.0)])
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(name: str, value: Any) -> None:
    trainer = made(optimizer="SGD(lr=0.1)")
    with pytest.raises(SpecError):
        trainer.edit(**{name: value})
    assert trainer.spec.optimizer.lr == 0.1
    assert not trainer.history.marks


@pytest.mark.parametrize(
    "table",
    [
        {"type": "SequentialLR", "schedulers": ["StepLR", "ExponentialLR"], "milestones": [3, 5]},
        {"type": "SequentialLR", "schedulers": ["StepLR", "StepLR", "StepLR"], "milestones": [5, 5]},
        {"type": "ChainedScheduler", "schedulers": []},
        {"type": "LambdaLR", "lr_lambda": "t +"},
        {"type": "WarmUp", "schedule": "NoSuch"},
        {"type": "CyclicLR", "mode": "square"},
    ],
    ids=str,
)
def test_a_schedule_that_cannot_be_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        made(schedule=table)


@pytest.mark.parametrize(
    "table",
    [
        {"type": "SGD", "nesterov": True},
        {"type": "Adam", "betas": (1.0, 0.9)},
        {"type": "Rprop", "step_sizes": (1.0, 0.5)},
        {"type": "Adafactor", "d": 0.5},
        {"type": "Muon", "ns_steps": 100},
        {"type": "LBFGS", "line_search_fn": "armijo"},
    ],
    ids=str,
)
def test_an_optimizer_that_cannot_be_is_refused(table: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        made(optimizer=table)


def test_pytorchs_none_is_understood() -> None:
    assert member("optimizer", "LBFGS").model_validate({"line_search_fn": None, "max_eval": None}).max_eval == 0
    assert member("optimizer", "Adafactor").model_validate({"eps": (None, 0.01)}).eps == (0.0, 0.01)
    assert member("optimizer", "Muon").model_validate({"adjust_lr_fn": None}).adjust_lr_fn == "original"
