"""In single precision, means and sums over many numbers round little more than once, wherever the numbers lie."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.ops.single import Single

#: Layer, shape of an example, examples, fields.
CASES: list[tuple[str, tuple[int, ...], int, dict[str, Any]]] = [
    ("BatchNorm2d", (40, 16, 16), 32, {}),
    ("BatchNorm2d", (3, 9, 8), 16, {}),
    ("BatchNorm1d", (6, 300), 40, {}),
    ("BatchNorm1d", (20,), 64, {}),
    ("LayerNorm", (600,), 20, {}),
    ("GroupNorm", (8, 32, 32), 4, {"num_groups": 2}),
    ("GroupNorm", (8, 300), 4, {"num_groups": 2}),
    ("AdaptiveAvgPool2d", (8, 30, 30), 4, {"output_size": 1}),
    ("AvgPool2d", (8, 30, 30), 4, {"kernel_size": 10}),
]
IDS = [f"{kind}{shape}" for kind, shape, _, _ in CASES]


@pytest.mark.parametrize(("kind", "shape", "n", "fields"), CASES, ids=IDS)
def test_numbers_far_from_zero_are_centred_as_exactly_as_they_are_stored(kind, shape, n, fields):
    single, double = (Single(kind, shape, n, dtype, **fields) for dtype in ("float32", "float64"))
    x = (np.random.default_rng(0).normal(size=(n, *shape)) + 1000).astype("float32")
    error = np.abs(single.forward(x) - double.forward(x)).max()
    largest = max((np.abs(double[name]).max() for name in ("weight", "bias") if "Norm" in kind), default=1.0)
    assert error <= (0.75 if "Norm" in kind else 4) * np.spacing(np.float32(1000)) * largest


@pytest.mark.parametrize(("kind", "shape", "n", "fields"), CASES[:7], ids=IDS[:7])
def test_the_gradient_of_a_shift_does_not_grow_worse_with_the_numbers_that_it_adds_up(kind, shape, n, fields):
    rng = np.random.default_rng(1)
    x, dy = rng.normal(size=(n, *shape)), rng.normal(size=(n, *shape)).astype("float32") + np.float32(1)
    found = []
    for dtype in ("float32", "float64"):
        layer = Single(kind, shape, n, dtype, **fields)
        layer.forward(x)
        found.append(layer.backward(dy)[1]["bias"])
    assert np.linalg.norm(found[0] - found[1]) <= np.finfo(np.float32).eps * np.linalg.norm(found[1])
