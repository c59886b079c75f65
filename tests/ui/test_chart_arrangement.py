"""A person chooses which charts the Lab shows and in which order, and the choice is kept."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from gdlab.lab.saved_experiment import load_saved
from gdlab.ui.dialogs.charts import ChartsDialog


def in_sight(drive) -> list[str]:
    """Return the keys of the visible charts, row by row."""
    charts = [chart for chart in drive.lab.curves.charts if chart.isVisible()]
    return [chart.key for chart in sorted(charts, key=lambda chart: (chart.y(), chart.x()))]


def test_charts_are_added_removed_and_moved_and_the_arrangement_is_kept(drive, tmp_path):
    curves, window = drive.lab.curves, drive.window
    run = drive.train(training__epochs=1, training__metrics="Accuracy, F1")
    assert in_sight(drive) == ["loss", "metric", "rate", "norm"]
    drive.click("choose_charts")
    dialog = window.findChild(ChartsDialog)
    listed = dialog.findChild(QListWidget)
    rows = {listed.item(row).data(Qt.ItemDataRole.UserRole): row for row in range(listed.count())}
    asked_for = ["sharpness", "layer_sharpness", "metric/accuracy", "metric/f1"]
    assert list(rows) == ["loss", "metric", "rate", "norm", *asked_for]
    listed.item(rows["rate"]).setCheckState(Qt.CheckState.Unchecked)
    listed.item(rows["metric/f1"]).setCheckState(Qt.CheckState.Checked)
    listed.setCurrentRow(rows["metric/f1"])
    for _ in range(6):
        drive.click("charts_up")
    drive.settle()
    assert in_sight(drive) == ["loss", "metric/f1", "metric", "norm"]
    added = curves.chart("metric/f1")
    assert added.title == "F1"
    np.testing.assert_array_equal(added._series[(run.id, "val/f1")].y, run.history["val/f1"])
    dialog.reject()

    actions = {action.text(): action for action in added.menu().actions()}
    actions["Move before the last one"].trigger()
    {action.text(): action for action in curves.chart("norm").menu().actions()}["Remove this chart"].trigger()
    drive.settle()
    assert in_sight(drive) == ["metric/f1", "loss", "metric"]
    second = drive.train(training__epochs=2)
    assert len(added._series[(second.id, "val/f1")].y) == len(second.history["val/f1"])

    window.files.save_to(tmp_path / "kept.toml")
    assert load_saved(tmp_path / "kept.toml").view["lab"]["charts"] == ["metric/f1", "loss", "metric"]
    curves.arrange(["no such chart", "metric/no such metric"])  # as a file from elsewhere may say
    drive.settle()
    assert in_sight(drive) == ["loss", "metric", "rate", "norm"]
    window.open_file(tmp_path / "kept.toml")
    drive.settle()
    assert in_sight(drive) == ["metric/f1", "loss", "metric"]
    drive.lab.save_settings(window.settings)
    assert window.settings.charts == ["metric/f1", "loss", "metric"]
    curves.arrange(())


def test_more_charts_than_fit_are_reached_by_scrolling(drive):
    curves = drive.lab.curves
    drive.window.resize(1024, 700)
    curves.arrange(["norm", "rate", "loss", "metric"])
    drive.settle()
    assert in_sight(drive) == ["norm", "rate", "loss", "metric"]
    assert all(curves.chart(key).height() >= 150 for key in curves.arrangement)
    bar = curves._grid.verticalScrollBar()
    assert bar.maximum() > 0
    curves.arrange(())
    drive.settle()
    assert bar.maximum() == 0
    assert in_sight(drive) == ["loss", "metric"]
