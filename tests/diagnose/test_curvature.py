"""Curvature, noise and importance against what is known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.curvature import sharpness
from gdlab.diagnose.flow import gradient_noise
from gdlab.diagnose.importance import permutation_importance
from gdlab.diagnose.probe import Probe
from gdlab.engine.training.lanczos import extremes
from gdlab.lab.train import SpecTrainer, train
from gdlab.spec.run import RunSpec


def linear(data="diabetes", **training):
    return RunSpec(
        data={"type": data, "scale": "standard"},
        network={"layers": ({"type": "Linear", "out_features": 1},)},
        loss="MSELoss",
        optimizer="SGD(lr=0.05)",
        training={"dtype": "float64", "epochs": 5, **training},
    )


def test_lanczos_finds_both_ends_of_a_symmetric_matrix():
    matrix = np.random.default_rng(0).normal(size=(60, 60))
    matrix += matrix.T
    found = extremes(lambda v: matrix @ v, 60, tolerance=1e-12)
    assert [found.lowest, found.highest] == pytest.approx(np.linalg.eigvalsh(matrix)[[0, -1]].tolist(), rel=1e-8)


def test_the_sharpness_of_a_linear_network_is_that_of_its_normal_equations():
    trainer = SpecTrainer(linear())
    x = trainer.examples.x_train
    design = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    exact = np.linalg.eigvalsh(2 * design.T @ design / len(x))
    found = sharpness(trainer, steps=40, tolerance=1e-9)
    assert found.highest == pytest.approx(exact[-1], rel=1e-5)
    assert found.lowest == pytest.approx(exact[0], abs=1e-4 * exact[-1])


def test_a_probe_leaves_the_run_as_it_was():
    spec = linear().replace(training={"dtype": "float64", "epochs": 3})
    alone, probed = SpecTrainer(spec), SpecTrainer(spec)
    alone.advance(20)
    probed.advance(10)
    sharpness(probed, steps=5)
    probed.advance(10)
    assert all(np.array_equal(alone.parameters[k], v) for k, v in probed.parameters.items())


def test_hessian_products_are_differences_of_gradients():
    with Probe(SpecTrainer(linear())) as probe:
        direction = np.ones(len(probe.weights))
        product = probe.hessian_product(direction)
        _, here = probe.gradient(probe.weights)
        _, there = probe.gradient(probe.weights + direction)
    assert product == pytest.approx(there - here, rel=1e-6, abs=1e-8)  # exact on a quadratic


def test_the_full_batch_has_no_noise_and_small_ones_have_more():
    trainer = SpecTrainer(linear())
    noise = [gradient_noise(trainer, b)[0] for b in (4, 64, trainer.n_examples)]
    assert noise[0] > noise[1] > noise[2]
    assert noise[2] == pytest.approx(0, abs=1e-12)


def test_permutation_sees_the_features_that_the_answer_hangs_on():
    run = train(linear("house_prices", epochs=30))
    trainer = SpecTrainer(run.spec, None, run.parameters)
    rises = permutation_importance(trainer, repeats=2)
    assert trainer.examples.features[int(rises.argmax())] == "living_area"
