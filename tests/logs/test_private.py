"""The log and the report name no data: no file, no column, no cell, whatever goes wrong."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.logs.faults import record
from gdlab.logs.private import PrivateFormatter, Public, private_text, private_traceback
from gdlab.logs.report import report_text
from gdlab.logs.setup import begin_logging, end_logging, log_file, log_tail

TELLTALE, CELL, COLUMN = "Zebrafinken-Patienten", "Quastenflosser 4711", "Blutgruppe_Null"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / TELLTALE))
    begin_logging()
    yield log_file()
    end_logging()


@pytest.mark.parametrize("level", ["", "debug"])
def test_training_on_a_table_that_fails_leaves_nothing_of_it_in_the_log(
    tmp_path: Path, level: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GDLAB_LOG", level)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    table = tmp_path / f"{TELLTALE}.csv"
    table.write_text(f"a,{COLUMN},klasse\n" + f"1,2,x\n2,{CELL},y\n" * 20)
    spec = tmp_path / f"{TELLTALE}.toml"
    spec.write_text(
        f"name = '{TELLTALE}'\n[data]\ntype = 'csv'\npath = '{table}'\ntarget = 'klasse'\n"
        f"types = {{ {COLUMN} = 'numeric' }}\n"
    )
    try:
        for arguments in (("run", spec.name), ("run", spec.name, "--set", f"data.target={CELL}")):
            assert main(arguments) == 2
            said = capsys.readouterr().err
            assert f"{TELLTALE}.csv" in said
        assert "has no column" in said
        written = (tmp_path / "home" / "log" / "gdlab.log").read_text(encoding="utf-8")
        assert main(["doctor", "--report"]) == 0
    finally:
        end_logging()
    report = capsys.readouterr().out
    assert "Error" in written
    for text in (written, report):
        assert "gdlab/cli/main.py, line" in text
        for word in (TELLTALE, "Zebra", CELL, "Quasten", "4711", COLUMN, str(tmp_path), str(Path.home()) + "/"):
            assert word not in text


def test_the_message_of_an_exception_keeps_only_words_that_tell_nothing():
    said = private_text(f"could not convert string to float: '{CELL}' in /home/{TELLTALE}/a.csv of {COLUMN}")
    assert said == "could not convert string to float: … in … of …"
    assert "4711" not in private_text("cell 4711 is out of bounds")
    assert "bounds" in private_text("cell 4711 is out of bounds")


def test_a_traceback_keeps_the_places_and_the_source_and_no_value():
    def fail() -> None:
        try:
            int(CELL)
        except ValueError as error:
            raise RuntimeError(f"{TELLTALE} failed") from error

    with pytest.raises(RuntimeError) as caught:
        fail()
    text = private_traceback(caught.value)
    assert "RuntimeError: … failed" in text
    assert "ValueError: invalid" in text
    assert "elsewhere, line" in text  # this file is no part of gdlab
    assert all(word not in text for word in (TELLTALE, CELL, "Quasten", __file__))


def test_arguments_of_log_calls_are_left_out_unless_they_are_marked(log: Path):
    logging.getLogger("gdlab.somewhere").warning("run %s on %s: %d of %s", Public("ab12"), f"/x/{TELLTALE}", 7, CELL)
    assert "run ab12 on …: 7 of …" in log.read_text(encoding="utf-8")


def test_the_report_has_versions_spec_fault_and_log_and_no_data(log: Path):
    spec = {
        "name": TELLTALE,
        "seed": 3,
        "data": {"type": "csv", "path": f"/x/{TELLTALE}", "target": COLUMN, "limit": 5},
    }
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / 0
    fault = record(caught.value, "Training a run", spec)
    assert fault is not None
    assert "ZeroDivisionError" in fault.sentence
    text = report_text(failed=fault.private_details, spec=fault.spec)
    for part in ("gdlab 0.", "Python 3.", "numba ", "NumPy ", "Qt (PySide6) ", "cores", "seed = 3", "limit = 5"):
        assert part in text
    assert "ZeroDivisionError: division by zero" in text
    assert log_tail()
    assert log_tail() in text
    assert TELLTALE not in text
    assert COLUMN not in text


class SilentError(Exception):
    """The exception of a plugin, whose text cannot be had."""

    def __str__(self) -> str:
        raise ZeroDivisionError


def test_an_exception_that_gives_no_text_is_recorded_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise SilentError
    except SilentError as error:
        fault = record(error, "Training a run")
    assert fault is not None
    assert fault.sentence == (
        "Training a run failed because of a fault in gdlab (RuntimeError: SilentError, which has no text)."
    )
    assert "test_private.py" in fault.details
    [logged] = caplog.records
    assert "RuntimeError" in PrivateFormatter().format(logged)
