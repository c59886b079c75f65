"""A point a run: any column of a comparison against any other."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen

from gdlab.lab.comparison.column_scale import ColumnScale, column_scale
from gdlab.lab.comparison.compared_set import ComparedSet, SetColumn
from gdlab.translation import tr, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture, Drawing

_NEAR = 9.0


class ScatterPicture(ComparePicture):
    """A point a run in the colour of its group; an axis is logarithmic where its values are decades apart."""

    name, heading, order = "scatter", tr_noop("Scatter"), 30
    empty_text = tr_noop("Choose two runs or more to see one column against another.")

    def __init__(self) -> None:
        super().__init__()
        self.x_column = self.add_choice("x", tr("The column along the x-axis"), "x")
        self.y_column = self.add_choice("y", tr("The column along the y-axis"), "y")
        self._scales: tuple[ColumnScale, ColumnScale] | None = None

    def made_drawing(self) -> Drawing:
        return _ScatterDrawing(self)

    def arrange(self, shown: ComparedSet) -> bool:
        first = next(iter(shown.varied), "time")
        numbers = [c.key for c in shown.columns if c.key in shown.varied and _is_number(c.values)]
        x = self.offer_columns(self.x_column, shown.columns, numbers[0] if numbers else first)
        y = self.offer_columns(self.y_column, shown.columns, "last")
        if x is None or y is None:
            return False
        self._take((x, y), shown)
        return True

    def _take(self, columns: tuple[SetColumn, SetColumn], shown: ComparedSet) -> None:
        """Take the columns along both axes, their scales and the colours of the runs."""
        self._columns, self._scales = columns, (column_scale(columns[0]), column_scale(columns[1]))
        self._colors = [QColor(color) for color in self.colors_of_runs(shown)]

    def description(self, shown: ComparedSet) -> str:
        x, y = self._columns
        return tr("{runs} points: {title} against {title_2}", runs=len(shown.runs), title=y.title, title_2=x.title)

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        if self._scales is None:
            return
        theme, area = self.theme, self._area(width, height, metrics)
        self._paint_axes(painter, area, metrics)
        painter.setPen(QPen(theme.color("surface"), 1))
        for point, color in zip(self._points(area), self._colors, strict=True):
            if point is not None:
                painter.setBrush(color)
                painter.drawEllipse(point, 5, 5)

    def words_at(self, where: QPointF) -> str:
        at = self.run_at(where)
        if at is None or self.shown is None:
            return ""
        return "\n".join([self.shown.runs[at].run.name, *(f"{c.title}: {c.texts[at]}" for c in self._columns)])

    def run_at(self, where: QPointF) -> int | None:
        """Return the run whose point is nearest to a place, None for none near."""
        metrics = QFontMetricsF(self.theme.font(self.theme.type.caption, tabular=True))
        points = self._points(self._area(self.drawing.width(), self.drawing.height(), metrics))
        far = [np.inf if p is None else float(np.hypot(p.x() - where.x(), p.y() - where.y())) for p in points]
        at = int(np.argmin(far)) if far else 0
        return at if far and far[at] < _NEAR else None

    def pick(self, where: QPointF) -> None:
        """Pick the group of the point at a place."""
        at = self.run_at(where)
        if at is not None and self.shown is not None:
            key = self.shown.runs[at].run.id
            for group in self.shown.groups:
                if any(run.run.id == key for run in group.runs):
                    self.group_picked.emit(group.id)

    def _area(self, width: int, height: int, metrics: QFontMetricsF) -> QRectF:
        texts = self._scales[1].ticks if self._scales else ()
        left = min(width * 0.35, max((metrics.horizontalAdvance(text) for _, text in texts), default=20.0) + 8)
        return QRectF(left, 8 + metrics.height(), width - left - 14, height - 2 * metrics.height() - 26)

    def _points(self, area: QRectF) -> list[QPointF | None]:
        if self._scales is None:
            return []
        return [
            QPointF(area.left() + (0.03 + 0.94 * x) * area.width(), area.bottom() - (0.04 + 0.92 * y) * area.height())
            if np.isfinite(x) and np.isfinite(y)
            else None
            for x, y in zip(self._scales[0].places, self._scales[1].places, strict=True)
        ]

    def _paint_axes(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        theme = self.theme
        assert self._scales is not None
        bottom, left = self._scales
        painter.setPen(theme.color("muted"))
        painter.drawText(
            QPointF(2, metrics.ascent()), metrics.elidedText(_named(left), Qt.TextElideMode.ElideRight, area.right())
        )
        box = QRectF(area.left(), area.bottom() + metrics.height() + 4, area.width(), metrics.height() + 4)
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignRight,
            metrics.elidedText(_named(bottom), Qt.TextElideMode.ElideRight, area.width()),
        )
        each = area.width() / max(1, len(bottom.ticks))
        for place, text in bottom.ticks:
            x = area.left() + (0.03 + 0.94 * place) * area.width()
            painter.setPen(theme.color("grid"))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(theme.color("muted"))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(30.0, each))
            wide = metrics.horizontalAdvance(shown)
            at = min(max(area.left(), x - wide / 2), area.right() - wide)
            painter.drawText(QPointF(at, area.bottom() + metrics.height()), shown)
        for place, text in left.ticks:
            y = area.bottom() - (0.04 + 0.92 * place) * area.height()
            painter.setPen(theme.color("grid"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("muted"))
            box = QRectF(0, y - metrics.height() / 2, area.left() - 5, metrics.height())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)


class _ScatterDrawing(Drawing):
    """The painted area of the scatter, where a click on a point picks its group."""

    def __init__(self, picture: ScatterPicture) -> None:
        super().__init__(picture)
        self._scatter = picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._scatter.pick(event.position())
        super().mousePressEvent(event)


def _named(scale: ColumnScale) -> str:
    return tr("{title} (log)", title=scale.title) if scale.kind == "log" else scale.title


def _is_number(values: object) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)  # pyright: ignore[reportGeneralTypeIssues, reportUnknownVariableType]
