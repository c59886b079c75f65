"""The Compare page: the last session's runs, curves and figures over seeds, pictures, and the list of all runs."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import Future

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QWidget

from gdlab.lab.compare import comparison_on_test
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.curves import smooth
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLines
from gdlab.spec.files import dumps
from gdlab.ui.app import make_app, make_window
from gdlab.ui.pages.compare.comparison import QtComparison
from gdlab.ui.pages.compare.held_out_row import HeldOutRow
from gdlab.ui.theming import theme_manager
from tests.lab.comparison.stored import history_of, run_of, store_of_many, store_of_variants
from tests.lab.small import SMALL, trained


def opened(store: Store):
    """Return a window on a store, with the Compare page in sight."""
    make_app()
    theme_manager().set_choice("light")
    window = make_window(store.path)
    window.ask_before_leaving = False
    window.resize(1440, 900)
    window.show()
    page = window.page("compare")
    window.show_page("compare")
    return window, page


def rest(window) -> None:
    """Wait until nothing is read any more and everything is drawn."""
    quiet = 0
    for _ in range(600):
        QTest.qWait(40)
        describing = window.page("compare").side_by_side.chart._describing.isActive()
        quiet = 0 if window.bridge.moving or describing else quiet + 1
        if quiet == 4:
            return


@pytest.fixture
def compared(opened_once):
    """Give the window that the tests of this file share, and let it come to rest behind each."""
    yield opened_once
    rest(opened_once[0])


@pytest.fixture(scope="module")
def opened_once(tmp_path_factory):
    """Open the page once on two optimizers of two rates with five seeds each."""
    window, page = opened(store_of_variants(tmp_path_factory.mktemp("compared") / "runs.sqlite"))
    for _ in range(4):  # every thread of the window's jobs begins here, and none in a test
        window.bridge.in_background(lambda: time.sleep(0.1), lambda _future: None)
    rest(window)
    yield window, page
    window.close()
    window.deleteLater()


def test_the_page_opens_with_the_last_sessions_runs_as_groups_over_seeds(compared, qtbot):
    window, page = compared
    side = page.side_by_side
    assert [g.label for g in page.comparison.shown.groups] == [
        "SGD, lr=0.01", "SGD, lr=0.1", "Adam, lr=0.01", "Adam, lr=0.1",
    ]  # fmt: skip
    assert len(side.chart.keys) == 4
    assert "20 runs, 5 seeds each; band: 95 % interval of the mean" in side.chart._note.text()
    assert "seeds" in side.sentence.text()
    heads = [side.table.groups.headerData(i, Qt.Orientation.Horizontal) for i in range(side.table.groups.columnCount())]
    assert heads[:3] == ["Group", "optimizer", "lr"]
    assert {"Last", "Best at step", "Steps to target", "Evaluations to target", "Examples/s"} <= set(heads)
    side.bar.band.set_value("minmax")
    side.bar.drawn_changed.emit()
    assert "smallest to largest" in side.chart._note.text()
    side.bar.groups.set_value("optimizer.type")
    side.bar.groups.edited.emit("optimizer.type")
    assert [g.label for g in page.comparison.shown.groups] == ["SGD", "Adam"]
    state = {**page.view_state(), "set": "last"}  # else the page would stay with these runs
    page.restore_view({**state, "target": 10**400})  # of a stranger's file
    assert page.comparison.chosen_target is None
    page.comparison.set_by("seeds")
    page.restore_view(state)
    rest(window)
    assert [g.label for g in page.comparison.shown.groups] == ["SGD", "Adam"]
    assert "Adam ends with a validation loss that is" in side.sentence.text()


def test_a_target_is_dragged_on_the_chart_and_the_figures_follow(compared, qtbot):
    _, page = compared
    side, chart = page.side_by_side, page.side_by_side.chart
    qtbot.waitUntil(lambda: chart._line is not None and chart._line.isVisible())
    steps = next(
        i for i in range(20) if side.table.groups.headerData(i, Qt.Orientation.Horizontal) == "Steps to target"
    )
    before = side.table.groups.index(0, steps).data()
    plot, line = chart.plot, chart._line
    start = plot.mapFromScene(plot.view.mapViewToScene(QPointF(plot.view.viewRect().center().x(), line.value())))
    end = plot.mapFromScene(plot.view.mapViewToScene(QPointF(plot.view.viewRect().center().x(), 0.9)))
    viewport = plot.viewport()
    qtbot.mouseMove(viewport, start)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.6, 0.9, 1.0):
        qtbot.mouseMove(viewport, start + (end - start) * share)
        qtbot.wait(20)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: page.comparison.target == pytest.approx(0.9, abs=0.03))
    assert side.table.groups.index(0, steps).data() != before
    assert float(side.bar.target.line.text()) == pytest.approx(page.comparison.target, rel=1e-3)


def test_every_picture_is_drawn_and_says_on_how_many_runs_or_seeds_it_rests(compared, qtbot):
    _window, page = compared
    side = page.side_by_side
    unseen = type(side.pictures["Parallel"])()
    qtbot.addWidget(unseen)
    unseen.picture()  # although it was never shown anything
    for name, picture in side.pictures.items():
        side.tabs.choose(name)
        side.tabs.chosen.emit(name)
        qtbot.wait(10)
        assert not picture._empty.isVisible(), name
        assert any(word in picture._note.text() for word in ("seed", "run")), name
        assert picture.drawing.accessibleDescription(), name
        picture.picture()
    scatter = side.pictures["Scatter"]
    points = scatter._points(scatter._area(400, 300, _metrics(scatter)))
    assert sum(point is not None for point in points) == 20
    nothing = ComparedSet((), (), page.comparison.shown.asked)
    for picture in side.pictures.values():
        picture.show_set(nothing)
        assert not picture.drawing.isVisibleTo(picture)


def _metrics(picture):
    from PySide6.QtGui import QFontMetricsF

    return QFontMetricsF(picture.font())


def test_ten_thousand_runs_are_listed_filtered_sorted_grouped_tagged_and_thrown_away(qtbot, tmp_path):
    store = store_of_many(tmp_path / "runs.sqlite", 10_000)
    window, page = opened(store)
    runs, model = page.runs, page.runs.table.runs
    page.show_view("runs")
    qtbot.waitUntil(lambda: model.rowCount() == 10_000, timeout=20_000)
    runs.filter.setText("adam run 12")
    qtbot.waitUntil(lambda: model.rowCount() < 10_000)
    runs.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    values = [row.line.run.summary["val/loss"] for row in model.sheet.rows]
    assert values == sorted(values)
    runs.grouping.set_value("Race")
    runs.grouping.edited.emit("Race")
    assert model.sheet.rows[0].line is None
    runs.table.selectRow(0)
    group = runs.chosen_ids()
    runs.table.selectAll()
    assert len(runs.chosen_ids()) == len(model.sheet.shown)
    assert not runs.table.horizontalHeader().selectionModel().hasSelection()  # else it asks 100,000 cells to be painted
    runs.table.selectRow(0)
    assert len(group) == model.sheet.rows[0].count
    runs.tag_wanted.emit(group, "good", True)
    qtbot.waitUntil(lambda: all(line.run.tags == ("good",) for line in page._lines["own"] if line.run.id in group))
    runs.table.choose(set(group))
    qtbot.keyClick(runs.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page._lines["own"]) == 10_000 - len(group))
    assert "moved to the trash" in page.banner.text
    undo = next(a for a in window.findChildren(QAction) if a.text().startswith("Undo Move"))
    undo.trigger()
    qtbot.waitUntil(lambda: len(page._lines["own"]) == 10_000)
    store.remove(group[:3])
    runs.filter.setText("")
    runs.grouping.edited.emit("Not grouped")
    qtbot.mouseClick(runs.source.button("trash"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: runs.table.runs.rowCount() == 3)
    runs.table.selectRow(0)
    first = runs.chosen_ids()
    qtbot.mouseClick(window.findChild(QAbstractButton, "kept_bring_back"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: runs.table.runs.rowCount() == 2)
    runs.table.selectRow(0)
    page.run_actions.delete(runs.chosen_ids())
    qtbot.waitUntil(lambda: runs.table.runs.rowCount() == 1)
    assert first[0] in [run.id for run in store.list()]
    window.close()
    window.deleteLater()


def test_a_presentation_leaves_no_empty_card_where_the_table_was(compared):
    _, page = compared
    side = page.side_by_side
    height = side.chart.height()
    for hidden in page.hidden_while_presenting():
        hidden.hide()
    QTest.qWait(30)
    assert side.chart.height() > height + 60
    for hidden in (page.view, page.export, side.table_card):
        hidden.show()


def test_everything_that_can_be_worked_has_a_name_for_screen_readers(compared):
    _, page = compared
    for widget in page.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QSlider) and widget.isVisibleTo(page):
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget
    assert "curves of the validation loss over step" in page.side_by_side.chart.accessibleDescription()


def test_what_the_command_line_trains_appears_in_an_open_window(compared, qtbot, tmp_path):
    _, page = compared
    spec = tmp_path / "outside.toml"
    spec.write_text(dumps(SMALL.replace(name="outside", training={"epochs": 40, "batch_size": 10})), encoding="utf-8")
    command = [sys.executable, "-m", "gdlab", "run", str(spec), "--quiet", "--store", str(page._bridge.store.path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    qtbot.waitUntil(lambda: [run.run.name for run in page.comparison.shown.runs] == ["outside"], timeout=20_000)
    assert page.side_by_side.bar.runs.value() == "this"
    chosen = [line.run.id for line in page._lines["own"]][:3]
    page.compare(chosen)
    qtbot.waitUntil(lambda: page.comparison.ids == chosen and len(page.comparison.shown.runs) == 3)
    page.show_view("runs")
    page.runs.source.edited.emit("own")
    store = Store(page._bridge.store.path)
    store.save(run_of([1.0, 0.5], name="later"))
    qtbot.waitUntil(lambda: "later" in [line.run.name for line in page._lines["own"]], timeout=10_000)
    assert page.comparison.ids == chosen


def test_a_window_that_keeps_no_runs_says_so(window):
    page = window.page("compare")
    window.show_page("compare")
    assert "not kept" in page._none.text()


def test_the_first_variant_is_measured_on_the_test_part_when_that_is_asked_for(qtbot, tmp_path):
    make_app()
    store = Store(tmp_path / "runs.sqlite")
    runs = [trained(data__test_fraction=0.25, optimizer__lr=rate, name=f"lr={rate}") for rate in (0.1, 0.01)]
    for run in runs:
        store.save(run)

    def at_once(job, done) -> None:
        future: Future = Future()
        future.set_result(job())
        done(future)

    comparison = QtComparison(at_once)
    row = HeldOutRow(comparison)
    qtbot.addWidget(row)
    comparison.compare(store, RunLines(store).refresh()[0])
    row.follow()
    assert row.label.text() == ""
    assert not row.isHidden()
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.label.text() == f"{comparison_on_test(runs).sentence}."
    assert "25 % of the examples" in row.label.text()
    store.save(trained())
    comparison.compare(store, RunLines(store).refresh()[0])
    row.follow()
    assert row.isHidden()
    assert row.label.text() == ""


def test_zooming_into_a_long_curve_reads_a_peak_of_one_step_with_its_own_step_and_value(tmp_path, qtbot):
    values = np.random.default_rng(0).normal(size=140_000)
    values[104_857] = 9.8765
    store = Store(tmp_path / "runs.sqlite")
    made = {"history": history_of(values, "train/loss"), "status": Status.FINISHED, "started": time.time()}
    store.save(Run(SMALL, elapsed=1.0, **made))
    window, page = opened(store)
    chart = page.side_by_side.chart
    page.side_by_side.bar.smoothing.setValue(0)
    qtbot.waitUntil(lambda: len(chart.keys) == 1, timeout=20000)
    series = chart._series[chart.keys[0]]
    for half in (200_000, 20_000, 300):
        chart.plot.view.setXRange(1_048_570 - half, 1_048_570 + half, padding=0)
        chart.plot.view.sigRangeChangedManually.emit([True, True])
        QTest.qWait(40)
    qtbot.waitUntil(lambda: series.detail is not None and np.diff(series.detail.x).max() == 10, timeout=20000)
    reading = chart.readings(1_048_571.0, 9.0, 1.0, 1.0)[0]
    assert (reading.x, reading.value, reading.smoothed) == (1_048_570.0, 9.8765, None)
    assert chart._x_text(reading.x) == "Step 1048570"
    page.side_by_side.bar.smoothing.setValue(600)  # the peak at 0.4 of its height: smoothed first, thinned then
    qtbot.waitUntil(lambda: any(r.smoothed for r in chart.readings(1_048_571.0, 9.0, 1.0, 1.0)), timeout=20000)
    reading = chart.readings(1_048_571.0, 9.0, 1.0, 1.0)[0]
    assert (reading.x, reading.value) == (1_048_570.0, 9.8765)
    assert reading.smoothed == pytest.approx(smooth(values, 0.6)[104_857])
    window.close()
    window.deleteLater()
