"""A figure of a convolution all of whose terms are zero is zero, so that no optimizer walks on rounding noise."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi
from tests.engine.ops.single import Single
from tests.engine.running import trainer_of
from tests.reference import conv


def _sparse(rng, shape, pixels):
    """Return numbers that are zero but in a few pixels, and in every third channel."""
    x = rng.normal(size=shape)
    x[:, ::3] = 0
    return x * (rng.random((shape[0], 1, *shape[2:])) < pixels)


@pytest.mark.parametrize(
    "shape,fields",
    [
        ((8, 5, 6), {"padding": 1, "out_channels": 9, "bias": False}),
        ((9, 8, 4), {"padding": 2, "out_channels": 8}),
        ((8, 6, 9), {"padding": 0, "out_channels": 17}),
        ((8, 3, 3), {"padding": (2, 1), "out_channels": 8}),
    ],
)
def test_a_figure_without_terms_is_zero(shape, fields):
    layer, rng = Single("Conv2d", shape, 3, "float32", kernel_size=3, **fields), np.random.default_rng(1)
    down, across = np.broadcast_to(fields["padding"], 2)
    options = ((1, 1), ((down, down), (across, across)), (1, 1), 1)
    bias = layer["bias"] if "bias" not in fields else np.zeros(fields["out_channels"])
    for share in (0.05, 0.2, 1.0):
        x = _sparse(rng, (3, *shape), share)
        y = layer.forward(x)
        dy = _sparse(rng, y.shape, share)
        dx, found = layer.backward(dy)
        terms = conv.forward(abs(x), abs(layer["weight"]), None, *options)
        terms_of_x, terms_of_w = conv.backward(abs(x), abs(layer["weight"]), abs(dy), *options)[:2]
        np.testing.assert_array_equal(y[terms == 0], np.broadcast_to(bias[:, None, None], y.shape)[terms == 0])
        np.testing.assert_array_equal(dx[terms_of_x == 0], 0)
        np.testing.assert_array_equal(found["weight"][terms_of_w == 0], 0)
        assert share == 1.0 or (terms == 0).any()
        layer.ctx[abi.ACCUMULATE] = 1
        twice = layer.backward(dy)[1]["weight"]
        layer.ctx[abi.ACCUMULATE] = 0
        np.testing.assert_allclose(twice, 2 * found["weight"], rtol=1e-5, atol=1e-5)
        np.testing.assert_array_equal(twice[terms_of_w == 0], 0)


@pytest.mark.parametrize("optimizer", ["Lion(lr=0.01)", "Rprop(lr=0.01)", "Adam(lr=0.01)"])
def test_taps_that_see_only_zeros_do_not_move(optimizer):
    rng = np.random.default_rng(0)
    x = np.zeros((8, 8, 4, 4))
    x[:, :, 0, 0] = rng.normal(size=(8, 8))  # the last row and column of taps never meet the first pixel
    conv_layer = {"type": "Conv2d", "out_channels": 16, "kernel_size": 3, "padding": 1}
    layers = [conv_layer, "ReLU", "Flatten", "Linear(out_features=3)"]
    training = {"batch_size": 8, "epochs": 20, "dtype": "float32"}
    trainer = trainer_of(layers, x, rng.integers(0, 3, 8), optimizer=optimizer, training=training)
    before = trainer.parameters["0.weight"].copy()
    trainer.advance(20)
    moved = trainer.parameters["0.weight"] != before
    assert moved[:, :, :2, :2].mean() > 0.9  # steps of one size may come back to where they began
    assert not moved[:, :, 2].any()
    assert not moved[:, :, :, 2].any()
