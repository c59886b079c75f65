"""Labels whose words wrap, in lines that stay readable on a wide screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

#: Letters of a line at the most: longer ones are hard to follow back to the next line's beginning.
_LONGEST_LINE = 110


class TextLabel(QLabel):
    """Words that wrap; a line is never longer than is easy to read, however wide the label is."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = _LONGEST_LINE * self.fontMetrics().averageCharWidth()
        margin = max(0, self.width() - widest)
        if self.contentsMargins().right() != margin:  # a margin, since a layout would centre a narrower label
            self.setContentsMargins(0, 0, margin, 0)


def wrapped_label(html: str, role: str = "") -> QLabel:
    """Return a label whose words wrap and can be selected."""
    label = TextLabel(html, role)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
