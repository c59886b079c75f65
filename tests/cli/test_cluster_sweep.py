"""A sweep and a comparison on processes of this machine, through Dask itself: killed workers lose nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.lab.store import Store
from gdlab.lab.sweeps.journal import read_journal
from gdlab.spec.files import dumps
from tests.lab.small import same, spec
from tests.lab.sweeps.searches import small_sweep

psutil = pytest.importorskip("psutil")
pytest.importorskip("distributed")


def workers_of(pid: int) -> list[int]:
    """Return the processes below a sweep that train: those without children of their own."""
    below = psutil.Process(pid).children(recursive=True)
    return [p.pid for p in below if not p.children() and "resource_tracker" not in " ".join(p.cmdline())]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_sweep_whose_workers_are_killed_finds_what_it_finds_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    rates = {"optimizer.lr": [0.1, 0.2, 0.3]}
    (tmp_path / "s.toml").write_text(small_sweep({"epochs": 10_000}, sampler="grid", space=rates).to_toml())
    command = [sys.executable, "-m", "gdlab", "sweep", "s.toml", "--cluster", "local:2", "--quiet", "--csv", "a.csv"]
    killed: list[int] = []
    with subprocess.Popen([*command, "--store", "a.sqlite"]) as child:
        journal = tmp_path / "a-sweeps" / "small.log"
        while child.poll() is None and not killed:
            begun = journal.exists() and sum(log["op_code"] == 4 for log in read_journal(journal))
            if begun and (workers := workers_of(child.pid)):
                time.sleep(0.3)
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])
            time.sleep(0.1)
        assert child.wait(timeout=120) == 0
    assert killed
    assert main(["sweep", "s.toml", "--quiet", "--csv", "b.csv", "--store", "b.sqlite"]) == 0
    there, here = (
        sorted(line.split(",")[2:5] for line in Path(name).read_text().splitlines()) for name in ("a.csv", "b.csv")
    )
    assert there == here
    assert [run.status for run in Store(tmp_path / "a.sqlite").list()] == ["finished"] * 3


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_comparison_whose_worker_is_killed_has_the_figures_of_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    (tmp_path / "s.toml").write_text(dumps(spec(epochs=12_000)))
    command = ["compare", "s.toml", "--vary", "lr=0.1,0.2,0.3", "--quiet"]
    there = [*command, "--cluster", "local:2", "--store", "a.sqlite"]
    with subprocess.Popen([sys.executable, "-m", "gdlab", *there]) as child:
        store, killed = Store(tmp_path / "a.sqlite"), 0
        while child.poll() is None and not killed:
            time.sleep(0.1)
            if any(line.elapsed > 0.1 for line in store.list()):
                killed = workers_of(child.pid)[0]
                os.kill(killed, signal.SIGKILL)
        assert child.wait(timeout=120) == 0
    assert killed
    assert main([*command, "--store", "b.sqlite"]) == 0
    runs = [{run.name: run for run in Store(tmp_path / name).load()} for name in ("a.sqlite", "b.sqlite")]
    assert sorted(runs[0]) == sorted(runs[1]) == [f"lr={rate} – small" for rate in (0.1, 0.2, 0.3)]
    assert all(same(runs[0][name], run) for name, run in runs[1].items())
