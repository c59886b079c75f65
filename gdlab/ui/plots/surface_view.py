"""A surface in three dimensions, drawn by OpenGL where there is one and else painted from far to near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gdlab.diagnose.relief import height_share
from gdlab.translation import tr
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.surface_colors import surface_colors
from gdlab.ui.plots.surface_opengl import opengl_mesh
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme

Floats = NDArray[np.float64]

#: Cells of the mesh along each side, and how high the highest of them is beside a width of 2.
CELLS, _HEIGHT = 88, 0.9
#: Which part of the widget's width or height a surface fills.
_FILLED = 0.94
#: How far from the surface's middle the eye is.
_AWAY = 4.0
#: From how many sides around it is measured how far a surface reaches.
_SIDES = 16
#: Of how many lines of the mesh one is painted while it is dragged: a picture then takes 10 ms, and else 80.
_COARSE = 3


class SurfaceView(ChartFrame):
    """A surface with the paths of descents on it; dragging turns it and the wheel brings it nearer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Surface"), empty="", parent=parent)
        self.mesh = _Mesh(self)
        self.mesh.setObjectName("surface_mesh")
        self.body.addWidget(self.mesh, 1)
        self.show_empty(False)

    def set_surface(self, bounds: tuple[float, float, float, float], values: Floats, lowest: float) -> None:
        """Show values on a grid of a part of the plane, (rows, columns) from the bottom up."""
        self.mesh.set_surface(bounds, height_share(values, lowest))

    def set_descents(self, points: Sequence[Floats], places: Sequence[int]) -> None:
        """Take over the paths, (steps + 1, 2) each, and the places of their colours."""
        self.mesh.paths, self.mesh.places = list(points), list(places)
        self.mesh.update()

    def show_step(self, step: int) -> None:
        """Draw every path up to a step."""
        self.mesh.step = step
        self.mesh.update()

    def restyle(self, theme: Theme) -> None:
        self.mesh.forget_picture()


