"""One drawn line, painted quickly."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gdlab.lab.chart_math import Floats

_FEW = 64  # points up to which a line may be stroked truly
_APART = 7  # pixels from dot to dot at least
_DOT = 3.0  # pixels by which a dot is wider than its line
_MANY = 240  # points from which on its strokes lie one above the other only


class CurveItem(QGraphicsItem):
    """A polyline in one opaque colour.

    Qt strokes antialiased lines wider than a pixel twenty to two hundred times more slowly than one-pixel lines, the
    more the line zigzags, and translucent ones ten times. So only a `fine` line of few points is stroked truly; any
    other gets its width from one-pixel strokes that lie a part of a pixel apart. It is no pyqtgraph curve, because
    those spend more time on their bounds than on painting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.xs: Floats = np.empty(0)
        self.ys: Floats = np.empty(0)
        self.pen = QPen()
        self._path: QPainterPath | None = None
        self._bounds = QRectF()
        self._width = 1.0
        self._fine = self._dotted = False
        self._finite = True

    def set_style(self, color: QColor, width: float, style: Qt.PenStyle, *, fine: bool, points: bool = False) -> None:
        """Set how the curve is drawn.

        Args:
            color: the colour.
            width: the width in pixels.
            style: the dashes.
            fine: whether lines are stroked truly, which takes longer.
            points: whether each value is marked by a dot, as long as the dots lie apart.
        """
        pen = QPen(color, 1.0)
        pen.setCosmetic(True)
        pen.setStyle(style)
        self.pen = pen
        self._width, self._fine, self._dotted = width, fine, points
        self.update()

    def set_points(self, x: Floats, y: Floats) -> None:
        """Show these points, x ascending; non-finite values leave a gap."""
        self.prepareGeometryChange()
        self.xs, self.ys, self._path = x, y, None
        self._finite = bool(np.isfinite(y).all() and np.isfinite(x[:1]).all() and np.isfinite(x[-1:]).all())
        self._bounds = _finite_bounds(x, y) if self._finite and len(x) else _bounds(x, y)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._dotted:
            self._paint_dots(painter)
        if len(self.xs) < 2:
            return
        path = self._path
        if path is None:
            path = self._path = pg.arrayToQPath(
                self.xs, self.ys, connect="all" if self._finite else "finite", finiteCheck=not self._finite
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = QPen(self.pen)
        fine = self._fine and len(self.xs) <= _FEW
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if fine else Qt.PenJoinStyle.BevelJoin)
        pen.setWidthF(self._width if fine else 1.0)
        painter.setPen(pen)
        world = painter.transform()
        for right, down in ((0.0, 0.0),) if fine else self._offsets():
            painter.setTransform(world * QTransform.fromTranslate(right, down))
            painter.drawPath(path)
        painter.setTransform(world)

    def _paint_dots(self, painter: QPainter) -> None:
        """Mark each finite value by a dot, unless the dots would touch."""
        good = np.isfinite(self.xs) & np.isfinite(self.ys)
        count = int(np.count_nonzero(good))
        if not count or count * _APART > abs(self._bounds.width() * painter.transform().m11()) + _APART:
            return
        pen = QPen(self.pen.color(), self._width + _DOT)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(pen)
        painter.drawPoints([QPointF(x, y) for x, y in zip(self.xs[good], self.ys[good], strict=True)])

    def _offsets(self) -> tuple[tuple[float, float], ...]:
        """Return how far from its place each one-pixel stroke lies, in pixels."""
        half = (self._width - 1.0) / 2
        if half <= 0:
            return ((0.0, 0.0),)
        upright = ((0.0, -half), (0.0, half))
        return upright if len(self.xs) > _MANY else (*upright, (-half, 0.0), (half, 0.0))


def _finite_bounds(x: Floats, y: Floats) -> QRectF:
    low = float(y.min())
    return QRectF(float(x[0]), low, float(x[-1] - x[0]), float(y.max()) - low)


def _bounds(x: Floats, y: Floats) -> QRectF:
    if len(x) == 0:
        return QRectF()
    left, right = float(np.nanmin(x[:2])), float(np.nanmax(x[-2:]))
    finite = y[np.isfinite(y)]
    if finite.size == 0:
        return QRectF()
    low, high = float(finite.min()), float(finite.max())
    return QRectF(left, low, right - left, high - low)
