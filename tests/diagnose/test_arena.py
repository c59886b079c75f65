"""Optimizers in the arena walk as the engine trains, and what each descent came to is told by the surface's Hessian."""

from __future__ import annotations

import csv

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.arena import COLUMNS, arena, noise_of, optimizers_of
from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import FUNCTIONS
from gdlab.diagnose.relief import relief
from gdlab.diagnose.surfaces.catalogue import surface_names, surface_of
from gdlab.diagnose.walker import Walker
from gdlab.spec.base import members
from gdlab.spec.errors import SpecError

CLOSURES = {"LBFGS", "SAM", "SimulatedAnnealing"}


@pytest.mark.parametrize("name", sorted(members("optimizer")))
def test_every_optimizer_walks_as_it_does_step_by_step(name):
    call = f"{name}(lr=0.01)"
    together = arena("Rosenbrock(b=100)", [call], steps=40, seed=3).descents[0]
    alone = descend(FUNCTIONS["rosenbrock"](), call, np.array([-1.2, 1.0]), 40, seed=3)
    n = min(len(alone.points), len(together.points))
    assert n > 1
    assert together.points[:n] == pytest.approx(alone.points[:n], rel=1e-9, abs=1e-9)


def test_a_walker_that_is_used_again_gives_the_same_figures():
    walker, calls = Walker(), ["Adam(lr=0.1)", "SGD(lr=0.001, momentum=0.9)", "PerturbedSGD(lr=0.01)", "LBFGS"]
    first = arena("Himmelblau", calls, steps=50, walker=walker)
    arena("Beale", ["Adam(lr=0.5)", "SGD(lr=0.002, momentum=0.9)"], steps=30, walker=walker)
    again = arena("Himmelblau", calls, steps=50, walker=walker)
    for a, b in zip(first.descents, again.descents, strict=True):
        assert np.array_equal(a.points, b.points)


def test_noise_is_the_seeds_and_the_same_for_all():
    def points(seed):
        return [
            d.points for d in arena("Bowl", ["SGD(lr=0.1)", "SGD(lr=0.1)"], steps=20, noise=1.0, seed=seed).descents
        ]

    (a, b), (c, _) = points(1), points(2)
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


def test_plain_descent_contracts_by_the_rate_times_each_curvature():
    path = arena("Ravine(condition=10)", "SGD(lr=0.15)", start=(4.0, 1.0), steps=12).descents[0].points
    k = np.arange(13)
    assert path[:, 0] == pytest.approx(4.0 * (1 - 0.15) ** k)
    assert path[:, 1] == pytest.approx((1 - 1.5) ** k)


@pytest.mark.parametrize("name", [n for n in surface_names() if surface_of(n).minima()])
def test_descents_beside_each_known_minimum_reach_it(name):
    surface = surface_of(name)
    rate = {"GoldsteinPrice": 1e-5, "Reddi": 0.02, "Rosenbrock": 5e-4}.get(name, 5e-3)
    for point in surface.minima():
        beside = (point[0] + 0.004 * surface.diagonal, point[1] - 0.003 * surface.diagonal)
        ending = arena(surface, f"SGD(lr={rate})", start=beside, steps=400).endings[0]
        assert ending.kind == "minimum"
        assert ending.critical == pytest.approx(point)
        assert ending.lowest == (surface.tape.value(np.array(point)) <= surface.lowest + 1e-9)


@pytest.mark.parametrize(
    ("surface", "optimizer", "start", "kind"),
    [
        ("Saddle", "SGD(lr=0.1)", (1.5, 0.0), "saddle"),
        ("Saddle", "SGD(lr=0.1)", (1.5, 1e-3), "minimum"),
        ("Himmelblau", "SGD(lr=1e-9)", (-0.270845, -0.923039), "maximum"),
        ("MonkeySaddle", "SGD(lr=0.1)", (0.0, 0.0), "saddle"),
        ("MonkeySaddle", "SGD(lr=0.1)", (-1.0, 0.0), "diverged"),
        ("Cliff", "SGD(lr=0.01)", (-1.0, 0.9), "plateau"),
        ("Ravine(condition=100)", "SGD(lr=0.0199)", (1.0, 1.0), "minimum"),
        ("Ravine(condition=100)", "SGD(lr=0.0201)", (1.0, 1.0), "diverged"),
        ("Ravine(condition=100)", "SGD(lr=0.05)", (1.0, 1.0), "diverged"),
        ("Bowl", "Lion(lr=0.5, betas=[0, 0])", (0.25, 0.25), "cycle"),
        ("Rastrigin", "SGD(lr=0.001)", (2.2, 1.8), "minimum"),
        ("x^4 + y^4", "SGD(lr=0.1)", (0.0, 0.0), "minimum"),
        ("3", "Adam", (0.0, 0.0), "plateau"),
        ("x + y", "SGD(lr=0.1)", (0.0, 0.0), "slope"),
        ("Saddle", "SGD(lr=0.1)", (1.5, 1e-9), "minimum"),
        ("Reddi", "Adam(lr=0.01, betas=[0.0, 0.1])", (-0.9, 0.0), "slope"),
        ("1/x", "SGD(lr=0.1)", (0.0, 0.0), "diverged"),
        ("abs(x) + y^2", "SGD(lr=0.1)", (0.33, 1.0), "cycle"),
        ("abs(x) + y^2", "SGD(lr=1e-9)", (0.33, 0.0), "slope"),
    ],
)
def test_the_kind_of_point_is_told(surface, optimizer, start, kind):
    ending = arena(surface, optimizer, start=start, steps=1000).endings[0]
    assert ending.kind == kind
    low, high = ending.eigenvalues
    assert (kind == "saddle" and "Monkey" not in surface) <= (low < 0 < high)
    assert (ending.steps < float("inf")) == (kind == "minimum")


