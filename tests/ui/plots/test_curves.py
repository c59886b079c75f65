"""The curve chart: what it draws, marks, zooms and reads."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gdlab.lab.files import OutputError
from gdlab.ui.language import install_language
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.lines import LineChart
from gdlab.ui.plots.marks import EventMark
from gdlab.ui.theme import mix_colors
from gdlab.ui.theming import theme_manager

COLOR = "#0077bb"
X = np.arange(1.0, 401.0)


@pytest.fixture
def chart(qtbot):
    theme_manager().set_choice("light")
    chart = CurveChart("Loss")
    qtbot.addWidget(chart)
    chart.resize(600, 360)
    chart.show()
    chart.set_series("a", X, 1 / X, color=COLOR, label="a")
    settle()
    return chart


def settle():
    for _ in range(4):
        QApplication.processEvents()


def line(chart, key="a"):
    return chart._series[key].line


def at(chart, x, y):
    view = chart.plot.view
    return chart.plot.mapFromScene(view.mapViewToScene(QPointF(x, y)))


def drag(chart, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    port = chart.plot.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    for share in (0.3, 0.6, 1.0):
        step = start + (end - start) * share
        event = (QEvent.Type.MouseMove, QPointF(step), QPointF(port.mapToGlobal(step)))
        from PySide6.QtGui import QMouseEvent

        QApplication.sendEvent(port, QMouseEvent(*event, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifier))
        QTest.qWait(30)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, end)
    settle()


def test_the_raw_line_lies_beneath_the_smoothed_one_only_while_smoothing(chart):
    series = chart._series["a"]
    assert series.raw_line.isVisible()
    assert series.raw_line.pen.color().name() == mix_colors(chart.theme.colors.surface, COLOR, 0.25)
    assert series.raw_line.zValue() < series.line.zValue()
    chart.set_smoothing(0)
    settle()
    assert not series.raw_line.isVisible()
    np.testing.assert_array_equal(line(chart).ys, 1 / X)


def test_a_long_series_is_thinned_and_ends_at_its_last_point(chart):
    y = np.random.default_rng(0).normal(size=200_000)
    chart.set_series("a", np.arange(y.size), y, color=COLOR)
    settle()
    assert len(line(chart).xs) <= 1504
    assert line(chart).xs[-1] == y.size - 1


def test_nothing_is_drawn_again_without_new_data(chart, monkeypatch):
    drawn = []
    monkeypatch.setattr(type(line(chart)), "set_points", lambda self, x, y: drawn.append(self))
    chart.set_series("a", X.copy(), 1 / X, color=COLOR, label="a")
    settle()
    assert drawn == []
    chart.set_series("a", X, 2 / X, color=COLOR, label="a")
    settle()
    assert line(chart) in drawn


def test_arrays_of_unequal_length_are_refused(chart):
    with pytest.raises(ValueError, match="as many"):
        chart.set_series("b", [1, 2], [1], color=COLOR)


def test_a_hidden_series_is_not_drawn_and_does_not_scale(chart):
    chart.set_series("big", X, 1000 * X, color=COLOR, visible=False)
    settle()
    assert not line(chart, "big").isVisible()
    assert chart.plot.view.viewRange()[1][1] < 10


def test_log_axes_leave_out_what_is_not_positive_and_say_so(chart):
    chart.set_series("a", np.arange(400.0), np.linspace(1, -1, 400), color=COLOR)
    chart.set_log(x=True, y=True)
    settle()
    assert chart._note.text() == "201 values ≤ 0 not on the log x and y axis"
    assert len(chart._marks._left_out.data) > 0
    assert np.nanmax(line(chart).xs) == pytest.approx(np.log10(199), abs=0.01)
    assert np.isfinite(chart.plot.view.viewRange()).all()
    chart.set_log(x=False, y=False)
    settle()
    assert chart._note.text() == ""
    assert len(chart._marks._left_out.data) == 0


def test_a_divergence_is_marked_at_the_last_finite_point(chart):
    chart.set_smoothing(0)
    chart.set_series("a", X, np.where(X > 300, np.nan, X), color=COLOR, label="SGD")
    settle()
    spots = chart._marks._ends.data
    assert [(spot["x"], spot["y"]) for spot in spots] == [(300, 300)]
    assert spots["data"][0] == "SGD: not a finite number from 301 on"


def test_events_are_drawn_and_taken_away(chart):
    chart.set_events("a", [EventMark(100, "lr → 0.01 at step 100")])
    settle()
    assert [one.value() for one in chart._marks._lines] == [100]
    chart.remove("a")
    settle()
    assert chart._marks._lines == []


def test_dragging_zooms_a_box_and_a_double_click_shows_everything_again(chart):
    whole = chart.plot.view.viewRange()
    low, high = whole[1]
    middle = (low + high) / 2
    drag(chart, at(chart, 100, high - (high - low) * 0.1), at(chart, 200, middle))
    (left, right), (bottom, top) = chart.plot.view.viewRange()
    assert (left, right) == pytest.approx((100, 200), abs=3)
    assert (bottom, top) == pytest.approx((middle, high - (high - low) * 0.1), abs=(high - low) / 40)
    assert not chart.is_auto
    chart.set_series("a", X, 5 / X, color=COLOR, label="a")
    settle()
    assert chart.plot.view.viewRange()[0] == pytest.approx([100, 200], abs=3)
    QTest.mouseDClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=at(chart, 150, (bottom + top) / 2))
    settle()
    assert chart.is_auto
    assert chart.plot.view.viewRange()[0] == whole[0]


def test_shift_and_dragging_pans(chart):
    before = chart.plot.view.viewRect()
    drag(chart, at(chart, 100, 0.02), at(chart, 200, 0.02), Qt.KeyboardModifier.ShiftModifier)
    after = chart.plot.view.viewRect()
    assert after.width() == pytest.approx(before.width())
    assert before.left() - after.left() == pytest.approx(100, abs=8)


def wheel(chart, modifier):
    pos = QPointF(at(chart, 200, 0.02))
    port = chart.plot.viewport()
    event = QWheelEvent(
        pos, QPointF(port.mapToGlobal(pos.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)
    settle()
    return event


def test_the_wheel_zooms_only_with_alt(chart):
    before = chart.plot.view.viewRect()
    assert not wheel(chart, Qt.KeyboardModifier.NoModifier).isAccepted()
    assert chart.plot.view.viewRect() == before
    wheel(chart, Qt.KeyboardModifier.AltModifier)
    assert chart.plot.view.viewRect().width() < before.width()


def test_keys_zoom_pan_and_reset_and_space_is_left_to_the_window(chart):
    before = chart.plot.view.viewRect()
    QTest.keyClick(chart.plot, Qt.Key.Key_Plus)
    QTest.keyClick(chart.plot, Qt.Key.Key_Right)
    assert chart.plot.view.viewRect().width() == pytest.approx(0.8 * before.width())
    QTest.keyClick(chart.plot, Qt.Key.Key_Home)
    settle()
    assert chart.plot.view.viewRect() == before


def test_hovering_lists_the_nearest_first(chart):
    extra = {"step": X, "epoch": X / 45, "time": X * 0.01}
    chart.set_series("far", X, np.full(400, 0.9), color=COLOR, label="far <b>", extra=extra)
    chart.set_series("near", X, np.full(400, 0.1), color=COLOR, label="near", extra=extra)
    settle()
    chart._on_pointer(chart.plot.view.mapViewToScene(QPointF(200, 0.11)))
    text = chart._hover._text.text()
    assert chart._hover.isVisible()
    assert 0 < text.index("near") < text.index("far &lt;b&gt;")
    assert "2.0 s" in text
    assert "4.44" in text
    chart.plot.left_plot.emit()
    assert not chart._hover.isVisible()


def test_smoothing_can_be_changed_while_zoomed(chart):
    chart.plot.view.zoom(0.5)
    settle()
    now = chart.plot.view.viewRange()
    chart.set_smoothing(0.9)
    settle()
    assert chart.plot.view.viewRange() == now


def test_an_empty_chart_says_what_to_do(chart):
    assert chart._empty.isHidden()
    chart.clear()
    settle()
    assert not chart._empty.isHidden()
    assert chart._empty.text() == "Press Start to see the curve."


def test_a_band_lies_between_its_edges_and_goes_with_its_series(chart):
    chart.set_band("a", X, 0.5 / X, 2 / X, color=COLOR)
    settle()
    assert not chart._bands["a"]._fill.path().isEmpty()
    chart.set_log(y=True)
    settle()
    assert np.isfinite(chart._bands["a"].edges()).all()
    chart.remove("a")
    settle()
    assert chart._bands == {}
    assert chart.keys == []


@pytest.mark.parametrize("suffix,start", [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_pictures_are_saved_in_three_kinds(chart, tmp_path, suffix, start):
    path = tmp_path / f"loss.{suffix}"
    chart.export(path)
    assert path.read_bytes().startswith(start)


def test_a_picture_of_another_kind_or_in_no_folder_is_refused(chart, tmp_path):
    with pytest.raises(OutputError, match=r"\.png, \.svg or \.pdf"):
        chart.export(tmp_path / "loss.bmp")
    with pytest.raises(OutputError, match="nowhere"):
        chart.export(tmp_path / "nowhere" / "loss.png")


def test_a_line_chart_names_its_lines_and_forgets_those_that_went(qtbot):
    chart = LineChart("Gradient norm")
    qtbot.addWidget(chart)
    chart.set_lines(X, {"Linear 1": X, "Linear <2>": X})
    assert "Linear &lt;2&gt;" in chart._legend.text()
    chart.set_lines(X, {"Linear 1": X})
    assert chart.keys == ["Linear 1"]
    settle()


def test_what_is_cut_is_said_in_the_language_of_the_window(chart):
    chart.set_smoothing(0)
    chart.set_series("a", X, np.where(np.isin(X, (100, 200)), 500.0, np.sin(X)), color=COLOR, label="a")
    chart.outliers.set_ignored(True)
    install_language("de")
    try:
        settle()
        assert chart.outliers.above.text() == "▲ 2 Werte bis 500,0"
    finally:
        install_language("en")


def test_everything_is_shown_until_a_person_ignores_outliers(chart):
    chart.set_smoothing(0)
    y = np.where(X == 200, 500.0, np.sin(X))
    chart.set_series("a", X, y, color=COLOR, label="a")
    settle()
    assert chart.plot.view.viewRange()[1][1] >= 500
    assert chart.outliers.isVisible()
    assert chart.outliers.text() == "Ignore outliers"
    chart.outliers.click()
    settle()
    assert chart.plot.view.viewRange()[1][1] < 2
    assert chart.outliers.above.isVisible()
    assert chart.outliers.above.text() == "▲ 1 value up to 500.0"
    assert not chart.outliers.below.isVisible()
    assert chart.outliers.text() == "Show everything"
    QTest.mouseDClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=at(chart, 150, 0))
    settle()
    assert chart.plot.view.viewRange()[1][1] >= 500
    assert not chart.outliers.above.isVisible()


def test_values_that_can_be_read_together_need_no_button(chart):
    chart.set_series("a", X, 2.3 * np.exp(-X / 60), color=COLOR, label="a")
    settle()
    assert not chart.outliers.isVisible()


def test_a_single_spike_in_a_long_curve_is_inside_the_axes(chart):
    y = np.zeros(50_001)
    y[12_347] = 7.0
    chart.set_series("a", np.arange(50_001), y, color=COLOR, label="a")
    settle()
    assert chart.plot.view.viewRange()[1][1] >= 7
