"""Swatches, sections, banners and progress."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.collapsible import Collapsible
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.progress import ProgressRow, time_left
from gdlab.ui.widgets.swatch import Swatch


def test_a_swatch_shows_and_hides_by_click_and_by_key(qtbot):
    swatch = Swatch("#0077bb", "Adam")
    qtbot.addWidget(swatch)
    swatch.show()
    seen = []
    swatch.toggled.connect(seen.append)
    QTest.mouseClick(swatch, Qt.MouseButton.LeftButton)
    QTest.keyClick(swatch, Qt.Key.Key_Space)
    assert seen == [False, True]
    assert swatch.accessibleName() == "Adam, shown"


def test_a_swatch_offers_the_runs_colours_and_one_of_ones_own(qtbot):
    swatch = Swatch("#0077bb", "Adam")
    qtbot.addWidget(swatch)
    menu = swatch.menu()
    runs = theme_manager().theme.runs.colors
    assert len([a for a in menu.actions() if not a.isSeparator()]) == len(runs) + 1
    with qtbot.waitSignal(swatch.color_chosen) as told:
        menu.actions()[1].trigger()
    assert told.args == [runs[1]]
    assert swatch.color == runs[1]


def test_a_long_press_opens_the_colours_and_hides_nothing(qtbot):
    swatch = Swatch("#0077bb", "Adam")
    qtbot.addWidget(swatch)
    swatch.show()
    opened = []
    swatch.open_menu = lambda where=None: (swatch.setDown(False), opened.append(True))
    QTest.mousePress(swatch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=3000)
    QTest.mouseRelease(swatch, Qt.MouseButton.LeftButton)
    assert swatch.isChecked()


def test_a_section_folds_by_keyboard_and_says_so(qtbot):
    section = Collapsible("Schedule", expanded=False)
    qtbot.addWidget(section)
    section.show()
    with qtbot.waitSignal(section.toggled) as told:
        QTest.keyClick(section._button, Qt.Key.Key_Space)
    assert told.args == [True]
    assert section._content.isVisible()
    assert section._button.accessibleName() == "Schedule, expanded"


def test_a_banner_shows_detail_on_demand_and_goes_with_escape(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.show_message("The file is missing.", detail="No such file", action="Open another")
    assert banner.accessibleName() == "error: The file is missing."
    assert banner._detail.isHidden()
    QTest.mouseClick(banner._more, Qt.MouseButton.LeftButton)
    assert not banner._detail.isHidden()
    with qtbot.waitSignal(banner.action_clicked):
        QTest.mouseClick(banner._action, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.dismissed):
        QTest.keyClick(banner, Qt.Key.Key_Escape)
    assert banner.isHidden()


def test_cancel_is_told_once_and_then_says_that_it_is_under_way(qtbot):
    progress = ProgressRow("Downloading")
    qtbot.addWidget(progress)
    told = []
    progress.cancelled.connect(lambda: told.append(True))
    for _ in range(2):
        QTest.mouseClick(progress._cancel, Qt.MouseButton.LeftButton)
    assert told == [True]
    assert progress._cancel.text() == "Cancelling…"
    progress.set_progress(None)
    assert progress._bar.maximum() == 0
    progress.set_progress(0.5)
    assert progress._bar.value() == 500


@pytest.mark.parametrize(
    "gone,share,text",
    [(10, 0.5, "10 s left"), (100, 0.25, "5 min left"), (3600, 0.25, "3.0 h left"), (10, 1.0, "done"), (5, 0.01, "")],
)
def test_time_left_in_words(gone, share, text):
    assert time_left(gone, share) == text


def test_an_icon_button_has_a_name_and_takes_focus(qtbot):
    button = icon_button("export", "Export CSV")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Export CSV"
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_an_empty_state_says_its_sentence_and_offers_its_button(qtbot):
    state = EmptyState("Press Start.", action="Start")
    qtbot.addWidget(state)
    from PySide6.QtWidgets import QPushButton

    with qtbot.waitSignal(state.activated):
        QTest.mouseClick(state.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert state.accessibleName() == "Press Start."
