"""What is typed in a field and not yet confirmed counts, and what a field refused is never passed over."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import gdlab.ui
from gdlab.lab.store import Store
from gdlab.ui.dialogs.branch import BranchDialog
from gdlab.ui.dialogs.race import RaceDialog

UI = Path(gdlab.ui.__file__).parent


def typed(drive, text: str):
    """Type into the field of the learning rate, without Return."""
    line = drive.lab.experiment_panel.optimizer.form.editor("lr").line
    drive.window.activateWindow()
    line.setFocus()
    drive.wait(lambda: QApplication.focusWidget() is line)
    line.selectAll()
    QTest.keyClicks(line, text)
    return line


@pytest.mark.parametrize("way", ["shortcut", "button"])
def test_a_run_starts_with_the_number_that_is_being_typed(drive, way):
    drive.set("training.epochs", 1)
    line = typed(drive, "0.3")
    if way == "shortcut":
        QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    else:
        drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].status.ended)
    assert drive.runs[0].spec.optimizer.lr == 0.3


def test_no_run_starts_and_nothing_is_saved_while_what_is_typed_is_refused(drive, tmp_path):
    path = tmp_path / "mine.toml"
    drive.window.files.save_to(path)
    before = path.read_text()
    line = typed(drive, "-3")
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert drive.runs == []
    assert path.read_text() == before
    assert "at least 0" in drive.lab.experiment_panel.optimizer.form.editor("lr").error
    line.selectAll()
    QTest.keyClicks(line, "0.25")
    QTest.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "lr = 0.25" in path.read_text()


def test_no_run_starts_and_nothing_is_saved_while_a_field_left_behind_shows_what_was_refused(drive, tmp_path):
    path = tmp_path / "mine.toml"
    drive.window.files.save_to(path)
    before = path.read_text()
    line = typed(drive, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    drive.lab.experiment_panel.training.editor("epochs").line.setFocus()
    drive.click("start")
    assert drive.runs == []
    assert "“Learning rate (lr)” is refused" in drive.lab.banner.text
    drive.window.files.save()
    assert path.read_text() == before
    assert drive.lab.banner.text.startswith("Nothing was saved")
    line.setText("0.25")
    drive.lab.experiment_panel.optimizer.form.editor("lr").commit()
    drive.train(training__epochs=1)
    assert drive.runs[0].spec.optimizer.lr == 0.25


def shows_what_it_refused(dialog, field, text: str) -> bool:
    """Write into a field of a dialog, click on the dialog's button, and return whether the dialog stays."""
    field.line.setText(text)
    field.commit()
    dialog.go.click()
    stays = dialog.isVisible()
    dialog.reject()
    return stays


@pytest.mark.parametrize("text", ["0", "abc", ""])
def test_a_dialog_is_not_accepted_while_a_field_shows_what_was_refused(drive, text):
    drive.train(training__epochs=1)
    drive.lab.brancher.ask()
    branch = drive.window.findChild(BranchDialog)
    assert shows_what_it_refused(branch, branch.epochs, text)
    drive.lab.starter.ask_race()
    race = drive.window.findChild(RaceDialog)
    assert shows_what_it_refused(race, race.seeds, text)
    drive.settle()
    assert len(drive.runs) == 1


@pytest.mark.parametrize(
    "wanted",
    [
        lambda drive: drive.click("start"),
        lambda drive: drive.click("step"),
        lambda drive: drive.click("race"),
        lambda drive: drive.click("find_rate"),
        lambda drive: drive.window.files.copy_link(),
        lambda drive: drive.window.files.ask_save(),
    ],
    ids=["start", "step", "race", "rate", "link", "save"],
)
def test_whatever_starts_from_the_panel_or_writes_it_does_not_pass_over_what_was_refused(drive, wanted):
    line = typed(drive, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    drive.lab.experiment_panel.training.editor("epochs").line.setFocus()
    QApplication.clipboard().setText("before")
    wanted(drive)
    assert "“Learning rate (lr)” is refused" in drive.lab.banner.text
    assert drive.runs == []
    assert QApplication.clipboard().text() == "before"
    assert QApplication.activeModalWidget() is None


#: Functions of the window that read the experiment as it is, since they show it or compare it.
SHOWING = {
    "actions/files.py": {"title"},
    "actions/opening.py": {"download", "fetched", "_on_ended", "open_original"},
    "actions/starting.py": {"offer_race", "remove"},
    "app.py": {"save_screenshot"},
    "dialogs/open_data/dialog.py": {"_adopt", "_spec"},
    "pages/base.py": {"__init__"},
    "pages/compare/runs/actions.py": {"move_to_trash"},
    "pages/lab.py": {"_on_examples"},
    "pages/rules/page.py": {"race"},
}


def test_no_action_reads_the_experiment_but_through_what_its_fields_accept():
    found: dict[str, set[str]] = {}
    for path in sorted(UI.rglob("*.py")):
        if path.is_relative_to(UI / "panels"):  # they show it
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                read = [
                    node
                    for node in ast.walk(function)
                    if isinstance(node, ast.Attribute)
                    and node.attr == "spec"
                    and ast.unparse(node.value).rpartition(".")[2] in ("experiment", "_experiment")
                ]
                if read:
                    found.setdefault(path.relative_to(UI).as_posix(), set()).add(function.name)
    assert found == SHOWING


def test_a_comparison_is_not_written_while_a_field_shows_what_was_refused(drive, tmp_path):
    line = typed(drive, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    drive.window.show_page("compare")
    page = drive.window.page("compare")
    page.exporter.write(Store(tmp_path / "runs.sqlite"), str(tmp_path / "a.gdlab"), [], "bundle", compared=True)
    assert "Nothing was saved" in page.banner.text
    assert not (tmp_path / "a.gdlab").exists()
