"""One drawn line, painted quickly."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gdlab.ui.plots.smoothing import Floats


class Line(QGraphicsItem):
    """A polyline in one colour.

    Qt strokes antialiased lines wider than a pixel some twenty times more slowly than one-pixel lines. So a line
    that is not `fine` gets its width from two one-pixel strokes that lie half a pixel or more apart. It is no
    pyqtgraph curve, because those spend more time on their bounds than on painting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.xs: Floats = np.empty(0)
        self.ys: Floats = np.empty(0)
        self.pen = QPen()
        self._path: QPainterPath | None = None
        self._bounds = QRectF()
        self._strokes: tuple[float, ...] = (0.0,)

    def set_look(self, color: QColor, width: float, style: Qt.PenStyle, *, fine: bool) -> None:
        """Set colour, width in pixels and dashes; `fine` lines are stroked truly, at their price."""
        pen = QPen(color, width if fine else 1.0)
        pen.setCosmetic(True)
        pen.setStyle(style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if fine else Qt.PenJoinStyle.BevelJoin)
        half = (width - 1.0) / 2
        self._strokes = (0.0,) if fine or half <= 0 else (-half, half)
        self.pen = pen
        self.update()

    def set_points(self, x: Floats, y: Floats) -> None:
        """Show these points, x ascending; non-finite values leave a gap."""
        self.prepareGeometryChange()
        self.xs, self.ys, self._path = x, y, None
        self._bounds = _bounds(x, y)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if len(self.xs) < 2:
            return
        path = self._path
        if path is None:
            finite = bool(np.isfinite(self.ys).all())
            path = self._path = pg.arrayToQPath(
                self.xs, self.ys, connect="all" if finite else "finite", finiteCheck=not finite
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self.pen)
        world = painter.transform()
        for offset in self._strokes:
            painter.setTransform(world * QTransform.fromTranslate(0.0, offset))
            painter.drawPath(path)
        painter.setTransform(world)


def _bounds(x: Floats, y: Floats) -> QRectF:
    if len(x) == 0:
        return QRectF()
    left, right = float(np.nanmin(x[:2])), float(np.nanmax(x[-2:]))
    finite = y[np.isfinite(y)]
    if finite.size == 0:
        return QRectF()
    low, high = float(finite.min()), float(finite.max())
    return QRectF(left, low, right - left, high - low)
