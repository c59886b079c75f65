"""The commands of the palette: the menus' actions, the pages, and the controls in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QMenu, QMenuBar, QWidget

from gdlab.translation import tr
from gdlab.ui.dialogs.palette import Command, Palette
from gdlab.ui.dialogs.show import show_dialog


def open_palette(window: QMainWindow, pages: Sequence[QAbstractButton], page: QWidget | None) -> None:
    """Open the command palette over a window.

    Args:
        window: the window, whose menu bar is offered.
        pages: the buttons that bring the pages into sight.
        page: the page in sight, whose controls are offered.
    """
    palette = Palette(commands(window.menuBar(), pages, page), window)
    show_dialog(palette, window)
    palette.line.setFocus()


def commands(menus: QMenuBar, pages: Sequence[QAbstractButton], page: QWidget | None) -> list[Command]:
    """Return the menus' actions, the pages and the controls in sight; what occurs twice is listed once."""
    found: dict[str, Command] = {}
    for menu, action in _actions(menus):
        words, _, keys = action.text().replace("&", "").partition("\t")
        words = f"{menu}: {words}" if menu else words
        found[words] = Command(words, keys or action.shortcut().toString(), action.trigger, action.isEnabled())
    for button in pages:
        words = tr("Go to {button}", button=button.text())
        found.setdefault(words, Command(words, "", button.click))
    for widget in page.findChildren(QWidget) if page is not None else []:
        if _is_control(widget) and widget.accessibleName() not in found:
            found[widget.accessibleName()] = _of_control(widget)
    return list(found.values())


def _actions(menu: QMenuBar | QMenu, name: str = "") -> Iterator[tuple[str, QAction]]:
    """Yield each action, with the name of the inner menu that holds it where there is one."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _actions(inner, inner.title().replace("&", "") if isinstance(menu, QMenu) else "")
        elif action.text():
            yield name, action


def _is_control(widget: QWidget) -> bool:
    """Return whether a widget is a control that a person can reach, and not an inner part of another one."""
    named = bool(widget.accessibleName() and widget.objectName()) and not widget.objectName().startswith("qt_")
    return named and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _of_control(widget: QWidget) -> Command:
    words = widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return Command(words, "", widget.click, widget.isEnabled())
    return Command(
        tr("Go to: {words}", words=words),
        "",
        partial(widget.setFocus, Qt.FocusReason.ShortcutFocusReason),
        widget.isEnabled(),
    )
