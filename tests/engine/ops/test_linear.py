"""Linear is a matrix product, by loops of our own and by BLAS; Flatten is a reshape in PyTorch's order."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.network.builder import Builder
from gdlab.engine.ops.linear import NARROW, NARROW_INPUTS, WIDE
from gdlab.engine.ops.linear_kernels import SMALL_BACKWARD, SMALL_FORWARD, linear_forward
from gdlab.engine.ops.linear_tiles import narrow_linear_forward, wide_linear_forward
from gdlab.spec.base import member
from gdlab.spec.errors import SpecError
from tests.engine.ops.single import Single, close

SIZES = [(1, 1, 1), (3, 2, 5), (4, 5, 3), (10, 8, 8), (9, 16, 16), (7, 33, 20)]
#: Many weights: some rows and columns over, more inner indices and more columns than are taken at a time.
NARROW_SIZES = [(1, 16, 1), (21, 17, 2), (200, 24, 8), (10, 100, 7)]
WIDE_SIZES = [(1, 128, 130), (90, 40, 530), (15, 600, 37), (32, 1100, 17), (200, 130, 128)]


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("n", "inputs", "outputs"), SIZES + NARROW_SIZES + WIDE_SIZES)
def test_is_a_matrix_product(n, inputs, outputs, bias):
    layer, rng = Single("Linear", (inputs,), n, out_features=outputs, bias=bias), np.random.default_rng(0)
    forward = layer.program.instructions[0].forward
    few = narrow_linear_forward if inputs >= NARROW_INPUTS and outputs <= NARROW else linear_forward
    assert forward is (wide_linear_forward if inputs * outputs >= WIDE else few)
    x, dy, w = rng.normal(size=(n, inputs)), rng.normal(size=(n, outputs)), layer["weight"]
    close(layer.forward(x), x @ w.T + (layer["bias"] if bias else 0.0))
    dx, gradients = layer.backward(dy)
    close(dx, dy @ w)
    close(gradients["weight"], dy.T @ x)
    if bias:
        close(gradients["bias"], dy.sum(0))


def test_sizes_above_reach_both_ways_of_multiplying():
    products = [n * i * o for n, i, o in SIZES]
    assert min(products) < SMALL_FORWARD < SMALL_BACKWARD < max(products)


@pytest.mark.parametrize(
    ("widths", "forward"),
    [
        ((784, 256, 10, 2), wide_linear_forward),
        ((24, 8, 2), narrow_linear_forward),
        ((64, 64, 5), linear_forward),
        ((2, 8, 8, 2), linear_forward),
    ],
)
def test_layers_use_the_kernels_that_the_network_has_already(widths, forward):
    builder = Builder(widths[:1])
    builder.build([member("layer", "Linear")(out_features=outputs) for outputs in widths[1:]], builder.input)
    assert {op.forward for op in builder.instructions} == {forward}


@pytest.mark.parametrize(("inputs", "outputs"), [(12, 3), (12, 40), (12, 1400), (20, 5)])
def test_gradients_add_up_when_asked_to(inputs, outputs):
    layer, rng = Single("Linear", (inputs,), 6, out_features=outputs), np.random.default_rng(0)
    x, dy = rng.normal(size=(6, inputs)), rng.normal(size=(6, outputs))
    layer.forward(x)
    _, once = layer.backward(dy)
    layer.ctx[abi.ACCUMULATE] = 1
    _, twice = layer.backward(dy)
    close(twice["weight"], 2 * once["weight"])
    close(twice["bias"], 2 * once["bias"])


def test_acts_on_the_last_axis_of_sequences_and_refuses_images():
    layer, x = Single("Linear", (3, 4), 2, out_features=5), np.random.default_rng(0).normal(size=(2, 3, 4))
    close(layer.forward(x), x @ layer["weight"].T + layer["bias"])
    with pytest.raises(SpecError, match="put a Flatten before it"):
        Single("Linear", (3, 4, 4), 2)


@pytest.mark.parametrize(
    ("shape", "fields", "flat"),
    [
        ((3, 2, 4), {}, (24,)),
        ((3, 2, 4), {"start_dim": 2}, (3, 8)),
        ((3, 2, 4), {"end_dim": 2}, (6, 4)),
        ((1, 2, 4), {}, (8,)),
        ((3, 1, 1), {}, (3,)),
        ((3, 5), {}, (15,)),
    ],
)
def test_flatten_keeps_pytorchs_order(shape, fields, flat):
    layer, x = Single("Flatten", shape, 2, **fields), np.random.default_rng(0).normal(size=(2, *shape))
    close(layer.forward(x), x.reshape(2, *flat))
    close(layer.backward(x.reshape(2, *flat))[0], x)


def test_flatten_refuses_axes_that_are_not_there():
    with pytest.raises(SpecError, match="cannot flatten axes"):
        Single("Flatten", (3, 4), 2, start_dim=3)


def test_identity_is_free():
    assert not len(Single("Identity", (3,), 2).program.ops)
