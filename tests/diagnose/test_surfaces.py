"""Surfaces have the minima that they name, and their derivatives are sympy's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.diagnose.functions import FUNCTIONS
from gdlab.diagnose.surfaces.catalogue import surface_names, surface_of
from gdlab.diagnose.tape import tape_of
from gdlab.spec.base import members
from gdlab.spec.errors import SpecError
from gdlab.spec.formula import LONGEST, FormulaError

REFERENCE = json.loads(Path(__file__).with_name("surfaces.json").read_text(encoding="utf-8"))
NAMES = surface_names()


@pytest.mark.parametrize("name", REFERENCE["surfaces"])
def test_value_gradient_and_hessian_are_those_of_sympy(name):
    table = REFERENCE["surfaces"][name]
    tape = tape_of(table["formula"])
    for point, figures in zip(REFERENCE["points"], table["figures"], strict=True):
        at = np.array(point)
        (xx, xy), (yx, yy) = tape.hessian(at)
        assert xy == yx
        assert [tape.value(at), *tape.gradient(at), xx, xy, yy] == pytest.approx(figures, rel=1e-11, abs=1e-11)


def test_every_surface_is_among_the_figures_with_the_formula_that_it_has():
    assert {n: surface_of(n).formula() for n in NAMES} == {n: REFERENCE["surfaces"][n]["formula"] for n in NAMES}


@pytest.mark.parametrize("name", [n for n in NAMES if surface_of(n).minima()])
def test_the_named_minima_are_minima_and_the_lowest_is_the_lowest_on_the_map(name):
    surface = surface_of(name)
    left, right, bottom, top = surface.bounds()
    for point in surface.minima():
        at = np.array(point)
        assert np.linalg.norm(surface.tape.gradient(at)) < 1e-10
        assert np.linalg.eigvalsh(surface.tape.hessian(at))[0] > 0
        assert left < at[0] < right
        assert bottom < at[1] < top
    x, y = np.meshgrid(np.linspace(left, right, 201), np.linspace(bottom, top, 201))
    assert surface.tape.values(x, y).min() >= surface.lowest - 1e-12


@pytest.mark.parametrize(
    "text",
    ["Ravine(condition=7, angle=30)", "Rosenbrock(b=5)", "Rastrigin(height=3)", "Reddi(C=6)", "Bowl(curvature=4)"],
)
def test_fields_move_the_formula_and_its_minima_stay_minima(text):
    surface = surface_of(text)
    assert surface.formula() != type(surface)().formula()
    assert all(np.linalg.norm(surface.tape.gradient(np.array(p))) < 1e-12 for p in surface.minima())


def test_the_condition_number_is_that_of_the_hessian_whatever_the_angle():
    low, high = np.linalg.eigvalsh(surface_of("Ravine(condition=40, angle=25)").tape.hessian(np.array([0.3, -2.0])))
    assert [low, high] == pytest.approx([1.0, 40.0])


def test_the_mean_of_the_step_losses_is_the_surface():
    surface, at = surface_of("Reddi"), np.array([0.4, 0.3])
    from gdlab.diagnose.kernels.interpreter import tape_gradient, tape_value

    tape, work, bars = surface.step_tape, np.zeros(60), np.zeros(60)
    gradients = []
    for t in range(3):
        n = len(tape.constants)
        tape_value(tape.code, tape.constants, at[0], at[1], float(t), work[:n])
        gradients.append(tape_gradient(tape.code, tape.constants, work[:n], bars[:n]))
    assert np.mean(gradients, axis=0) == pytest.approx(surface.tape.gradient(at))
    assert gradients[0][0] == pytest.approx(3.0)
    assert gradients[1][0] == pytest.approx(-1.0)


def test_surfaces_that_studies_use_too_have_the_same_values():
    points = np.random.default_rng(0).uniform(-1.5, 1.5, (20, 2))
    for name, text in {"rosenbrock": "Rosenbrock", "saddle": "Saddle", "ravine": "Ravine(condition=100)"}.items():
        tape = surface_of(text).tape
        assert [tape.value(p) for p in points] == pytest.approx([FUNCTIONS[name]().value(p) for p in points])


def test_kinks_have_the_slope_nearest_to_nought():
    at = np.zeros(2)
    for text in ("abs(x)", "sqrt(x^2 + y^2)", "max(0, x)", "floor(x)"):
        assert tape_of(text).gradient(at).tolist() == [0.0, 0.0]


def test_what_the_value_does_not_depend_on_does_not_spoil_the_gradient():
    assert tape_of("x + 0*log(y)").gradient(np.array([1.0, 0.0]))[0] == 1.0
    assert tape_of("x + 7 % 4 + 0^0.5").gradient(np.array([1.0, 0.0])).tolist() == [1.0, 0.0]


def test_the_remainder_has_the_slope_of_its_first_argument():
    assert tape_of("(3*x) % 2").gradient(np.array([1.1, 0.0])).tolist() == [3.0, 0.0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x^2 + * y", r"formula: '\*' stands where .* \(at position 7\)"),
        ("sin(x", r"formula: '\)' is missing at the end \(at position 6\)"),
        ("x + foo(y)", r"'foo' is not known.*\(at position 5\)"),
        ("x.__class__", "at position 2"),
        ("(" * 30 + "x" + ")" * 30, r"nested deeper than 24 levels \(at position 2\d\)"),
        ("x+" * LONGEST + "x", f"longer than {LONGEST} characters"),
        ("rosenbrok", "did you mean Rosenbrock"),
        ("Ravine(condition=0)", "condition: must be at least 1"),
        ("Ravine(bend=1)", "bend"),
        ("", "ends too soon"),
        ("1e400", "formula: has no finite value at any point"),
        ("x^2 + y^2 - 1e400", "no finite value"),
        ("1e308*1e308 + x", "no finite value"),
        ("x/0 + y", "no finite value"),
        ("log(-1 - x^2)", "no finite value"),
        ('Formula(text="1e400", reach=5)', "no finite value"),
    ],
)
def test_what_is_no_surface_is_refused_with_a_sentence(text, says):
    with pytest.raises(SpecError, match=says):
        surface_of(text)


@pytest.mark.parametrize("text", ["log(x - 5)", "log(x - 5e5)", "1/x + 1/y", "sqrt(-x^2 - y^2)", "exp(x^2 * 1e5)", "5"])
def test_a_formula_that_has_a_finite_value_somewhere_is_a_surface(text):
    assert surface_of(text).type == "Formula"


def test_a_formula_error_knows_its_character():
    with pytest.raises(FormulaError) as error:
        tape_of("x + $")
    assert error.value.position == 5


@given(st.text(alphabet="0123456789.+-*/%^() xyepisqrtmnalogbfh,", max_size=60))
def test_any_formula_is_refused_with_a_sentence_or_has_derivatives(text):
    position = 0
    try:
        tape = tape_of(text)
        assert tape.gradient(np.array([0.3, -0.7])).shape == (2,)
        assert tape.hessian(np.array([0.3, -0.7])).shape == (2, 2)
    except FormulaError as error:
        position = error.position
    assert position <= len(text) + 1


def test_a_surface_is_one_file():
    homes = [cls.__module__ for name, cls in members("surface").items()]
    assert len(homes) == len(set(homes))
