"""Files of several tables in the window: the table is chosen beside a preview, and both faces read the same."""

from __future__ import annotations

import tomllib

import numpy as np
import openpyxl
import pytest
import typer

from gdlab.cli import data
from gdlab.lab.datasets import load
from gdlab.spec.run import RunSpec
from tests.ui.opening import opened, still, taken


@pytest.fixture
def book(tmp_path):
    """A workbook of two sheets, the second below a title."""
    made = openpyxl.Workbook()
    made.active.title = "First"
    for row in (["a", "b"], [1, 2], [3, 4]):
        made.active.append(row)
    second = made.create_sheet("Second one")
    for row in (["Measured in 2020"], ["width", "kind"], *([k / 7, "ab"[k % 2]] for k in range(30))):
        second.append(row)
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def imported(capsys, *arguments) -> RunSpec:
    """Return the experiment of the table of data that the command line prints."""
    app = typer.Typer()
    app.add_typer(data.group)
    app(["data", "import", *map(str, arguments)], standalone_mode=False)
    return RunSpec(data=tomllib.loads(capsys.readouterr().out)["data"])


def same(window: RunSpec, other: RunSpec) -> bool:
    """Return whether two experiments load equal examples."""
    mine, theirs = (load(spec.data, 0) for spec in (window, other))
    arrays = ("x_train", "y_train", "x_val", "y_val")
    return mine.classes == theirs.classes and all(np.array_equal(getattr(mine, a), getattr(theirs, a)) for a in arrays)


def test_a_sheet_is_chosen_beside_a_preview_and_read_as_on_the_command_line(drive, book, capsys):
    dialog = opened(drive, book)
    assert dialog.part.isVisible()
    assert (dialog._part_label.text(), dialog.part.values) == ("Sheet", ["First", "Second one"])
    assert dialog.pane.columns.names == ["a", "b"]
    dialog.part.set_value("Second one")
    dialog.part.edited.emit("Second one")
    still(drive, dialog)
    assert dialog.pane.columns.names == ["width", "kind"]
    assert "Measured in 2020" in dialog.pane.sizes.text()
    assert not dialog.pane.dialect.delimiter.isVisible()
    assert dialog.pane.dialect.header.isVisible()
    taken(drive, dialog)
    spec = drive.window.experiment.spec
    assert spec.data.sheet == "Second one"
    assert same(spec, imported(capsys, book, "--sheet", "Second one"))


def test_a_split_that_tables_come_with_is_kept_and_can_be_given_up(drive, tmp_path, capsys):
    for name, n in (("train", 30), ("test", 9)):
        lines = [f"{k / 7:.2f},{'ab'[k % 2]}" for k in range(n)]
        (tmp_path / f"{name}.csv").write_text("\n".join(["width,kind", *lines]))
    dialog = opened(drive, tmp_path)
    assert dialog.pane.validation.isVisible()
    assert dialog.pane.validation.combo.currentText() == "the rows of test.csv"
    dialog.pane.validation.set_value("share")
    assert "val_path" not in dialog.pane.table()
    dialog.pane.validation.set_value("given")
    taken(drive, dialog)
    spec = drive.window.experiment.spec
    assert (spec.data.split, len(drive.window.experiment.examples.x_val)) == ("given", 9)
    assert same(spec, imported(capsys, tmp_path))


def test_a_cover_sheet_is_passed_over_and_stays_in_the_menu(drive, book):
    made = openpyxl.load_workbook(book)
    made.create_sheet("Cover", 0).append(["Made by an office"])
    made.save(book)
    dialog = opened(drive, book)
    assert (dialog.part.value(), dialog.pane.columns.names) == ("First", ["a", "b"])
    dialog.part.edited.emit(dialog.part.set_value("Cover") or "Cover")
    still(drive, dialog)
    assert "no rows below it" in dialog.empty.accessibleName()
    assert dialog.part.isVisible()
    dialog.part.edited.emit(dialog.part.set_value("Second one") or "Second one")
    still(drive, dialog)
    assert dialog.pane.columns.names == ["width", "kind"]
    dialog.reject()


def test_an_experiment_is_named_after_each_file_that_is_opened(drive, tmp_path, strange):
    (tmp_path / "pair").mkdir()
    for name in ("train", "test"):
        (tmp_path / "pair" / f"{name}.csv").write_text("a,y\n" + "".join(f"{k},{'pq'[k % 2]}\n" for k in range(20)))
    for path, name in ((tmp_path / "pair", "pair"), (strange, strange.stem)):
        dialog = opened(drive, path)
        taken(drive, dialog)
        assert drive.window.experiment.spec.name == name


def test_the_name_of_a_file_goes_with_its_data_when_another_set_is_chosen_from_the_list(drive, tmp_path, strange):
    experiment = drive.window.experiment
    taken(drive, opened(drive, strange))
    experiment.choose_data("spirals")
    assert experiment.spec.name == "spirals"
    other = tmp_path / "others.csv"
    other.write_text(strange.read_text(encoding="utf-8-sig"))
    taken(drive, opened(drive, other))
    assert experiment.spec.name == "others"
    experiment.set("data.path", str(strange))
    assert experiment.spec.name == strange.stem
    experiment.set("name", "mine")
    experiment.choose_data("moons")
    assert experiment.spec.name == "mine"
