"""CSV that pandas reads back row for row, that spreadsheets open as it is, and that never harms what is there."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gdlab.engine.history import History, Mark
from gdlab.lab.columns.cells import escape_formula, shortest_number
from gdlab.lab.compare import comparison_table
from gdlab.lab.export import ExportFormat, export, slugs
from gdlab.lab.files import OutputError
from gdlab.lab.report.findings import variants_of
from gdlab.lab.run import Run
from gdlab.lab.spec_sheet import load_specs, specs_text
from gdlab.spec.errors import SpecError
from gdlab.spec.files import load_spec
from tests.lab.small import SMALL, diverged, spec, trained


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, na_values=["nan"])


def check_rows(frame: pd.DataFrame, run: Run) -> None:
    """Compare a run's part of a long CSV with its history, exactly."""
    columns = run.history.columns()
    assert len(frame) == len(columns["value"])
    for name in ("metric", "split"):
        assert frame[name].tolist() == columns[name].tolist()
    for name in ("epoch", "step", "examples", "wall_time", "value"):
        assert np.array_equal(frame[name].to_numpy(), columns[name], equal_nan=True)


def test_the_long_form_is_the_history_row_for_row(tmp_path: Path):
    runs = [trained(), trained(optimizer="Adam", name="other")]
    written = export(runs, tmp_path / "runs.csv")
    frame = read(written[0])
    assert list(frame.columns) == ["run", "metric", "split", "epoch", "step", "examples", "wall_time", "value"]
    for run in runs:
        check_rows(frame[frame["run"] == run.label].reset_index(drop=True), run)
    assert len(frame) == sum(len(r.history.columns()["value"]) for r in runs)


def test_a_diverged_run_keeps_its_nan_and_infinities(tmp_path: Path):
    run = diverged()
    frame = read(export([run], tmp_path / "wild.csv")[0])
    check_rows(frame, run)
    assert not np.isfinite(frame["value"]).all()


@given(st.lists(st.floats(width=64), min_size=1, max_size=30))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_number_comes_back_exactly(tmp_path: Path, values: list[float]):
    history = History()
    n = len(values)
    rows = {k: np.arange(n) for k in ("step", "examples")} | {k: np.array(values) for k in ("epoch", "elapsed")}
    history.table("val/loss").append(rows | {"wall_time": np.array(values), "val/loss": np.array(values)}, n)
    run = Run(SMALL, history, name="numbers")
    for form in (ExportFormat.LONG, ExportFormat.WIDE, ExportFormat.TENSORBOARD):
        export([run], tmp_path / f"{form}.csv", form)
    check_rows(read(tmp_path / "long.csv"), run)
    wide = read(tmp_path / "wide.csv")["numbers - val/loss"].to_numpy()
    assert np.array_equal(wide, values, equal_nan=True)
    board = read(next((tmp_path / "tensorboard.csv").glob("*.csv")))
    assert np.array_equal(board["Value"], values, equal_nan=True)
    assert [shortest_number(v) for v in values if np.isfinite(v) and float(shortest_number(v)) != v] == []


@pytest.mark.parametrize(
    "name", ["a,b", 'say "hi"', "two\nlines", "two\r\nlines", "ünï©ode ✓", "[/bold]", "  spaced  ", "x\ry"]
)
@pytest.mark.parametrize("form", [ExportFormat.LONG, ExportFormat.SUMMARY, ExportFormat.WIDE])
def test_a_strange_name_comes_back_whole(tmp_path: Path, name: str, form: ExportFormat):
    run = trained(name="x")
    run.name = name
    path = export([run], tmp_path / "x.csv", form)[0]
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    assert len({len(r) for r in rows}) == 1
    assert rows[1][0] == name if form != ExportFormat.WIDE else rows[0][1].startswith(name)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1", "\n=1"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path, name: str):
    run = trained(name="x")
    run.name = run.reason = name
    for form in (ExportFormat.LONG, ExportFormat.SUMMARY, ExportFormat.WIDE):
        path = export([run], tmp_path / f"{form}.csv", form)[0]
        with path.open(newline="", encoding="utf-8") as file:
            for cells in csv.reader(file):
                for cell in cells:
                    assert cell[:1] not in ("=", "+", "@", "\t", "\r", "\n")
                    assert cell[:1] != "-" or float(cell) < 0
    assert escape_formula("plain") == "plain"


def test_the_file_is_rfc_4180_without_a_byte_order_mark(tmp_path: Path):
    content = export([trained()], tmp_path / "x.csv")[0].read_bytes()
    assert content.startswith(b"run,metric,split,epoch,step,examples,wall_time,value\r\n")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_wide_form_has_a_row_a_step_and_a_column_a_run_and_metric(tmp_path: Path):
    a, b = trained(), trained(name="b", seed=3)
    frame = pd.read_csv(export([a, b], tmp_path / "w.csv", "wide")[0])
    assert frame["step"].tolist() == sorted(set(frame["step"]))
    for run in (a, b):
        for tag in run.history:
            column = frame.set_index("step")[f"{run.label} - {tag}"].dropna()
            assert np.array_equal(column.index, run.history.index(tag))
            assert np.array_equal(column, run.history[tag])


def test_tensorboards_form_has_a_file_a_run_and_tag(tmp_path: Path):
    run = trained()
    files = export([run], tmp_path / "board", "tensorboard")
    found = {p.name: pd.read_csv(p) for p in files if p.suffix == ".csv"}
    assert set(found) == {f"small-{tag.replace('/', '-')}.csv" for tag in run.history}
    frame = found["small-val-loss.csv"]
    assert list(frame.columns) == ["Wall time", "Step", "Value"]
    assert np.array_equal(frame["Value"], run.history["val/loss"])
    assert np.array_equal(frame["Wall time"], run.history.index("val/loss", "wall_time"))


