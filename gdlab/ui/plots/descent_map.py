"""The map of a surface: contours with shading, and the paths of descents with their heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdlab.diagnose.walker import StepDetail
from gdlab.translation import tr
from gdlab.ui.plots.curve_item import CurveItem
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.ground_picture import GroundPicture
from gdlab.ui.plots.head_marks import HeadMark, HeadMarks
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme, rgb

Floats = NDArray[np.float64]


#: What is drawn at the heads of descents.
_STROKES = ("gradient", "momentum", "scale", "ahead", "ascent")


class PathItem(CurveItem):
    """A polyline that may go back on itself."""

    def __init__(self) -> None:
        super().__init__()
        self._part: tuple[Floats, int, float] | None = None

    def show_part(self, points: Floats, step: int, apart: float) -> None:
        """Show a path up to a step, without the points that lie closer together than ``apart``."""
        held = self._part
        if held is None or held[0] is not points or held[1:] != (step, apart):
            part = _thinned(points[: step + 1], apart)
            self.set_points(part[:, 0], part[:, 1])
            self._part = points, step, apart

    def clear_part(self) -> None:
        """Show nothing."""
        if self._part is not None:
            self.set_points(np.empty(0), np.empty(0))
            self._part = None

    def set_points(self, x: Floats, y: Floats) -> None:
        """Show these points in their order."""
        super().set_points(x, y)
        if len(x):
            left, bottom = float(x.min()), float(y.min())
            self._bounds = QRectF(left, bottom, float(x.max()) - left, float(y.max()) - bottom)


class DescentMap(ChartFrame):
    """A shaded map with contour lines; a click names a start, and paths are drawn up to a step."""

    start_chosen = Signal(float, float)
    #: Carries where the start or a head is dragged to.
    start_dragged = Signal(float, float)
    #: Carries the part of the plane in sight, left, right, bottom, top, and the map's size in pixels.
    ground_wanted = Signal(tuple, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Map"), empty="", parent=parent)
        self.plot = Plot(self)
        self.plot.setObjectName("arena")
        self.plot.setAccessibleName(tr("Map of the surface: click to choose a start"))
        self.plot.view.setAspectLocked(True)
        bottom, left = self.plot.axes
        bottom.setLabel("x")
        left.setLabel("y")
        self._image, self._beneath = GroundPicture(), GroundPicture()
        self._image.setZValue(-200)
        self._beneath.setZValue(-201)
        self._minima, self._marks = pg.ScatterPlotItem(pxMode=True), HeadMarks()
        self._marks.moved.connect(self.start_dragged)
        self._arrows = {kind: pg.PlotCurveItem(connect="pairs") for kind in _STROKES}
        for item in (self._beneath, self._image, self._minima, self._marks, *self._arrows.values()):
            self.plot.addItem(item, ignoreBounds=True)
        self._marks.setZValue(20)
        self._minima.setZValue(10)
        for item in self._arrows.values():
            item.setZValue(15)
        self._has_details = False
        self._paths: list[PathItem] = []
        self._points: list[Floats] = []
        self._places: list[int] = []
        self._start = (0.0, 0.0)
        self._bounds = (-1.0, 1.0, -1.0, 1.0)
        self._ground_colors: Floats = np.empty(0)
        self.body.addWidget(self.plot, 1)
        self.plot.view.reset_requested.connect(self.show_all)
        self.plot.view.sigRangeChanged.connect(self._ask_for_ground)
        self.plot.view.sigResized.connect(self.show_all)
        self.plot.scene().sigMouseClicked.connect(self._on_clicked)
        self.restyle(self.theme)
        self.show_empty(False)

    # --- what is shown ------------------------------------------------------------------------------------------------
    def set_bounds(self, bounds: tuple[float, float, float, float]) -> None:
        """Show this part of the plane: left, right, bottom, top."""
        self._bounds = bounds
        self.show_all()

    def show_all(self) -> None:
        """Show the whole map."""
        left, right, bottom, top = self._bounds
        self.plot.view.setRange(QRectF(left, bottom, right - left, top - bottom), padding=0.0)
        self._ask_for_ground()

    def ground_colors(self) -> tuple[Floats, Floats, Floats]:
        """Return the colours of the lowest ground, of the highest, and of contour lines, from 0 to 255."""
        theme = self.theme
        deep = "surface+accent*0.42" if theme.dark else "surface+accent*0.34"
        high = "surface+text*0.08" if theme.dark else "surface"
        low, top, line = (np.array(rgb(theme.hex(token)), float) for token in (deep, high, "muted"))
        return low, top, line

    def set_ground(self, picture: NDArray[np.uint8], bounds: tuple[float, float, float, float]) -> None:
        """Show a picture of the ground, (rows, columns, 3) from the bottom up, on its part of the plane."""
        self._image.set_picture(picture, _rect(bounds))

    def set_ground_beneath(self, picture: NDArray[np.uint8], bounds: tuple[float, float, float, float]) -> None:
        """Show a picture beneath that of the ground, where that one does not reach."""
        self._beneath.set_picture(picture, _rect(bounds))

    def shows_ground(self, bounds: tuple[float, float, float, float]) -> bool:
        """Return whether pictures of the ground cover a part of the plane, up to a pixel."""
        pixel = self._pixel()
        wanted = _rect(bounds).adjusted(pixel, pixel, -pixel, -pixel)
        return any(item.boundingRect().contains(wanted) for item in (self._image, self._beneath))

    def set_minima(self, minima: Sequence[tuple[float, float]]) -> None:
        """Mark the known minima."""
        self._minima.setData(pos=np.array(minima, float).reshape(-1, 2))

    def set_descents(self, start: tuple[float, float], points: Sequence[Floats], places: Sequence[int]) -> None:
        """Take over the paths, (steps + 1, 2) each, and the places of their colours."""
        self._start, self._points, self._places = start, list(points), list(places)
        while len(self._paths) < len(points):
            item = PathItem()
            self._paths.append(item)
            self.plot.addItem(item, ignoreBounds=True)
        self._style_paths()

    def show_step(self, step: int) -> None:
        """Draw every path up to a step, with a dot at its head."""
        heads, apart = [], 0.4 * self._pixel()
        for item, points in zip(self._paths, self._points, strict=False):
            item.show_part(points, step, apart)
            heads.append(points[min(step, len(points) - 1)])
        for item in self._paths[len(self._points) :]:
            item.clear_part()
        self._paint_marks(heads)

    def show_details(self, details: Sequence[StepDetail]) -> None:
        """Draw what each head's next step is made of: downhill and momentum as arrows, rates as an ellipse, and points.

        Arrows have one length and the ellipse one size: only their directions can be compared on a map. Nesterov's
        look-ahead and SAM's point uphill, marked by a cross, are where they are.
        """
        if not details and not self._has_details:
            return
        self._has_details = bool(details)
        left, right, bottom, top = self._bounds
        size = 0.07 * float(np.hypot(right - left, top - bottom))
        lines: dict[str, list[Floats]] = {kind: [] for kind in self._arrows}
        for detail in details:
            lines["gradient"].append(_arrow(detail.point, -detail.gradient, size))
            if detail.momentum is not None:
                lines["momentum"].append(_arrow(detail.point, -detail.momentum, size))
            if detail.scale is not None:
                turn = np.linspace(0, 2 * np.pi, 49)
                ring = np.stack([np.cos(turn), np.sin(turn)], axis=1) * detail.scale / detail.scale.max() * 0.7 * size
                lines["scale"].append(np.repeat(detail.point + ring, 2, axis=0)[1:-1])
            if detail.ahead is not None:
                lines["ahead"].append(np.stack([detail.point, detail.ahead]))
            if detail.ascent is not None:
                lines["ascent"].append(np.stack([detail.point, detail.ascent, *_cross(detail.ascent, 0.12 * size)]))
        for kind, item in self._arrows.items():
            held = np.concatenate(lines[kind]) if lines[kind] else np.empty((0, 2))
            item.setData(held[:, 0], held[:, 1])

    # --- inside -------------------------------------------------------------------------------------------------------
    def _pixel(self) -> float:
        """Return how much of the plane a pixel shows."""
        return float(self.plot.view.viewRect().width()) / max(1.0, self.plot.view.width())

    def _ask_for_ground(self) -> None:
        rect, view = self.plot.view.viewRect(), self.plot.view
        if view.width() < 20 or view.height() < 20 or not rect.width() > 0:
            return
        bounds = (rect.left(), rect.right(), rect.top(), rect.bottom())
        self.ground_wanted.emit(bounds, int(view.width()), int(view.height()))

    def _paint_marks(self, heads: Sequence[Floats]) -> None:
        theme = self.theme
        spots = [
            HeadMark(float(x), float(y), 11, False, theme.color(theme.run_color(place)))
            for (x, y), place in zip(heads, self._places, strict=True)
        ]
        start = HeadMark(*self._start, 9, True, theme.color("text"))
        self._marks.set_marks([start, *spots], theme.color("surface"))

    def _style_paths(self) -> None:
        theme = self.theme
        for item, place in zip(self._paths, self._places, strict=False):
            item.set_style(theme.color(theme.run_color(place)), 2.0, theme.run_style(place), fine=False)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.plot.style_for(theme)
        self.plot.grid.pen = pg.mkPen(None)
        self._minima.setSymbol("x")
        self._minima.setSize(11)
        self._minima.setPen(pg.mkPen(theme.color("text"), width=1.5))
        self._minima.setBrush(pg.mkBrush(theme.color("text")))
        self._style_paths()
        strokes = {"gradient": ("text", 1.6, None), "momentum": ("accent", 2.4, None), "scale": ("warn", 1.6, None),
                   "ahead": ("good", 1.8, [3, 3]), "ascent": ("bad", 1.8, None)}  # fmt: skip
        for kind, (token, width, dashes) in strokes.items():
            self._arrows[kind].setPen(pg.mkPen(theme.color(token), width=width, dash=dashes))
        colors = np.concatenate(self.ground_colors())
        if not np.array_equal(colors, self._ground_colors):  # nothing of another theme stays at the edges
            self._image.clear()
            self._beneath.clear()
        self._ground_colors = colors
        self._ask_for_ground()
        if self._points:
            self.show_step(max(len(points) for points in self._points))

    def _on_clicked(self, event: object) -> None:
        button, where = getattr(event, "button", None), getattr(event, "scenePos", None)
        if button is None or where is None or button() != Qt.MouseButton.LeftButton:
            return
        if self.plot.view.sceneBoundingRect().contains(where()):
            point = self.plot.view.mapSceneToView(where())
            self.start_chosen.emit(float(point.x()), float(point.y()))


def _rect(bounds: tuple[float, float, float, float]) -> QRectF:
    left, right, bottom, top = bounds
    return QRectF(left, bottom, right - left, top - bottom)


def _arrow(begin: Floats, along: Floats, length: float) -> Floats:
    """Return the ends of an arrow's three strokes, (6, 2); nothing where it has no direction."""
    norm = float(np.linalg.norm(along))
    if not np.isfinite(norm) or norm == 0:
        return np.empty((0, 2))
    way = along / norm * length
    end, back = begin + way, 0.22 * way
    across = 0.5 * np.array([-back[1], back[0]])
    return np.stack([begin, end, end, end - back + across, end, end - back - across])


def _cross(point: Floats, size: float) -> Floats:
    """Return the ends of a cross's two strokes, (4, 2)."""
    return point + size * np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])


def _thinned(points: Floats, apart: float) -> Floats:
    """Return a path without the points that lie within a part of a pixel of the one before; the last one stays."""
    if len(points) < 200:
        return points
    cells = np.floor(points / apart)
    kept = np.ones(len(points), bool)
    kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    return points[kept]
