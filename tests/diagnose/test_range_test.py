"""The range test trains with the rates that it says and finds the rates at which training works and fails."""

from __future__ import annotations

import csv

import numpy as np
import pytest

import gdlab
from gdlab.cli.main import main
from gdlab.paths import resource
from gdlab.spec.errors import SpecError


def linear(optimizer="SGD"):
    layers = ({"type": "Linear", "out_features": 1},)
    return gdlab.RunSpec(
        data={"type": "diabetes", "scale": "standard"},
        network={"layers": layers},
        loss="MSELoss",
        optimizer=optimizer,
        training={"batch_size": "full", "dtype": "float64", "epochs": 30},
    )


def test_rates_grow_by_equal_factors_and_each_step_is_one_of_plain_descent():
    found = gdlab.range_test(linear(), low=1e-4, high=1e-2, steps=21)
    assert found.rates == pytest.approx(np.geomspace(1e-4, 1e-2, 21))
    trainer = gdlab.Trainer(linear().replace(optimizer="SGD(lr=1e-4)"))
    for rate, loss in zip(found.rates, found.losses, strict=True):
        trainer.edit(lr=float(rate))
        trainer.advance(1)
        assert trainer.history["train/loss"][-1] == pytest.approx(loss, rel=1e-9)


def test_the_rate_from_which_a_linear_network_diverges_is_two_over_the_curvature():
    trainer = gdlab.Trainer(linear())
    x = trainer.examples.x_train
    design = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    stable = 2 / np.linalg.eigvalsh(2 * design.T @ design / len(x))[-1]
    found = gdlab.range_test(linear(), low=1e-5, high=10, steps=300)
    assert found.suggested < stable
    assert stable < found.largest < 8 * stable
    assert found.suggested <= found.lowest < found.largest
    assert len(found.rates) < 300  # it ended when the loss had risen


def test_training_at_the_suggested_rate_learns():
    spec = gdlab.load_spec(resource("presets", "moons.toml"))
    found = gdlab.range_test(spec)
    run = gdlab.train(spec.replace(optimizer=spec.optimizer.replace(lr=found.suggested)))
    assert run.history["val/loss"][-1] < 0.5 * run.history["val/loss"][0]


@pytest.mark.parametrize("optimizer", ["Adam", "SGD"])
def test_the_scatter_of_the_first_batches_suggests_no_rate(optimizer):
    layers = ["Linear(out_features=16)", "ReLU", "Linear(out_features=1)"]
    data = {"type": "diabetes", "limit": 225, "scale": "standard"}
    spec = gdlab.RunSpec(data=data, network={"layers": layers}, loss="MSELoss", optimizer=optimizer)
    found = gdlab.range_test(spec)
    assert found.lowest / 100 < found.suggested <= found.lowest


def test_where_no_rate_helps_none_is_suggested():
    assert np.isnan(gdlab.range_test(linear(), low=1e-12, high=1e-11, steps=30).suggested)


@pytest.mark.parametrize("values", [{"low": 0}, {"low": 1, "high": 0.1}, {"steps": 3}, {"high": float("nan")}])
def test_wrong_values_are_refused(values):
    with pytest.raises(SpecError, match="must be"):
        gdlab.range_test(linear(), **values)


def test_the_command_line_suggests_a_rate_and_writes_files(tmp_path, capsys):
    spec = str(resource("presets", "moons.toml"))
    words = ["range", spec, "--steps", "60", "--csv", str(tmp_path / "r.csv"), "--plot", str(tmp_path / "r.png")]
    assert main(words) == 0
    assert "Suggested learning rate" in capsys.readouterr().out
    with (tmp_path / "r.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["rate", "loss", "smoothed"]
    assert (tmp_path / "r.png").stat().st_size > 1000
    assert main(["range", spec, "--low", "-1"]) == 2
