"""The Runs table, the palette and branches."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gdlab.lab.run import Status
from gdlab.ui.actions.commands import open_palette
from gdlab.ui.dialogs.branch import BranchDialog
from gdlab.ui.dialogs.palette import Palette, match_score
from gdlab.ui.dialogs.race import RaceDialog


def race(drive, epochs: int = 2, count: int = 3):
    drive.set("training.epochs", epochs)
    spec = drive.window.experiment.spec
    rates = (0.1, 0.01, 0.001)[:count]
    drive.lab.starter.race([spec.replace(name=f"lr={r}", optimizer=spec.optimizer.replace(lr=r)) for r in rates])
    drive.wait(lambda: len(drive.runs) == count and all(r.status.ended for r in drive.runs))
    drive.rest()
    return drive.runs


def texts(drive, column: int) -> list[str]:
    model = drive.find("runs").model()
    return [model.index(r, column).data() for r in range(model.rowCount())]


def test_the_table_shows_status_progress_and_figures(drive):
    runs = race(drive)
    assert texts(drive, 1) == ["✓ finished"] * 3
    assert texts(drive, 2) == ["100 %"] * 3
    best = [f"{100 * r.history.best('val/accuracy')[0]:.2f} %" for r in runs]
    assert texts(drive, 8) == best


def test_only_what_differs_gets_a_column(drive):
    race(drive)
    model = drive.lab.runs.model
    assert model.extra == ["optimizer.lr"]
    assert texts(drive, model.columnCount() - 1) == ["0.1", "0.01", "0.001"]


def test_rows_are_sorted_by_value_and_filtered_by_name_status_or_race(drive):
    race(drive)
    drive.train(training__epochs=1)
    table = drive.find("runs")
    table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    values = [float(t) for t in texts(drive, 5)]
    assert values == sorted(values)
    field = drive.find("filter_runs")
    for text, rows in (("lr=0.01", 1), ("finished", 4), ("race 1", 3), ("nothing", 0), ("", 4)):
        field.setText(text)
        assert table.model().rowCount() == rows, text


def test_a_run_is_renamed_by_f2_and_hidden_by_h(drive):
    run = drive.train(training__epochs=1)
    table = drive.find("runs")
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "mine")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    drive.settle()
    assert run.run.name == "mine"
    QTest.keyClick(table, Qt.Key.Key_H)
    assert not drive.lab.book.find(run.id).visible


def test_delete_removes_the_chosen_runs_and_their_curves(drive):
    runs = race(drive)
    table = drive.find("runs")
    table.setFocus()
    table.clearSelection()  # a key that an earlier test pressed last may make what follows add to what is chosen
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    drive.settle()
    assert drive.runs == runs[1:]
    assert all(key[0] != runs[0].id for key in drive.lab.curves.chart("loss").keys)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert drive.runs == []
    assert drive.lab.curves.chart("loss").keys == []


def test_ctrl_d_runs_the_same_again_bit_for_bit_under_another_name(drive):
    first = drive.train(training__epochs=2)
    table = drive.find("runs")
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].status.ended)
    second = drive.runs[1]
    assert second.run.name != first.run.name
    np.testing.assert_array_equal(first.history["train/loss"], second.history["train/loss"])


def test_a_run_gets_another_colour_and_its_parameters_are_used_again(drive):
    run = drive.train(training__epochs=1, optimizer__lr=0.02)
    drive.set("optimizer.lr", 0.5)
    drive.lab.book.set_color(run.id, "#123456")
    drive.settle()
    assert drive.lab.curves.chart("loss")._series[(run.id, "val/loss")].style.color == "#123456"
    menu = drive.lab.runs.menu([drive.lab.book.find(run.id)])
    next(a for a in menu.actions() if a.text() == "Use these settings").trigger()
    assert drive.window.experiment.spec.optimizer.lr == 0.02
    menu.deleteLater()


def test_columns_keep_their_width_while_figures_change(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 3)
    drive.settle(300)
    table = drive.find("runs")
    widths = lambda: [table.columnWidth(i) for i in range(table.model().columnCount())]  # noqa: E731
    before = widths()
    drive.settle(400)
    assert widths() == before


def test_a_column_is_shown_when_asked_for(drive):
    drive.train(training__epochs=1)
    table = drive.find("runs")
    drive.window.resize(1024, 700)
    drive.settle()
    assert table.isColumnHidden(11)
    menu = table.columns_menu()
    next(a for a in menu.actions() if a.text() == "Examples/s").trigger()
    assert not table.isColumnHidden(11)
    menu.deleteLater()


def test_a_branch_goes_on_from_the_last_point_with_another_rate(drive):
    run = drive.train(training__epochs=2)
    drive.lab.brancher.ask()
    dialog = drive.window.findChild(BranchDialog)
    dialog.optimizer.setText("Adam(lr=0.01)")
    dialog.epochs.line.setText("1")
    dialog.epochs.commit()
    dialog.go.click()
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].status.ended)
    branch = drive.runs[1]
    assert branch.status is Status.FINISHED
    assert branch.run.code == run.run.code  # it does not compile, and rounds as the run does
    assert branch.history.index("train/loss")[0] == run.step + 1
    assert branch.step == run.step + run.trainer.steps_per_epoch
    assert branch.history["train/lr"][0] == pytest.approx(0.01)
    assert branch.history["train/loss"][0] < 0.8 * run.history["train/loss"][0]


def test_a_branch_from_a_kept_point_repeats_the_run_when_nothing_is_changed(drive):
    run = drive.train(training__epochs=10)
    assert 9 <= len(run.branch_points) <= 12
    point = run.branch_points[4]
    spec = run.trainer.spec
    drive.lab.brancher.branch_from(point, run, spec)
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].status.ended)
    steps = run.history.index("train/loss")
    np.testing.assert_array_equal(drive.runs[1].history["train/loss"], run.history["train/loss"][steps > point.step])


def test_a_branch_with_an_optimizer_written_wrongly_is_refused_in_the_dialog(drive):
    drive.train(training__epochs=1)
    drive.lab.brancher.ask()
    dialog = drive.window.findChild(BranchDialog)
    dialog.optimizer.setText("Adamm(lr=0.01)")
    dialog.go.click()
    assert "Adam" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize("text", ["SGD(lr=0,1)", "SGD(lr=1, lr=2)", "SGD(0.1)", ""])
def test_a_call_that_is_not_well_formed_is_refused_in_the_dialogs_of_branch_and_race(drive, text):
    drive.train(training__epochs=1)
    drive.lab.brancher.ask()
    dialog = drive.window.findChild(BranchDialog)
    dialog.optimizer.setText(text)
    dialog.go.click()
    assert "optimizer: '" in dialog.problem.text()
    dialog.reject()
    drive.lab.starter.ask_race()
    race = drive.window.findChild(RaceDialog)
    race.first.values.item(0).setText(text or "SGD(")
    assert not race.go.isEnabled()
    assert "optimizer: '" in race.problem.text()
    race.reject()


def test_a_branch_that_begins_anew_trains_as_many_epochs_as_it_was_asked_for(drive):
    run = drive.train(training__epochs=2)
    drive.lab.brancher.ask()
    dialog = drive.window.findChild(BranchDialog)
    dialog.optimizer.setText("SGD(lr=0.05)")  # which cannot go on with Adam's moments
    dialog.epochs.set_value(3)
    dialog.go.click()
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].status.ended)
    assert "begins anew" in drive.lab.banner.text
    assert drive.runs[1].step == 3 * run.trainer.steps_per_epoch


def test_a_branch_of_a_run_that_trains_on_goes_on_from_where_it_is_then_for_as_long(drive):
    drive.set("training.epochs", 2000)
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 0)
    run = drive.runs[0]
    drive.lab.brancher.ask()
    dialog, at = drive.window.findChild(BranchDialog), run.step
    dialog.epochs.set_value(1)
    drive.wait(lambda: run.step > at + 3 * run.trainer.steps_per_epoch)
    dialog.go.click()
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].status.ended)
    drive.lab.starter.stop()
    branch = drive.runs[1]
    first = int(branch.history.index("train/loss")[0]) - 1
    assert first > at + 3 * run.trainer.steps_per_epoch
    assert branch.run.name.endswith(f" from {first}")
    assert 0 < branch.step - first <= 2 * run.trainer.steps_per_epoch


def test_the_runs_of_a_race_are_put_into_the_table_before_one_of_them_is_chosen(drive):
    book, said = drive.lab.book, []
    book.chosen_changed.connect(lambda: said.append(len(book)))
    drive.set("training.epochs", 1)
    drive.lab.starter.race([drive.window.experiment.spec.replace(seed=k) for k in range(3)])
    assert said == [3]
    assert book.current.run is drive.runs[-1]
    drive.wait(lambda: all(r.status.ended for r in drive.runs))


def test_the_palette_finds_by_letters_and_does_it(drive):
    open_palette(drive.window, drive.window.rail.buttons, drive.lab)
    palette = drive.window.findChild(Palette)
    QTest.keyClicks(palette.line, "new exp")
    drive.set("optimizer.lr", 0.5)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert drive.window.experiment.spec.optimizer.lr == 0.001


def test_the_palette_holds_every_action_with_its_keys_and_esc_closes_it(drive):
    open_palette(drive.window, drive.window.rail.buttons, drive.lab)
    palette = drive.window.findChild(Palette)
    shown = {palette.list.item(i).text() for i in range(palette.list.count())}
    for words in ("Export CSV…   Ctrl+E", "Single step   S", "Full screen   F11", "New from preset: spirals"):
        assert words in shown
    assert any("Smoothing" in words for words in shown)
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_the_palette_ranks_beginnings_of_words_first():
    assert match_score("Export CSV…", "exp") > match_score("Next step, period", "exp") > -1
    assert match_score("Export CSV…", "zzz") == -1


@pytest.mark.parametrize(
    "keys", ["Ctrl+Return", "Ctrl+E", "Ctrl+K", "F1", "F11", "Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+Shift+Z"]
)
def test_conventional_keys_belong_to_an_action(drive, keys):
    from PySide6.QtGui import QKeySequence

    wanted = QKeySequence(keys)
    assert any(wanted in action.shortcuts() for action in drive.window.findChildren(QAction))


def test_a_run_started_by_ctrl_enter_alone_is_selected_and_takes_edits(drive):
    first = drive.train(training__epochs=20)
    drive.lab.controls.speed.set_value("watch")
    control = Qt.KeyboardModifier.ControlModifier
    drive.window.activateWindow()
    screen = drive.window.windowHandle()  # keys sent to it, unlike those sent to a widget, count as held down
    QTest.keyPress(screen, Qt.Key.Key_Control, control)
    QTest.keyClick(screen, Qt.Key.Key_Return, control)
    drive.wait(lambda: len(drive.runs) == 2 and drive.runs[1].step > 1)
    QTest.keyRelease(screen, Qt.Key.Key_Control)
    second = drive.runs[1]
    assert first.id != second.id
    assert drive.lab.runs.selected() == [second.id]
    assert [s.run for s in drive.lab.book.chosen] == [second]
    drive.set("optimizer.lr", 0.02)
    drive.wait(lambda: second.history.last("train/lr") == pytest.approx(0.02))
    drive.wait(lambda: any(m.kind == "edit" for m in second.history.marks))


def test_rows_stay_selected_when_a_column_of_differences_is_added(drive):
    drive.train(training__epochs=1)
    drive.train(training__epochs=2)
    table, chosen = drive.find("runs"), drive.lab.book.current.run
    assert drive.lab.runs.model.extra == ["training.epochs"]
    assert drive.lab.runs.selected() == [chosen.id]
    assert table.selectionModel().isRowSelected(1)


def test_a_new_run_is_chosen_while_the_filter_hides_it(drive):
    drive.train(training__epochs=1)
    drive.find("filter_runs").setText("finished")
    drive.lab.controls.speed.set_value("slow")
    drive.click("start")
    drive.wait(lambda: len(drive.runs) == 2)
    assert drive.lab.book.current.run is drive.runs[1]


def test_removed_runs_come_back_by_ctrl_z_as_they_were(drive):
    runs = race(drive)
    drive.lab.book.set_color(runs[1].id, "#123456")
    before = [(s.run.id, s.name, s.color, s.race) for s in drive.lab.book]
    spec = drive.window.experiment.spec
    drive.click("clear_runs")
    assert drive.runs == []
    assert not drive.find("runs").isVisible()
    history = drive.window.experiment.history
    assert history.undo_text == "Remove 3 runs"
    drive.window.activateWindow()
    drive.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    drive.rest()
    assert [(s.run.id, s.name, s.color, s.race) for s in drive.lab.book] == before
    assert drive.window.experiment.spec == spec
    chart = drive.lab.curves.chart("loss")
    assert {key[0] for key in chart.keys} == {run.id for run in runs}
    assert texts(drive, 1) == ["✓ finished"] * 3
    drive.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert drive.runs == []


def test_one_removed_run_comes_back_at_its_place(drive):
    runs = race(drive)
    drive.lab.starter.remove([runs[1].id])
    drive.window.experiment.history.undo()
    assert [s.run.id for s in drive.lab.book] == [run.id for run in runs]
    model = drive.lab.runs.model
    assert [model.row_of(run.id) for run in runs] == [0, 1, 2]
    assert drive.lab.runs.selected() == [runs[1].id]
