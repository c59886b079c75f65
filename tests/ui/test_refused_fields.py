"""What is typed in a field and not yet confirmed counts, and what a field refused is never passed over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gdlab.ui.dialogs.branch import BranchDialog
from gdlab.ui.dialogs.race import RaceDialog


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
