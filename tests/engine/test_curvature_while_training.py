"""Curvature that is measured while a run trains: what it says, and that the run does not notice."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.probe import Probe
from gdlab.engine.optimizers.sgd import SGD
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.hessian_products import HessianProducts
from gdlab.engine.training.noise_scale import noise_scale, suggested_batch
from tests.engine.running import trainer_of
from tests.engine.test_segments import by_ones, made, same


def whole_hessian(trainer: Trainer) -> np.ndarray:
    with Probe(trainer) as probe:
        rows = np.array([probe.hessian_product(row) for row in np.eye(len(probe.weights))])
    return (rows + rows.T) / 2


def with_weights(trainer: Trainer, **training: object) -> Trainer:
    other = made("SGD(lr=0.1)", **{"dtype": "float64", **training})
    other.arena.weights[:] = trainer.arena.weights
    return other


def test_a_run_is_the_same_bit_for_bit_with_its_curvature_measured() -> None:
    plain, measured = made(average="EMA(decay=0.9)"), made(average="EMA(decay=0.9)", curvature_every=7)
    plain.advance(10_000)
    measured.advance(10_000)
    for tag in plain.history:
        np.testing.assert_array_equal(plain.history[tag], measured.history[tag], err_msg=tag)
    for name, values in plain.parameters.items():
        np.testing.assert_array_equal(values, measured.parameters[name])
    assert list(measured.history.index("train/sharpness")) == [0, 7, 14, 21, 28, 35, 42]


def test_steps_by_ones_and_a_run_that_went_on_elsewhere_measure_the_same() -> None:
    at_once = made(curvature_every=4)
    at_once.advance(10_000)
    same(at_once, by_ones(made(curvature_every=4)))
    half, rest = made(curvature_every=4), made(curvature_every=4)
    half.advance(11)
    rest.restore(half.state())
    rest.advance(10_000)
    same(at_once, rest)


def test_the_figures_are_those_of_the_whole_hessian() -> None:
    trainer = made("SGD(lr=0.1)", curvature_every=5, clip_grad_norm=1e-3, l2=0.01)
    trainer.advance(5)
    values, vectors = np.linalg.eigh(whole_hessian(with_weights(trainer, l2=0.01)))
    found = {tag: float(trainer.history[tag][-1]) for tag in trainer.history}
    assert found["train/sharpness"] == pytest.approx(values[-1], rel=0.01)
    assert found["train/lowest_eigenvalue"] == pytest.approx(values[0], rel=0.05, abs=1e-3)
    assert abs(found["train/hessian_trace"] - values.sum()) < 4 * found["train/hessian_trace_error"]
    first_layer = sum(p.size for p in trainer.arena.program.parameters if p.name.startswith("0."))
    assert found["sharpness_share/0"] == pytest.approx((vectors[:first_layer, -1] ** 2).sum(), abs=0.02)
    assert found["sharpness_share/0"] + found["sharpness_share/2"] == pytest.approx(1)
    assert found["hessian_trace/0"] + found["hessian_trace/2"] == pytest.approx(found["train/hessian_trace"])


def test_each_layer_has_the_ends_of_its_own_block_where_that_is_asked_for() -> None:
    trainer = made("Adam(lr=0.01)", curvature_every=5, curvature_by_layer=True)
    trainer.advance(5)
    whole = whole_hessian(with_weights(trainer))
    for layer in ("0", "2"):
        parts = [p for p in trainer.arena.program.parameters if p.name.startswith(f"{layer}.")]
        where = np.concatenate([np.arange(p.offset, p.offset + p.size) for p in parts])
        values = np.linalg.eigvalsh(whole[np.ix_(where, where)])
        assert trainer.history[f"layer_sharpness/{layer}"][-1] == pytest.approx(values[-1], rel=0.01)
        assert trainer.history[f"layer_lowest_eigenvalue/{layer}"][-1] == pytest.approx(values[0], rel=0.05, abs=1e-3)
    assert not any(tag.startswith("layer_") for tag in made(curvature_every=5).history)


def test_the_preconditioned_sharpness_is_that_of_the_hessian_between_the_roots_of_adams_diagonal() -> None:
    trainer = made("Adam(lr=0.01, weight_decay=0.1)", curvature_every=5)
    trainer.advance(5)
    square = trainer.arena.vector("exp_avg_sq")[0].astype(np.float64)
    diagonal = (1 - 0.9**5) * (np.sqrt(square / (1 - 0.999**5)) + 1e-8)
    whole = whole_hessian(with_weights(trainer)) + 0.1 * np.eye(len(square))
    values = np.linalg.eigvalsh(whole / np.sqrt(np.outer(diagonal, diagonal)))
    assert trainer.history["train/preconditioned_sharpness"][-1] == pytest.approx(values[-1], rel=0.01)
    assert list(trainer.history.index("train/preconditioned_sharpness")) == [5]


def test_the_alignment_is_the_cosine_of_gradients_before_and_after_the_step() -> None:
    trainer = made("SGD(lr=2.0)", batch_size="full", curvature_every=3)
    gradients = []
    for steps in (2, 1):
        trainer.advance(steps)
        with Probe(with_weights(trainer)) as probe:
            gradients.append(probe.gradient(probe.weights)[1])
    cosine = gradients[0] @ gradients[1] / np.prod([np.linalg.norm(g) for g in gradients])
    assert trainer.history["train/gradient_cosine"][-1] == pytest.approx(cosine, rel=1e-5)
    assert np.isnan(trainer.history["train/gradient_cosine"][0])


def test_full_batch_descent_comes_to_the_edge_of_stability() -> None:
    rng = np.random.default_rng(3)
    x = rng.standard_normal((40, 5))
    layers = ["Linear(out_features=12)", "Tanh", "Linear(out_features=1)"]
    training = {"batch_size": "full", "epochs": 2000, "curvature_every": 200}
    trainer = trainer_of(layers, x, rng.standard_normal(40), loss="MSELoss", optimizer="SGD(lr=0.2)", training=training)
    trainer.advance(2000)
    sharpness, edge = trainer.history["train/sharpness"], trainer.history["train/stability_edge"]
    assert edge == pytest.approx(np.full(len(edge), 10.0), rel=1e-6)
    assert sharpness[0] < 6
    assert np.median(sharpness[-5:]) == pytest.approx(10.0, rel=0.15)


def test_it_can_be_switched_on_while_a_run_trains() -> None:
    trainer = made()
    trainer.advance(10)
    assert "train/sharpness" not in trainer.history
    trainer.edit(curvature_every=6)
    trainer.advance(10_000)
    assert list(trainer.history.index("train/sharpness"))[:2] == [12, 18]


def test_a_run_that_diverges_ends_as_it_does_without() -> None:
    wild = made("SGD(lr=1e6)", curvature_every=1)
    wild.advance(10_000)
    assert wild.diverged
    assert wild.reason == by_ones(made("SGD(lr=1e6)")).reason


@pytest.mark.parametrize(
    ("optimizer", "edge"),
    [
        (SGD(lr=0.1), 20.0),
        (SGD(lr=0.1, momentum=0.9), 38.0),
        (SGD(lr=0.1, momentum=0.9, dampening=0.9), 380.0),
        (SGD(lr=0.1, momentum=0.9, nesterov=True), 38 / 2.8),
        (SGD(lr=0.1, weight_decay=0.5), 19.5),
    ],
)
def test_the_edge_is_where_descent_on_a_parabola_begins_to_grow(optimizer: SGD, edge: float) -> None:
    assert optimizer.stability_edge(0.1) == pytest.approx(edge)
    for curvature, grows in ((edge * 0.99, False), (edge * 1.01, True)):
        x, b = 1.0, 0.0
        for step in range(4000):
            gradient = (curvature + optimizer.weight_decay) * x
            b = gradient if step == 0 else optimizer.momentum * b + (1 - optimizer.dampening) * gradient
            x -= 0.1 * (gradient + optimizer.momentum * b if optimizer.nesterov else b)
        assert (abs(x) > 1) == grows


def test_the_noise_scale_of_known_gradients_is_found() -> None:
    rng = np.random.default_rng(0)
    single = 1.0 + 3.0 * rng.standard_normal((4000, 20))  # |G|² = 20, tr Σ = 180
    found = noise_scale(lambda first, size: single[first : first + size].mean(axis=0), 4000, 4000)
    assert found == pytest.approx(9.0, rel=0.2)
    assert suggested_batch(found) == 8
    hidden = rng.standard_normal((400, 20))  # no gradient at all: the noise hides what there seems to be
    assert noise_scale(lambda first, size: hidden[first : first + size].mean(axis=0), 400, 40) > 100
    assert np.isnan(noise_scale(lambda first, size: np.zeros(2), 100, 10))
    assert suggested_batch(float("nan")) == 0


def test_a_product_crosses_no_kink() -> None:
    kink = 1e-9  # nearer than the step of the differences

    def gradient(w: np.ndarray) -> np.ndarray:
        return 3.0 * w + 0.5 * (w[0] > kink)

    product = HessianProducts(gradient, np.zeros(2), float(np.finfo(np.float64).eps))
    assert product(np.array([1.0, 0.0])) == pytest.approx([3.0, 0.0], abs=1e-5)
    assert product(np.zeros(2)) == pytest.approx([0.0, 0.0])