def test_the_summary_has_a_row_a_run_with_hyperparameters_final_and_best(tmp_path: Path):
    runs = [trained(), trained(optimizer="Adam(lr=0.02)", name="b"), diverged(name="c")]
    frame = pd.read_csv(export(runs, tmp_path / "s.csv", "summary")[0])
    assert frame["run"].tolist() == ["small", "b", "c"]
    assert frame["optimizer.lr"].tolist() == [0.1, 0.02, 1000.0]
    assert frame["status"].tolist() == ["finished", "finished", "diverged"]
    assert frame["val/loss"][0] == runs[0].history.last("val/loss")
    assert frame["best val/accuracy"][1] == runs[1].history.best("val/accuracy")[0]
    assert frame["best val/accuracy step"][1] == runs[1].history.best("val/accuracy")[1]
    assert frame["steps"].tolist()[:2] == [15, 15]


def test_the_summary_and_the_table_of_variants_say_what_was_changed_while_a_run_trained(tmp_path: Path):
    plain, edited = trained(), trained(seed=1)
    assert "edits" not in pd.read_csv(export([plain, edited], tmp_path / "a.csv", "summary")[0]).columns
    assert [len(row.runs) for row in comparison_table([plain, edited])] == [2]
    edited.history.marks.append(Mark(7, "edit", "lr → 0.5"))
    frame = pd.read_csv(export([plain, edited], tmp_path / "b.csv", "summary")[0], keep_default_na=False)
    assert frame["edits"].tolist() == ["", "lr → 0.5 @ 7"]
    assert {row.label for row in comparison_table([plain, edited])} == {"small", "small (lr → 0.5 @ 7)"}
    assert [len(variant.runs) for variant in variants_of([plain, edited])] == [1, 1]
    assert [variant.label.endswith(" (lr → 0.5 @ 7)") for variant in variants_of([plain, edited])] == [False, True]


def test_the_spec_stands_beside_and_gives_the_run_back(tmp_path: Path):
    one = export([trained()], tmp_path / "one.csv")
    assert [p.name for p in one] == ["one.csv", "one.spec.toml"]
    assert load_spec(one[1]) == SMALL
    many = export([trained(name="A b"), trained(name="a-b"), trained(name="a/b")], tmp_path / "many.csv")
    assert [p.name for p in many] == ["many.csv", "many.specs.toml"]
    assert [(name, spec.name) for name, spec in load_specs(many[1]).items()] == [(n, n) for n in ("A b", "a-b", "a/b")]


def test_one_file_of_specs_gives_every_run_back_with_what_it_has_and_has_not(tmp_path: Path):
    specs = [spec(schedule="StepLR(step_size=5)"), spec(optimizer="Adam(lr=0.02)", seed=3), spec(training__epochs=7)]
    path = tmp_path / "x.specs.toml"
    path.write_text(specs_text(["a", "b", "c"], specs), encoding="utf-8")
    assert list(load_specs(path).values()) == specs
    many = [spec(seed=seed) for seed in range(300)]
    assert len(specs_text([str(s.seed) for s in many], many)) < 20_000
    path.write_text("x = 1", encoding="utf-8")
    with pytest.raises(SpecError, match=r"\[shared\] and \[runs\]"):
        load_specs(path)


def test_a_spec_file_of_the_same_name_is_left_alone(tmp_path: Path):
    mine = tmp_path / "digits.toml"
    mine.write_text("# mine, with comments\n")
    export([trained()], tmp_path / "digits.csv")
    assert mine.read_text() == "# mine, with comments\n"


def test_runs_of_one_name_are_told_apart(tmp_path: Path):
    a, b = trained(), trained()
    frame = read(export([a, b], tmp_path / "x.csv")[0])
    assert sorted(set(frame["run"])) == sorted([f"small [{a.id}]", f"small [{b.id}]"])


@given(st.lists(st.text(max_size=120), max_size=8))
def test_parts_of_file_names_are_all_different_and_short(names: list[str]):
    made = slugs(names)
    assert len({m.casefold() for m in made}) == len(names)
    assert all(0 < len(m) < 90 and not set(m) & set('/\\:*?"<>|\0\n') for m in made)


def test_what_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path):
    run = trained()
    blocker = tmp_path / "file"
    blocker.write_text("mine")
    for path in (tmp_path / "none" / "x.csv", tmp_path, blocker / "x.csv"):
        with pytest.raises(OutputError, match=r"folder"):
            export([run], path)
    with pytest.raises(OutputError, match="no export format"):
        export([run], tmp_path / "x.csv", "excel")
    with pytest.raises(OutputError, match="no run"):
        export([], tmp_path / "x.csv")
    with pytest.raises(OutputError, match="cannot be made"):
        export([run], blocker / "board", "tensorboard")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "x.csv"
    path.write_text("old")
    run = trained()
    monkeypatch.setattr(
        History, "blocks", lambda self, rows: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(OutputError, match="No space left on device"):
        export([run], path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_one_run_is_exported_as_a_list_of_one_and_what_is_no_run_is_refused(tmp_path: Path):
    run = trained()
    one, several = export(run, tmp_path / "a.csv"), export([run], tmp_path / "b.csv")
    assert one[0].read_bytes() == several[0].read_bytes()
    with pytest.raises(OutputError, match="'digits' is no run"):
        export("digits", tmp_path / "c.csv")  # type: ignore[arg-type]