class _Mesh(QWidget):
    """The painted surface."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Surface in three dimensions; the arrow keys turn it"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.paths: list[Floats] = []
        self.places: list[int] = []
        self.step = 0
        self.azimuth, self.elevation, self.nearness = -0.6, 0.7, 1.0
        self._bounds = (-1.0, 1.0, -1.0, 1.0)
        self._share: Floats = np.zeros((2, 2))
        self._extent = (-1.0, 1.0, -1.0, 1.0)
        self._solid: tuple[Floats, Theme, Floats, NDArray[np.int64]] | None = None
        self._picture: QPixmap | None = None
        self._from: QPointF | None = None

    def set_surface(self, bounds: tuple[float, float, float, float], share: Floats) -> None:
        """Show heights from 0 to 1 on a grid of a part of the plane, (rows, columns), in full from every side."""
        self._bounds, self._share = bounds, share
        self._extent = self._all_around()
        self.forget_picture()

    def forget_picture(self) -> None:
        """Paint the mesh anew at the next occasion."""
        self._picture = None
        self.update()

    def turn(self, right: float, up: float) -> None:
        """Turn the surface by angles."""
        self.azimuth += right
        self.elevation = float(np.clip(self.elevation + up, 0.1, 1.5))
        if up:
            self._extent = self._all_around()
        self.forget_picture()

    def _all_around(self) -> tuple[float, float, float, float]:
        """Return how far the surface reaches from whatever side it is seen at this height: left, right, low, high."""
        left, right, bottom, top = self._bounds
        rows, columns = (_lines(n, 2) for n in self._share.shape)
        x, y = np.linspace(left, right, self._share.shape[1])[columns], np.linspace(bottom, top, self._share.shape[0])
        cube = self._in_cube(*np.meshgrid(x, y[rows]), self._share[np.ix_(rows, columns)])
        sides = [self._seen(*cube, azimuth)[:2] for azimuth in np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)]
        across, rise = np.array(sides).swapaxes(0, 1)
        return float(across.min()), float(across.max()), float(rise.min()), float(rise.max())

    def projected(self, x: Floats, y: Floats, height: Floats) -> tuple[Floats, Floats, Floats]:
        """Return where points are on the widget, and how far away; x and y are on the map, heights from 0 to 1."""
        across, rise, depth = self._in_sight(x, y, height)
        scale, middle = self._scale()
        return self.width() / 2 + (across - middle[0]) * scale, self.height() / 2 - (rise - middle[1]) * scale, depth

    def _scale(self) -> tuple[float, tuple[float, float]]:
        """Return the pixels of a unit of what is in sight, and what is in the widget's middle."""
        left, right, low, high = self._extent
        scale = _FILLED * min(self.width() / (right - left), self.height() / (high - low)) * self.nearness
        return scale, ((left + right) / 2, (low + high) / 2)

    def _in_sight(self, x: Floats, y: Floats, height: Floats) -> tuple[Floats, Floats, Floats]:
        """Return how far points are to the right of the middle, above it, and behind it, in perspective."""
        return self._seen(*self._in_cube(x, y, height), self.azimuth)

    def _seen(self, u: Floats, v: Floats, w: Floats, azimuth: float) -> tuple[Floats, Floats, Floats]:
        """Return the same of points in the cube, from a side."""
        cosine, sine = np.cos(azimuth), np.sin(azimuth)
        across, along = cosine * u + sine * v, cosine * v - sine * u
        low, high = np.cos(self.elevation), np.sin(self.elevation)
        depth = along * low - w * high
        nearer = _AWAY / (_AWAY + depth)
        return across * nearer, (along * high + w * low) * nearer, depth

    def _in_cube(self, x: Floats, y: Floats, height: Floats) -> tuple[Floats, Floats, Floats]:
        """Return where points are in a cube from -1 to 1 around the surface's middle."""
        left, right, bottom, top = self._bounds
        u, v = 2 * (x - left) / (right - left) - 1, 2 * (y - bottom) / (top - bottom) - 1
        return u, v, _HEIGHT * (height - 0.5)

    def _matrix(self) -> Floats:
        """Return the projection of :meth:`projected` from the cube to OpenGL's clip coordinates, (4, 4)."""
        cosine, sine = np.cos(self.azimuth), np.sin(self.azimuth)
        low, high = np.cos(self.elevation), np.sin(self.elevation)
        u, v, w, one = np.eye(4)
        across, along = cosine * u + sine * v, cosine * v - sine * u
        far = _AWAY * one + along * low - w * high
        scale, (middle, level) = self._scale()
        right = (_AWAY * across - middle * far) * 2 * scale / self.width()
        up = (_AWAY * (along * high + w * low) - level * far) * 2 * scale / self.height()
        near, farthest = _AWAY - 2.0, _AWAY + 2.0
        depth = ((farthest + near) * far - 2 * farthest * near * one) / (farthest - near)
        return np.stack([right, up, depth, far])

    # --- painting -----------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for path, place in zip(self.paths, self.places, strict=True):
            self._paint_path(painter, path[: self.step + 1], place)

    def _painted(self) -> QPixmap:
        """Return the picture of the mesh: OpenGL's where it gives one."""
        image = self._by_opengl()
        if image is None:
            return self._by_hand()
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    def _by_opengl(self) -> QImage | None:
        """Return OpenGL's picture of all quadrilaterals, None where there is no OpenGL."""
        mesh, ratio = opengl_mesh(), self.devicePixelRatioF()
        if mesh is None:
            return None
        held, theme = self._solid, current_theme()
        if held is None or held[0] is not self._share or held[1] is not theme:
            left, right, bottom, top = self._bounds
            rows, columns = self._share.shape
            x, y = np.meshgrid(np.linspace(left, right, columns), np.linspace(bottom, top, rows))
            corners = np.stack(self._in_cube(x, y, self._share), axis=-1)
            held = self._solid = self._share, theme, corners, surface_colors(self._share, _HEIGHT)
        size = round(self.width() * ratio), round(self.height() * ratio)
        return mesh.picture(size, held[2], held[3], self._matrix())

    def _by_hand(self) -> QPixmap:
        """Return the mesh: quadrilaterals from far to near, lit from the left; fewer of them while it is dragged."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        left, right, bottom, top = self._bounds
        rows, columns = (_lines(n, _COARSE if self._from is not None else 1) for n in self._share.shape)
        share = self._share[np.ix_(rows, columns)]
        x = np.linspace(left, right, self._share.shape[1])[columns]
        y = np.linspace(bottom, top, self._share.shape[0])[rows]
        x, y = np.meshgrid(x, y)
        px, py, depth = self.projected(x, y, share)
        colors = surface_colors(share, _HEIGHT)
        middle = (depth[1:, 1:] + depth[:-1, :-1]) / 2
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for flat in np.argsort(-middle, axis=None):
            i, j = divmod(int(flat), len(columns) - 1)
            corners = ((i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j))
            color = QColor(*colors[i, j])
            painter.setPen(QPen(color, 0.7))
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF([QPointF(px[c], py[c]) for c in corners]))
        painter.end()
        return picture

    def _paint_path(self, painter: QPainter, path: Floats, place: int) -> None:
        left, right, bottom, top = self._bounds
        inside = (path[:, 0] >= left) & (path[:, 0] <= right) & (path[:, 1] >= bottom) & (path[:, 1] <= top)
        if not inside.any():
            return
        held = path[inside]
        px, py, _ = self.projected(held[:, 0], held[:, 1], self._heights(held) + 0.012)
        theme = current_theme()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color(theme.run_color(place)), 2.0))
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(px, py, strict=True)]))
        painter.setBrush(theme.color(theme.run_color(place)))
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.drawEllipse(QRectF(px[-1] - 5, py[-1] - 5, 10, 10))

    def _heights(self, points: Floats) -> Floats:
        """Return the heights of the mesh at points, between its corners by both coordinates."""
        left, right, bottom, top = self._bounds
        rows, columns = self._share.shape
        x = np.clip((points[:, 0] - left) / (right - left) * (columns - 1), 0, columns - 1.000001)
        y = np.clip((points[:, 1] - bottom) / (top - bottom) * (rows - 1), 0, rows - 1.000001)
        i, j = y.astype(int), x.astype(int)
        b, a = y - i, x - j
        s = self._share
        return (1 - b) * ((1 - a) * s[i, j] + a * s[i, j + 1]) + b * ((1 - a) * s[i + 1, j] + a * s[i + 1, j + 1])

    # --- turning ------------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            moved = event.position() - self._from
            self._from = event.position()
            self.turn(0.01 * moved.x(), 0.01 * moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.forget_picture()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.nearness = float(np.clip(self.nearness * 1.001 ** event.angleDelta().y(), 0.4, 4.0))
        self.forget_picture()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_Left: (-0.1, 0.0), Qt.Key.Key_Right: (0.1, 0.0), Qt.Key.Key_Up: (0.0, 0.1),
                 Qt.Key.Key_Down: (0.0, -0.1)}  # fmt: skip
        angles = turns.get(Qt.Key(event.key()))
        if angles is None:
            super().keyPressEvent(event)
        else:
            self.turn(*angles)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.forget_picture()

    def sizeHint(self) -> QSize:
        return QSize(480, 360)


def _lines(n: int, every: int) -> NDArray[np.int64]:
    """Return which of ``n`` lines of a mesh are drawn: every so many, and the last one."""
    return np.unique(np.append(np.arange(0, n, every), n - 1))
