"""Diagnostics say what a plain computation from outside says, and change nothing of the run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import job_columns
from gdlab.engine.trainer import Trainer
from tests.engine.running import trainer_of

LAYERS = [{"type": "Linear", "out_features": 7}, {"type": "ReLU"}, {"type": "Linear", "out_features": 3}]


def made(optimizer: Any = "Adam", layers: Any = LAYERS, parameters: Any = None, **training: Any) -> Trainer:
    rng = np.random.default_rng(8)
    x, y = rng.standard_normal((30, 5)), rng.integers(0, 3, 30)
    x[:, 0] = 1.0
    training = {"batch_size": 10, "epochs": 4, "dtype": "float64", "shuffle": False, **training}
    return trainer_of(layers, x, y, parameters=parameters, optimizer=optimizer, training=training)


def gradients(trainer: Trainer) -> dict[str, np.ndarray]:
    a = trainer.arena
    place = int(a.job[job_columns.GRADIENTS])
    return {p.name: p.export(a.mem[place + p.offset : place + p.offset + p.size]) for p in a.program.parameters}


def test_samples_are_what_a_look_from_outside_finds() -> None:
    watched, plain = made(diagnostics_every=1), made()
    for step in range(6):
        before = plain.parameters
        watched.advance(1)
        plain.advance(1)
        after, g = plain.parameters, gradients(plain)
        moved = {k: np.linalg.norm(after[k] - before[k]) for k in before}
        h = watched.history
        assert h["train/grad_norm"][step] == pytest.approx(np.sqrt(sum((v**2).sum() for v in g.values())))
        for k in before:
            assert h[f"grad_norm/{k}"][step] == pytest.approx(np.linalg.norm(g[k]))
            assert h[f"weight_norm/{k}"][step] == pytest.approx(np.linalg.norm(before[k]))
            assert h[f"update_ratio/{k}"][step] == pytest.approx(moved[k] / np.linalg.norm(before[k]))
            assert h[f"effective_step/{k}"][step] == pytest.approx(moved[k] / np.linalg.norm(g[k]))
        first = plain.examples.x_train[10 * (step % 3) :][:10] @ before["0.weight"].T + before["0.bias"]
        hidden = np.maximum(first, 0)
        out = hidden @ before["2.weight"].T + before["2.bias"]
        for name, values in (("0", first), ("1", hidden), ("2", out)):
            assert h[f"act_mean/{name}"][step] == pytest.approx(values.mean())
            assert h[f"act_std/{name}"][step] == pytest.approx(values.std())
        assert h["dead/1"][step] == np.mean((hidden == 0).all(axis=0))
    m, v = plain.arena.vector("exp_avg")[0], plain.arena.vector("exp_avg_sq")[0]
    for p in plain.arena.program.parameters:
        here = slice(p.offset, p.offset + p.size)
        assert h[f"moment1/{p.name}"][-1] == pytest.approx(np.abs(m[here]).mean())
        assert h[f"moment2/{p.name}"][-1] == pytest.approx(np.sqrt(v[here]).mean())


def test_dead_units_are_counted() -> None:
    start = made().parameters
    start["0.weight"][:4] = 0.0
    start["0.bias"][:4] = -1.0
    trainer = made(parameters=start, diagnostics_every=1)
    trainer.advance(1)
    assert trainer.history["dead/1"][0] >= 4 / 7
    assert "dead/0" not in trainer.history


def test_a_unit_is_a_channel_of_an_image() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((12, 2, 5, 5)), rng.integers(0, 2, 12)
    layers = [
        {"type": "Conv2d", "out_channels": 4, "kernel_size": 3},
        {"type": "ReLU"},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 2},
    ]
    training = {"batch_size": 6, "diagnostics_every": 1, "dtype": "float64"}
    start = trainer_of(layers, x, y, training=training).parameters
    start["0.weight"][1] = 0.0
    start["0.bias"][1] = -1.0
    trainer = trainer_of(layers, x, y, parameters=start, training=training)
    trainer.advance(1)
    assert trainer.history["dead/1"][0] == 0.25


@pytest.mark.parametrize("every", [1, 3, 7])
def test_sampling_changes_no_figure_and_keeps_its_beat_across_slices(every: int) -> None:
    watched, plain = made(diagnostics_every=every), made()
    plain.advance(12)
    for n in (1, 4, 2, 5):
        watched.advance(n)
    np.testing.assert_array_equal(watched.arena.weights, plain.arena.weights)
    assert watched.history.index("train/grad_norm").tolist() == list(range(every, 13, every))
    assert "train/grad_norm" not in plain.history


def test_the_gradient_is_sampled_before_it_is_clipped() -> None:
    watched, free = made("SGD", diagnostics_every=1, clip_grad_norm=1e-3), made("SGD", diagnostics_every=1)
    watched.advance(1)
    free.advance(1)
    assert watched.history["train/grad_norm"][0] == free.history["train/grad_norm"][0] > 1e-3
    assert watched.history["update_ratio/0.weight"][0] < free.history["update_ratio/0.weight"][0]


def test_a_closure_optimizer_is_sampled_too() -> None:
    trainer = made({"type": "LBFGS", "max_iter": 2, "lr": 0.1}, diagnostics_every=2)
    before = trainer.parameters
    trainer.advance(1)
    before = trainer.parameters
    trainer.advance(1)
    after = trainer.parameters
    moved = np.linalg.norm(after["0.weight"] - before["0.weight"]) / np.linalg.norm(before["0.weight"])
    assert trainer.history["update_ratio/0.weight"].tolist() == pytest.approx([moved])


def test_input_gradient_is_the_slope_of_each_examples_loss() -> None:
    layers = [
        {"type": "Linear", "out_features": 6},
        {"type": "Tanh"},
        {"type": "Dropout"},
        {"type": "Linear", "out_features": 3},
    ]
    trainer = made(layers=layers)
    trainer.advance(5)
    x, y = trainer.examples.x_train, trainer.examples.y_train

    def losses(inputs: np.ndarray) -> np.ndarray:
        z = trainer.predict(inputs)
        return np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), y]

    found = trainer.input_gradient(x, y)
    assert found.shape == x.shape
    for j in range(x.shape[1]):
        nudge = np.zeros_like(x)
        nudge[:, j] = 1e-6
        np.testing.assert_allclose(found[:, j], (losses(x + nudge) - losses(x - nudge)) / 2e-6, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(trainer.feature_gradient(x, y), np.abs(found).mean(0))


def test_input_gradient_leaves_the_run_alone() -> None:
    asked, plain = made(), made()
    for trainer in (asked, plain):
        trainer.advance(3)
    asked.input_gradient(asked.examples.x_train, asked.examples.y_train)
    asked.advance(3)
    plain.advance(3)
    np.testing.assert_array_equal(asked.arena.weights, plain.arena.weights)


def test_kink_hits_are_counted() -> None:
    start = made().parameters
    start["0.weight"][:] = 0.0
    start["0.bias"][:] = 0.0
    trainer = made("SGD", parameters=start)
    assert trainer.kink_hits == 0
    trainer.advance(1)
    assert trainer.kink_hits == 70
