"""Exports are read back by the programs that they are for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.lab.event_records import read_records, scalars_of
from gdlab.lab.exports.base import run_formats
from gdlab.lab.files import OutputError
from tests.lab.small import trained


@pytest.fixture(scope="module")
def run() -> gdlab.Run:
    return trained()


def test_every_format_is_one_file_and_says_what_it_is():
    wanted = {"bundle", "report", "npz", "onnx", "parquet", "pytorch", "safetensors", "tensorboard"}
    assert wanted <= run_formats().keys()
    for name, form in run_formats().items():
        assert form.__module__ == f"gdlab.lab.exports.{name}"
        assert form.help.endswith(".")


def test_parquet_holds_the_long_form(run: gdlab.Run, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow reads Parquet apart from gdlab")
    (path,) = run.export(tmp_path / "curves.parquet", "parquet")
    table = parquet.read_table(path).to_pydict()
    columns = run.history.columns()
    assert list(table) == ["run", "metric", "split", "epoch", "step", "examples", "wall_time", "value"]
    assert set(table["run"]) == {"small"}
    for name, values in columns.items():
        assert table[name] == values.tolist()


def test_event_files_hold_every_scalar(run: gdlab.Run, tmp_path: Path):
    made = gdlab.export([run, run], tmp_path / "logs", "tensorboard")
    events = [path for path in made if "tfevents" in path.name]
    assert len({path.parent for path in events}) == 2
    found: dict[str, list[tuple[int, float, float]]] = {}
    with events[1].open("rb") as file:
        for record in read_records(file):
            moment, step, scalars = scalars_of(record)
            for tag, value in scalars:
                found.setdefault(tag, []).append((step, moment, value))
    assert list(found) == list(run.history)
    for tag, rows in found.items():
        steps, moments, values = zip(*rows, strict=True)
        assert list(steps) == run.history.index(tag).tolist()
        assert list(moments) == run.history.index(tag, "wall_time").tolist()
        assert list(values) == run.history[tag].astype(np.float32).tolist()


def test_tensorboards_own_reader_finds_the_same(run: gdlab.Run, tmp_path: Path):
    pytest.importorskip("tensorboard", reason="TensorBoard's own reader is not installed")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    gdlab.export([run], tmp_path / "logs", "tensorboard")
    log = EventAccumulator(str(tmp_path / "logs" / "small"), size_guidance={"scalars": 0})
    log.Reload()
    assert log.Tags()["scalars"] == list(run.history)
    for tag in run.history:
        assert [event.step for event in log.Scalars(tag)] == run.history.index(tag).tolist()
        assert [event.value for event in log.Scalars(tag)] == run.history[tag].astype(np.float32).tolist()


def test_weights_of_one_run_refuse_several(run: gdlab.Run, tmp_path: Path):
    with pytest.raises(OutputError, match="npz holds one run, and 2 are given"):
        gdlab.export([run, run], tmp_path / "w.npz", "npz")
