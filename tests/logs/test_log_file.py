"""The log file: quiet, bounded, shared by processes, and set up by programs only."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.cli import main
from gdlab.logs.setup import end_logging
from gdlab.logs.shared_file import SharedRotatingFileHandler

TOP = Path(__file__).resolve().parents[2]
WRITER = """
import logging, sys
from gdlab.logs import setup
setup._SIZE, setup._BACKUPS = 20_000, 20
setup.begin_logging()
for i in range(300):
    logging.getLogger("gdlab.test").warning("line %d of process %d ends", i, int(sys.argv[1]))
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    yield tmp_path / "home"
    end_logging()


def test_importing_gdlab_configures_no_logging():
    code = (
        "import logging, gdlab; gdlab.train; h = logging.getLogger('gdlab').handlers;"
        "print([type(x).__name__ for x in h], logging.getLogger('gdlab').level, logging.getLogger().handlers)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['NullHandler'] 0 []"


def test_several_processes_lose_no_line_of_each_other_while_the_file_rotates(home: Path):
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    children = [subprocess.Popen([sys.executable, "-c", WRITER, str(k)], env=environment) for k in range(3)]
    assert [child.wait(120) for child in children] == [0, 0, 0]
    files = sorted((home / "log").glob("gdlab.log*"))
    assert len(files) > 2
    assert all(file.stat().st_size <= 20_000 for file in files)
    lines = [line.split(": ", 1)[1] for file in files for line in file.read_text().splitlines()]
    assert sorted(lines) == sorted(f"line {i} of process {k} ends" for i in range(300) for k in range(3))


def test_the_files_are_bounded(tmp_path: Path):
    handler = SharedRotatingFileHandler(tmp_path / "a.log", 1000, 2)
    for i in range(500):
        handler.handle(logging.LogRecord("gdlab", 30, "", 0, "line %d", (i,), None))
    assert sum(file.stat().st_size for file in tmp_path.glob("a.log*")) <= 3000
    assert "line 499" in (tmp_path / "a.log").read_text()


def test_a_folder_that_cannot_be_written_disturbs_nothing(tmp_path: Path, capsys):
    (tmp_path / "file").write_text("")
    handler = SharedRotatingFileHandler(tmp_path / "file" / "a.log", 1000, 2)
    handler.handle(logging.LogRecord("gdlab", 30, "", 0, "a line", (), None))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("words", [["--verbose", "runs"], ["runs", "--verbose"]])
def test_verbose_shows_the_log_before_and_after_the_command(home: Path, capsys, words: list[str]):
    assert main(words) == 0
    assert "gdlab.cli.main: runs begins" in capsys.readouterr().err


def test_the_log_is_quiet_by_default_and_its_level_is_an_environment_variable(home: Path, capsys, monkeypatch):
    assert main(["runs"]) == 0
    assert "begins" not in capsys.readouterr().err
    monkeypatch.setenv("GDLAB_LOG", "INFO")
    assert main(["runs"]) == 0
    assert "runs begins" in capsys.readouterr().err
    monkeypatch.setenv("GDLAB_LOG", "loud")
    assert main(["runs"]) == 2
    assert "GDLAB_LOG must be one of debug, info" in capsys.readouterr().err
