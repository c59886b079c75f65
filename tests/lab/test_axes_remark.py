"""A convolution that reads the axes of its data in another order than they have is remarked on before the run."""

from __future__ import annotations

import logging

import numpy as np
import pytest

import gdlab
from gdlab.lab.axes_remark import axes_remark
from gdlab.spec.examples import Examples
from tests.lab.small import spec

LAYERS = ["Conv1d(out_channels=3, kernel_size=2)", "Flatten", "Linear(out_features=1)"]
STEPS = np.linspace(0, 1, 9 * 6 * 3, dtype=np.float32).reshape(9, 6, 3)


@pytest.mark.parametrize(
    ("layers", "look", "remarked"),
    [
        (LAYERS, "series", True),
        (["Transpose", *LAYERS], "series", False),
        (LAYERS, "table", False),
        (["GRU(hidden_size=2)", "Linear(out_features=1)"], "series", False),
    ],
)
def test_a_first_convolution_of_a_series_is_told_the_axes(layers, look, remarked):
    examples = Examples(STEPS, STEPS[:, 0, :1], STEPS[:2], STEPS[:2, 0, :1], task="regression", look=look)
    remark = axes_remark(spec(network__layers=layers, loss="MSELoss"), examples)
    assert ("Transpose before it" in remark) is remarked
    assert not remarked or "(time, columns) = (6, 3)" in remark


@pytest.mark.parametrize(
    ("shape", "first", "remarked"),
    [
        ((8, 8, 3), "Conv2d(out_channels=2, kernel_size=3)", True),
        ((28, 28, 1), "MaxPool2d(kernel_size=1)", True),
        ((3, 8, 8), "Conv2d(out_channels=2, kernel_size=3)", False),
        ((3, 3, 3), "Conv2d(out_channels=2, kernel_size=3)", False),
        ((8, 6, 3), "Conv2d(out_channels=2, kernel_size=3)", False),
        ((8, 8, 3), "Flatten", False),
    ],
)
def test_pictures_whose_channels_come_last_are_told_the_axes(shape, first, remarked, caplog):
    X, y = np.zeros((6, *shape), np.float32), np.arange(6) % 2
    layers = [first, *["Flatten"] * (first != "Flatten"), "Linear(out_features=2)"]
    with caplog.at_level(logging.WARNING, "gdlab"):
        gdlab.train(spec(network__layers=layers), data=(X, y))
    assert ("X.transpose(0, 3, 1, 2) brings them to the front" in caplog.text) is remarked


def test_behind_a_transpose_the_convolution_moves_along_the_time():
    """A filter of -1 and 1 on one column gives that column's differences in time."""
    layers = ["Transpose", "Conv1d(out_channels=1, kernel_size=2, bias=false)"]
    targets = np.zeros((9, 5), np.float32)
    weight = np.zeros((1, 3, 2), np.float32)
    weight[0, 1] = -1, 1
    made = spec(network__layers=layers, loss="MSELoss")
    trainer = gdlab.Trainer(made, (STEPS, targets), {"1.weight": weight})
    np.testing.assert_allclose(trainer.predict(STEPS).reshape(9, 5), np.diff(STEPS[:, :, 1], axis=1), rtol=1e-3)
