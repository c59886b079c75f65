"""Words on wide screens, in large type and in narrow tables: lines end where they can be read, and nothing is cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from gdlab.lab.layer_groups import layer_groups
from gdlab.ui.pages.landscape.endings_table import EndingsTable
from gdlab.ui.panels.controls import ControlsBar
from gdlab.ui.widgets.labels import TextLabel, wrapped_label
from gdlab.ui.widgets.tabs import Tabs


def test_a_line_of_text_is_not_longer_than_is_easy_to_read(qapp, qtbot):
    for label in (TextLabel("word " * 200), wrapped_label("word " * 200)):
        qtbot.addWidget(label)
        label.resize(2400, 400)
        label.show()
        assert label.contentsRect().width() <= 111 * label.fontMetrics().averageCharWidth()
        assert label.heightForWidth(2400) > label.fontMetrics().height() * 6
        label.resize(300, 400)
        assert label.contentsRect().width() == 300


def test_in_large_type_the_controls_take_two_lines_and_no_segment_is_cut(qapp, qtbot):
    bar = ControlsBar()
    qtbot.addWidget(bar)
    font = bar.font()
    font.setPointSizeF(18)
    for widget in (bar, *bar.findChildren(type(bar.start)), bar.speed):
        widget.setFont(font)
    bar.resize(600, 120)
    bar.show()
    for segment in (bar.speed.button(value) for value in ("slow", "watch", "full")):
        assert segment.width() >= segment.fontMetrics().horizontalAdvance(segment.text())
    assert bar.race.y() > bar.start.y()


def test_no_name_of_a_descent_is_cut(drive):
    page = drive.window.page("landscape")
    drive.window.show_page("landscape")
    table = page.findChild(EndingsTable)
    drive.wait(lambda: table.endings.rowCount() == 4)
    for row in range(4):
        name = table.endings.data(table.endings.index(row, 0))
        assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance(name)


def test_layers_are_offered_in_groups(drive):
    menu = drive.find("add_layer").menu()
    groups = [action.menu() for action in menu.actions() if isinstance(action.menu(), QMenu)]
    assert [group.title() for group in groups] == list(layer_groups())
    assert len(groups) == len(menu.actions())
    next(a for a in groups[0].actions() if a.text() == "Linear").trigger()
    assert len(drive.window.experiment.layers) == 4


@pytest.mark.parametrize("name", ["dataset", "optimizer", "schedule"])
def test_an_open_list_shows_whole_rows(drive, name):
    combo = drive.find(name)
    for height in (700, 900):  # wherever the list finds place
        drive.window.resize(1440, height)
        combo.showPopup()
        drive.wait(combo.view().isVisible)
        assert combo.view().viewport().height() % combo.view().sizeHintForRow(0) == 0
        combo.hidePopup()


def test_a_list_is_as_wide_as_what_it_offers_later(qapp, qtbot):
    tabs = Tabs("views")
    qtbot.addWidget(tabs)
    tabs.resize(150, 60)
    tabs.offer(["Data"])
    tabs.show()
    tabs.offer(["Data", "Predictions", "Probabilities", "Parameters", "Confusion", "Boundary"])
    tabs.choose("Probabilities")
    qtbot.waitUntil(tabs.list.isVisible)
    assert tabs.list.sizeHint().width() > tabs.list.fontMetrics().horizontalAdvance("Probabilities")


def test_the_table_of_endings_fills_a_wide_place_and_scrolls_in_a_narrow_one(qapp, qtbot):
    table = EndingsTable()
    qtbot.addWidget(table)
    table.show()
    table.resize(1600, 200)
    assert table.horizontalHeader().length() == table.viewport().width()
    table.resize(200, 200)
    assert table.horizontalHeader().length() > table.viewport().width()


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_the_step_of_a_run_is_read_whole_beside_or_below_the_controls(drive, size):
    drive.window.resize(*size)
    drive.lab.controls.speed.set_value("watch")
    drive.settle()
    before = drive.find("loss").parentWidget().geometry()
    drive.click("start")
    drive.wait(lambda: drive.runs and drive.runs[0].step > 2)
    what = drive.lab.controls.what
    drive.wait(lambda: "step" in what.text())
    assert what.fontMetrics().horizontalAdvance(what.text()) <= what.contentsRect().width()
    assert drive.find("loss").parentWidget().geometry() == before
