"""Pooling does what its definition says, with every option, compiled and as plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import ValidationError

from gdlab.engine.ops.pool import AdaptiveAvgPool2d
from gdlab.spec.errors import SpecError
from gdlab.spec.run import RunSpec
from tests.engine.ops.single import Single, close
from tests.engine.running import spec_of
from tests.reference import pool

SHAPE = (2, 6, 5)


def _both(v):
    return (v, v) if isinstance(v, int) else v


def _run(kind, shape=SHAPE, **fields):
    layer, rng = Single(kind, shape, 2, **fields), np.random.default_rng(0)
    x = rng.normal(size=(2, *shape))
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    return x, y, dy, layer.backward(dy)[0]


def _sizes(fields):
    kernel = _both(fields["kernel_size"])
    return kernel, _both(fields.get("stride", kernel)), _both(fields.get("padding", 0))


@pytest.mark.parametrize(
    "fields",
    [
        {"kernel_size": 2},
        {"kernel_size": (2, 5)},
        {"kernel_size": 3, "stride": 2, "padding": 1},
        {"kernel_size": 2, "stride": 3, "ceil_mode": True},
        {"kernel_size": 2, "stride": 1, "dilation": (2, 1)},
    ],
)
def test_largest_agrees_with_the_definition(fields):
    x, y, dy, dx = _run("MaxPool2d", **fields)
    expected = pool.largest(x, dy, *_sizes(fields), _both(fields.get("dilation", 1)))
    close(y, expected[0])
    close(dx, expected[1])


@pytest.mark.parametrize("shape", [(1, 2, 2), (17, 6, 4), (5, 4, 8)])
def test_largest_of_four_side_by_side_agrees_with_the_definition(shape):
    x, y, dy, dx = _run("MaxPool2d", shape=shape, kernel_size=2)
    expected = pool.largest(x, dy, (2, 2), (2, 2), (0, 0), (1, 1))
    close(y, expected[0])
    close(dx, expected[1])


@pytest.mark.parametrize(
    "fields",
    [
        {"kernel_size": 2},
        {"kernel_size": 3, "stride": 2, "padding": 1},
        {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True},
        {"kernel_size": 3, "padding": 1, "count_include_pad": False},
        {"kernel_size": 2, "divisor_override": 3},
    ],
)
def test_mean_agrees_with_the_definition(fields):
    x, y, dy, dx = _run("AvgPool2d", **fields)
    rest = fields.get("count_include_pad", True), fields.get("divisor_override", 0)
    expected = pool.average(x, dy, *_sizes(fields), *rest)
    close(y, expected[0])
    close(dx, expected[1])


@pytest.mark.parametrize("size", [1, (3, 2), 7])
def test_mean_to_a_size_agrees_with_the_definition(size):
    x, y, dy, dx = _run("AdaptiveAvgPool2d", output_size=size)
    expected = pool.adaptive(x, dy)
    close(y, expected[0])
    close(dx, expected[1])


def test_the_first_of_equals_gets_the_gradient_and_nan_passes():
    layer = Single("MaxPool2d", (1, 2, 2), 1, kernel_size=2)
    assert layer.forward(np.ones((1, 1, 2, 2))).item() == 1.0
    assert layer.backward(np.full((1, 1, 1, 1), 3.0))[0].reshape(-1).tolist() == [3.0, 0.0, 0.0, 0.0]
    assert np.isnan(layer.forward(np.array([[[[1.0, np.nan], [3.0, 2.0]]]]))).all()


def test_what_does_not_fit_is_refused_in_words():
    with pytest.raises(SpecError, match="before Flatten"):
        Single("MaxPool2d", (64,), 1)
    with pytest.raises(SpecError, match="larger than its input"):
        Single("AvgPool2d", (1, 2, 2), 1, kernel_size=3)
    with pytest.raises(ValidationError, match="half of kernel_size"):
        Single("MaxPool2d", SHAPE, 1, kernel_size=2, padding=2)
    with pytest.raises(ValidationError, match="at least 1"):
        Single("MaxPool2d", SHAPE, 1, kernel_size=0)


@pytest.mark.parametrize(("size", "shape"), [((3, None), (2, 3, 8)), ((None, 2), (2, 6, 2)), (None, (2, 6, 8))])
def test_none_keeps_a_side_of_the_input_as_in_pytorch(size, shape):
    assert AdaptiveAvgPool2d(output_size=size).output_shape((2, 6, 8)) == shape


def test_none_is_read_from_a_call_and_written_to_a_file():
    spec = spec_of(["AdaptiveAvgPool2d(output_size=(3, None))"])
    assert RunSpec.parse(spec.to_dict()) == spec
