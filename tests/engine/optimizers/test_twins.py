"""Each optimizer's kernel does what a plain NumPy twin of its equations does; the same tests run without the JIT."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine.machine import abi, loop
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.assembly import assemble
from gdlab.engine.training.objective import MiniBatchObjective
from tests.engine.running import spec_of, trainer_of
from tests.parity.optimizer_cases import CASES, slope
from tests.reference.optimizers import TWINS

LAYERS = [{"type": "Linear", "out_features": 5}, {"type": "Linear", "out_features": 3}]

BEYOND: list[dict[str, Any]] = [
    {"type": "Lion"},
    {"type": "Lion", "lr": 0.01, "betas": (0.8, 0.95), "weight_decay": 0.1},
    {"type": "ScheduleFreeAdamW"},
    {"type": "ScheduleFreeAdamW", "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.1, "warmup_steps": 7},
    {"type": "ScheduleFreeAdamW", "lr": 0.05, "r": 0.5, "weight_lr_power": 1.0},
]
KERNELS = [{"type": c.optimizer, **c.options} for c in CASES.values() if c.problem == "quadratic"] + BEYOND


def arena_of(optimizer: dict[str, Any], dtype: str = "float64") -> Arena:
    return assemble(spec_of(LAYERS, optimizer=optimizer, training={"dtype": dtype, "batch_size": 4}), (4,), 1, 16)


def values_of(arena: Arena, flat: np.ndarray) -> dict[str, np.ndarray]:
    return {p.name: p.export(flat[p.offset : p.offset + p.size]) for p in arena.program.parameters}


def update(arena: Arena, lr: float, gradient: dict[str, np.ndarray] | np.ndarray) -> None:
    """Run one update on this gradient."""
    if isinstance(gradient, np.ndarray):
        arena.gradient[:] = gradient
    else:
        for p in arena.program.parameters:
            arena.gradient[p.offset : p.offset + p.size] = p.load(gradient[p.name])
    arena.fp[arena.hyper] = lr
    arena.run(loop.update)
    arena.ctx[abi.STEP] += 1


@pytest.mark.parametrize("optimizer", KERNELS, ids=str)
def test_kernel_equals_its_twin(optimizer: dict[str, Any]) -> None:
    arena = arena_of(optimizer)
    spec = spec_of(LAYERS, optimizer=optimizer).optimizer
    values = values_of(arena, arena.weights)
    twin = TWINS[optimizer["type"]](spec, values)
    for t in range(1, 31):
        lr = spec.lr * (1.0 + 0.3 * np.cos(t)) if optimizer["type"] != "Rprop" else spec.lr
        gradient = {k: slope(v, t) for k, v in values.items()}
        twin.step(values, gradient, t, lr)
        update(arena, lr, gradient)
    ours = values_of(arena, arena.weights)
    for k in values:
        np.testing.assert_allclose(ours[k], values[k], rtol=1e-9, atol=1e-12)
    if spec.evaluates:
        mean = values_of(arena, arena.vector(spec.evaluates)[0])
        for k, v in twin.point(values).items():
            np.testing.assert_allclose(mean[k], v, rtol=1e-9, atol=1e-12)


IMAGES = [
    {"type": "Conv2d", "out_channels": 3, "kernel_size": (3, 2)},
    {"type": "Flatten"},
    {"type": "Linear", "out_features": 2, "bias": False},
]


@pytest.mark.parametrize("optimizer", [{"type": "Adafactor"}, {"type": "Muon"}, {"type": "Adam", "lr": 0.01}], ids=str)
def test_tensors_of_a_convolution_are_seen_in_pytorchs_order(optimizer: dict[str, Any]) -> None:
    spec = spec_of(IMAGES, optimizer=optimizer, training={"dtype": "float64", "batch_size": 4})
    arena = assemble(spec, (2, 4, 5), 1, 16)
    values = values_of(arena, arena.weights)
    assert values["0.weight"].shape == (3, 2, 3, 2)
    twin = TWINS[optimizer["type"]](spec.optimizer, values)
    for t in range(1, 21):
        gradient = {k: slope(v, t) for k, v in values.items()}
        twin.step(values, gradient, t, spec.optimizer.lr)
        update(arena, spec.optimizer.lr, gradient)
    for k, ours in values_of(arena, arena.weights).items():
        np.testing.assert_allclose(ours, values[k], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "options",
    [{}, {"noise": 0.1}, {"threshold": 10.0, "interval": 4}, {"threshold": 10.0, "momentum": 0.9, "weight_decay": 0.1}],
    ids=str,
)
def test_perturbed_sgd_equals_its_twin_draw_for_draw(options: dict[str, Any]) -> None:
    optimizer = {"type": "PerturbedSGD", **options}
    arena = arena_of(optimizer)
    spec = spec_of(LAYERS, optimizer=optimizer).optimizer
    values = {"": arena.weights.copy()}
    twin = TWINS["PerturbedSGD"](spec, values, int(arena.ctx[abi.NOISE_KEY]))
    for t in range(1, 31):
        gradient = slope(values[""], t)
        twin.step(values, {"": gradient}, t, spec.lr)
        update(arena, spec.lr, gradient)
    np.testing.assert_allclose(arena.weights, values[""], rtol=1e-9, atol=1e-12)
    pushes = arena.number("pushes")[0]
    assert (
        pushes
        == twin.pushes
        == (
            0
            if "threshold" not in options
            else 30 // options.get("interval", 10) + (30 % options.get("interval", 10) > 0)
        )
    )


def test_a_push_stays_in_the_ball_and_comes_only_where_the_gradient_is_small() -> None:
    arena = arena_of({"type": "PerturbedSGD", "lr": 0.0, "radius": 0.5, "threshold": 0.1, "interval": 3})
    before, pushed = arena.weights.copy(), []
    for t in range(12):
        update(arena, 0.0, np.full(arena.weights.size, 1.0 if t < 6 else 0.001))
        pushed.append(float(np.linalg.norm(arena.weights - before)))
        before = arena.weights.copy()
    assert [round(p > 0) for p in pushed] == [0] * 6 + [1, 0, 0, 1, 0, 0]
    assert max(pushed) <= 0.5


def objective_for(optimizer: dict[str, Any]) -> tuple[Any, Any]:
    rng = np.random.default_rng(3)
    x, y = rng.standard_normal((20, 4)).astype(np.float32), rng.integers(0, 3, 20)
    trainer = trainer_of(
        [{"type": "Linear", "out_features": 3}],
        x,
        y,
        optimizer=optimizer,
        training={"dtype": "float64", "batch_size": "full", "shuffle": False},
    )
    arrays, order = trainer._train, np.arange(20)
    return trainer, lambda: MiniBatchObjective(trainer.arena, arrays, order, 0, 20)


def test_lbfgs_equals_the_full_matrix_twin() -> None:
    optimizer = {"type": "LBFGS", "lr": 0.5, "max_iter": 4, "history_size": 3}
    trainer, objective = objective_for(optimizer)
    twin = TWINS["LBFGS"](trainer.spec.optimizer)
    start = trainer.arena.weights.copy()

    def gradient(w: np.ndarray) -> np.ndarray:
        trainer.arena.weights[:] = w
        asked = objective()
        asked.value_and_gradient()
        return asked.gradient.copy()

    theirs = start
    for _ in range(3):
        theirs = twin.minimise(gradient, theirs)
    trainer.arena.weights[:] = start
    trainer.advance(3)
    np.testing.assert_allclose(trainer.arena.weights, theirs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "options", [{}, {"rho": 0.5, "momentum": 0.9, "weight_decay": 0.1}, {"adaptive": True}], ids=str
)
def test_sam_equals_its_twin_and_takes_two_gradients_a_step(options: dict[str, Any]) -> None:
    trainer, objective = objective_for({"type": "SAM", "lr": 0.1, **options})
    twin = TWINS["SAM"](trainer.spec.optimizer)
    theirs = start = trainer.arena.weights.copy()

    def gradient(w: np.ndarray) -> np.ndarray:
        trainer.arena.weights[:] = w
        asked = objective()
        asked.value_and_gradient()
        return asked.gradient.copy()

    for _ in range(8):
        theirs = twin.minimise(gradient, theirs)
    trainer.arena.weights[:] = start
    trainer.advance(8)
    np.testing.assert_allclose(trainer.arena.weights, theirs, rtol=1e-9, atol=1e-12)
    assert trainer.gradients == 2 * 8 * 20


@pytest.mark.parametrize(
    "options", [{}, {"temperature": 0.0}, {"temperature": 5.0, "cooling": 0.5, "proposals": 4}], ids=str
)
def test_simulated_annealing_equals_its_twin_draw_for_draw(options: dict[str, Any]) -> None:
    trainer, objective = objective_for({"type": "SimulatedAnnealing", "lr": 0.1, **options})
    twin = TWINS["SimulatedAnnealing"](trainer.spec.optimizer, int(trainer.arena.ctx[abi.NOISE_KEY]))
    start = trainer.arena.weights.copy()

    def value(w: np.ndarray) -> float:
        trainer.arena.weights[:] = w
        return objective().value()

    theirs = start
    for t in range(1, 21):
        theirs = twin.minimise(value, theirs, t)
    trainer.arena.weights[:] = start
    trainer.advance(20)
    assert trainer.step == 20
    np.testing.assert_allclose(trainer.arena.weights, theirs, rtol=1e-12, atol=1e-14)
    assert (trainer.arena.weights != start).any()


@pytest.mark.parametrize("name", sorted(set(TWINS) - {"LBFGS", "SAM", "SimulatedAnnealing", "PerturbedSGD"}))
def test_kernel_finds_the_minimum_of_a_bowl(name: str) -> None:
    arena = arena_of({"type": name})
    lr = {"Adadelta": 30.0, "Adafactor": 0.1, "Rprop": 0.01}.get(name, 0.02)
    target = np.linspace(0.5, 1.5, arena.weights.size)
    far = np.abs(arena.weights - target).max()
    for _ in range(600):
        update(arena, lr, arena.weights - target)
    assert np.abs(arena.weights - target).max() < 0.6 * far
