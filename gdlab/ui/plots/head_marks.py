"""The start and the heads of descents on a map, which can be dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform


class HeadMark(NamedTuple):
    """A mark on a map.

    Attributes:
        x: where it is.
        y: where it is.
        size: its width in pixels.
        square: whether it is a square rather than a dot.
        color: its colour.
    """

    x: float
    y: float
    size: float
    square: bool
    color: QColor


class HeadMarks(pg.GraphicsObject):
    """Marks in an outline of the ground's colour, which tell where they are dragged to.

    They are painted at once, since pyqtgraph's scatter plot takes longer for a few marks than all paths of a map take.
    """

    moved = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self.marks: tuple[HeadMark, ...] = ()
        self._outline = QPen()

    def set_marks(self, marks: Sequence[HeadMark], outline: QColor) -> None:
        """Show these marks and no others.

        Args:
            marks: the marks, the first below the others.
            outline: the colour around each.
        """
        self.marks = tuple(marks)
        self._outline = QPen(outline, 1.5)
        self.update()

    def boundingRect(self) -> QRectF:
        rect = self.viewRect()
        return QRectF() if rect is None else rect

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    def shape(self) -> QPainterPath:
        """Return the marks' outlines, so that only they are under the pointer."""
        path, to_scene = QPainterPath(), self.sceneTransform()
        path.setFillRule(Qt.FillRule.WindingFill)  # marks on each other make no hole
        back = to_scene.inverted()[0]
        for mark in self.marks:
            path.addPath(back.map(_outline(mark, to_scene)))
        return path

    def paint(self, painter: QPainter, *_: Any) -> None:
        world = painter.transform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.resetTransform()
        painter.setPen(self._outline)
        for mark in self.marks:
            painter.setBrush(mark.color)
            painter.drawPath(_outline(mark, world))
        painter.setTransform(world)

    def mouseDragEvent(self, ev: Any) -> None:
        """Take a drag that begins on a mark, and leave any other to the map."""
        if ev.button() != Qt.MouseButton.LeftButton or (ev.isStart() and not self.shape().contains(ev.buttonDownPos())):
            ev.ignore()
            return
        ev.accept()
        self.moved.emit(float(ev.pos().x()), float(ev.pos().y()))


def _outline(mark: HeadMark, world: QTransform) -> QPainterPath:
    """Return a mark's outline in the coordinates that a transform leads to."""
    centre, half, path = world.map(QPointF(mark.x, mark.y)), mark.size / 2, QPainterPath()
    box = QRectF(centre.x() - half, centre.y() - half, mark.size, mark.size)
    path.addRect(box) if mark.square else path.addEllipse(box)
    return path
