"""Metrics of values are in the data's own unit where the targets were scaled for training."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.trainer import Trainer
from gdlab.lab.train import examples_for, train
from tests.lab.small import spec

CHANGES = {
    "data": {"type": "house_prices", "n_samples": 80, "noise": 2.0},
    "network.layers": ["Linear(out_features=1)"],
    "loss": "MSELoss",
    "training.metrics": ["RMSE", "MAE", "MAPE", "R2"],
}


def houses(scale: str):
    return spec(**{path.replace(".", "__"): value for path, value in CHANGES.items()}, data__target_scale=scale)


@pytest.mark.parametrize("scale", ["standard", "minmax"])
def test_errors_of_scaled_targets_are_those_of_the_prices(scale):
    run = train(houses(scale))
    trainer = Trainer(run.spec, examples_for(run.spec))
    e, fitted = trainer.examples, trainer.examples.extra["target_scale"]
    trainer.advance(trainer.total_steps)
    said, true = (a * fitted["width"] + fitted["shift"] for a in (trainer.predict(e.x_val), e.y_val))
    assert run.history.last("val/rmse") == pytest.approx(np.sqrt(np.mean((said - true) ** 2)), rel=1e-5)
    assert run.history.last("val/mae") == pytest.approx(np.mean(np.abs(said - true)), rel=1e-5)
    assert run.history.last("val/mape") == pytest.approx(np.mean(np.abs(said - true) / np.abs(true)), rel=1e-5)
    assert run.history.last("val/mae") > 3 * np.sqrt(run.history.last("val/loss"))  # the loss is of scaled prices
    assert trainer.evaluate(e.x_val, e.y_val)["mae"] == pytest.approx(run.history.last("val/mae"))


def test_r2_knows_no_unit_and_unscaled_targets_are_taken_as_they_are():
    plain, scaled = houses("none"), houses("standard")
    e = examples_for(plain)
    trainer = Trainer(plain, e)
    said = trainer.predict(e.x_val)
    assert trainer.evaluate("val")["mae"] == pytest.approx(np.mean(np.abs(said - e.y_val)), rel=1e-5)
    trainer = Trainer(scaled, examples_for(scaled))
    e, said = trainer.examples, trainer.predict(trainer.examples.x_val)
    r2 = 1 - np.sum((said - e.y_val) ** 2) / np.sum((e.y_val - e.y_val.mean()) ** 2)
    assert trainer.evaluate("val")["r2"] == pytest.approx(r2, rel=1e-5)
