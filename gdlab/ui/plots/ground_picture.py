"""The picture of the ground beneath a map, kept as the screen has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


class GroundPicture(pg.GraphicsObject):
    """A picture on a part of the plane.

    It is turned and brought into the screen's format once; a picture of as many pixels as its place has is then copied.
    """

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._rect = QRectF()

    def set_picture(self, picture: NDArray[np.uint8], rect: QRectF) -> None:
        """Show a picture.

        Args:
            picture: (rows, columns, 3), the lowest row first.
            rect: the part of the plane that it covers.
        """
        self.prepareGeometryChange()
        turned = np.ascontiguousarray(picture[::-1])
        height, width = turned.shape[:2]
        held = QImage(turned.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self.image, self._rect = held.convertToFormat(QImage.Format.Format_RGB32), rect
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.prepareGeometryChange()
        self.image, self._rect = None, QRectF()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self.image is None:
            return
        world = painter.transform()
        place = world.mapRect(self._rect)
        painter.resetTransform()
        exact = abs(place.width() - self.image.width()) < 1 and abs(place.height() - self.image.height()) < 1
        if exact:
            painter.drawImage(place.topLeft().toPoint(), self.image)
        else:
            painter.drawImage(place, self.image)
        painter.setTransform(world)
