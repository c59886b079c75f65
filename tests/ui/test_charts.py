"""A chart of the Lab is one file: it is shown, drawn from the histories and controlled like the others."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from gdlab.lab.curves import smooth
from gdlab.ui import charts
from gdlab.ui.charts import base
from gdlab.ui.charts.catalogue import load_charts

_FILE = '''
"""A chart for a test."""

from gdlab.ui.charts.tag_chart import TagChart, TagLine


class GradientSizeChart(TagChart):
    """The norm of the whole gradient."""

    name, heading, order, log_y = "size", "Gradient size", 15, False
    empty_text = "Nothing yet."
    help = "How long the gradient is."
    lines = (TagLine("train/grad_norm", "train"),)
'''


@pytest.fixture
def size_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a file with a chart to the folder of charts, for one test."""
    (tmp_path / "size.py").write_text(_FILE, encoding="utf-8")
    monkeypatch.setattr(charts, "__path__", [*charts.__path__, str(tmp_path)])
    yield
    base._CHARTS.pop("size", None)
    sys.modules.pop("gdlab.ui.charts.size", None)


@pytest.mark.own_window
def test_a_chart_in_one_file_is_shown_and_drawn(size_chart, drive):
    run = drive.train(training__epochs=2)
    chart = drive.lab.curves.chart("size")
    assert drive.find("chart_size") is chart
    assert chart.isVisible()
    drawn = chart._series[(run.id, "train/grad_norm")]
    assert len(drawn.y) == len(run.history["train/grad_norm"])
    assert chart.whatsThis().startswith("<p><b>Gradient size</b></p><p>How long the gradient is.</p>")
    drive.lab.book.remove(run.id)
    assert chart.keys == []


@pytest.mark.own_window
def test_the_charts_follow_the_controls(size_chart, drive):
    controls = drive.lab.curves.controls
    controls.smoothing.setValue(900)
    controls.log_y.setChecked(True)
    controls.log_x.setChecked(True)
    found = {c.name: (c._smoothing, c._scales.log_x, c._scales.log_y) for c in drive.lab.curves.charts}
    assert found == {
        "loss": (0.9, True, True),
        "size": (0.9, True, False),
        "sharpness": (0.0, True, True),
        "layer_sharpness": (0.0, True, True),
        "metric": (0.9, True, False),
        "rate": (0.0, True, True),
        "norm": (0.9, True, True),
    }


def test_the_charts_of_the_program_come_in_order():
    assert [chart.name for chart in load_charts()] == ["loss", "sharpness", "layer_sharpness", "metric", "rate", "norm"]


def test_validation_is_drawn_as_it_was_measured_and_training_smoothed(drive):
    drive.lab.curves.controls.smoothing.setValue(600)
    run = drive.train()
    chart, history = drive.lab.curves.chart("loss"), run.history
    val, train = chart._series[(run.id, "val/loss")], chart._series[(run.id, "train/loss")]
    np.testing.assert_array_equal(val.line.ys, history["val/loss"])
    np.testing.assert_array_equal(val.line.xs, history.index("val/loss"))
    np.testing.assert_allclose(train.smoothed, smooth(history["train/loss"], 0.6))
    readings = {s.style.label: s.reading(180.0, 0.6, 1.0, 1.0) for s in (val, train)}
    assert readings["digits · validation"].smoothed is None
    assert readings["digits · train"].smoothed == train.smoothed[179]


def test_every_value_of_validation_is_marked_by_a_dot_while_the_dots_lie_apart(drive):
    run = drive.train(training__epochs=4)
    chart = drive.lab.curves.chart("loss")
    x, y = run.history.index("val/loss"), run.history["val/loss"]
    picture = chart.plot.grab().toImage()
    color, ratio = drive.lab.book.find(run.id).color, picture.devicePixelRatio()
    for k in range(1, len(x) - 1):
        place = chart.plot.mapFromScene(chart.plot.view.mapViewToScene(QPointF(x[k], y[k])))
        beside = [picture.pixelColor(int(place.x() * ratio), int(place.y() * ratio) + d).name() for d in (-1, 0, 1)]
        assert color in beside


def test_few_training_points_are_hardly_smoothed(drive):
    drive.lab.curves.controls.smoothing.setValue(600)
    run = drive.train(training__epochs=20, training__batch_size="full")
    series = drive.lab.curves.chart("loss")._series[(run.id, "train/loss")]
    np.testing.assert_allclose(series.smoothed, run.history["train/loss"], rtol=0.02)


def test_the_charts_show_the_start_of_each_curve_and_the_spike_of_an_edit(drive):
    drive.set("training.epochs", 10)
    drive.lab.controls.speed.set_value("watch")
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 40)
    drive.set("optimizer.lr", 1.0)
    run = drive.runs[0]
    drive.wait(lambda: run.history.last("train/lr") == pytest.approx(1.0))
    drive.wait(lambda: run.status.ended, timeout=60_000)
    drive.rest()
    for name in ("loss", "metric", "rate", "norm"):
        chart = drive.lab.curves.chart(name)
        low, high = chart.plot.view.viewRange()[1]
        for series in (chart._series[key] for key in chart.keys):
            assert low <= series.y[np.isfinite(series.y)].min(), name
            assert high >= series.y[np.isfinite(series.y)].max(), name


