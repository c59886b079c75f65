"""Parallel coordinates: an axis a varied field and one for the figure, a line a run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gdlab.lab.comparison.column_scale import ColumnScale, column_scale
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.translation import tr, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture
from gdlab.ui.theme import mix_colors

_MOST_AXES = 7
_NEAR = 8.0
#: Lines up to which they are painted wide, and up to which their steps are smoothed.
_FEW, _SMOOTH = 40, 150


class ParallelPicture(ComparePicture):
    """A line a run through the values of its fields to its figure; the line under the pointer is drawn bolder."""

    name, heading, order = "parallel", tr_noop("Parallel"), 20
    empty_text = tr_noop("Runs that differ in a field show here how its values lead to the figure.")

    def __init__(self) -> None:
        super().__init__()
        self.figure = self.add_choice(tr("Figure"), tr("The figure of the last axis"), "figure")
        self._scales: list[ColumnScale] = []
        self._at: int | None = None
        self._prepared: tuple[ComparedSet | None, dict[str, ColumnScale]] = (None, {})

    def prepare(self, shown: ComparedSet) -> None:
        self._prepared = (shown, {column.key: column_scale(column) for column in shown.columns})

    def arrange(self, shown: ComparedSet) -> bool:
        fields = list(shown.varied)
        figures = [column for column in shown.columns if column.key not in shown.varied]
        figure = self.offer_columns(self.figure, figures, "last")
        chosen = [column for column in shown.columns if column.key in fields][: _MOST_AXES - 1]
        if figure is None or not chosen:
            self._scales = []
            return False
        prepared, known = self._prepared
        known = known if prepared is shown else {}
        self._scales = [known.get(column.key) or column_scale(column) for column in (*chosen, figure)]
        self._columns = [*chosen, figure]
        self._colors = self.colors_of_runs(shown)
        last = len(shown.groups)
        places = {
            color: self._groups.get(run.run.id, last) for run, color in zip(shown.runs, self._colors, strict=True)
        }
        self._order = sorted(places, key=lambda color: -places[color])  # the lines of the first group on top
        self._at = None
        return True

    def description(self, shown: ComparedSet) -> str:
        return tr(
            "{runs} lines over the axes {title}",
            runs=len(shown.runs),
            title=", ".join(scale.title for scale in self._scales),
        )

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        theme, xs = self.theme, self._xs(width)
        top, bottom = metrics.height() + 8.0, height - 8.0
        self._paint_lines(painter, self._lines(width, height, metrics))
        for i, (x, scale) in enumerate(zip(xs, self._scales, strict=True)):
            painter.setPen(QPen(theme.color("muted"), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            space = (width / max(1, len(xs))) - 4
            title = metrics.elidedText(scale.title, Qt.TextElideMode.ElideRight, space)
            box = QRectF(min(max(0.0, x - space / 2), width - space), 0, space, metrics.height() + 2)
            side = _side(i, len(xs))
            painter.setPen(theme.color("text"))
            painter.drawText(box, side, title)
            for place, text in scale.ticks:
                self._paint_tick(
                    painter, metrics, x, bottom - place * (bottom - top), text, space, last=i == len(xs) - 1
                )

    def _paint_lines(self, painter: QPainter, lines: list[list[QPointF]]) -> None:
        """Paint the lines, the one under the pointer last; many are thin and opaque.

        Qt takes twenty times as long for a line that is wider than a pixel or translucent, so that each colour is mixed
        with the ground instead.
        """
        share = 0.15 if self._at is not None else 1.0 if len(lines) <= _FEW else 0.55
        ground, wide = self.theme.hex("surface"), 1.4 if len(lines) <= _FEW else 1.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(lines) <= _SMOOTH)
        for color in self._order:
            painter.setPen(QPen(QColor(mix_colors(ground, color, share)), wide))
            for own, points in zip(self._colors, lines, strict=True):
                if own == color:
                    painter.drawPolyline(points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._at is not None:
            painter.setPen(QPen(QColor(self._colors[self._at]), 3.0))
            painter.drawPolyline(lines[self._at])

    def words_at(self, where: QPointF) -> str:
        if self._at is None or self.shown is None:
            return ""
        run = self.shown.runs[self._at].run
        return "\n".join([run.name, *(f"{c.title}: {c.texts[self._at]}" for c in self._columns)])

    def point_at(self, where: QPointF | None) -> None:
        at = self._nearest(where) if where is not None and self._scales else None
        if at != self._at:
            self._at = at
            self.drawing.update()

    def _xs(self, width: int) -> list[float]:
        return [float(x) for x in np.linspace(10, width - 10, len(self._scales))]

    def _lines(self, width: int, height: int, metrics: QFontMetricsF) -> list[list[QPointF]]:
        """Return the points of each run's line; an axis on which the run has no value is passed by."""
        xs, top, bottom = self._xs(width), metrics.height() + 8.0, height - 8.0
        ys = (bottom - np.stack([scale.places for scale in self._scales], axis=1) * (bottom - top)).tolist()
        return [[QPointF(x, y) for x, y in zip(xs, row, strict=True) if y == y] for row in ys]

    def _nearest(self, where: QPointF) -> int | None:
        """Return the run whose line passes nearest to a place, None for none near."""
        metrics = QFontMetricsF(self.theme.font(self.theme.type.caption, tabular=True))
        found, distance = None, _NEAR
        for i, points in enumerate(self._lines(self.drawing.width(), self.drawing.height(), metrics)):
            for a, b in pairwise(points):
                if a.x() <= where.x() <= b.x() and b.x() > a.x():
                    y = a.y() + (b.y() - a.y()) * (where.x() - a.x()) / (b.x() - a.x())
                    if abs(y - where.y()) < distance:
                        found, distance = i, abs(y - where.y())
        return found

    def _paint_tick(
        self, painter: QPainter, metrics: QFontMetricsF, x: float, y: float, text: str, space: float, *, last: bool
    ) -> None:
        theme = self.theme
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)
        wide = metrics.horizontalAdvance(shown) + 4
        left = x - wide - 3 if last else x + 3
        box = QRectF(left, y - metrics.height() / 2, wide, metrics.height())
        painter.fillRect(box, theme.color("surface", 0.8))
        painter.setPen(theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def _side(place: int, count: int) -> Qt.AlignmentFlag:
    if place == 0:
        return Qt.AlignmentFlag.AlignLeft
    return Qt.AlignmentFlag.AlignRight if place == count - 1 else Qt.AlignmentFlag.AlignHCenter
