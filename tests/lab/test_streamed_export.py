"""Exports of any size: constant memory, the bytes of ordinary ones, progress, and nothing half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from gdlab.cli.main import main
from gdlab.engine.history import History
from gdlab.lab import export as exporting
from gdlab.lab.export import ExportFormat, export
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, records
from gdlab.lab.store import store as store_module
from gdlab.lab.stored_runs import stored_runs
from tests.lab.small import spec

TOP = Path(__file__).resolve().parents[2]


def long_run(steps: int, name: str) -> Run:
    history, at = History(), np.arange(1, steps + 1)
    index = {"step": at, "epoch": at / 9, "examples": 4 * at, "elapsed": 0.1 * at, "wall_time": 1e9 + at}
    history.record(index, {"train/loss": 1 / at, "train/lr": 0.1, "train/accuracy": np.sin(at)}, steps)
    few = {key: column[::100] for key, column in index.items()}
    history.record(few, {"val/loss": np.cos(few["step"])}, len(few["step"]))
    return Run(spec(), history, status=Status.FINISHED, name=name)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "runs.sqlite")
    for number, name in enumerate(("=a", "b", "b")):
        run = long_run(300 + 7 * number, name)
        run.started = 1e9 + number
        made.save(run)
    return made


@pytest.mark.parametrize("form", list(ExportFormat))
def test_runs_of_a_store_are_written_as_runs_in_memory(store, tmp_path: Path, monkeypatch, form: ExportFormat):
    (tmp_path / "whole").mkdir()
    (tmp_path / "streamed").mkdir()
    whole = export(store.load(), tmp_path / "whole" / "runs", form)
    monkeypatch.setattr(exporting, "_ROWS_AT_ONCE", 7)
    monkeypatch.setattr(exporting, "_CELLS_AT_ONCE", 60)
    shares: list[float] = []
    streamed = export(stored_runs(store), tmp_path / "streamed" / "runs", form, progress=lambda s, _: shares.append(s))
    assert [path.name for path in whole] == [path.name for path in streamed]
    assert [path.read_bytes() for path in whole] == [path.read_bytes() for path in streamed]
    assert shares == sorted(shares)
    assert 0 <= min(shares) <= max(shares) <= 1


@pytest.mark.parametrize("form", [ExportFormat.LONG, ExportFormat.WIDE, ExportFormat.TENSORBOARD])
def test_the_memory_of_an_export_does_not_grow_with_the_run(tmp_path: Path, monkeypatch, form: ExportFormat):
    monkeypatch.setattr(exporting, "_ROWS_AT_ONCE", 1 << 10)
    monkeypatch.setattr(exporting, "_CELLS_AT_ONCE", 1 << 13)
    run = long_run(15_000, "long")
    export([long_run(10, "first")], tmp_path / "first", form)
    tracemalloc.start()
    export([run], tmp_path / "long", form)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 << 20


def test_an_export_that_is_cancelled_leaves_what_was_there(tmp_path: Path):
    target = tmp_path / "a.csv"
    target.write_text("old")

    def cancel(share: float, text: str) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export([long_run(50, "a"), long_run(50, "b"), long_run(50, "c")], target, progress=cancel)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_damaged_run_is_named_and_the_others_are_written(store: Store, tmp_path: Path, capsys):
    keys = [run.id for run in store.list()]
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE parts SET data = x'00' WHERE run = ?", (keys[0],))
    target = tmp_path / "all.csv"
    for form in ("long", "wide", "summary"):
        assert main(["export", "-o", str(target), "--store", str(store.path), "--format", form]) == 2
        said = capsys.readouterr().err
        assert keys[0] in said
        assert "left out" in said
        assert len(target.read_text().splitlines()) > 2
    assert main(["export", keys[1], "-o", str(target), "--store", str(store.path)]) == 0


def test_an_export_says_which_runs_are_thinned(tmp_path: Path, capsys):
    run = long_run(300, "kept in part")
    columns = {name: column[[0, 1, 2, 50, 299]] for name, column in run.history.tables[0].rows.columns.items()}
    run.history = History()
    run.history.record(columns, {tag: columns[tag] for tag in ("train/loss", "train/lr", "train/accuracy")}, 5)
    Store(tmp_path / "runs.sqlite").save(run)
    assert main(["export", "-o", str(tmp_path / "a.csv"), "--store", str(tmp_path / "runs.sqlite")]) == 0
    assert "kept in part: 5 of 300 steps kept" in " ".join(capsys.readouterr().err.split())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_an_export_and_leaves_no_half_file(tmp_path: Path, number: signal.Signals, code: int):
    store, folder = Store(tmp_path / "runs.sqlite"), tmp_path / "out"
    folder.mkdir()
    store.save(long_run(120_000, "long"))
    command = [sys.executable, "-m", "gdlab", "export", "-o", str(folder / "a.csv"), "--store", str(store.path)]
    environment = {**os.environ, "PYTHONPATH": str(TOP), "GDLAB_DATA_DIR": str(tmp_path / "data")}
    child = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not any(path.stat().st_size > 0 for path in folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)
    child.send_signal(number)
    child.communicate(timeout=60)
    assert child.returncode == code
    assert list(folder.iterdir()) == []


def test_each_run_of_a_store_is_read_twice_to_be_written_with_its_notes(store, tmp_path: Path, monkeypatch):
    read: list[str] = []
    whole = records.read_run

    def counted(db, line):
        read.append(line[0])
        return whole(db, line)

    monkeypatch.setattr(store_module, "read_run", counted)
    runs = stored_runs(store)
    export(runs, tmp_path / "runs.csv", ExportFormat.LONG)
    assert list(exporting.thinning_notes(runs)) == []
    assert len(read) == 2 * len(runs)  # once to know that it is whole, once to write it
