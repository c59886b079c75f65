"""Let Tab go through a column of controls from top to bottom, also where some came later than others."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget


class TabOrder(QTimer):
    """The tab order of a column's controls, set once its layout has settled."""

    def __init__(self, column: QWidget) -> None:
        super().__init__(column)
        self._column = column
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(self._set)

    def _set(self) -> None:
        column = self._column
        # An editor hands its focus to the control inside it: Qt wants to be told of the editor.
        reached = [
            widget
            for widget in column.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_handed_focus(widget)
        ]

        def place(widget: QWidget) -> tuple[int, int]:
            at = widget.mapTo(column, QPoint(0, 0))
            return at.y(), at.x()

        ordered = sorted((w for w in reached if w.isVisibleTo(column)), key=place)
        for before, after in pairwise(ordered):
            QWidget.setTabOrder(before, after)


def _is_handed_focus(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and parent.focusProxy() is widget
