"""What a screen reader is told: a name for everything that takes the keyboard, roles, and charts in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from gdlab.ui.pages.base import registered_pages
from gdlab.ui.pages.catalogue import load_pages
from gdlab.ui.plots.view import Plot

load_pages()
PAGES = [page.name for page in registered_pages()]


def told(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(what) if interface is not None else ""


def shown(drive, page: str) -> list[QWidget]:
    drive.find(f"nav_{page}", QPushButton).click()
    drive.settle(300)
    return [widget for widget in drive.window.findChildren(QWidget) if widget.isVisible()]


def test_everything_that_takes_the_keyboard_has_a_name_on_every_page(drive):
    nameless = [
        f"{page}: {type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
        for page in PAGES
        for widget in shown(drive, page)
        if (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)) and not told(widget)
    ]
    assert not nameless


def test_rail_tabs_and_segments_are_choices_of_one_and_no_check_boxes(drive):
    marked = [w for w in shown(drive, "lab") if any(w.property(mark) for mark in ("nav", "tab", "segment"))]
    assert len(marked) > 10
    roles = {QAccessible.queryAccessibleInterface(widget).role() for widget in marked}
    assert roles == {QAccessible.Role.RadioButton}


def test_curves_and_confusion_say_their_figures(drive):
    run = drive.train(training__epochs=2)
    drive.lab.inside.choose("Confusion")
    drive.settle(1500)
    final = run.history.last("val/loss")
    said = [told(plot, QAccessible.Text.Description) for plot in drive.window.findChildren(Plot) if plot.isVisible()]
    assert any(f"{final:.3g}" in text and "step" in text for text in said), said
    assert "on the diagonal" in told(drive.lab.inside.view("Confusion").chart.cells, QAccessible.Text.Description)


def test_a_chart_with_the_focus_shows_it(drive):
    plot = next(p for p in shown(drive, "lab") if isinstance(p, Plot))
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    card = plot.parentWidget()
    assert card.property("focused") == "true"
    drive.find("start").setFocus(Qt.FocusReason.TabFocusReason)
    assert card.property("focused") == "false"
