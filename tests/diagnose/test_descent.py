"""Surfaces have the gradients that they say, and the engine's optimizers walk them as their equations do."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import FUNCTIONS, random_waves, ravine


@pytest.mark.parametrize("name", [*FUNCTIONS, "waves"])
def test_gradients_and_hessians_are_those_of_the_values(name):
    held = random_waves(3, 5) if name == "waves" else FUNCTIONS[name]()
    n = len(held.start)
    for x in np.random.default_rng(1).uniform(-1.5, 1.5, (5, n)):
        steps = 1e-5 * np.eye(n)
        slope = [(held.value(x + s) - held.value(x - s)) / 2e-5 for s in steps]
        curve = [(held.gradient(x + s) - held.gradient(x - s)) / 2e-5 for s in steps]
        assert held.gradient(x) == pytest.approx(np.array(slope), rel=1e-5, abs=1e-5)
        assert np.allclose(held.hessian(x), curve, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_lowest_value_is_right(name):
    held = FUNCTIONS[name]()
    low, high = held.box
    points = np.random.default_rng(2).uniform(low, high, (4000, len(held.start)))
    assert min(held.value(p) for p in points) >= held.lowest - 1e-12


def test_plain_descent_is_its_equation():
    held, x = ravine(), np.array([10.0, 1.0])
    walk = descend(held, "SGD(lr=0.01)", x, 50)
    for _ in range(50):
        x = x - 0.01 * held.gradient(x)
    assert walk.points[-1] == pytest.approx(x, rel=1e-12)
    assert walk.values[-1] == held.value(walk.points[-1])


def test_a_step_beyond_two_over_the_curvature_diverges():
    start = np.array([1.0, 1.0])
    assert not descend(ravine(), "SGD(lr=0.0199)", start, 400).diverged
    assert descend(ravine(), "SGD(lr=0.0201)", start, 20_000).diverged


def test_noise_comes_from_the_seed():
    start = np.array([1.0, 1.0])
    a, b, c = (descend(ravine(), "SGD(lr=0.01)", start, 30, seed=s, noise=1.0).points for s in (1, 1, 2))
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


def test_annealing_asks_the_surface_and_needs_no_gradient():
    held = FUNCTIONS["rastrigin"]()
    walk = descend(
        held, "SimulatedAnnealing(lr=0.5, temperature=5.0, cooling=0.99, proposals=5)", np.array([3.1, 2.9]), 500
    )
    assert walk.values.min() < 1.0


def test_a_walk_can_be_stopped():
    with pytest.raises(KeyboardInterrupt):
        descend(ravine(), "SGD(lr=0.01)", np.array([1.0, 1.0]), 1000, stop=lambda: True)
