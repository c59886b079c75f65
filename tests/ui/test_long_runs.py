"""Runs whose steps are not all kept: they are drawn while they train, and charts and the table of runs say so."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import Qt

from gdlab.ui.actions import exporting


def test_a_run_beyond_its_bound_is_drawn_as_it_is_kept(drive):
    run = drive.train(training__history=1, training__batch_size=1, training__epochs=6)
    kept, steps = run.history.thinned
    assert kept < steps == run.step
    chart = drive.lab.curves.chart("loss")
    drawn = chart._series[(run.id, "train/loss")]
    assert np.array_equal(drawn.y, run.history["train/loss"])
    assert np.array_equal(drawn.extra["step"], run.history.index("train/loss"))
    assert np.array_equal(drawn.x, run.history.index("train/loss"))
    assert "steps kept" in chart._note.text()
    model = drive.lab.runs.model
    assert "steps kept" in model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    short = drive.train(training__epochs=1)
    assert short.history.thinned is None
    assert "steps kept" not in model.data(model.index(model.row_of(short.id), 0), Qt.ItemDataRole.ToolTipRole)


def test_an_export_shows_its_progress_and_can_be_cancelled(drive, tmp_path, monkeypatch):
    drive.train(training__epochs=1)
    told, target = [], tmp_path / "runs.csv"

    def endless(runs, path, form, *, progress):
        while True:
            progress(0.25, "Writing a")
            told.append(path)
            time.sleep(0.001)

    monkeypatch.setattr(exporting, "export", endless)
    banner = drive.lab.banner
    drive.lab.exporter.write(target)
    drive.wait(lambda: banner.text == "Writing a: 25 %")
    drive.qtbot.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    drive.wait(lambda: "cancelled" in banner.text)
    assert told
    assert not target.exists()
    banner.show_message("Removed 1 run", action="Undo")
    drive.qtbot.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    assert banner.text == "Removed 1 run"
