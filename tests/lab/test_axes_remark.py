"""A convolution that would move along the columns of a time series is remarked on before the run."""

from __future__ import annotations

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


def test_behind_a_transpose_the_convolution_moves_along_the_time():
    """A filter of -1 and 1 on one column gives that column's differences in time."""
    layers = ["Transpose", "Conv1d(out_channels=1, kernel_size=2, bias=false)"]
    targets = np.zeros((9, 5), np.float32)
    weight = np.zeros((1, 3, 2), np.float32)
    weight[0, 1] = -1, 1
    made = spec(network__layers=layers, loss="MSELoss")
    trainer = gdlab.Trainer(made, (STEPS, targets), {"1.weight": weight})
    np.testing.assert_allclose(trainer.predict(STEPS).reshape(9, 5), np.diff(STEPS[:, :, 1], axis=1), rtol=1e-3)
