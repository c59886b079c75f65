"""Each demonstration shows what its sentence says."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.diagnose.arena import optimizers_of
from gdlab.diagnose.arena_setup import ArenaSetup, Racer, contraction, demonstration_titled, quadratic_eigenvalues
from gdlab.diagnose.demonstrations import DEMONSTRATIONS
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.spec.errors import SpecError


def shown(title):
    setup = ArenaSetup()
    setup.show(demonstration_titled(title))
    result = setup.descend()
    assert result is not None
    return result.endings, result


def test_there_are_ten_and_each_says_a_sentence():
    assert len(DEMONSTRATIONS) == 10
    assert all(each.sentence.endswith(".") and len(each.sentence) > 60 for each in DEMONSTRATIONS)
    assert len({each.title for each in DEMONSTRATIONS}) == 10


def test_momentum_arrives_several_times_sooner():
    (plain, momentum, nesterov), _ = shown("Momentum in a ravine")
    assert 2 * momentum.steps < plain.steps < 500
    assert 2 * nesterov.steps < plain.steps


def test_rates_glide_oscillate_and_diverge_about_the_inverse_curvature():
    endings, result = shown("Too large a rate")
    assert [e.kind for e in endings] == ["minimum", "minimum", "minimum", "diverged"] or endings[3].kind == "slope"
    across = [descent.points[:10, 1] for descent in result.descents]
    assert (across[0] > 0).all()
    assert (across[2][1::2] < 0).all()
    assert abs(across[3][-1]) > abs(across[3][0])


def test_noise_leaves_the_saddle():
    (plain, noisy), _ = shown("A saddle, with and without noise")
    assert (plain.kind, noisy.kind) == ("saddle", "minimum")


def test_second_order_is_there_after_some_thirty_steps():
    (plain, adam, newton), _ = shown("First and second order")
    assert newton.steps < 40
    assert min(adam.steps, plain.steps) > 200


def test_a_step_for_each_coordinate_makes_nothing_of_the_scales():
    (plain, rmsprop, adam), _ = shown("Axes of different scale")
    assert plain.kind == "slope"
    assert rmsprop.kind == adam.kind == "minimum"


def test_annealing_finds_the_lowest_pit():
    (plain, annealing), _ = shown("Local minima and annealing")
    assert plain.kind == "minimum"
    assert not plain.lowest
    assert annealing.lowest


def test_a_falling_rate_is_quick_and_calm():
    _, result = shown("The noise floor and a falling rate")
    large, small, falling = (descent.values for descent in result.descents)
    assert falling[-300:].mean() < 0.3 * large[-300:].mean()
    assert falling[30] < small[30]


def test_normalised_steps_leave_the_plateau():
    (plain, adam, lion), _ = shown("A plateau and normalised steps")
    assert plain.kind == "plateau"
    assert adam.steps < float("inf")
    assert lion.steps < float("inf")


def test_adam_goes_to_the_wrong_side():
    (adam, amsgrad, plain), result = shown("Where Adam does not converge")
    assert adam.kind != "minimum"
    assert result.descents[0].points[-1, 0] > 0.9
    assert amsgrad.kind == plain.kind == "minimum"


def test_sign_descent_ends_in_a_cycle():
    (sign, plain), _ = shown("A cycle of two")
    assert (sign.kind, plain.kind) == ("cycle", "minimum")


def test_the_setup_takes_formulas_and_refuses_others_as_it_was():
    setup = ArenaSetup()
    setup.set_surface("x^2 + 2*y^2")
    assert setup.surface.type == "Formula"
    with pytest.raises(SpecError, match="at position"):
        setup.set_surface("x^2 +")
    with pytest.raises(SpecError, match="did you mean"):
        setup.add("Adan")
    assert setup.surface.formula() == "x^2 + 2*y^2"
    assert len(setup.racers) == 4
    assert "2/L = 0.5" in setup.theory()


def test_only_those_that_are_on_descend_with_the_rate_that_is_set():
    setup = ArenaSetup()
    for racer in setup.racers[1:]:
        racer.on = False
    setup.set_rate(0, 0.0005)
    result = setup.descend()
    assert result is not None
    assert result.labels == ("SGD(lr=0.0005)",)
    assert [racer.name for racer in setup.racers][:2] == ["SGD", "SGD(momentum=0.9)"]
    assert setup.is_prepared()
    setup.racers[0].on = False
    assert setup.descend() is None


def test_the_theory_of_a_quadratic_is_what_descents_do():
    setup = ArenaSetup()
    setup.set_surface("Ravine(condition=25)")
    setup.racers = [Racer(o) for o in optimizers_of(["SGD(lr=0.03)", "SGD(lr=0.1111, momentum=0.4444)"])]
    assert quadratic_eigenvalues(setup.surface) == pytest.approx([1, 25])
    assert "contracts them by 0.97 and 0.25 a step" in setup.theory()
    assert "a momentum of 0.444 with a rate of 0.111" in setup.theory()
    result = setup.descend()
    assert result is not None
    for descent in result.descents:
        slowest = max(contraction(descent.optimizer, value) for value in (1.0, 25.0))
        apart = np.linalg.norm(descent.points, axis=1)
        assert (apart[60] / apart[20]) ** (1 / 40) == pytest.approx(slowest, abs=0.02)
    assert quadratic_eigenvalues(surface_of("Rosenbrock")) is None
    assert contraction(optimizers_of(["SGD(lr=0.1)"])[0], 25.0) == pytest.approx(1.5)
