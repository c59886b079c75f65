"""Many epochs in one call of the machine are the same, bit for bit, as one step after another."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import job_columns as columns
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.segment import Segment
from gdlab.spec import streams
from tests.engine.running import trainer_of

LAYERS = [{"type": "Linear", "out_features": 6}, {"type": "ReLU"}, {"type": "Linear", "out_features": 3}]


def made(optimizer: Any = "Adam(lr=0.01)", schedule: Any = None, rows: int = 23, **training: Any) -> Trainer:
    rng = np.random.default_rng(5)
    x, y = rng.standard_normal((rows + 7, 5)), rng.integers(0, 3, rows + 7)
    training = {"batch_size": 5, "epochs": 9, "shuffle": True, **training}
    rest = {"schedule": schedule} if schedule is not None else {}
    val = (x[rows:], y[rows:])
    return trainer_of(LAYERS, x[:rows], y[:rows], val=val, optimizer=optimizer, training=training, **rest)


def by_ones(trainer: Trainer) -> Trainer:
    while not trainer.finished:
        assert trainer.advance(1) == 1
    return trainer


def same(one: Trainer, other: Trainer) -> None:
    assert one.history.keys() == other.history.keys()
    for tag in one.history:
        np.testing.assert_array_equal(one.history[tag], other.history[tag], err_msg=tag)
        for column in ("step", "epoch", "examples", "gradients"):
            np.testing.assert_array_equal(one.history.index(tag, column), other.history.index(tag, column))
    for name, values in one.parameters.items():
        np.testing.assert_array_equal(values, other.parameters[name], err_msg=name)
    numbers, others = one.state(), other.state()
    np.testing.assert_array_equal(numbers["progress"][1:], others["progress"][1:])
    assert one.reason == other.reason
    assert one.history.marks == other.history.marks


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"shuffle": False},
        {"eval_every": 3},
        {"eval_every": 7, "max_steps": 38},
        {"diagnostics_every": 4},
        {"average": "EMA(decay=0.9)"},
        {"average": "SWA(start=3)"},
        {"patience": 2, "epochs": 60},
        {"target_loss": 0.9, "epochs": 60},
        {"clip_grad_norm": 0.1, "l1": 0.01, "max_norm": 1.0},
    ],
    ids=str,
)
def test_one_call_is_a_step_after_another(case: dict[str, Any]) -> None:
    at_once = made(**case)
    at_once.advance(10_000)
    same(at_once, by_ones(made(**case)))


@pytest.mark.parametrize("optimizer", ["ScheduleFreeAdamW(lr=0.05)", "LBFGS(max_iter=2)", "SGD(lr=0.1, momentum=0.9)"])
@pytest.mark.parametrize(
    "schedule", [None, "StepLR(step_size=2)", "ReduceLROnPlateau(patience=1)", "CosineAnnealingLR"]
)
def test_one_call_follows_schedules_and_optimizers(optimizer: str, schedule: str | None) -> None:
    at_once = made(optimizer, schedule)
    at_once.advance(10_000)
    same(at_once, by_ones(made(optimizer, schedule)))


def test_training_that_diverges_in_a_later_epoch_ends_there() -> None:
    wild = made("SGD(lr=40.0)", epochs=400)
    done = wild.advance(10_000)
    assert wild.diverged
    assert done < 400 * wild.steps_per_epoch
    assert len(wild.history["train/loss"]) == done
    assert not np.isfinite(wild.history["train/loss"][-1]) or not np.isfinite(wild.history["val/loss"][-1])
    assert wild.history.marks[-1].kind == "diverged"
    same(wild, by_ones(made("SGD(lr=40.0)", epochs=400)))


@pytest.mark.parametrize("optimizer", ["SGD", "LBFGS"])
def test_a_run_whose_first_validation_loss_is_not_finite_never_starts(optimizer: str) -> None:
    x, y = np.ones((10, 2)), np.zeros(10, np.int64)
    bad = np.full((2, 2), 3e38)
    trainer = trainer_of(
        ["Linear(out_features=2)"], x, y, val=(bad, y[:2]), optimizer=optimizer, training={"batch_size": 5}
    )
    trainer.arena.weights[:4] = 30.0
    assert trainer.advance(100) == 0
    assert trainer.reason.startswith("the validation loss became")
    assert trainer.step == 0


def test_time_passes_evenly_and_never_backwards() -> None:
    trainer = made(epochs=30)
    trainer.advance(10_000)
    steps, checked = trainer.history.index("train/loss", "elapsed"), trainer.history.index("val/loss", "elapsed")
    assert (np.diff(steps) > 0).all()
    assert (np.diff(checked) > 0).all()
    at = trainer.history.index("val/loss").astype(int)[1:]
    assert (checked[1:] > steps[at - 1]).all()
    assert checked[-1] <= trainer.elapsed


def test_an_evaluation_takes_its_share_of_a_stretch() -> None:
    events, nothing = np.array([0, 2]), np.zeros((0, 0))
    segment = Segment(0, np.zeros((4, 2)), events, nothing, nothing, nothing, np.zeros(4), 0, evaluation_cost=2.0)
    segment.steps_done, segment.evaluations_done, segment.span = 4, 2, (10.0, 18.0)
    np.testing.assert_allclose(segment.elapsed(np.array([1, 2, 3, 4]), np.array([1, 1, 2, 2])), [13, 14, 17, 18])


def test_no_address_outlives_its_call() -> None:
    trainer = made(diagnostics_every=2)
    trainer.advance(12)
    trainer.evaluate("train")
    trainer.predict(np.zeros((3, 5), np.float32))
    held = {columns.OPS, columns.SETTINGS, columns.SNAPSHOT_KERNEL, columns.SAMPLE_KERNEL}
    addresses = {
        columns.INPUTS,
        columns.CLASSES,
        columns.VALUES,
        columns.ORDER,
        columns.KEYS,
        columns.RATES,
        columns.OUT,
        columns.PROBES,
        columns.EVALUATIONS,
        columns.RESULT,
    }
    addresses |= {columns.VAL_INPUTS, columns.VAL_CLASSES, columns.VAL_VALUES, columns.VAL_ORDER}
    assert all(trainer.arena.job[column] == 0 for column in addresses)
    assert all(trainer.arena.job[column] != 0 for column in held)


def test_keys_are_those_of_one_path_after_another() -> None:
    expected = [streams.key(11, streams.ORDER, i) for i in range(4, 9)]
    assert streams.keys(11, streams.ORDER, 4, 5).tolist() == expected
