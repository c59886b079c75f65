"""The preset networks are those of He et al. 2015."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.ops.resnet import resnet
from gdlab.engine.program.assembly import describe
from tests.engine.running import spec_of, trainer_of

# table 6 of the paper
PAPER = {20: 0.27, 32: 0.46, 44: 0.66, 56: 0.85, 110: 1.7}


def count(depth, **rest):
    return sum(s.parameters for s in describe(spec_of(resnet(depth, **rest)), (3, 32, 32)) if "." not in s.name)


@pytest.mark.parametrize("depth", PAPER)
def test_has_the_papers_number_of_parameters(depth):
    assert round(count(depth) / 1e6, 1 if depth == 110 else 2) == PAPER[depth]


def test_shortcuts_with_zeros_have_no_parameters_and_projections_have():
    assert count(20) == count(20, shortcut="none")
    assert count(20, shortcut="projection") - count(20) == 16 * 32 + 32 * 64 + 2 * (32 + 64)


@pytest.mark.parametrize("depth", [0, 2, 18, 21])
def test_another_depth_is_refused_with_the_nearest(depth):
    with pytest.raises(ValueError, match="6n \\+ 2"):
        resnet(depth)


def test_a_small_one_learns():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 16)
    x = rng.normal(size=(16, 3, 8, 8)) + np.where(y == 1, 1.0, -1.0)[:, None, None, None]
    training = {"batch_size": 8, "epochs": 6, "dtype": "float64"}
    trainer = trainer_of(
        resnet(8, classes=2, width=4), x, y, optimizer={"type": "SGD", "lr": 0.05, "momentum": 0.9}, training=training
    )
    trainer.advance(12)
    loss = trainer.history["train/loss"]
    assert loss[-1] < 0.3 * loss[0]


def test_gradients_share_memory_in_a_deep_network():
    from gdlab.engine.program.assembly import build_network

    builder, output = build_network(spec_of(resnet(56)), (3, 32, 32))
    tensors = [t for t in builder.tensors if t.storage is None]
    from gdlab.engine.network.liveness import place_gradients

    used = place_gradients(builder.tensors, builder.instructions, (builder.input, output), 0, 1, 16)
    assert used < 0.1 * sum(t.size for t in tensors)
