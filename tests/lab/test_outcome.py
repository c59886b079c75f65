"""A run that trained to its end and learnt nothing says so, why, and what to try."""

from __future__ import annotations

import re

import numpy as np
import pytest

import gdlab
from gdlab.engine.program.spec_members import loss_of
from gdlab.lab.compare import compare, comparison_table
from gdlab.lab.outcome import constant_loss
from gdlab.lab.run import Status
from gdlab.lab.session import Session
from tests.lab.small import spec

LONG = spec(training__epochs=20, seed=2)


def with_rate(lr: float) -> gdlab.RunSpec:
    return LONG.replace(optimizer=f"SGD(lr={lr})")


def test_a_rate_far_above_the_stable_one_diverges_and_is_told_the_stable_one():
    base = LONG.replace(network={"layers": ["Linear(out_features=8)", "ReLU", "Linear(out_features=2)"]})
    run = gdlab.train(base.replace(optimizer="SGD(lr=1e6)", seed=1))
    assert run.status in (Status.DIVERGED, Status.GUESSING)
    assert re.search(r"2/λ_max = [\d.]+ at the start; gradient norm [\d.]+ at the start", run.reason)
    assert "try a learning rate below" in run.reason
    bound = float(re.findall(r"2/λ_max = ([\d.]+)", run.reason)[0])
    assert 0.1 < bound < 100


def test_a_loss_that_ends_far_above_its_start_diverged():
    run = gdlab.train(with_rate(3000.0))
    assert run.status is Status.DIVERGED
    first, last = (run.history["val/loss"][k] for k in (0, -1))
    assert last > 3 * first
    assert np.isfinite(last)
    assert run.reason.startswith("the loss went from")


def test_a_rate_that_is_far_too_small_is_no_better_than_guessing():
    run = gdlab.train(with_rate(1e-9))
    assert run.status == "no better than guessing"
    assert "the best constant prediction's is 0.6929" in run.reason
    assert "try a larger learning rate" in run.reason


def test_a_run_that_learns_is_finished_and_one_that_hardly_began_is_not_judged():
    assert gdlab.train(with_rate(0.5)).status is Status.FINISHED
    assert gdlab.train(with_rate(1e-9).replace(training={"epochs": 2})).status is Status.FINISHED


@pytest.mark.parametrize(("bias", "status"), [(True, Status.GUESSING), (False, Status.FINISHED)])
def test_a_loss_a_little_below_a_guess_is_told_so_and_is_no_guess_where_classes_are_right(bias: bool, status: Status):
    layers = [{"type": "Linear", "out_features": 10, "bias": bias, "init": {"type": "Zeros"}}]
    data = {"type": "digits", "scale": "standard"}
    digits = gdlab.RunSpec(data=data, network={"layers": layers}, optimizer="SGD(lr=0.0002)")
    run = gdlab.train(digits.replace(training={"epochs": 1, "batch_size": 36}))
    assert 2.28 < run.history.last("val/loss") < 2.302
    assert run.status is status
    assert ("less than 1 % below the best constant prediction's 2.302" in run.reason) == (status is Status.GUESSING)


def test_judging_leaves_figures_and_parameters_alone():
    judged, plain = gdlab.train(with_rate(1e-9)), gdlab.train(with_rate(1e-9), judge=False)
    assert plain.status is Status.FINISHED
    assert np.array_equal(judged.history["train/loss"], plain.history["train/loss"])
    assert all(np.array_equal(judged.parameters[k], plain.parameters[k]) for k in plain.parameters)


def test_the_table_puts_what_learnt_nothing_last_and_a_session_says_it_too():
    runs = compare(LONG, {"lr": [1e-9, 0.5]})
    assert [row.status for row in comparison_table(runs)] == ["finished", "no better than guessing"]
    session = Session(workers=1)
    live = session.start(with_rate(1e-9))
    assert session.wait(60)
    session.close()
    assert live.run.status is Status.GUESSING
    assert live.run.reason == runs[0].reason


@pytest.mark.parametrize(
    ("loss", "targets", "expected"),
    [
        ("CrossEntropyLoss", np.array([0, 1, 1, 1]), 0.5623351),
        ("CrossEntropyLoss(weight=(3, 1))", np.array([0, 1, 1, 1]), np.log(2)),
        ("CrossEntropyLoss(label_smoothing=0.5)", np.array([0, 0]), 0.5623351),
        ("NLLLoss(ignore_index=0)", np.array([0, 1, 1]), 0.0),
        ("MSELoss", np.array([[0.0], [2.0]]), 1.0),
        ("L1Loss", np.array([[0.0], [0.0], [6.0]]), 2.0),
        ("HuberLoss(delta=1)", np.array([[-9.0], [0.0], [9.0]]), 17 / 3),
        ("BCEWithLogitsLoss", np.array([[0.0], [1.0], [1.0], [1.0]]), 0.5623351),
        ("BCEWithLogitsLoss", np.array([[1.0], [1.0]]), 0.0),
        ("BCEWithLogitsLoss(pos_weight=(3,))", np.array([[1.0], [0.0], [0.0], [0.0]]), 1.5 * np.log(2)),
    ],
)
def test_the_best_constant_prediction_of_each_loss(loss, targets, expected):
    assert loss_of(spec(loss=loss)).constant(targets, 1 if targets.ndim == 2 else 2) == pytest.approx(
        expected, abs=1e-4
    )


def test_no_constant_output_has_a_smaller_loss_than_the_best_constant_prediction():
    made = spec(loss="CrossEntropyLoss(label_smoothing=0.1, weight=(1, 4))", data__noise=0.3)
    trainer = gdlab.Trainer(made)
    zeros = {name: np.zeros_like(value) for name, value in trainer.parameters.items()}
    losses = []
    for logit in np.linspace(-3, 3, 61):
        parameters = {**zeros, "2.bias": np.array([0.0, logit], np.float32)}
        losses.append(gdlab.Trainer(made, parameters=parameters).evaluate("train")["loss"])
    assert min(losses) == pytest.approx(constant_loss(trainer), rel=1e-3)
    assert min(losses) >= constant_loss(trainer) - 1e-6
