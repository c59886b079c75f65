"""A label that shortens its text with an ellipsis where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """One line of text; the whole of it is the tooltip while it is shortened, unless it has another."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, least: int = 24) -> None:
        super().__init__(text, parent)
        self._least = least
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        if self.toolTip() == self._whole:
            self._whole = self.text() if text != self.text() else ""
            self.setToolTip(self._whole)
        self.style().drawItemText(
            painter, box, int(self.alignment()), option.palette, self.isEnabled(), text, self.foregroundRole()
        )
        painter.end()
