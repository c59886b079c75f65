"""What a diverged run leaves behind: the last parameters at which the loss was finite, whatever the optimizer."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.running import trainer_of

DRAW = np.random.default_rng(0)
X = DRAW.standard_normal((40, 3)).astype(np.float32)
Y = (X @ np.array([1.0, -2.0, 0.5]))[:, None].astype(np.float32)


@pytest.mark.parametrize("validates", [True, False])
@pytest.mark.parametrize("optimizer", ["SGD(lr=1e6)", "LBFGS(lr=50)", "LBFGS(lr=50, max_iter=3)"])
def test_a_diverged_run_leaves_finite_parameters_and_says_that_it_diverged(optimizer: str, validates: bool):
    trainer = trainer_of(
        ["Linear(out_features=8)", "ReLU", "Linear(out_features=1)"],
        X,
        Y,
        val=(X, Y) if validates else None,
        loss="MSELoss",
        optimizer=optimizer,
        training={"epochs": 200, "batch_size": 20},
    )
    trainer.advance(10**4)
    assert trainer.diverged
    assert "became" in trainer.reason
    assert all(np.isfinite(array).all() for array in trainer.parameters.values())
