"""The Lab page, driven as a person drives it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gdlab.engine.machine.helpers import allowed_threads
from gdlab.lab.cores import use_cores
from gdlab.lab.race_choices import RACE
from gdlab.lab.run import Status
from gdlab.ui.dialogs.race import RaceDialog
from gdlab.ui.settings import Settings
from gdlab.ui.widgets.number import IntEditor

HANDLES = [
    "start",
    "pause",
    "step",
    "stop",
    "race",
    "reset",
    "dataset",
    "layers",
    "add_layer",
    "optimizer",
    "schedule",
    "training",
    "chart_loss",
    "chart_metric",
    "runs",
    "smoothing",
    "x_axis",
    "log_x",
    "log_y",
    "nav_lab",
    "nav_setup",
]


def test_every_handle_exists_and_has_an_accessible_name(drive):
    for name in HANDLES:
        assert drive.find(name).accessibleName() or drive.find(name).accessibleDescription(), name
    assert drive.find("export_csv", QAction).text()


def test_one_click_on_start_gives_a_falling_loss_and_a_rising_accuracy(drive):
    run = drive.train(training__epochs=6)
    assert run.status is Status.FINISHED
    loss, accuracy = run.history["val/loss"], run.history["val/accuracy"]
    assert loss[-1] < 0.5 * loss[0]
    assert accuracy[-1] > 0.85 > accuracy[0]
    chart = drive.lab.curves.chart("loss")
    drawn = chart._series[(run.id, "val/loss")]
    np.testing.assert_array_equal(drawn.y, loss)
    assert drawn.line.isVisible()
    assert len(drawn.line.xs) >= 2


def test_a_race_is_two_clicks_and_its_runs_share_their_start(drive):
    drive.set("training.epochs", 3)
    drive.click("race")
    dialog = drive.window.findChild(RaceDialog)
    drive.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    drive.wait(lambda: len(drive.runs) == 4 and all(r.status is Status.FINISHED for r in drive.runs))
    drive.rest()
    assert {r.run.group for r in drive.runs} == {drive.runs[0].run.group}
    assert [r.run.name for r in drive.runs] == [f"{text} – digits" for text in ("Adam", *RACE[:3])]
    assert len({r.history["val/loss"][0] for r in drive.runs}) == 1
    assert len({r.history["train/loss"][0] for r in drive.runs}) == 1
    assert len({s.color for s in drive.lab.book}) == 4
    assert len(drive.lab.curves.chart("loss").keys) == 8


def test_pause_holds_step_does_one_and_stop_keeps_what_was_trained(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 2)
    run = drive.runs[0]
    drive.click("pause")
    drive.wait(lambda: run.status is Status.PAUSED)
    at = run.step
    drive.settle(100)
    assert run.step == at
    drive.click("step")
    drive.wait(lambda: run.step == at + 1 and run.status is Status.PAUSED)
    drive.click("pause")
    drive.wait(lambda: run.step > at + 3)
    drive.click("stop")
    drive.wait(lambda: run.status is Status.STOPPED)
    assert len(run.history["train/loss"]) == run.step
    assert run.run.parameters


def test_space_starts_pauses_and_goes_on_and_s_steps(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.window.setFocus()
    drive.key(Qt.Key.Key_Space)
    drive.wait(lambda: drive.runs and drive.runs[0].step > 1)
    run = drive.runs[0]
    drive.key(Qt.Key.Key_Space)
    drive.wait(lambda: run.status is Status.PAUSED)
    at = run.step
    drive.key(Qt.Key.Key_S)
    drive.wait(lambda: run.step == at + 1)
    drive.key(Qt.Key.Key_Space)
    drive.wait(lambda: run.step > at + 2)


def test_space_after_a_click_on_start_pauses_and_does_not_start_once_more(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.window.activateWindow()
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 1)
    drive.key(Qt.Key.Key_Space, widget=QApplication.focusWidget() or drive.window)
    drive.wait(lambda: drive.runs[0].status is Status.PAUSED)
    assert len(drive.runs) == 1


def test_letters_stay_in_a_field_that_is_written_in(drive):
    line = drive.find("filter_runs")
    drive.train(training__epochs=1)
    line.setFocus()
    QTest.keyClicks(line, "s s")
    assert line.text() == "s s"
    assert len(drive.runs) == 1


def test_a_single_step_begins_a_run_held_at_step_one(drive):
    drive.click("step")
    drive.wait(lambda: drive.runs and drive.runs[0].status is Status.PAUSED and drive.runs[0].step == 1)


def test_reset_goes_back_to_the_same_initial_weights(drive):
    first = drive.train(training__epochs=1)
    start = first.history["train/loss"][0]
    drive.click("reset")
    drive.wait(lambda: drive.runs and drive.runs[0].id != first.id and drive.runs[0].status is Status.PAUSED)
    again = drive.runs[0]
    assert again.step == 0
    drive.click("pause")
    drive.wait(lambda: again.status.ended)
    assert again.history["train/loss"][0] == start


def test_a_rate_changed_while_a_run_trains_takes_effect_and_is_marked(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 1)
    run = drive.runs[0]
    drive.set("optimizer.lr", 0.02)
    drive.wait(lambda: run.history.last("train/lr") == pytest.approx(0.02))
    drive.wait(lambda: any(m.kind == "edit" for m in run.history.marks))
    drive.wait(lambda: run.id in drive.lab.curves.chart("loss")._marks._events)


def test_a_diverging_run_is_marked_on_its_curve_and_said(drive):
    drive.set("network.layers", ["Linear(out_features=64)", "Linear(out_features=64)", "Linear(out_features=10)"])
    run = drive.train(optimizer="SGD(lr=1e6)", training__epochs=3)
    assert run.status is Status.DIVERGED
    assert "diverged" in drive.lab.banner.text
    assert drive.lab.banner.isVisible()
    assert run.id in drive.lab.curves.chart("loss")._marks._events
    row = drive.lab.runs.model.row_of(run.id)
    assert "diverged" in drive.lab.runs.model.index(row, 1).data()


def test_two_dimensional_data_show_their_boundary_while_the_run_goes_on(drive):
    drive.set("data", {"type": "moons"})
    drive.set("network.layers[2].out_features", 2)
    drive.wait(lambda: drive.window.experiment.examples.shape == (2,))
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    inside = drive.lab.inside
    drive.wait(lambda: inside.current == "Boundary" and inside.view("Boundary").chart._field is not None)
    first = inside.view("Boundary").chart._field
    assert first.shape[2] == 2
    drive.wait(lambda: not np.array_equal(inside.view("Boundary").chart._field, first))


def test_looking_inside_shows_the_runs_own_data_after_the_experiment_has_others(drive):
    drive.train(training__epochs=1)
    drive.set("data", {"type": "moons"})
    drive.wait(lambda: drive.window.experiment.examples.shape == (2,))
    drive.settle(200)
    inside = drive.lab.inside
    assert "Boundary" not in inside.tabs.names
    inside.choose("Predictions")
    drive.wait(lambda: len(inside.view("Predictions").chart.tiles._pixels) > 0)


@pytest.mark.parametrize("view", ["Predictions", "Confusion", "Weights"])
def test_a_view_shows_the_last_state_of_the_chosen_run(drive, view):
    run = drive.train(training__epochs=2)
    drive.lab.inside.choose(view)
    drive.wait(lambda: f"step {run.step}" in drive.lab.inside.step.text())
    if view == "Confusion":
        assert drive.lab.inside.view("Confusion").chart.cells._matrix.sum() == len(run.examples.y_val)


def test_a_hidden_look_inside_asks_for_nothing(drive):
    drive.click("toggle_inside")
    asked = []
    drive.lab.inside.asked.connect(lambda *a: asked.append(a))
    drive.train(training__epochs=3)
    assert not asked


def test_the_exported_csv_read_by_pandas_is_the_history(drive, tmp_path):
    runs = [drive.train(training__epochs=2), drive.train(optimizer__lr=0.01)]
    with drive.qtbot.waitSignal(drive.lab.exporter.exported, timeout=20_000):
        drive.lab.exporter.write(tmp_path / "runs.csv")
    table = pd.read_csv(tmp_path / "runs.csv")
    for run in runs:
        part = table[table["run"] == run.run.name]
        columns = run.history.columns()
        assert len(part) == len(columns["value"]) > 0
        for name in ("metric", "epoch", "step", "examples", "wall_time", "value"):
            np.testing.assert_array_equal(part[name].to_numpy(), columns[name], err_msg=name)


def test_a_folder_that_cannot_be_written_is_said_and_loses_nothing(drive, tmp_path):
    drive.train(training__epochs=1)
    drive.lab.exporter.write(tmp_path / "none" / "runs.csv")
    drive.wait(lambda: "export failed" in drive.lab.banner.text.lower())
    assert len(drive.runs) == 1


def test_closing_with_runs_under_way_ends_them(drive):
    drive.set("training.epochs", 100_000)
    drive.lab.starter.race([drive.window.experiment.spec.replace(seed=k) for k in range(3)])
    drive.wait(lambda: all(r.step > 0 for r in drive.runs))
    runs = drive.runs
    drive.window.close()
    assert all(r.status is Status.INTERRUPTED for r in runs)


def test_the_x_axis_stands_still_while_a_run_grows(drive):
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 5)
    chart, seen = drive.lab.curves.chart("loss"), set()
    drive.wait(lambda: chart.plot.view.viewRange()[0][1] >= drive.runs[0].trainer.total_steps)
    for _ in range(10):
        drive.settle(30)
        seen.add(tuple(chart.plot.view.viewRange()[0]))
    assert len(seen) == 1


def test_smoothing_axes_and_logs_reach_the_charts(drive):
    drive.train(training__epochs=2)
    curves = drive.lab.curves
    curves.controls.smoothing.setValue(900)
    assert curves.chart("loss")._smoothing == 0.9
    curves.controls.x_axis.setCurrentText("Epoch")
    drive.settle()
    key = (drive.runs[0].id, "val/loss")
    assert curves.chart("loss")._series[key].x[-1] == pytest.approx(2.0)
    curves.controls.log_y.setChecked(True)
    drive.settle()
    assert curves.chart("loss")._scales.log_y
    assert not curves.chart("metric")._scales.log_y


def test_several_runs_show_raw_values_of_the_chosen_one_only(drive):
    first, second = drive.train(training__epochs=1), drive.train()
    drive.lab.book.choose([second.id])
    drive.settle()
    series = drive.lab.curves.chart("loss")._series
    assert series[(second.id, "train/loss")].style.raw
    assert not series[(first.id, "train/loss")].style.raw


def test_theme_changes_while_runs_are_shown(drive):
    from gdlab.ui.theming import theme_manager

    run, own = drive.train(training__epochs=1), drive.train(training__epochs=1)
    drive.lab.book.set_color(own.id, "#123456")
    for choice in ("dark", "light"):
        theme_manager().set_choice(choice)
        drive.settle()
        theme = theme_manager().theme
        assert QApplication.palette().window().color().name() == theme.colors.window
        series = drive.lab.curves.chart("loss")._series
        assert series[(run.id, "val/loss")].style.color == theme.runs.colors[0]  # as on the Compare page
        assert series[(own.id, "val/loss")].style.color == "#123456"


def test_a_click_on_the_swatch_hides_the_curves_of_a_run(drive):
    run = drive.train(training__epochs=1)
    table = drive.find("runs")
    box = table.visualRect(table.model().index(0, 0))
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.topLeft() + QPoint(15, 14)
    )
    drive.settle()
    assert not drive.lab.book.find(run.id).visible
    assert not drive.lab.curves.chart("loss")._series[(run.id, "val/loss")].line.isVisible()


def test_the_number_of_cores_in_the_set_up_holds_at_once_and_is_kept(drive, monkeypatch):
    monkeypatch.delenv("GDLAB_THREADS", raising=False)
    drive.click("nav_setup")
    editor = drive.window.findChild(IntEditor, "cores")
    try:
        editor.edited.emit(1)
        assert allowed_threads() == 1
        assert Settings.load().threads in (0, 1)  # 0 is all: this machine may have but one
    finally:
        use_cores(0)


def test_a_run_started_from_another_page_comes_into_sight(drive):
    drive.set("training.epochs", 1)
    drive.click("nav_setup")
    drive.window.activateWindow()
    drive.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    drive.wait(lambda: len(drive.runs) == 1)
    assert drive.lab.isVisible()


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("Batch sizes", "32"),
        ("Learning rates", "0.001"),
        ("Precision", "float32"),
        ("Schedules", "none"),
        ("Width of layer 0", "64"),
        ("Activation at 1", "ReLU"),
    ],
)
def test_a_value_added_to_a_race_begins_with_the_experiments_own(drive, what, text):
    drive.click("race")
    dialog = drive.window.findChild(RaceDialog)
    dialog.what.setCurrentText(what)
    before = dialog.values.count()
    dialog._on_add()
    assert dialog.values.item(before).text() == text
    dialog.reject()


def test_a_race_crosses_two_fields_has_a_budget_and_says_what_does_not_fit(drive):
    drive.click("race")
    dialog = drive.window.findChild(RaceDialog)
    assert dialog.first.ticked()[0] == "Adam"  # the experiment's own optimizer is among the choices
    dialog.second.choose("training.kink", ["0", "0.5"])
    dialog.unit.set_value("evaluations")
    dialog.unit.edited.emit("evaluations")
    dialog.amount.set_value(3000.0)
    dialog.amount.edited.emit(3000.0)
    assert dialog.count.text() == "8 runs"
    assert {v.spec.training.max_evaluations for v in dialog.variants()} == {3000}
    assert {v.spec.training.kink for v in dialog.variants()} == {0.0, 0.5}
    dialog.second.choose("training.kink", ["7"])
    assert not dialog.go.isEnabled()
    assert "kink" in dialog.problem.text()
    dialog.second.choose("Nothing else", [])
    dialog.first.choose(
        "Settings side by side", ["optimizer=SGD(lr=0.1); schedule=none", "optimizer=Adam; batch_size=64"]
    )
    assert dialog.count.text() == "2 runs"
    dialog.unit.set_value("seconds")
    dialog.amount.set_value(0.05)
    dialog.unit.edited.emit("seconds")
    drive.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    drive.wait(lambda: len(drive.runs) == 2 and all(r.status.ended for r in drive.runs))
    drive.rest()
    assert all(r.run.elapsed >= 0.05 and r.progress == 1.0 for r in drive.runs)


def test_charts_forget_the_titles_of_removed_runs(drive):
    run = drive.train(training__epochs=1)
    norms = drive.lab.curves.chart("norm")
    assert norms.title == "Gradient norm by layer"
    drive.lab.starter.remove([run.id])
    assert norms.title == "Gradient norm"
    assert norms._legend.text() == ""
