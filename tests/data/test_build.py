"""The shipped files are what the script makes of their sources."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from gdlab import paths
from gdlab.data import shipped

TOP = Path(__file__).resolve().parents[2]
SOURCES = TOP.parent / "shared" / "data"


@pytest.fixture
def script(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("build_data", TOP / "packaging" / "build_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for licence in (TOP / "resources" / "data").glob("*.LICENCE.txt"):
        (tmp_path / licence.name).write_bytes(licence.read_bytes())
    monkeypatch.setattr(module, "OUT", tmp_path)
    return module


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source files are not beside this checkout")
def test_building_again_gives_what_is_shipped(script, tmp_path):
    assert script.main([str(SOURCES)]) == 0
    arrays = ("mnist", "reviews", "saratoga_houses", "stocks", "digits", "iris", "wine", "breast_cancer", "diabetes")
    for name in arrays:
        with np.load(tmp_path / f"{name}.npz") as built:
            kept = shipped.arrays(name)
            assert sorted(built.files) == sorted(kept)
            assert all(np.array_equal(built[key], kept[key]) for key in kept)
    for name in ("china", "flower"):
        assert (tmp_path / f"{name}.jpg").read_bytes() == paths.resource("data", f"{name}.jpg").read_bytes()
    packed = (tmp_path / "paradise_lost.txt.gz").read_bytes()
    assert len(packed) > 100_000
    assert b"paradise" not in packed[:40]


def test_a_folder_that_is_none_and_a_missing_licence_stop_the_build(script, tmp_path, capsys):
    assert script.main(["nowhere"]) == 2
    (tmp_path / "mnist.LICENCE.txt").unlink()
    assert script.main([str(tmp_path)]) == 1
    assert "write its licence first" in capsys.readouterr().err
