"""``gdlab bench``: workloads are found by their layers, costs are counted right, figures are written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.cli import main
from gdlab.engine.program.assembly import build_network
from gdlab.lab import bench
from gdlab.lab.workloads import Workload, all_workloads, cost, workloads

TINY = Workload("t", "tiny", ("Linear(out_features=8)", "Tanh", "Linear(out_features=2)"), (3,), 2, 10, "Adam", 40)


def test_only_workloads_whose_members_exist_are_measured():
    assert {"tiny", "digits", "softmax", "mlp"} <= {w.name for w in workloads()} <= {w.name for w in all_workloads()}
    for workload in workloads():
        build_network(workload.spec, workload.shape)


def test_workloads_are_found_in_a_fresh_process():
    code = "from gdlab.lab.workloads import workloads; print(len(workloads()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(workloads())


def test_the_cost_of_a_dense_step_is_counted_by_hand():
    builder, _ = build_network(TINY.spec, TINY.shape)
    found = cost(TINY, builder, slots=2)
    first, second = 3 * 8, 8 * 2
    assert found.flops == 2 * 10 * (2 * first + 3 * second)
    assert found.parameters == first + 8 + second + 2
    assert found.bytes == 4 * (found.parameters * 10 + 5 * 10 * (3 + 8 + 8 + 2))


def test_the_cost_of_a_convolution_counts_every_position():
    if "cnn" not in {w.name for w in workloads()}:
        pytest.skip("there are no convolutions yet")
    cnn = next(w for w in workloads() if w.name == "cnn")
    builder, _ = build_network(cnn.spec, cnn.shape)
    one, two, last = 9 * 1 * 16 * 28 * 28, 9 * 16 * 32 * 14 * 14, 32 * 7 * 7 * 10
    assert cost(cnn, builder, 2).flops == 2 * 64 * (2 * one + 3 * two + 3 * last)


def test_everybody_gets_the_same_arrays():
    (x, y), (again, _) = TINY.arrays(), TINY.arrays()
    assert x.shape == (40, 3)
    assert set(y.tolist()) == {0, 1}
    assert (x == again).all()


def test_a_short_measurement_gives_figures_and_progress():
    shares: list[float] = []
    report = bench.run_benchmarks(0.6, chosen=[TINY], progress=lambda text, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    (result,) = report.results
    assert result.steps_per_s * result.us_per_step == pytest.approx(1e6)
    assert result.examples_per_s == pytest.approx(10 * result.steps_per_s)
    assert report.machine.sgemm > 1e8
    assert report.machine.bandwidth > 1e8


def test_the_command_prints_a_table_and_writes_json(tmp_path: Path, capfd, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert main(["bench", "tiny", "--seconds", "0.5", "--json", "b.json"]) == 0
    out = capfd.readouterr().out
    assert "2-8-8-2 tanh, batch 10, SGD" in out
    assert "GFLOP/s in sgemm" in out
    held = json.loads(Path("b.json").read_text())
    assert [r["name"] for r in held["results"]] == ["tiny"]
    assert held["machine"]["cores"] >= 1
    assert main(["bench", "nosuch"]) == 2
    assert "there is no workload 'nosuch'; there are tiny" in capfd.readouterr().err
    assert main(["bench", "tiny", "--json", "none/b.json"]) == 2