def test_the_first_step_that_stays_at_the_minimum_counts():
    result = arena("Bowl", "SGD(lr=0.5)", start=(2.0, 0.0), steps=100)
    near = 0.01 * result.surface.diagonal
    assert result.endings[0].steps == np.ceil(np.log2(2.0 / near))
    assert result.endings[0].evaluations == result.endings[0].steps


def test_sam_takes_its_gradient_at_the_point_uphill_that_is_shown():
    walker, call = Walker(), optimizers_of(["SAM(lr=0.01, rho=0.3)"])[0]
    surface = surface_of("Bowl")
    points = walker.descend(surface, call, (1.0, 0.5), 20).points
    for step in (0, 7, 3):
        detail = walker.detail(surface, call, (1.0, 0.5), step)
        assert detail.point == pytest.approx(points[step])
        assert np.linalg.norm(detail.ascent - detail.point) == pytest.approx(0.3)
        assert points[step + 1] == pytest.approx(points[step] - 0.01 * surface.tape.gradient(detail.ascent))
    assert arena("Bowl", [call], steps=5).descents[0].evaluations[-1] == 10


def test_second_order_steps_count_what_they_evaluate():
    ending = arena("Booth", "LBFGS", steps=5).endings[0]
    assert ending.kind == "minimum"
    assert ending.evaluations > ending.steps


def test_adam_goes_the_wrong_way_on_the_example_of_reddi_and_amsgrad_does_not():
    calls = [f"Adam(lr=0.01, betas=[0, 0.1], amsgrad={word})" for word in ("False", "True")]
    wrong, right = arena("Reddi", calls, steps=3000).endings
    assert wrong.kind != "minimum"
    assert right.kind == "minimum"


def test_the_csv_has_every_step_with_all_digits(tmp_path):
    result = gdlab.arena("Booth", "SGD(lr=0.01), Adam(lr=0.1, betas=[0.8, 0.9])", steps=3, start=(1.0, 2.0))
    result.to_csv(tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row["optimizer"] for row in rows] == [label for label in result.labels for _ in range(4)]
    assert result.labels == ("SGD(lr=0.01)", "Adam(lr=0.1, betas=[0.8, 0.9])")
    assert float(rows[2]["x"]) == result.descents[0].points[2, 0]
    assert float(rows[7]["gradient_norm"]) == result.descents[1].gradient_norms[3]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_picture_is_drawn(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    gdlab.arena("x^2 + y^2 + sin(3*x)", ["SGD(lr=0.01)"], steps=3).plot(path)
    assert path.stat().st_size > 1000


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"optimizers": "SDG"}, "did you mean SGD"),
        ({"optimizers": []}, "names no optimizer"),
        ({"optimizers": "SGD(lr=-1)"}, "lr: must be at least 0"),
        ({"steps": 0}, "steps: must be at least 1"),
        ({"noise": -1}, "noise: must be a finite number"),
        ({"start": (float("nan"), 1.0)}, "start: must be two finite numbers"),
    ],
)
def test_wrong_words_are_refused_with_a_sentence(arguments, says):
    with pytest.raises(SpecError, match=says):
        arena("Booth", **{"optimizers": "SGD", **arguments})


def test_a_plateau_is_painted_in_the_colour_of_the_highest_ground_and_as_no_line():
    x, y = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(-1, 1, 60))
    high = np.array([250.0, 240.0, 230.0])
    picture = relief(1 - np.exp(-40 * (x**2 + y**2)), 0.0, np.zeros(3), high, np.full(3, 90.0))
    np.testing.assert_allclose(picture[0], np.tile(high, (60, 1)), atol=1)


def test_a_kept_descent_answers_only_the_question_that_it_was_made_for():
    walker, [first, other] = Walker(), optimizers_of(["SGD(lr=0.05)", "SGD(lr=0.1)"])
    booth, bowl = surface_of("Booth"), surface_of("Bowl")
    asked = [(booth, first, (0.0, 0.0), 20, 0), (booth, other, (0.0, 0.0), 20, 0), (booth, first, (1.0, 0.0), 20, 0),
             (booth, first, (0.0, 0.0), 30, 0), (bowl, first, (0.0, 0.0), 20, 0)]  # fmt: skip
    for surface, optimizer, start, steps, seed in [*asked, *asked]:
        found = walker.descend(surface, optimizer, start, steps, seed=seed)
        alone = Walker().descend(surface, optimizer, start, steps, seed=seed)
        assert np.array_equal(found.points, alone.points)
    grains = noise_of(0.1, 3, 20)
    noisy = walker.descend(booth, first, (0.0, 0.0), 20, noise=grains, seed=3)
    assert not np.array_equal(noisy.points, walker.descend(booth, first, (0.0, 0.0), 20, seed=3).points)


@pytest.mark.filterwarnings("error")
def test_a_descent_from_where_the_surface_has_no_value_has_no_heights_and_is_drawn(tmp_path):
    result = gdlab.arena("log(x)", ["SGD(lr=0.01)", "Adam"], start=(-1.0, 1.0), steps=3)
    assert [ending.kind for ending in result.endings] == ["diverged"] * 2
    assert result.descents[0].lowest == np.inf
    assert np.isnan(result.descents[0].heights(0.0)).all()
    result.plot(tmp_path / "a.svg")
    down = gdlab.arena("x^2 + y^2", ["SGD(lr=0.1)"], start=(1.0, 0.0), steps=2).descents[0]
    np.testing.assert_array_equal(down.heights(down.lowest), [*(down.values[:-1] - down.values[-1]), np.nan])
