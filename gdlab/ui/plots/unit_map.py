"""A small dense network drawn unit by unit: what each says of the plane, joined by its weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gdlab.lab.inside.architecture import NetworkPicture, UnitColumn
from gdlab.lab.number_text import format_number
from gdlab.translation import tr
from gdlab.ui.theming import current_theme, theme_manager

_WIDEST, _THINNEST = 6.0, 0.6  # pixels of a line
_LARGEST, _MARGIN = 56.0, 4.0  # pixels of a unit's picture, and around all of them
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class UnitPlace:
    """A unit: its column, 0 for the inputs, and its place in it."""

    column: int
    unit: int


class UnitMap(QWidget):
    """The units of a network in columns, the inputs at the left; lines are weights, wide ones strong.

    ``picked`` carries the unit that was clicked or reached by an arrow key; ``pointed`` the one under the pointer, or
    None.
    """

    picked = Signal(object)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("The network, unit by unit"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self._picture: NetworkPicture | None = None
        self._over: UnitPlace | None = None
        self.chosen: UnitPlace | None = None
        theme_manager().theme_changed.connect(self._on_theme)

    def set_picture(self, picture: NetworkPicture) -> None:
        """Show a network; the chosen unit stays chosen while there is such a one."""
        self._picture = picture
        if self.chosen is not None and not self._exists(self.chosen):
            self.chosen = None
        self.setAccessibleDescription(self.sentence())
        self.update()

    def sentence(self) -> str:
        """Return the columns and the strongest weight in words."""
        picture = self._picture
        if picture is None or not picture.columns:
            return ""
        said = ", ".join(
            tr("{title} with {units} units", title=column.title, units=column.units) for column in picture.columns[1:]
        )
        said = tr("From {responses} inputs to {said}.", responses=len(picture.columns[0].responses), said=said)
        at, weight = strongest_weight(picture)
        if at is None:
            return said
        return tr(
            "{said} The strongest weight, {weight}, leads to {name}.",
            said=said,
            weight=format_number(weight, 3),
            name=self.name(at),
        )

    def name(self, place: UnitPlace) -> str:
        """Return a unit's name: that of an input, or its layer and number."""
        picture = self._picture
        if picture is None:
            return ""
        if place.column == 0:
            return picture.features[place.unit]
        if place.column == len(picture.columns) - 1:
            return tr("output {unit}", unit=place.unit + 1)
        return tr("unit {unit} of layer {column}", unit=place.unit + 1, column=place.column)

    def choose(self, place: UnitPlace | None) -> None:
        """Choose a unit, None for none, and tell of it."""
        self.chosen = place
        self.picked.emit(place)
        self.update()

    def unit_box(self, place: UnitPlace) -> QRectF:
        """Return where a unit's picture is painted."""
        side, x_step, tops = self._layout(place.column)
        return QRectF(_MARGIN + place.column * x_step, tops + place.unit * (side + _gap(side)), side, side)

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None or not picture.columns:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for k in range(1, len(picture.columns)):
            self._paint_weights(painter, picture, k)
        for k, column in enumerate(picture.columns):
            self._paint_column(painter, column, k)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if over != self._over:
            self._over = over
            self.pointed.emit(over)
            self.update()

    def leaveEvent(self, event: object) -> None:
        if self._over is not None:
            self._over = None
            self.pointed.emit(None)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        self.choose(None if place == self.chosen else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _ARROWS.get(Qt.Key(event.key()))
        if move is None or self._picture is None or not self._picture.columns:
            event.ignore()
            return
        start = self.chosen or UnitPlace(1, 0)
        column = min(max(0, start.column + move[0]), len(self._picture.columns) - 1)
        last = len(self._picture.columns[column].responses) - 1
        self.choose(UnitPlace(column, min(max(0, start.unit + move[1]), last)) if self.chosen else start)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _exists(self, place: UnitPlace) -> bool:
        columns = self._picture.columns if self._picture is not None else ()
        return place.column < len(columns) and place.unit < len(columns[place.column].responses)

    def _layout(self, column: int) -> tuple[float, float, float]:
        """Return the side of a picture, the distance of two columns, and the upper edge of the first of a column."""
        columns = self._picture.columns if self._picture is not None else ()
        most, line = max(len(c.responses) for c in columns), self._line()
        high = self.height() - 2 * _MARGIN - 2 * line
        side = min(_LARGEST, high / most - _gap(high / most), (self.width() - 2 * _MARGIN) / (1.7 * len(columns)))
        side = max(8.0, side)
        step = (self.width() - 2 * _MARGIN - side) / max(1, len(columns) - 1)
        own = len(columns[column].responses) * (side + _gap(side)) - _gap(side)
        return side, step, _MARGIN + line + (high - own) / 2

    def _line(self) -> float:
        return QFontMetricsF(current_theme().font(current_theme().type.caption)).height() + 2

    def _at(self, where: QPointF) -> UnitPlace | None:
        for k, column in enumerate(self._picture.columns if self._picture is not None else ()):
            for unit in range(len(column.responses)):
                place = UnitPlace(k, unit)
                if self.unit_box(place).contains(where):
                    return place
        return None

    def _paint_weights(self, painter: QPainter, picture: NetworkPicture, k: int) -> None:
        weights, theme = picture.columns[k].weights, current_theme()
        most = float(np.abs(weights).max(initial=0.0)) or 1.0
        lit = self._over or self.chosen
        for j, i in np.ndindex(*weights.shape):
            ends = (UnitPlace(k, j), UnitPlace(k - 1, i))
            share = float(weights[j, i]) / most
            color = theme.signed.positive if share > 0 else theme.signed.negative
            pen = QPen(theme.color(color, 1.0 if lit is None or lit in ends else 0.15))
            pen.setWidthF(_THINNEST + (_WIDEST - _THINNEST) * abs(share))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._path(ends[1], ends[0]))

    def _path(self, start: UnitPlace, end: UnitPlace) -> QPainterPath:
        """Return a curve from the right of one unit to the left of another."""
        one, other = self.unit_box(start), self.unit_box(end)
        a, b = QPointF(one.right(), one.center().y()), QPointF(other.left(), other.center().y())
        middle = (a.x() + b.x()) / 2
        path = QPainterPath(a)
        path.cubicTo(QPointF(middle, a.y()), QPointF(middle, b.y()), b)
        return path

    def _paint_column(self, painter: QPainter, column: UnitColumn, k: int) -> None:
        theme = current_theme()
        for unit, response in enumerate(column.responses):
            place, box = UnitPlace(k, unit), self.unit_box(UnitPlace(k, unit))
            pixels = response_pixels(response)
            rows, columns = response.shape
            painter.drawImage(box, QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888))
            marked = place in (self._over, self.chosen)
            painter.setPen(QPen(theme.color("text" if marked else "border"), 2 if marked else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        self._paint_words(painter, column, k)

    def _paint_words(self, painter: QPainter, column: UnitColumn, k: int) -> None:
        """Write how many units a column has beneath it, and that not all are shown where they are not."""
        theme = current_theme()
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        painter.setPen(theme.color("muted"))
        shown, line = len(column.responses), self._line()
        text = tr("{shown} of {units}", shown=shown, units=column.units) if shown < column.units else str(column.units)
        last = self.unit_box(UnitPlace(k, shown - 1))
        width = max(64.0, last.width())
        left = min(max(0.0, last.center().x() - width / 2), self.width() - width)
        painter.drawText(QRectF(left, last.bottom() + 1, width, line), Qt.AlignmentFlag.AlignCenter, text)

    def _on_theme(self, *_: object) -> None:
        self.update()


def response_pixels(response: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return a unit's response (places, places), row 0 at the lower edge, as colours: 0 is the middle one."""
    largest = float(np.abs(np.nan_to_num(response)).max(initial=0.0)) or 1.0
    return np.ascontiguousarray(current_theme().signed_rgb(response[::-1] / largest))


def strongest_weight(picture: NetworkPicture) -> tuple[UnitPlace | None, float]:
    """Return the unit that the strongest weight leads to, and that weight."""
    at, found = None, 0.0
    for k, column in enumerate(picture.columns):
        if column.weights.size and np.abs(column.weights).max() > abs(found):
            unit, _ = np.unravel_index(int(np.abs(column.weights).argmax()), column.weights.shape)
            at, found = UnitPlace(k, int(unit)), float(column.weights.flat[int(np.abs(column.weights).argmax())])
    return at, found


def _gap(side: float) -> float:
    return min(10.0, max(2.0, 0.18 * side))
