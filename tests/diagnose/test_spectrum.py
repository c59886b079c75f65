"""The curvature of a network's loss, against its whole Hessian and against known matrices."""

from __future__ import annotations

import csv

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.probe import Probe
from gdlab.diagnose.spectrum import spectrum_density
from gdlab.lab.train import SpecTrainer
from gdlab.spec.errors import DataError, SpecError

LAYERS = ["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"]


@pytest.fixture(scope="module")
def run():
    training = {"epochs": 3, "dtype": "float64", "batch_size": "full"}
    return gdlab.train(
        gdlab.RunSpec(data="moons", network={"layers": LAYERS}, optimizer="SGD(lr=0.5)", training=training)
    )


def test_the_figures_are_those_of_the_whole_hessian(run):
    found = gdlab.curvature(run, along=3)
    with Probe(SpecTrainer(run.spec, None, run.parameters)) as probe:
        n = len(probe.weights)
        whole = np.array([probe.hessian_product(row) for row in np.eye(n)])
    values = np.linalg.eigvalsh((whole + whole.T) / 2)
    assert (found.lowest, found.highest) == pytest.approx((values[0], values[-1]), rel=1e-4, abs=1e-5)
    assert abs(found.trace - values.sum()) < 4 * found.trace_error + 1e-6
    assert found.stable_rate == pytest.approx(2 / values[-1], rel=1e-4)
    assert found.lowest <= found.eigenvalues[0]
    assert found.eigenvalues[-1] <= found.highest
    assert found.weights.sum() == pytest.approx(1)
    assert found.eigenvalues @ found.weights == pytest.approx(found.trace / n)
    assert found.asymmetry < 1e-6
    assert found.gradient_error < 1e-8
    assert found.steps.tolist() == [0, 2, 3]
    assert (found.sharpness_path > 0).all()
    assert found.sharpness_path[-1] == pytest.approx(found.highest, rel=1e-3)


@pytest.mark.parametrize(("along", "steps"), [(0, []), (1, [3]), (2, [0, 3]), (4, [0, 1, 2, 3]), (9, [0, 1, 2, 3])])
def test_the_path_is_measured_from_its_first_step_to_its_last(run, along, steps):
    assert gdlab.curvature(run, along=along).steps.tolist() == steps


def test_the_path_of_a_run_that_stopped_early_ends_where_it_did():
    training = {"epochs": 50, "batch_size": "full", "target_loss": 0.6}
    run = gdlab.train(
        gdlab.RunSpec(data="moons", network={"layers": LAYERS}, optimizer="SGD(lr=0.5)", training=training)
    )
    last = int(run.history.index("train/loss")[-1])
    assert last < 50
    assert gdlab.curvature(run, along=3).steps.tolist()[-1] == last


def test_the_density_of_a_known_matrix_is_found():
    values = np.repeat([-1.0, 0.0, 5.0], [10, 60, 30])
    nodes, shares, traces = spectrum_density(lambda v: values * v, 100)
    for value, share in ((-1.0, 0.1), (0.0, 0.6), (5.0, 0.3)):
        assert shares[np.abs(nodes - value) < 1e-6].sum() == pytest.approx(share, abs=1e-9)
    assert traces == pytest.approx(np.full(8, 140.0))


def test_the_command_prints_figures_and_writes_files(tmp_path, capsys):
    from gdlab.cli.main import main
    from gdlab.paths import resource

    store = ["--store", str(tmp_path / "r.sqlite"), "-q"]
    spec = str(resource("presets", "moons.toml"))
    assert main(["run", spec, "--set", "name=m", "--set", "training.epochs=2", *store]) == 0
    capsys.readouterr()
    files = ["--csv", str(tmp_path / "p.csv"), "--spectrum", str(tmp_path / "s.csv")]
    assert main(["curvature", "m", "--count", "50", "--along", "2", *files, *store]) == 0
    said = capsys.readouterr().out
    assert "eigenvalues" in said
    assert "a batch size of about" in said
    with (tmp_path / "p.csv").open(newline="") as file:
        assert next(row["step"] for row in csv.DictReader(file)) == "0"
    assert (tmp_path / "s.csv").read_text().startswith("eigenvalue,share")
    assert main(["curvature", "nobody", *store]) == 2


def test_wrong_values_are_refused(run):
    with pytest.raises(SpecError, match="along"):
        gdlab.curvature(run, along=-1)
    run.parameters, kept = {}, run.parameters
    with pytest.raises(DataError, match="has no parameters"):
        gdlab.curvature(run)
    run.parameters = kept
