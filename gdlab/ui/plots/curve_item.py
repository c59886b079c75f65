"""One drawn line, painted quickly."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gdlab.ui.plots.smoothing import Floats


class Line(pg.PlotCurveItem):
    """A polyline in one colour.

    Qt strokes antialiased lines wider than a pixel some twenty times more slowly than one-pixel lines. So a line
    that is not `fine` gets its width from two one-pixel strokes half a pixel or more apart.
    """

    def __init__(self) -> None:
        super().__init__(antialias=True, skipFiniteCheck=True)
        self._strokes: tuple[float, ...] = (0.0,)

    def set_look(self, color: QColor, width: float, style: Qt.PenStyle, *, fine: bool) -> None:
        """Set colour, width in pixels and dashes; `fine` lines are stroked truly, at their price."""
        pen = QPen(color, width if fine else 1.0)
        pen.setCosmetic(True)
        pen.setStyle(style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if fine else Qt.PenJoinStyle.BevelJoin)
        half = (width - 1.0) / 2
        self._strokes = (0.0,) if fine or half <= 0 else (-half, half)
        self.setPen(pen)

    def set_points(self, x: Floats, y: Floats) -> None:
        """Show these points; non-finite values leave a gap."""
        connect = "all" if np.isfinite(y).all() and np.isfinite(x).all() else "finite"
        self.setData(x, y, connect=connect, skipFiniteCheck=connect == "all")

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.xData is None or len(self.xData) < 2:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self.opts["pen"])
        path = self.getPath()
        world = painter.transform()
        for offset in self._strokes:
            painter.setTransform(world * QTransform.fromTranslate(0.0, offset))
            painter.drawPath(path)
        painter.setTransform(world)
