"""A picture that fills the width it is given."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

#: Height by width of the pictures that ship with the program.
_RATIO = 9 / 16


class WidePicture(QWidget):
    """A picture as wide as its place, whole and centred; it takes the height that a picture of 16:9 needs there.

    Args:
        file: the picture.
        name: what it shows, for screen readers.
    """

    def __init__(self, file: Path, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap(str(file))
        self._scaled, self._scaled_for = QPixmap(), QSize()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A fixed height and not Qt's height for width, which grids do not ask for.
        self.setFixedHeight(round(self.width() * _RATIO))

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if wanted != self._scaled_for:
            self._scaled_for = wanted
            self._scaled = self._picture.scaled(
                wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        shown = self._scaled.size() / ratio
        place = QRect((self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2, *shown.toTuple())
        QPainter(self).drawPixmap(place, self._scaled)
