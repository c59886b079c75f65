"""Everything that can be done in the window, for the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QMenuBar, QWidget

from gdlab.ui.dialogs.palette import Command, Palette
from gdlab.ui.dialogs.show import show_dialog

if TYPE_CHECKING:
    from gdlab.ui.main_window import MainWindow


def open_palette(window: MainWindow) -> None:
    """Offer every command by a few letters."""
    palette = Palette(commands(window), window)
    show_dialog(palette, window)
    palette.line.setFocus()


def commands(window: MainWindow) -> list[Command]:
    """Return the menus' actions, the pages and the controls in sight; what comes twice is listed once."""
    found: dict[str, Command] = {}
    for menu, action in _actions(window.menuBar()):
        words, _, keys = action.text().replace("&", "").partition("\t")
        words = f"{menu}: {words}" if menu else words
        found[words] = Command(words, keys or action.shortcut().toString(), action.trigger, action.isEnabled())
    for page in window.rail.buttons:
        words = f"Go to {page.text()}"
        found[words] = Command(words, "", page.click)
    shown = window.pages.currentWidget()
    for widget in shown.findChildren(QWidget) if shown is not None else []:
        if _is_control(widget) and widget.accessibleName() not in found:
            found[widget.accessibleName()] = _of_control(widget)
    return list(found.values())


def _actions(menu: QMenuBar | QMenu, name: str = "") -> Iterator[tuple[str, QAction]]:
    """Yield each action with the name of the menu within a menu that it stands in, without which it says too little."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner, inner.title().replace("&", "") if isinstance(menu, QMenu) else "")
        elif action.text():
            yield name, action


def _is_control(widget: QWidget) -> bool:
    """Tell a control that a person can reach from the inner parts of others."""
    named = bool(widget.accessibleName() and widget.objectName()) and not widget.objectName().startswith("qt_")
    return named and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _of_control(widget: QWidget) -> Command:
    words = widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return Command(words, "", widget.click, widget.isEnabled())
    return Command(
        f"Go to: {words}", "", partial(widget.setFocus, Qt.FocusReason.ShortcutFocusReason), widget.isEnabled()
    )