@pytest.mark.parametrize("axis", ["Step", "Relative time"])
def test_all_charts_share_one_range_of_x_and_norms_have_their_values_beneath(drive, axis):
    drive.lab.curves.controls.smoothing.setValue(600)
    run = drive.train(training__epochs=4)
    drive.lab.curves.controls.x_axis.setCurrentText(axis)
    drive.settle()
    ranges = {tuple(chart.plot.view.viewRange()[0]) for chart in drive.lab.curves.charts if chart.isVisible()}
    assert len(ranges) == 1
    assert ranges.pop()[0] == 0
    norms = drive.lab.curves.chart("norm")
    assert all(norms._series[key].raw_line.isVisible() for key in norms.keys if key[0] == run.id)


def test_the_panel_under_the_pointer_names_a_whole_step_and_lies_within_the_chart(drive):
    drive.train(training__epochs=4)
    chart = drive.lab.curves.chart("loss")
    view = chart.plot.view
    (left, right), (low, high) = view.viewRange()
    for x in (left + 0.31 * (right - left), right - 0.2):
        chart._on_pointer(view.mapViewToScene(QPointF(x, (low + high) / 2)))
        words = chart._hover._text.text()
        assert re.search(r"Step \d+ · epoch", words)
        panel = chart._hover.geometry()
        assert chart.plot.rect().contains(panel)


def test_layers_of_a_run_are_shades_of_its_colour_of_their_own(drive):
    run = drive.train(training__epochs=1)
    norms = drive.lab.curves.chart("norm")
    colors = [norms._series[key].style.color for key in norms.keys if key[0] == run.id]
    assert len(set(colors)) == len(colors) == 2
    assert not set(colors) & set(norms.theme.runs.colors)


def test_the_sharpness_is_drawn_with_its_edge_once_a_run_measures_it(drive):
    drive.train(training__epochs=2)
    chart = drive.lab.curves.chart("sharpness")
    assert not chart.isVisible()
    run = drive.train(training__epochs=2, training__curvature_every=20)
    assert chart.isVisible()
    for tag in ("train/preconditioned_sharpness", "train/stability_edge"):
        np.testing.assert_array_equal(chart._series[(run.id, tag)].y, run.history[tag])
    assert (run.id, "train/sharpness") not in chart._series
    assert chart._legend.text().startswith("edge 2(1+β₁)/((1−β₁)γ) = ")
    assert "sharpness of Adam's preconditioned Hessian" in chart._legend.toolTip()
    plain = drive.train(training__epochs=2, training__curvature_every=20, optimizer="Lion(lr=0.001)")
    assert (plain.id, "train/sharpness") in chart._series
    assert (plain.id, "train/stability_edge") not in chart._series
    assert "Lion has no edge of stability" in chart._legend.toolTip()


def test_the_sharpness_of_each_layer_is_drawn_while_a_run_measures_it(drive):
    run = drive.train(training__epochs=1, training__curvature_every=20, training__curvature_by_layer=True)
    chart = drive.lab.curves.chart("layer_sharpness")
    assert chart.isVisible()
    tags = [tag for tag in run.history if tag.startswith("layer_sharpness/")]
    assert len(tags) == 2
    for tag in tags:
        np.testing.assert_array_equal(chart._series[(run.id, tag)].y, run.history[tag])
    assert chart._legend.text().count("■") == 2
    shares = drive.train(training__epochs=1, training__curvature_by_layer=False)
    assert {key[0] for key in chart.keys} == {shares.id}
    assert chart._title.text() == "Sharpest direction by layer"


def test_charts_mark_the_best_share_a_crosshair_are_maximised_and_copied(drive):
    run = drive.train(training__epochs=4, optimizer__lr=0.02)
    loss, metric = drive.lab.curves.chart("loss"), drive.lab.curves.chart("metric")
    value, step = run.history.best("val/loss")
    star = loss._marks._best[(run.id, "val/loss")]
    assert (star.x, star.y) == (step, value)
    assert f"at step {step}" in star.text
    drive.wait(lambda: star.text in loss.plot.accessibleDescription())

    kept = [mark for _, mark in loss._marks._kept_at]
    assert [mark.x for mark in kept] == [point.step for point in run.branch_points]
    assert f"state kept at step {run.branch_points[0].step}" in kept[0].text
    assert len(loss._marks._kept_ticks.data) == len(kept)

    drive.lab.curves.crosshair.show_at(step, loss)
    line, dots = drive.lab.curves.crosshair._marks[metric]
    assert line.isVisible()
    assert line.value() == step
    assert len(dots.data) == 2  # training and validation
    assert not drive.lab.curves.crosshair._marks[loss][0].isVisible()

    loss.copy_data()
    rows = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text())))
    val = [float(row["value"]) for row in rows if "validation" in row["curve"]]
    np.testing.assert_array_equal(val, run.history["val/loss"])

    drive.click("maximise_metric")
    assert metric.isVisible()
    assert not loss.isVisible()
    drive.key(Qt.Key.Key_Escape, widget=metric.plot)
    assert loss.isVisible()
    drive.lab.book.remove(run.id)
    assert not loss._marks._best
    assert not loss._marks._kept
