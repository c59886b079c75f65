"""Weights leave the lab under PyTorch's names and shapes, in formats that other programs read."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gdlab.lab.files import OutputError
from gdlab.lab.run import Run
from gdlab.lab.weights.base import export_weights, weight_formats
from tests.lab.small import SMALL, trained


def read_safetensors(path: Path) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Return arrays and texts, read as the description of the format says."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    about, body = header.pop("__metadata__"), data[8 + length :]
    kinds = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
    assert max(entry["data_offsets"][1] for entry in header.values()) == len(body)
    return {
        name: np.frombuffer(body[slice(*entry["data_offsets"])], kinds[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }, about


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_format_gives_back_the_weights_bit_for_bit(tmp_path, dtype):
    run = trained(training__dtype=dtype)
    with np.load(export_weights(run, tmp_path / "w.npz", "npz")) as found:
        assert {k: (v.dtype, v.shape) for k, v in found.items()} == {
            k: (v.dtype, v.shape) for k, v in run.parameters.items()
        }
        assert all(np.array_equal(found[k], v) for k, v in run.parameters.items())
    arrays, about = read_safetensors(export_weights(run, tmp_path / "w.safetensors", "safetensors"))
    assert arrays.keys() == run.parameters.keys()
    assert all(np.array_equal(arrays[k], v) and arrays[k].dtype == v.dtype for k, v in run.parameters.items())
    assert about["run"] == run.id


def test_averaged_weights_leave_where_the_run_has_them(tmp_path):
    run = trained(training__average="EMA(decay=0.9)")
    arrays, about = read_safetensors(export_weights(run, tmp_path / "w.safetensors", "safetensors"))
    assert about["weights"] == "averaged"
    assert all(np.array_equal(arrays[name], value) for name, value in run.averaged.items())


def test_a_run_without_weights_and_an_unknown_format_are_refused(tmp_path):
    assert list(weight_formats()) == ["npz", "safetensors"]
    with pytest.raises(OutputError, match="no trained parameters"):
        export_weights(Run(SMALL), tmp_path / "w.npz", "npz")
    with pytest.raises(OutputError, match="choose one of npz, safetensors"):
        export_weights(trained(), tmp_path / "w.h5", "h5")


def test_metrics_become_a_data_frame():
    pytest.importorskip("pandas")
    run = trained()
    frame = run.to_dataframe()
    assert len(frame) == sum(len(run.history[tag]) for tag in run.history)
    last = frame[(frame["metric"] == "loss") & (frame["split"] == "val")]["value"].iloc[-1]
    assert last == run.history.last("val/loss")
