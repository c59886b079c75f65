"""``gdlab study`` from outside: names, files, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gdlab.cli.main import main
from gdlab.lab.store import Store
from gdlab.studies.catalogue import ORDER
from tests.studies.tiny import TINY


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "mine.toml"
    path.write_text(TINY, encoding="utf-8")
    return path


def test_the_list_names_every_study(capsys):
    assert main(["study", "--list"]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ORDER)
    assert "The classics" in printed
    assert "[" not in printed  # no marks of bold text


@pytest.mark.parametrize("name", ["out.docx", "out.csv"])
def test_a_report_of_a_kind_that_cannot_be_written_is_refused_before_anything_is_run(file, name, capsys):
    report = file.parent / name
    assert main(["study", str(file), "--quick", "--report", str(report)]) == 2
    told = capsys.readouterr()
    assert "a report's name ends with .html or .pdf" in told.err
    assert not told.out
    assert not report.exists()


def test_a_study_is_run_and_written(file, capsys):
    folder = file.parent
    csv, picture = folder / "out.csv", folder / "out.png"
    code = main(["study", str(file), "--quick", "--seeds", "2", "--csv", str(csv), "--plot", str(picture)])
    printed = capsys.readouterr().out
    assert code == 0
    assert printed.index("Decided by") < printed.index("As measured")
    assert "Measured quick: " in printed
    assert "over 2 seeds" in printed
    assert csv.read_text(encoding="utf-8").startswith("study,size,part,row,column,seed,value,timed")
    assert picture.stat().st_size > 5000
    assert (folder / "data" / "studies.sqlite").exists()
    assert main(["study", str(file), "--quick", "--seeds", "2", "-q"]) == 0
    assert "8 of 8 runs from the store" in capsys.readouterr().out


def test_an_interrupted_study_says_that_it_can_go_on(file, capsys, monkeypatch):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gdlab.studies.runner.wait", interrupted)
    assert main(["study", str(file), "--quick", "--seeds", "1", "-q"]) == 130
    told = capsys.readouterr().err
    assert "Stopped after" in told
    assert "of 4; its runs are kept and the same command goes on from there." in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["study", "no-such"], "there is no study"),
        (["study", "saddle", "--all"], "not both"),
        (["study", "saddle", "--plot", "x.bmp"], "ends with"),
        (["study", "saddle", "--csv", "nowhere/x.csv"], "does not exist"),
        (["study", "missing.toml"], "no such file"),
    ],
)
def test_bad_input_is_a_sentence_and_exit_code_2(arguments, says, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


_SMALL_FILES = """
import resource
import sys

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from gdlab.cli.main import main

raise SystemExit(main(sys.argv[2:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="the size of files cannot be limited")
def test_a_study_whose_runs_can_be_kept_nowhere_ends_with_2_after_its_verdict(file, tmp_path):
    kept = file.parent / "data" / "studies.sqlite"
    kept.parent.mkdir()
    Store(kept)
    size = kept.stat().st_size  # of a store without runs
    environment = os.environ | {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    words = ["study", str(file), "--quick", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", _SMALL_FILES, str(size + 1000), *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "runs could not be saved" in done.stderr
    assert "Traceback" not in done.stderr
