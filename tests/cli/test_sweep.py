"""``gdlab sweep``: what it prints and writes, its exit codes, and a process that is killed and goes on."""

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
from gdlab.spec.files import load_spec
from tests.lab.sweeps.searches import small_sweep


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    (tmp_path / "small.toml").write_text(small_sweep(confirm=1, confirm_seeds=2).to_toml())
    return tmp_path


def test_a_sweep_prints_what_it_found_and_writes_files(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["sweep", "small.toml", "--csv", "t.csv", "--best-spec", "b.toml", "--report", "r.md"]) == 0
    out = capsys.readouterr().out
    assert "6 trials (6 complete)" in out
    assert "Best: trial" in out
    assert "fresh seeds and the test part" in out
    assert len((folder / "t.csv").read_text().splitlines()) == 7
    assert load_spec(folder / "b.toml").data.test_fraction == 0.2
    assert (folder / "r.md").read_text().startswith("# Sweep small")
    assert main(["sweep", "--resume", "small", "--trials", "8", "--quiet"]) == 0
    assert "8 trials (8 complete)" in capsys.readouterr().out
    assert main(["sweep", "small.toml", "--trials", "1", "--quiet"]) == 0
    assert "sweep small-2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "give a spec file with a table [sweep]"),
        (["--resume", "none"], "there is no sweep called 'none'; there is none yet"),
        (["plain.toml"], "there is no table [sweep]"),
        (["small.toml", "--name", "a/b"], "a-b"),
        (["small.toml", "--csv", "missing/t.csv"], "make it or choose another"),
        (["small.toml", "--set", "optimizer.lrr=1"], "lrr"),
    ],
)
def test_mistakes_are_sentences(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str):
    (folder / "plain.toml").write_text("[data]\ntype = 'moons'\n")
    code = main(["sweep", *arguments, "--trials", "1", "--quiet"])
    captured = capsys.readouterr()
    assert words in captured.out + captured.err
    assert code == (0 if "--name" in arguments else 2)
    assert "Traceback" not in captured.err


def test_without_optuna_it_says_what_to_install(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch):
    from gdlab.lab.sweeps.optuna_library import optuna

    optuna.cache_clear()
    monkeypatch.setitem(sys.modules, "optuna", None)
    assert main(["sweep", "small.toml", "--quiet"]) == 2
    assert "pip install 'gdlab[sweep]'" in capsys.readouterr().err
    monkeypatch.undo()
    optuna.cache_clear()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_sweep_that_was_killed_goes_on_with_nothing_lost_and_nothing_twice(folder: Path):
    rates = {"optimizer.lr": [0.05 * k for k in range(1, 5)]}
    sweep = small_sweep({"epochs": 2000}, sampler="grid", seeds=2, space=rates)
    (folder / "long.toml").write_text(sweep.to_toml())
    command = [sys.executable, "-m", "gdlab", "sweep", "--workers", "1", "--quiet", "--store", "runs.sqlite"]
    journal = folder / "runs-sweeps" / "small.log"
    with subprocess.Popen([*command, "long.toml"]) as child:
        until = time.monotonic() + 60
        while time.monotonic() < until and child.poll() is None:
            if journal.exists() and sum(log["op_code"] == 6 for log in read_journal(journal)) >= 1:
                break
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
    assert main(["sweep", "--resume", "small", "--csv", "t.csv", "--store", "runs.sqlite", "--quiet"]) == 0
    assert main(["sweep", "long.toml", "--name", "whole", "--csv", "w.csv", "--store", "runs.sqlite", "--quiet"]) == 0
    killed, whole = (
        [line.split(",")[:4] for line in (folder / name).read_text().splitlines()] for name in ("t.csv", "w.csv")
    )
    assert killed == whole
    runs = [run for run in Store(folder / "runs.sqlite").list() if run.group == "sweep small"]
    assert len(runs) == 8
    assert {run.status for run in runs} == {"finished"}
