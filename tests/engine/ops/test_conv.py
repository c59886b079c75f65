"""Convolutions do what their definition says, with every option, compiled and as plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.spec.errors import SpecError
from tests.engine.ops.single import Single, close
from tests.reference import conv

CASES = [
    ((1, 4, 5), {"kernel_size": 1, "out_channels": 2}),
    ((2, 5, 4), {"kernel_size": 3, "padding": 1, "out_channels": 3}),
    ((2, 5, 4), {"kernel_size": (2, 3), "stride": (2, 1), "padding": (1, 0), "out_channels": 3}),
    ((2, 6, 5), {"kernel_size": 2, "padding": 2, "out_channels": 2, "bias": False}),
    ((2, 6, 6), {"kernel_size": 2, "dilation": (2, 3), "stride": 2, "padding": 1, "out_channels": 2}),
    ((4, 5, 5), {"kernel_size": 3, "groups": 2, "padding": "same", "out_channels": 6}),
    ((3, 4, 4), {"kernel_size": 2, "padding": "same", "out_channels": 17}),
    ((3, 8, 9), {"kernel_size": 3, "padding": 1, "out_channels": 5}),
    ((2, 9, 6), {"kernel_size": 3, "out_channels": 3}),
    # channels enough for Winograd's scheme, with tiles that stick out
    ((32, 5, 6), {"kernel_size": 3, "padding": 1, "out_channels": 33}),
    ((33, 8, 4), {"kernel_size": 3, "padding": 2, "out_channels": 32, "bias": False}),
    ((32, 6, 9), {"kernel_size": 3, "out_channels": 41}),
    ((32, 3, 3), {"kernel_size": 3, "padding": (2, 1), "out_channels": 32}),
    ((32, 5, 270), {"kernel_size": 3, "padding": (0, 1), "out_channels": 32}),  # a row of more tiles than a block has
    ((70, 7, 6), {"kernel_size": 3, "padding": 1, "out_channels": 33}),
    # the same shapes with fewer channels, in direct sums
    ((8, 5, 6), {"kernel_size": 3, "padding": 1, "out_channels": 9}),
    ((9, 8, 4), {"kernel_size": 3, "padding": 2, "out_channels": 8, "bias": False}),
    ((8, 6, 9), {"kernel_size": 3, "out_channels": 17}),
    ((8, 3, 3), {"kernel_size": 3, "padding": (2, 1), "out_channels": 8}),
    ((8, 5, 270), {"kernel_size": 3, "padding": (0, 1), "out_channels": 8}),
    # few channels and nine taps
    ((1, 7, 6), {"kernel_size": 3, "padding": 1, "out_channels": 17}),
    ((4, 9, 8), {"kernel_size": 3, "stride": (2, 1), "dilation": (1, 2), "padding": 2, "out_channels": 6}),
    # depthwise: one filter a channel
    ((3, 5, 4), {"kernel_size": 3, "padding": 1, "out_channels": 3, "groups": 3}),
    ((17, 7, 9), {"kernel_size": 3, "padding": 1, "out_channels": 17, "groups": 17}),
    ((64, 5, 6), {"kernel_size": 3, "out_channels": 64, "groups": 64}),
    ((8, 7, 6), {"kernel_size": 3, "stride": 2, "padding": 1, "out_channels": 8, "groups": 8}),
    ((3, 9, 8), {"kernel_size": 3, "dilation": 2, "padding": 2, "out_channels": 3, "groups": 3, "bias": False}),
    ((5, 9, 7), {"kernel_size": 1, "out_channels": 5, "groups": 5}),
    ((5, 7, 8), {"kernel_size": 1, "stride": 3, "padding": 1, "out_channels": 5, "groups": 5}),
    ((2, 11, 10), {"kernel_size": (4, 2), "stride": (3, 2), "dilation": (2, 3), "out_channels": 2, "groups": 2}),
    ((17, 8, 13), {"kernel_size": (2, 5), "stride": (1, 4), "padding": (3, 5), "out_channels": 17, "groups": 17}),
    ((3, 6, 9), {"kernel_size": 3, "stride": 2, "dilation": 2, "padding": 1, "out_channels": 3, "groups": 3}),
    ((3, 1, 31), {"kernel_size": (1, 7), "padding": "same", "out_channels": 3, "groups": 3}),
    ((4, 6, 6), {"kernel_size": (2, 4), "padding": "same", "out_channels": 4, "groups": 4}),
]


def _both(v):
    return (v, v) if isinstance(v, int) else v


def _margins(fields):
    padding, kernel = fields.get("padding", 0), _both(fields["kernel_size"])
    if padding == "same":
        total = [d * (k - 1) for k, d in zip(kernel, _both(fields.get("dilation", 1)), strict=True)]
        return tuple((t // 2, t - t // 2) for t in total)
    return tuple((p, p) for p in _both(padding))


DEPTHWISE = [case for case in CASES if case[1].get("groups") == case[0][0]]


@pytest.mark.parametrize("shape,fields", CASES)
def test_agrees_with_the_definition(shape, fields):
    _compare(shape, fields, "float64", 1e-12)


@pytest.mark.parametrize("shape,fields", DEPTHWISE)
def test_depthwise_agrees_in_single_precision(shape, fields):
    _compare(shape, fields, "float32", 2e-6)


def _compare(shape, fields, dtype, bound):
    layer, rng = Single("Conv2d", shape, 3, dtype, **fields), np.random.default_rng(0)
    x = rng.normal(size=(3, *shape))
    options = (
        _both(fields.get("stride", 1)),
        _margins(fields),
        _both(fields.get("dilation", 1)),
        fields.get("groups", 1),
    )
    bias = layer["bias"] if fields.get("bias", True) else None
    y = layer.forward(x)
    close(y, conv.forward(x, layer["weight"], bias, *options), bound)
    dy = rng.normal(size=y.shape)
    dx, grads = layer.backward(dy)
    expected = conv.backward(x, layer["weight"], dy, *options)
    close(dx, expected[0], bound)
    close(grads["weight"], expected[1], bound)
    if bias is not None:
        close(grads["bias"], expected[2], bound)


@pytest.mark.parametrize("channels,groups", [(2, 1), (5, 5), (4, 2)])
def test_one_axis_agrees_with_the_definition(channels, groups):
    fields = {"kernel_size": 3, "padding": 1, "stride": 2, "out_channels": 5 if groups == 5 else 4, "groups": groups}
    layer, rng = Single("Conv1d", (channels, 7), 3, **fields), np.random.default_rng(0)
    x = rng.normal(size=(3, channels, 7))
    w, options = layer["weight"][:, :, None, :], ((1, 2), ((0, 0), (1, 1)), (1, 1), groups)
    y = layer.forward(x)
    close(y, conv.forward(x[:, :, None], w, layer["bias"], *options)[:, :, 0])
    dy = rng.normal(size=y.shape)
    dx, grads = layer.backward(dy)
    expected = conv.backward(x[:, :, None], w, dy[:, :, None], *options)
    close(dx, expected[0][:, :, 0])
    close(grads["weight"], expected[1][:, :, 0])


@pytest.mark.parametrize(
    "fields",
    [{"out_channels": 3}, {"out_channels": 2, "groups": 2}, {"out_channels": 2, "groups": 2, "kernel_size": (3, 2)}],
)
def test_gradients_of_a_second_chunk_are_added(fields):
    layer, rng = Single("Conv2d", (2, 5, 4), 2, padding=1, **fields), np.random.default_rng(0)
    x = rng.normal(size=(2, 2, 5, 4))
    dy = rng.normal(size=layer.forward(x).shape)
    layer.forward(x)
    once = layer.backward(dy)[1]
    layer.ctx[abi.ACCUMULATE] = 1
    layer.forward(x)
    twice = layer.backward(dy)[1]
    for name, value in once.items():
        close(twice[name], 2 * value)


@pytest.mark.parametrize(
    "shape,fields,words",
    [
        ((64,), {}, "data.flatten = false"),
        ((3, 2, 2), {"kernel_size": 5}, "kernel_size smaller"),
        ((3, 6, 6), {"groups": 2}, "must divide"),
        ((3, 6, 6), {"stride": 2, "padding": "same"}, "stride = 1"),
    ],
)
def test_a_shape_that_does_not_fit_is_refused_in_words(shape, fields, words):
    with pytest.raises(SpecError, match=words):
        Single("Conv2d", shape, 1, **fields)


def test_one_axis_refuses_images_and_pairs():
    with pytest.raises(SpecError, match="channels, length"):
        Single("Conv1d", (3, 6, 6), 1)
    with pytest.raises(SpecError, match="must be one number"):
        Single("Conv1d", (3, 6), 1, kernel_size=(1, 2))
