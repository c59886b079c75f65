"""Initialisers draw what PyTorch's formulas say, from the run's own stream."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError
from scipy.special import ndtr

from gdlab.engine import catalogue
from gdlab.engine.initialisers.base import fans
from gdlab.spec.base import members

catalogue.load_engine_members()
INIT = members("init")
SHAPE = (60, 50, 3, 3)  # fan_in 450, fan_out 540
STREAM = 1234567

#: type and options -> (mean, standard deviation, smallest and largest possible value)
EXPECTED = [
    ("XavierUniform", {}, 0.0, np.sqrt(2 / 990), np.sqrt(6 / 990)),
    ("XavierUniform", {"gain": 2.0}, 0.0, 2 * np.sqrt(2 / 990), 2 * np.sqrt(6 / 990)),
    ("XavierNormal", {"gain": 0.5}, 0.0, 0.5 * np.sqrt(2 / 990), np.inf),
    ("KaimingUniform", {}, 0.0, np.sqrt(2 / 450), np.sqrt(6 / 450)),
    ("KaimingUniform", {"a": 5**0.5}, 0.0, np.sqrt(1 / 3 / 450), np.sqrt(1 / 450)),
    ("KaimingNormal", {"nonlinearity": "relu", "mode": "fan_out"}, 0.0, np.sqrt(2 / 540), np.inf),
    ("KaimingNormal", {"nonlinearity": "tanh"}, 0.0, 5 / 3 / np.sqrt(450), np.inf),
    ("KaimingNormal", {"nonlinearity": "linear"}, 0.0, 1 / np.sqrt(450), np.inf),
    ("KaimingNormal", {"nonlinearity": "selu"}, 0.0, 0.75 / np.sqrt(450), np.inf),
    ("Uniform", {"a": -1.0, "b": 3.0}, 1.0, 4 / np.sqrt(12), 3.0),
    ("Normal", {"mean": 2.0, "std": 0.3}, 2.0, 0.3, np.inf),
    ("TruncNormal", {}, 0.0, 0.87962566, 2.0),
    ("TruncNormal", {"std": 0.02, "a": -0.04, "b": 0.04}, 0.0, 0.02 * 0.87962566, 0.04),
    ("Constant", {"val": 0.7}, 0.7, 0.0, 0.7),
    ("Zeros", {}, 0.0, 0.0, 0.0),
    ("Ones", {}, 1.0, 0.0, 1.0),
    ("Orthogonal", {"gain": 3.0}, 0.0, 3 / np.sqrt(450), np.inf),
]


@pytest.mark.parametrize(("name", "options", "mean", "deviation", "bound"), EXPECTED)
def test_has_the_mean_deviation_and_bounds_of_its_formula(name, options, mean, deviation, bound) -> None:
    drawn = INIT[name](**options).draw(SHAPE, STREAM)
    assert drawn.shape == SHAPE
    assert drawn.mean() == pytest.approx(mean, abs=0.02 * max(deviation, 1e-12) + 1e-15)
    assert drawn.std() == pytest.approx(deviation, rel=0.02, abs=1e-12)
    assert np.abs(drawn).max() <= bound * (1 + 1e-12)
    if np.isfinite(bound) and deviation:
        assert np.abs(drawn).max() > 0.99 * bound


def test_every_initialiser_is_tested() -> None:
    assert {name for name, *_ in EXPECTED} == set(INIT), "an initialiser needs a line in EXPECTED here"


@pytest.mark.parametrize("name", sorted(INIT))
def test_draws_the_same_from_the_same_stream_and_other_numbers_from_another(name: str) -> None:
    init = INIT[name]()
    a, b, c = init.draw((8, 6), 1), init.draw((8, 6), 1), init.draw((8, 6), 2)
    assert np.array_equal(a, b)
    assert (np.ptp(a) == 0) or not np.array_equal(a, c)


@pytest.mark.parametrize("shape", [(7, 5), (5, 7), (6, 6), (4, 3, 2, 2), (20, 3, 2, 2)])
def test_orthogonal_rows_or_columns_are_orthonormal(shape: tuple[int, ...]) -> None:
    w = INIT["Orthogonal"]().draw(shape, STREAM).reshape(shape[0], -1)
    product = w @ w.T if w.shape[0] <= w.shape[1] else w.T @ w
    assert np.allclose(product, np.eye(len(product)), atol=1e-12)


def test_truncated_normal_follows_its_distribution_function() -> None:
    drawn = np.sort(INIT["TruncNormal"](mean=0.5, a=-1.0, b=1.0).draw((5000,), STREAM))
    low, high = ndtr(-1.5), ndtr(0.5)
    expected = (ndtr(drawn - 0.5) - low) / (high - low)
    assert np.abs(expected - (np.arange(5000) + 0.5) / 5000).max() < 0.02  # Kolmogorov and Smirnov, 1 %: 0.023


def test_fans_are_pytorchs() -> None:
    assert fans((10, 20)) == (20, 10)
    assert fans((10, 20, 3, 2)) == (120, 60)


@pytest.mark.parametrize("name", ["Uniform", "TruncNormal"])
def test_bounds_in_the_wrong_order_are_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="b must be greater than a"):
        INIT[name](a=1.0, b=-1.0)
