"""Every text of a part of the window that a person can see or hear, with the place that it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenuBar,
    QWidget,
)


def texts_in_sight(root: QWidget) -> Iterator[tuple[str, str]]:
    """Give the visible texts, tooltips, accessible names and entries of menus beneath a widget."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        place = f"{type(widget).__name__} {widget.objectName()}".strip()
        for kind, text in (*_shown(widget), ("tooltip", widget.toolTip()), ("name", widget.accessibleName())):
            if text:
                yield f"{place}: {kind}", text


def menu_texts(bar: QMenuBar) -> Iterator[tuple[str, str]]:
    """Give the entries of the menus."""
    for action in bar.actions():
        yield "menu bar", action.text()
        menu = action.menu()
        for entry in menu.actions() if menu is not None else ():  # pyright: ignore[reportAttributeAccessIssue]
            yield f"menu {action.text()}", entry.text()


def _shown(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QComboBox):
        yield from (("entry", widget.itemText(row)) for row in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = range(model.columnCount(QModelIndex())) if hasattr(widget, "horizontalHeader") else ()
        for column in columns:
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield "heading", str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
