"""The permissions and the encoding of what the commands write."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.cli.main import main
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


# A process whose umask is set anew before each comparison and export; the folder is named after it.
UNDER_UMASKS = """
import os, sys
from gdlab.cli.main import main
for umask in sys.argv[1:]:
    os.umask(int(umask))
    os.environ.update({f"GDLAB_{kind}_DIR": os.path.abspath(f"{umask}/{kind}") for kind in ("DATA", "CACHE", "CONFIG")})
    os.chdir(umask)
    assert main(["compare", "small.toml", "--vary", "lr=0.1,0.2", "--csv", "c.csv", "--plot", "c.png"]) == 0
    assert main(["export", "--format", "tensorboard", "--out", "board"]) == 0
    os.chdir("..")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_everything_that_is_written_respects_the_umask(tmp_path: Path):
    umasks = [0o077, 0o027, 0o022]
    for umask in umasks:
        (tmp_path / str(umask)).mkdir()
        (tmp_path / str(umask) / "small.toml").write_text(dumps(spec(epochs=1)))
        (tmp_path / str(umask) / "small.toml").chmod(0o600)
    run_python(tmp_path, "-c", UNDER_UMASKS, *map(str, umasks), GDLAB_LOG="debug")
    for umask in umasks:
        made = [p for p in (tmp_path / str(umask)).rglob("*") if p.name != "small.toml"]
        assert {"c.csv", "c.png", "runs.sqlite", "board", "gdlab.log"} <= {p.name for p in made}
        assert [p for p in made if stat.S_IMODE(p.stat().st_mode) & umask] == []
    assert stat.S_IMODE((tmp_path / str(0o022) / "c.csv").stat().st_mode) == 0o644


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_file_that_is_written_anew_keeps_its_permissions(tmp_path: Path):
    target = tmp_path / "private.csv"
    target.write_text("old")
    target.chmod(0o600)
    with atomic_write(target) as temporary:
        temporary.write_text("new")
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8", "utf-16"])
def test_a_printed_spec_can_be_read_back_whatever_the_encoding_of_the_system(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
):
    for name in ("digits", "moons", "spirals", ""):
        with (tmp_path / f"{name}.toml").open("w", encoding=encoding) as printed, monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", printed)
            assert main(["new", name] if name else ["new"]) == 0
    for name in ("digits", "moons", "spirals"):
        text = (tmp_path / f"{name}.toml").read_text(encoding="utf-8")
        assert load_spec(tmp_path / f"{name}.toml").name
        assert "?" not in text
    assert "8×8" in (tmp_path / ".toml").read_text(encoding="utf-8")


def test_the_command_itself_prints_a_spec_that_can_be_read_back(tmp_path: Path):
    (tmp_path / "made.toml").write_bytes(run(tmp_path, "new", "digits", PYTHONIOENCODING="cp1252").stdout)
    assert load_spec(tmp_path / "made.toml").name
