"""The permissions and the encoding of what the commands write."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.lab.files import atomic_write
from gdlab.spec.files import dumps, load_spec
from tests.lab.small import spec

TOP = Path(__file__).resolve().parents[2]


def run(folder: Path, *arguments: str, umask: int = 0o022, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run gdlab in a process of its own, with its folders in this one."""
    return run_python(folder, "-m", "gdlab", *arguments, umask=umask, **variables)


def run_python(
    folder: Path, *arguments: str, umask: int = 0o022, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run Python likewise."""
    environment = {**os.environ, "PYTHONPATH": str(TOP), **variables}
    for kind in ("DATA", "CACHE", "CONFIG"):
        environment[f"GDLAB_{kind}_DIR"] = str(folder / kind.lower())
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, umask=umask, capture_output=True, check=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("umask", "forbidden"), [(0o077, 0o077), (0o027, 0o027), (0o022, 0o022)])
def test_everything_that_is_written_respects_the_umask(tmp_path: Path, umask: int, forbidden: int):
    (tmp_path / "small.toml").write_text(dumps(spec(epochs=1)))
    (tmp_path / "small.toml").chmod(0o600)
    outputs = ["--vary", "lr=0.1,0.2", "--csv", "c.csv", "--plot", "c.png"]
    run(tmp_path, "compare", "small.toml", *outputs, umask=umask, GDLAB_LOG="debug")
    run(tmp_path, "export", "--format", "tensorboard", "--out", "board", umask=umask)
    made = [p for p in tmp_path.rglob("*") if p.name != "small.toml"]
    assert {"c.csv", "c.png", "runs.sqlite", "board"} <= {p.name for p in made}
    assert [p for p in made if stat.S_IMODE(p.stat().st_mode) & forbidden] == []
    if umask == 0o022:
        assert stat.S_IMODE((tmp_path / "c.csv").stat().st_mode) == 0o644


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_is_written_anew_keeps_its_permissions(tmp_path: Path):
    target = tmp_path / "private.csv"
    target.write_text("old")
    target.chmod(0o600)
    with atomic_write(target) as temporary:
        temporary.write_text("new")
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


PRINTS = """
import os, sys
from gdlab.cli.main import main
for name in ("digits", "moons", "spirals"):
    with open(f"{name}.toml", "w", encoding=os.environ["PYTHONIOENCODING"]) as sys.stdout:
        assert main(["new", name]) == 0
sys.stdout = sys.__stdout__
assert main(["new"]) == 0
"""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8", "utf-16"])
def test_a_printed_spec_can_be_read_back_whatever_the_encoding_of_the_system(tmp_path: Path, encoding: str):
    listed = run_python(tmp_path, "-c", PRINTS, PYTHONIOENCODING=encoding).stdout
    for name in ("digits", "moons", "spirals"):
        text = (tmp_path / f"{name}.toml").read_text(encoding="utf-8")
        assert load_spec(tmp_path / f"{name}.toml").name
        assert "?" not in text
    assert "8×8" in listed.decode("utf-8")


def test_the_command_itself_prints_a_spec_that_can_be_read_back(tmp_path: Path):
    (tmp_path / "made.toml").write_bytes(run(tmp_path, "new", "digits", PYTHONIOENCODING="cp1252").stdout)
    assert load_spec(tmp_path / "made.toml").name
