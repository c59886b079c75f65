"""The user's files are written whole or not at all: full disks, links, permissions, devices."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.lab.files import OutputError, atomic_write, check_writable, write_file

TOP = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits, links and devices")

#: Writes over files of its folder while no file may grow beyond 64 KiB, and says of each how it ended.
_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
import gdlab
from gdlab.lab.picture import plot_runs
from gdlab.lab.store import Store
from gdlab.lab.files import OutputError, write_file
from gdlab.lab.export import ExportFormat, export
from tests.lab.small import spec

folder = Path(sys.argv[1])
run = gdlab.train(spec(epochs=200))
store = Store(folder / "runs.sqlite")
store.save(run)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 15, 1 << 15))
ways = {
    "long.csv": lambda path: export([run], path),
    "wide.csv": lambda path: export([run], path, ExportFormat.WIDE),
    "plot.pdf": lambda path: plot_runs([run], path),
    "text.toml": lambda path: write_file(path, "x" * (1 << 17)),
}
for name, way in ways.items():
    (folder / name).write_text("what was there")
    try:
        way(folder / name)
        print(name, "was written")
    except OutputError as error:
        print(error)
try:
    store.back_up(folder / "copy.sqlite")
    print("copied")
except gdlab.GdlabError as error:
    print(error)
"""


@posix
def test_a_full_disk_leaves_every_old_file_as_it_was_and_is_said(tmp_path: Path):
    environment = {**os.environ, "PYTHONPATH": str(TOP), "GDLAB_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-c", _ON_A_FULL_DISK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    said = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len(said) == 5, said
    for name, line in zip(("long.csv", "wide.csv", "plot.pdf", "text.toml"), said, strict=False):
        assert line.startswith(f"{tmp_path / name}: cannot be written: ")
        assert line.endswith("; the file that is there was left as it was")
        assert (tmp_path / name).read_text() == "what was there"
    assert "copied" not in said
    assert not (tmp_path / "copy.sqlite").exists()
    assert not list(tmp_path.glob(".*-*.csv")) + list(tmp_path.glob(".*-*.pdf")) + list(tmp_path.glob(".*-*.toml"))
    assert not list(tmp_path.glob(".copy-*"))


@posix
def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path):
    real, link = tmp_path / "there" / "real.csv", tmp_path / "link.csv"
    real.parent.mkdir()
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_file(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == sorted([link, real.parent])


@posix
def test_a_link_that_leads_nowhere_yet_is_filled_and_one_in_a_circle_is_refused(tmp_path: Path):
    link, other = tmp_path / "link.csv", tmp_path / "other.csv"
    link.symlink_to(tmp_path / "new.csv")
    write_file(link, "new")
    assert (tmp_path / "new.csv").read_text() == "new"
    other.symlink_to(tmp_path / "again.csv")
    (tmp_path / "again.csv").symlink_to(other)
    for write in (lambda: write_file(other, "x"), lambda: check_writable(other)):
        with pytest.raises(OutputError, match="cannot be written"):
            write()


@posix
def test_a_device_is_written_and_not_replaced():
    check_writable("/dev/null")
    write_file("/dev/null", "x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path):
    for name in (f"{tmp_path}/a\0b.csv", str(tmp_path / "none" / "a.csv"), str(tmp_path)):
        with pytest.raises(OutputError):
            write_file(name, "x")
        with pytest.raises(OutputError):
            check_writable(name)


@pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError, SystemExit])
def test_what_ends_the_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path, end: type[BaseException]):
    target = tmp_path / "a.csv"
    target.write_text("old")

    def write_half() -> None:
        with atomic_write(target) as temporary:
            temporary.write_text("half")
            raise end

    with pytest.raises(end):
        write_half()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@posix
def test_a_text_lands_on_the_disk_before_its_name_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    order: list[str] = []
    flush, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (order.append("flush"), flush(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, to: (order.append("rename"), replace(self, to))[1])
    write_file(tmp_path / "a.csv", "ä")
    assert (tmp_path / "a.csv").read_bytes() == "ä".encode()
    assert order == ["flush", "rename", "flush"]
