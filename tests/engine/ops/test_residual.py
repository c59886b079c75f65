"""Residual blocks add what they should and refuse what does not fit."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.spec.errors import SpecError
from tests.engine.ops.single import Single, close

TANH = {"type": "Tanh"}


def test_the_input_is_added_and_both_ways_give_a_gradient():
    layer = Single("Residual", (3,), 2, layers=[TANH])
    x, dy = np.random.default_rng(0).normal(size=(2, 2, 3))
    close(layer.forward(x), x + np.tanh(x))
    close(layer.backward(dy)[0], dy * (2 - np.tanh(x) ** 2))


def test_nested_blocks_add_up():
    layer = Single("Residual", (3,), 2, layers=[{"type": "Residual", "layers": [TANH]}])
    x, dy = np.random.default_rng(0).normal(size=(2, 2, 3))
    close(layer.forward(x), 2 * x + np.tanh(x))
    close(layer.backward(dy)[0], dy * (3 - np.tanh(x) ** 2))


def test_padding_keeps_every_second_point_and_adds_channels_of_zeros():
    conv = {"type": "Conv2d", "out_channels": 3, "stride": 2, "padding": 1, "bias": False}
    layer, rng = Single("Residual", (2, 5, 4), 2, layers=[conv], shortcut="pad"), np.random.default_rng(0)
    layer["layers.0.weight"] = np.zeros((3, 2, 3, 3))
    x = rng.normal(size=(2, 2, 5, 4))
    y = layer.forward(x)
    close(y[:, :2], x[:, :, ::2, ::2])
    assert not y[:, 2].any()
    dy = rng.normal(size=y.shape)
    dx, _ = layer.backward(dy)
    close(dx[:, :, ::2, ::2], dy[:, :2])
    assert not dx[:, :, 1::2].any()


@pytest.mark.parametrize(
    "fields,words",
    [
        ({"layers": []}, "at least one layer"),
        ({"layers": [{"type": "Linear", "out_features": 4}]}, "equal shapes"),
        ({"layers": [TANH], "shortcut": "pad"}, "channels, height, width"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(fields, words):
    with pytest.raises(SpecError, match=words):
        Single("Residual", (3,), 1, **fields)


def test_padding_cannot_take_channels_away():
    with pytest.raises(SpecError, match="only add channels"):
        Single("Residual", (4, 4, 4), 1, layers=[{"type": "Conv2d", "out_channels": 2, "padding": 1}], shortcut="pad")


def test_an_error_inside_names_the_inner_layer():
    with pytest.raises(SpecError, match=r"layers\[0\]\.layers\[0\].*Conv2d"):
        Single("Residual", (4,), 1, layers=[{"type": "Conv2d"}])
