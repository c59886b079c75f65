"""Look inside: views of what a run has learnt, live, after its end and opened again from the store."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gdlab.lab.number_text import format_number
from gdlab.lab.run import Run, Status
from gdlab.lab.train import train
from gdlab.ui.plots.unit_map import UnitPlace
from tests.lab.small import SMALL, spec


def look(drive, name: str):
    """Bring a view into sight and wait until it shows the run's last state."""
    inside = drive.lab.inside
    drive.wait(lambda: name in inside.tabs.names)
    inside.choose(name)
    drive.wait(lambda: inside.stack.currentWidget() is inside.view(name) and ", step " in inside.step.text())
    return inside.view(name)


def show(drive, run: Run) -> None:
    """Put an ended run on the workbench, as one that is opened again, and choose it."""
    drive.window.bridge.show([run])
    drive.wait(lambda: drive.lab.book.find(run.id) is not None)
    drive.lab.book.choose([run.id])


def test_runs_opened_again_are_looked_into_as_those_that_trained_here(drive, tmp_path):
    run = train(SMALL)
    show(drive, run)
    assert look(drive, "Boundary").chart._field is not None
    assert drive.lab.inside.step.text() == f"{run.label}, step 15"
    assert "15 validation examples" in look(drive, "Confusion").words.text()
    view = look(drive, "Probabilities")
    said = {"ROC": "Area under ROC of 1", "Precision–recall": "Average precision of 1", "Calibration": "error"}
    for kind, words in said.items():
        view.kinds.choose(kind)
        view.kinds.chosen.emit(kind)
        assert words in view.words.text()
        assert words in view.chart.plot.accessibleDescription()
        assert view.counts.isVisible() == (kind == "Calibration")
    assert view.counts.figure.bars[0].y.sum() == 15

    view = look(drive, "Boundary")
    field = view.chart._field
    view.decided.setChecked(True)
    np.testing.assert_array_equal(view.chart._field.argmax(axis=2), field.argmax(axis=2))
    assert set(np.unique(view.chart._field)) == {0, 1}
    assert "% right of 15 validation examples" in view.chart.plot.accessibleDescription()

    view = look(drive, "Network")
    assert "3 layers from 2: 22 parameters, 16 multiply-adds" in view.words.text()
    assert "Linear + Tanh with 4 units" in view.units.accessibleDescription()
    place = UnitPlace(1, 2)
    drive.qtbot.mouseClick(view.units, Qt.MouseButton.LeftButton, pos=view.units.unit_box(place).center().toPoint())
    assert view.units.chosen == place
    assert view.unit.title == "unit 3 of layer 1"
    drive.key(Qt.Key.Key_Right, widget=view.units)
    drive.key(Qt.Key.Key_Up, widget=view.units)
    assert view.unit.title == "output 1"
    assert f"bias {format_number(float(run.parameters['2.bias'][0]), 3)}" in view.words.text()
    view.kinds.choose("Layers")
    view.kinds.chosen.emit("Layers")
    view.layers.choose("1")
    drive.wait(lambda: view.channels.title == "After Tanh")
    assert view.channels.tiles.maps.shape == (1, 1, 4)
    assert "22 parameters" in view.layers.accessibleDescription()

    table = tmp_path / "tide.csv"
    table.write_text("level\n" + "".join(f"{10 + np.sin(k / 5)}\n" for k in range(120)))
    data = {"type": "series", "path": str(table), "length": 4, "horizon": 3}
    show(drive, train(spec(data=data, loss="MSELoss", network__layers=["Flatten", "Linear(out_features=1)"])))
    view = look(drive, "Forecast")
    labels = [line.label for line in view.chart.figure.lines]
    assert labels == ["what came", "forecast", "validation from here", "horizon: 3 steps ahead"]
    assert "repeating the last known value" in view.accessibleDescription()

    text = tmp_path / "abc.txt"
    text.write_text("abc" * 40)
    layers = ["Embedding(num_embeddings=3)", "GRU(hidden_size=8, return_sequence=true)", "Linear(out_features=3)"]
    show(drive, train(spec(data={"type": "text", "path": str(text), "length": 8}, network__layers=layers)))
    view = look(drive, "Text")
    first = view.text.toPlainText()
    assert len(first) == 8 + 240
    drive.qtbot.mouseClick(view.again, Qt.MouseButton.LeftButton)
    drive.wait(lambda: view.text.toPlainText() != first)
    assert "Likeliest next" in view.accessibleDescription()

    show(drive, Run(SMALL, name="elsewhere", status=Status.IMPORTED))
    inside = drive.lab.inside
    inside.choose("Weights")
    drive.wait(lambda: "its network is not" in inside._none.accessibleName())
    assert inside.stack.currentWidget() is inside._none


def test_wrong_images_stand_first_and_a_view_fills_the_page_until_escape(drive):
    drive.train(training__epochs=1, optimizer__lr=0.0003)
    view = look(drive, "Predictions")
    text, wrong = view.chart.tiles.caption(0)
    assert wrong
    assert text.startswith("✗ ")
    assert text.count("%") == 2
    assert "The surest mistake: " in view.accessibleDescription()
    view = look(drive, "Layers")
    assert len(view.chart.ridges.rows) > 5
    for kind in ("Gradients", "Updates", "Activations"):
        view.kinds.choose(kind)
        view.kinds.chosen.emit(kind)
        assert "Root mean square" in view.chart.ridges.accessibleDescription()
    assert view.alarm.isVisible()
    pictures = look(drive, "Weights").chart.pictures
    assert pictures.isVisible()
    assert pictures.tiles.maps.shape == (64, 8, 8)
    drive.click("inside_maximise")
    assert drive.lab.curves.isHidden()
    drive.key(Qt.Key.Key_Escape, widget=drive.lab.inside)
    assert not drive.lab.curves.isHidden()
    assert not drive.lab.runs.isHidden()


def test_a_fit_is_drawn_live_as_curve_against_truth_and_as_residuals(drive):
    drive.set("data", {"type": "sine", "n_samples": 60})
    drive.set("network.layers", ["Linear(out_features=4)", "Tanh", "Linear(out_features=1)"])
    drive.set("loss", "MSELoss")
    drive.wait(lambda: drive.window.experiment.examples.name == "sine")
    drive.lab.controls.speed.set_value("watch")
    drive.set("training.epochs", 5000)
    drive.click("start")
    view = drive.lab.inside.view("Fit")
    drive.wait(lambda: view.chart.figure is not None)
    first = view.chart.figure.lines[0].y
    drive.wait(lambda: not np.array_equal(view.chart.figure.lines[0].y, first))
    drive.lab.starter.stop()
    drive.rest()
    assert drive.lab.inside.current == "Fit"
    assert [points.label for points in view.chart.figure.points] == ["training", "validation"]
    for kind in ("Predicted and true", "Residuals"):
        view.kinds.choose(kind)
        view.kinds.chosen.emit(kind)
        assert view.chart.title == kind
        assert "RMSE" in view.chart.plot.accessibleDescription()
    assert view.chart.figure.bars[0].y.sum() == 12
    view.chart.copy_data()
    assert QGuiApplication.clipboard().text().splitlines()[0] == "series,x,y"
