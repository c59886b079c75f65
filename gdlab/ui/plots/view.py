"""The part of a chart that the mouse works on."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from gdlab.ui.plots.axes import PlainAxis
from gdlab.ui.theme import Theme
from gdlab.ui.theming import set_style_property

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ARROWS = {
    Qt.Key.Key_Left: (-0.1, 0.0),
    Qt.Key.Key_Right: (0.1, 0.0),
    Qt.Key.Key_Up: (0.0, 0.1),
    Qt.Key.Key_Down: (0.0, -0.1),
}


class ChartView(pg.ViewBox):
    """A view box: dragging zooms, Shift-drag pans, Alt+wheel zooms, and a double click requests the whole range."""

    reset_requested = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False)
        self.setMouseMode(pg.ViewBox.RectMode)
        self.disableAutoRange()

    def mouseDragEvent(self, ev: Any, axis: int | None = None) -> None:
        if ev.button() == Qt.MouseButton.RightButton:
            ev.ignore()
            return
        pans = bool(ev.modifiers() & _SHIFT) or ev.button() == Qt.MouseButton.MiddleButton
        self.state["mouseMode"] = pg.ViewBox.PanMode if pans else pg.ViewBox.RectMode
        super().mouseDragEvent(ev, axis)
        if ev.isFinish() and not pans:
            self.sigRangeChangedManually.emit(self.state["mouseEnabled"])

    def showAxRect(self, ax: QRectF, **kwargs: Any) -> None:
        # A slip of the mouse is no box: zooming into two pixels would lose the curve.
        size = self.mapFromView(ax).boundingRect()
        if size.width() >= 4 and size.height() >= 4:
            super().showAxRect(ax, padding=0)

    def zoom(self, factor: float) -> None:
        """Zoom about the middle; a factor below 1 shows less."""
        self.scaleBy((factor, factor))
        self.sigRangeChangedManually.emit(self.state["mouseEnabled"])

    def pan(self, right: float, up: float) -> None:
        """Move by a share of what is shown."""
        rect = self.viewRect()
        self.translateBy(x=right * rect.width(), y=up * rect.height())
        self.sigRangeChangedManually.emit(self.state["mouseEnabled"])

    def style_for(self, theme: Theme) -> None:
        """Colour the zoom box."""
        self.rbScaleBox.setPen(pg.mkPen(theme.color("accent"), width=1))
        self.rbScaleBox.setBrush(pg.mkBrush(theme.color("accent", 0.15)))


class Plot(pg.PlotWidget):
    """A plot area with plain axes, a light grid and no box; the page scrolls through it."""

    left_plot = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.view = ChartView()
        axes = {side: PlainAxis(side) for side in ("left", "bottom")}
        super().__init__(parent, viewBox=self.view, axisItems=axes)
        self.setFrameShape(self.Shape.NoFrame)
        # pyqtgraph's own menu is of no use here, and without an owner it would outlive the plot.
        self.setMenuEnabled(False)
        menu = self.getPlotItem().ctrlMenu
        if menu is not None:
            menu.setParent(self, menu.windowFlags())
        self.hideButtons()
        # Every redraw touches most of the plot: finding out which parts costs more than painting them.
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(120, 80)
        # Room for the half of a tick's text that reaches beyond the plot.
        self.getPlotItem().setContentsMargins(0, 6, 10, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sizes = (40.0, 12.0)
        self.grid = Grid(self)
        self.addItem(self.grid, ignoreBounds=True)

    @property
    def axes(self) -> tuple[PlainAxis, PlainAxis]:
        """The bottom and the left axis."""
        return self.getAxis("bottom"), self.getAxis("left")

    def style_for(self, theme: Theme) -> None:
        """Colour background, axes and grid."""
        self.setBackground(theme.color("surface"))
        font = theme.font(theme.type.caption, tabular=True)
        # An axis's pen colours its label as well, so that the label comes last.
        for axis, pen in zip(self.axes, (pg.mkPen(theme.color("border"), width=1), pg.mkPen(None)), strict=True):
            axis.setPen(pen)
            axis.setTextPen(pg.mkPen(theme.color("muted")))
            axis.setTickFont(font)
            axis.label.setFont(font)
            axis.setLabel(axis.labelText or None, color=theme.hex("muted"))
            axis.showLabel(bool(axis.labelText))
        metrics = QFontMetricsF(font)
        # Fixed sizes: a plot that moves because a number grew by a digit is hard to watch.
        self._sizes = (metrics.horizontalAdvance("0.00000") + 8, metrics.height())
        self.fit_axes()
        self.grid.pen = pg.mkPen(theme.color("grid"), width=1)
        self.view.style_for(theme)

    def fit_axes(self) -> None:
        """Give both axes the room that their numbers and labels need."""
        width, height = self._sizes
        bottom, left = self.axes
        left.setWidth(width + (height + 2 if left.label.isVisible() else 0))
        bottom.setHeight(height * (2 if bottom.label.isVisible() else 1) + 12)

    def set_bare(self, bare: bool) -> None:
        """Hide numbers and grid while there is nothing to measure with them."""
        if bare != self.grid.isVisible():
            return
        self.grid.setVisible(not bare)
        for axis in self.axes:
            axis.setStyle(showValues=not bare)
            axis.setOpacity(0.0 if bare else 1.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        """Draw the border of the card around the plot in the accent's colour while the plot has the focus."""
        card = self.parentWidget()
        while card is not None and not card.property("card"):
            card = card.parentWidget()
        if card is not None:
            set_style_property(card, "focused", "true" if focused else "false")

    def wheelEvent(self, ev: QWheelEvent) -> None:
        if ev.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().wheelEvent(ev)
        else:
            ev.ignore()

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        # Here and not in the view: whatever item lies under the pointer, the double click is the plot's.
        if ev.button() == Qt.MouseButton.LeftButton:
            ev.accept()
            self.view.reset_requested.emit()
        else:
            super().mouseDoubleClickEvent(ev)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        if ev.key() in _ARROWS:
            self.view.pan(*_ARROWS[Qt.Key(ev.key())])
        elif ev.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.view.zoom(0.8)
        elif ev.key() == Qt.Key.Key_Minus:
            self.view.zoom(1.25)
        elif ev.key() == Qt.Key.Key_Home:
            self.view.reset_requested.emit()
        else:
            # Not the base class, which swallows keys that belong to the window, such as Space.
            ev.ignore()

    def leaveEvent(self, ev: Any) -> None:
        self.left_plot.emit()
        super().leaveEvent(ev)


class Grid(pg.GraphicsObject):
    """Light lines at the axes' ticks, under everything else."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.pen = pg.mkPen(None)
        self.setZValue(-100)

    def boundingRect(self) -> QRectF:
        return self._plot.view.viewRect()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self.pen.style() == Qt.PenStyle.NoPen:
            return
        rect = self._plot.view.viewRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.pen)
        bottom, left = self._plot.axes
        for x in _ticks(bottom, rect.left(), rect.right(), self._plot.view.width()):
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        for y in _ticks(left, rect.top(), rect.bottom(), self._plot.view.height()):
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def _ticks(axis: PlainAxis, low: float, high: float, size: float) -> list[float]:
    return [value for _, values in axis.tickValues(low, high, size) for value in values]
