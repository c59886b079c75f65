"""A label that shortens its text with an ellipsis where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """One line of text; the whole of it is the tooltip while it is shortened, unless it has another.

    Args:
        text: the text.
        parent: the parent, or None.
        least: the pixels that it takes at the least, where its text is as long.
        characters: of so many characters it takes the room whatever its text is, so that nothing beside it moves; 0
            for the room of its text.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, least: int = 24, characters: int = 0) -> None:
        super().__init__(text, parent)
        self._least, self._characters = least, characters
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self._characters else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        if self._characters:
            width = self._characters * self.fontMetrics().averageCharWidth()
            return QSize(width, super().minimumSizeHint().height())
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
