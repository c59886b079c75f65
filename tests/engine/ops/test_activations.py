"""Activations are their definitions' twins, and right where a mistake would hide: kinks, NaN, large numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gdlab.engine import catalogue
from gdlab.engine.machine import abi
from gdlab.engine.ops.elementwise import Elementwise
from gdlab.spec.base import members
from tests.engine.ops.single import Single, close
from tests.parity.families.activations import CASES
from tests.reference import activations as twins

catalogue.load_engine_members()
LAYERS = members("layer")
ELEMENTWISE = sorted(name for name, cls in LAYERS.items() if issubclass(cls, Elementwise))


#: layer -> inputs at its kinks, and the slopes there for kink 0, which PyTorch takes, and for kink 1
KINKS = [
    ({"type": "ReLU"}, [0.0], [0.0], [1.0]),
    ({"type": "ReLU6"}, [0.0, 6.0], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "LeakyReLU", "negative_slope": 0.2}, [0.0], [0.2], [1.0]),
    ({"type": "PReLU", "init": 0.25}, [0.0], [0.25], [1.0]),
    ({"type": "Hardtanh"}, [-1.0, 1.0], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Hardsigmoid"}, [-3.0, 3.0], [0.0, 0.0], [1 / 6, 1 / 6]),
    ({"type": "Hardshrink"}, [-0.5, 0.5], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Softshrink"}, [-0.5, 0.5], [0.0, 0.0], [1.0, 1.0]),
    ({"type": "Threshold", "threshold": 0.5, "value": 2.0}, [0.5], [0.0], [1.0]),
]


def run(table: dict[str, Any], x: np.ndarray, kink: float = 0.0, dtype: str = "float64") -> tuple[Single, np.ndarray]:
    """Return the layer after its forward pass, and the output."""
    layer = Single(table["type"], x.shape[1:], len(x), dtype, **{k: v for k, v in table.items() if k != "type"})
    layer.fp[abi.KINK] = kink
    if table["type"] == "PReLU":
        layer["weight"] = np.full(table.get("num_parameters", 1), table.get("init", 0.25))
    with np.errstate(all="ignore"):
        return layer, layer.forward(x)


@pytest.mark.parametrize("kink", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("table", "at", "low", "high"), KINKS)
def test_slope_at_the_kink_is_the_chosen_one_and_hits_are_counted(table, at, low, high, kink) -> None:
    layer, _ = run(table, np.tile([*at, 0.123], (3, 1)), kink)
    slopes = layer.backward(np.full((3, len(at) + 1), 2.0))[0] / 2.0
    assert np.allclose(slopes[:, :-1], np.array(low) + kink * (np.array(high) - np.array(low)), atol=1e-15)
    assert layer.ctx[abi.KINK_HITS] == 3 * len(at)


@pytest.mark.parametrize(
    ("table", "at", "slopes"),
    [
        ({"type": "Hardswish"}, [-3.0, 3.0], [0.0, 1.0]),
        ({"type": "ELU", "alpha": 2.0}, [0.0], [2.0]),
        ({"type": "SELU"}, [0.0], [1.0507009873554805 * 1.6732632423543772]),
    ],
)
def test_other_corners_have_pytorchs_slope(table, at, slopes) -> None:
    layer, _ = run(table, np.array([at]))
    assert np.allclose(layer.backward(np.ones((1, len(at))))[0], slopes, rtol=1e-14)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ELEMENTWISE)
def test_nan_stays_nan_and_no_finite_number_becomes_one(name: str, dtype: str) -> None:
    x = np.array([[np.nan, -1e4, -90.0, -1.0, -1e-30, 0.0, 1e-30, 1.0, 90.0, 1e4]], dtype)
    layer, y = run({"type": name}, x, dtype=dtype)
    assert np.isnan(y[0, 0])
    assert np.isfinite(y[0, 1:]).all()
    with np.errstate(all="ignore"):
        assert np.isfinite(layer.backward(np.ones_like(x))[0][0, 1:]).all()


@pytest.mark.parametrize("name", ["Softmax", "LogSoftmax"])
def test_softmax_takes_large_numbers(name: str) -> None:
    x = np.array([[1e4, 0.0, -1e4], [-500.0, -500.0, -500.0]])
    _, y = run({"type": name}, x, dtype="float32")
    p = np.exp(y) if name == "LogSoftmax" else y
    assert np.allclose(p, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], atol=1e-6)


TABLES = [layer for case in CASES for layer in case.layers if layer["type"] in ELEMENTWISE]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: "-".join(str(v) for v in t.values()))
def test_is_its_definition(table: dict[str, Any]) -> None:
    x = np.random.default_rng(0).normal(size=(4, 9)) * 3.0
    dy = np.random.default_rng(1).normal(size=(4, 9))
    layer, y = run(table, x)
    expected, slope = twins.TWINS[table["type"]](x, **{k: v for k, v in table.items() if k != "type"})
    close(y, expected, 1e-13)
    close(layer.backward(dy)[0], slope * dy, 1e-13)


def test_every_activation_has_a_twin() -> None:
    assert set(twins.TWINS) == set(ELEMENTWISE), f"an activation needs a twin in {twins.__name__}"


@pytest.mark.parametrize(("shape", "n"), [((5,), 1), ((5,), 5), ((4, 3), 4), ((3, 2, 4), 3), ((3, 2, 4), 1)])
def test_prelu_is_its_definition(shape: tuple[int, ...], n: int) -> None:
    layer, rng = Single("PReLU", shape, 3, num_parameters=n), np.random.default_rng(0)
    weight = rng.normal(size=n)
    layer["weight"] = weight
    x, dy = rng.normal(size=(3, *shape)), rng.normal(size=(3, *shape))
    y, dx, dw = twins.prelu(x, dy, weight)
    close(layer.forward(x), y)
    ours, gradients = layer.backward(dy)
    close(ours, dx)
    close(gradients["weight"], dw)


@pytest.mark.parametrize(
    ("shape", "dim"), [((5,), -1), ((4, 3), 1), ((4, 3), 2), *[((3, 2, 4), d) for d in (1, 2, 3, -1)]]
)
@pytest.mark.parametrize(("name", "twin"), [("Softmax", twins.softmax), ("LogSoftmax", twins.log_softmax)])
def test_softmax_is_its_definition(name: str, twin: Any, shape: tuple[int, ...], dim: int) -> None:
    layer, rng = Single(name, shape, 3, dim=dim), np.random.default_rng(0)
    x, dy = rng.normal(size=(3, *shape)), rng.normal(size=(3, *shape))
    y, dx = twin(x, dy, dim)
    close(layer.forward(x), y)
    close(layer.backward(dy)[0], dx)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", ["Mish", "Tanhshrink"])
def test_far_from_zero_the_slope_is_one_and_the_output_the_input(name: str, dtype: str) -> None:
    x = np.array([[30.0, 1e4, 1e8, 1e20, 1e35]], dtype)
    layer, y = run({"type": name}, x, dtype=dtype)
    slopes = layer.backward(np.ones((1, 5)))[0]
    below = np.tanh(x) if name == "Tanhshrink" else 0
    np.testing.assert_allclose(y, x - below, rtol=1e-6)
    np.testing.assert_allclose(slopes, np.ones((1, 5)), rtol=1e-5)
