"""Rectifiers that are joined to their neighbours do exactly what they do alone."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.ops.resnet import resnet
from gdlab.engine.program.assembly import build_network
from tests.engine.running import spec_of, trainer_of

RELU, POOL, FLAT = {"type": "ReLU"}, {"type": "MaxPool2d"}, {"type": "Flatten"}
HEAD = [FLAT, {"type": "Linear", "out_features": 3}]
CONV = {"type": "Conv2d", "out_channels": 5, "padding": 1}
WIDE = {"type": "Conv2d", "out_channels": 18, "padding": 1}
DEAD = {**CONV, "init": {"type": "Zeros"}, "bias": False}
NORM = {"type": "BatchNorm2d"}
SHAPE = (2, 6, 8)
NETWORKS = {
    "norm": [CONV, NORM, RELU, *HEAD],
    "norm_without_parameters": [CONV, {**NORM, "affine": False}, RELU, *HEAD],
    "norm_first": [NORM, RELU, *HEAD],
    "norm_of_features": [FLAT, {"type": "Linear", "out_features": 7}, {"type": "BatchNorm1d"}, RELU, HEAD[1]],
    "pool": [CONV, RELU, POOL, WIDE, RELU, {"type": "MaxPool2d", "kernel_size": (1, 2)}, *HEAD],
    "pool_of_dead_units": [DEAD, RELU, POOL, *HEAD],
    "norm_of_dead_units": [DEAD, NORM, RELU, *HEAD],
    "sum_of_dead_units": [CONV, RELU, {"type": "Residual", "layers": [DEAD]}, RELU, *HEAD],
    "sum": [CONV, {"type": "Residual", "layers": [CONV, RELU]}, RELU, *HEAD],
    "sum_of_input": [{"type": "Residual", "layers": [{**CONV, "out_channels": 2}]}, RELU, *HEAD],
    "sum_of_itself": [CONV, {"type": "Residual", "layers": [{"type": "Identity"}]}, RELU, *HEAD],
    "two_readers": [CONV, RELU, {"type": "Residual", "layers": [CONV, NORM]}, RELU, POOL, *HEAD],
    "last": [CONV, NORM, RELU, POOL, FLAT, {"type": "Linear", "out_features": 3}, {"type": "BatchNorm1d"}, RELU],
    "resnet": resnet(8, width=4, classes=3),
}
JOINED = {"norm": 1, "norm_of_features": 1, "pool": 1, "sum": 1, "two_readers": 1, "resnet": 7}


def _data(zeros: bool) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(24, *SHAPE)).astype(np.float32)
    return (np.round(x) if zeros else x), rng.integers(0, 3, 24)


def _trained(layers, data, **training):
    trainer = trainer_of(layers, *data, training={"batch_size": 8, **training})
    trainer.advance(7)
    return trainer


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kink", [0.0, 0.5])
@pytest.mark.parametrize("name", NETWORKS)
def test_joined_rectifiers_change_no_bit(name, kink, dtype):
    # diagnostics look at each layer's output, so nothing is joined where they may be asked for
    data = _data(zeros=True)
    joined = _trained(NETWORKS[name], data, kink=kink, dtype=dtype)
    apart = _trained(NETWORKS[name], data, kink=kink, dtype=dtype, diagnostics_every=1000)
    assert np.array_equal(joined.history["train/loss"], apart.history["train/loss"])
    for key, value in apart.parameters.items():
        assert np.array_equal(joined.parameters[key], value), key
    assert joined.kink_hits == apart.kink_hits
    assert np.array_equal(joined.predict(data[0]), apart.predict(data[0]))


@pytest.mark.parametrize("name", JOINED)
def test_what_can_be_joined_is(name):
    joined, _ = build_network(spec_of(NETWORKS[name]), SHAPE)
    apart, _ = build_network(spec_of(NETWORKS[name], training={"diagnostics_every": 1}), SHAPE)
    assert len(apart.instructions) - len(joined.instructions) == JOINED[name]


@pytest.mark.parametrize("before", ["norm", "pool", "sum"])
def test_units_at_the_kink_are_counted(before):
    trainer = _trained(NETWORKS[f"{before}_of_dead_units"], _data(zeros=False))
    assert trainer.kink_hits > 0


def test_what_is_not_a_number_is_seen():
    x, y = _data(zeros=False)
    x[:, 0, 0, 0] = np.nan
    for name in ("norm", "pool", "sum"):
        trainer = _trained(NETWORKS[name], (x, y))
        assert not np.isfinite(trainer.history["train/loss"][-1]), name
