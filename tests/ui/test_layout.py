"""Nothing is cut: at both sizes, in both themes, and with a font a quarter larger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollArea, QWidget

from gdlab.ui.main_window import MainWindow
from gdlab.ui.settings import Settings
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.elided import ElidedLabel


def cut(window: QWidget) -> list[str]:
    """Return the controls and texts that do not get the room they need, or that reach out of their parents."""
    wrong = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QAbstractButton, QLabel, QComboBox)):
            continue
        name = widget.objectName() or widget.accessibleName() or getattr(widget, "text", str)()
        if widget.objectName().startswith("qt_") or isinstance(widget, ElidedLabel):
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if not wraps and widget.width() < widget.minimumSizeHint().width() - 1:
            wrong.append(f"{name}: {widget.width()} of {widget.minimumSizeHint().width()} pixels")
        if wraps and widget.height() < widget.heightForWidth(widget.width()) - 1:
            wrong.append(f"{name}: {widget.height()} high, {widget.heightForWidth(widget.width())} needed")
        if not seen_whole(widget, window):
            wrong.append(f"{name} reaches out of its parent")
    return wrong


def seen_whole(widget: QWidget, window: QWidget) -> bool:
    """Say whether a widget lies within all its parents sideways, up to the first that scrolls."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        box = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if box.left() < -1 or box.right() > parent.width() + 1:
            return False
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return True


@pytest.fixture
def larger_font(qapp):
    before = QFont(qapp.font())
    larger = QFont(before)
    if larger.pointSizeF() > 0:
        larger.setPointSizeF(before.pointSizeF() * 1.25)
    else:
        larger.setPixelSize(round(before.pixelSize() * 1.25))
    QApplication.setFont(larger)
    theme_manager()._theme = None
    theme_manager().apply()
    yield
    QApplication.setFont(before)
    theme_manager()._theme = None
    theme_manager().apply()


SIZES = [(1024, 700), (1440, 900)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(drive, size, theme):
    theme_manager().set_choice(theme)
    drive.window.resize(*size)
    drive.train(training__epochs=1)
    assert (drive.window.width(), drive.window.height()) == size
    assert cut(drive.window) == []


@pytest.mark.own_window
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_with_a_larger_font(qtbot, larger_font, size, request):
    drive = request.getfixturevalue("drive")
    drive.window.resize(*size)
    drive.train(training__epochs=1)
    assert (drive.window.width(), drive.window.height()) == size
    assert cut(drive.window) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_set_up_page_fits(drive, size):
    drive.window.resize(*size)
    drive.click("nav_setup")
    drive.settle()
    assert cut(drive.window) == []


def test_every_control_is_reached_by_tab_and_shows_that_it_is(drive):
    drive.window.activateWindow()
    drive.find("dataset").setFocus()
    seen, widget = [], QApplication.focusWidget()
    for _ in range(150):
        drive.window.focusNextChild()
        widget = QApplication.focusWidget()
        if widget is None or (seen and widget is seen[0]):
            break
        seen.append(widget)
    names = {w.objectName() for w in seen}
    for name in ("start", "race", "layers", "add_layer", "smoothing", "x_axis", "log_x", "log_y", "step"):
        assert name in names, name
    assert any(name.startswith("nav_") for name in names)
    lr = drive.lab.experiment_panel.optimizer.form.editor("lr").control
    assert seen.index(drive.find("optimizer")) < seen.index(lr) < seen.index(drive.find("start"))
    for w in seen:
        if w.isVisible() and not w.objectName().startswith("qt_"):
            assert w.accessibleName() or getattr(w, "text", str)(), f"{type(w).__name__} has no name"


def test_the_window_opens_at_the_size_at_which_it_was_closed(drive, qtbot):
    drive.window.resize(1100, 720)
    drive.settle()
    drive.window.ask_before_leaving = False
    drive.window.close()
    again = MainWindow(Settings.load())
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1100, 720)
    Settings().save()


def test_a_size_that_the_screen_does_not_have_is_bounded(qtbot):
    made = MainWindow(Settings(width=20_000, height=20_000))
    qtbot.addWidget(made)
    screen = made.screen().availableSize()
    assert made.width() <= max(1440, screen.width())
    assert made.height() <= max(900, screen.height())


def test_tab_goes_from_the_list_of_layers_to_the_fields_of_the_chosen_one(drive):
    layers = drive.lab.experiment_panel.layers
    layers.list.setCurrentRow(1)
    layers.list.setCurrentRow(0)
    drive.settle()
    width = layers._form.editor("out_features")
    reached, widget = [], layers.list
    for _ in range(40):
        widget = widget.nextInFocusChain()
        reached.append(widget)
    loss = drive.lab.experiment_panel.optimizer.combo
    assert reached.index(width) < reached.index(loss)
