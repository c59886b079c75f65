"""Histograms of several steps one behind the other, the newest in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from gdlab.lab.number_text import format_count
from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.axes import PlainAxis, plain_number, tick_text
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.theme import Theme, mix_colors
from gdlab.ui.theming import current_theme

_OVERLAP = 3.0  # how many rows high the tallest ridge is


@dataclass(frozen=True, eq=False)
class RidgeRow:
    """One histogram: its step, the edges of its bins (bins + 1,) and the numbers in them (bins,)."""

    step: int
    edges: np.ndarray
    counts: np.ndarray


class RidgeChart(ChartFrame):
    """A card of histograms over time; all share one axis, and each has a height of its own."""

    def __init__(
        self, title: str, *, empty: str = tr_noop("Nothing to count yet."), parent: QWidget | None = None
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.ridges = _Ridges(self)
        self.ridges.setAccessibleName(tr("{title} over time", title=title))
        self.body.addWidget(self.ridges, 1)
        self.show_empty(True)

    def set_rows(self, rows: Sequence[RidgeRow], x_label: str, words: str, *, powers: bool = False) -> None:
        """Show histograms from the oldest to the newest.

        Args:
            rows: the histograms.
            x_label: what lies along x.
            words: what they show, for those who do not see it.
            powers: whether the edges are powers of ten.
        """
        self.ridges.set_rows(rows, x_label, powers=powers)
        self.ridges.setAccessibleDescription(words)
        self.show_empty(not rows)

    def data_text(self) -> str:
        lines = ["step,from,to,count"]
        for row in self.ridges.rows:
            ends = zip(row.edges[:-1].tolist(), row.edges[1:].tolist(), row.counts.tolist(), strict=True)
            lines += [f"{row.step},{low!r},{high!r},{count}" for low, high, count in ends]
        return "\n".join(lines) + "\n" if self.ridges.rows else ""

    def restyle(self, theme: Theme) -> None:
        self.ridges.update()


class _Ridges(QWidget):
    """The painted histograms, with steps at the right and an axis beneath."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[RidgeRow, ...] = ()
        self._x_label, self._powers = "", False
        self.setMinimumSize(140, 100)

    def set_rows(self, rows: Sequence[RidgeRow], x_label: str, *, powers: bool) -> None:
        self.rows, self._x_label, self._powers = tuple(rows), x_label, powers
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.rows:
            return
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        area, (low, high) = self._area(), self._range()
        self._paint_axis(painter, area, low, high)
        for k, row in enumerate(self.rows):
            share = k / max(1, len(self.rows) - 1)
            fill = mix_colors(theme.colors.surface, theme.colors.accent, 0.2 + 0.55 * share)
            self._paint_row(painter, row, self._base(k), QColor(fill))
        painter.end()

    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip and self.rows:
            y = e.pos().y()
            k = min(range(len(self.rows)), key=lambda i: abs(self._base(i) - y))
            row = self.rows[k]
            peak = int(row.counts.argmax())
            ends = tr(" to ").join(self._number(float(v)) for v in row.edges[peak : peak + 2])
            text = tr(
                "step {step}: {sum} numbers, most from {ends}",
                step=format_count(row.step),
                sum=format_count(int(row.counts.sum())),
                ends=ends,
            )
            QToolTip.showText(e.globalPos(), text, self)
            return True
        return super().event(e)

    def _metrics(self) -> QFontMetricsF:
        theme = current_theme()
        return QFontMetricsF(theme.font(theme.type.caption, tabular=True))

    def _area(self) -> QRectF:
        metrics = self._metrics()
        right = max(metrics.horizontalAdvance(format_count(row.step)) for row in self.rows) + 8
        return QRectF(6, 4, max(20.0, self.width() - right - 8), max(20.0, self.height() - 2 * metrics.height() - 8))

    def _range(self) -> tuple[float, float]:
        """Return the ends of the axis: of powers of ten those that hold numbers, with one to spare."""
        low, high = min(float(r.edges[0]) for r in self.rows), max(float(r.edges[-1]) for r in self.rows)
        if self._powers:
            held = [np.flatnonzero(r.counts) for r in self.rows if r.counts.any()]
            if held:
                edges = self.rows[0].edges
                low = max(low, float(edges[min(int(h[0]) for h in held)]) - 1)
                high = min(high, float(edges[max(int(h[-1]) for h in held) + 1]) + 1)
        return low, high if high > low else low + 1

    def _step_down(self) -> float:
        """Return by how much the foot of each row lies beneath the one before."""
        return self._area().height() / (len(self.rows) + _OVERLAP - 1)

    def _base(self, k: int) -> float:
        area = self._area()
        return area.bottom() - (len(self.rows) - 1 - k) * self._step_down()

    def _x(self, value: float) -> float:
        area, (low, high) = self._area(), self._range()
        return area.left() + (value - low) / (high - low) * area.width()

    def _paint_row(self, painter: QPainter, row: RidgeRow, base: float, fill: QColor) -> None:
        theme, area = current_theme(), self._area()
        most, tall = int(row.counts.max(initial=0)) or 1, self._step_down() * _OVERLAP * 0.92
        middles = (row.edges[:-1] + row.edges[1:]) / 2
        path = QPainterPath(QPointF(self._x(float(row.edges[0])), base))
        for x, count in zip(middles.tolist(), row.counts.tolist(), strict=True):
            path.lineTo(QPointF(self._x(x), base - tall * count / most))
        path.lineTo(QPointF(self._x(float(row.edges[-1])), base))
        painter.save()
        painter.setClipRect(area.adjusted(0, -4, 0, 2))
        painter.setPen(QPen(theme.color("surface+text*0.75"), 1))
        painter.setBrush(fill)
        painter.drawPath(path)
        painter.restore()
        line = self._metrics().height()
        painter.setPen(theme.color("muted"))
        every = max(1, int(np.ceil(line / max(1.0, self._step_down()))))
        if (len(self.rows) - 1 - self.rows.index(row)) % every == 0:
            box = QRectF(area.right() + 4, base - line + 2, self.width() - area.right() - 6, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, format_count(row.step))

    def _paint_axis(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        theme, line = current_theme(), self._metrics().height()
        ticks = PlainAxis("bottom").tickValues(low, high, area.width())
        for spacing, values in ticks:
            for value in values:
                if self._powers and value != round(value):
                    continue
                x = self._x(value)
                painter.setPen(QPen(theme.color("grid"), 1))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
                text = self._number(value) if self._powers else tick_text(value, spacing)
                painter.setPen(theme.color("muted"))
                width = self._metrics().horizontalAdvance(text)
                left = min(max(0.0, x - width / 2), self.width() - width)
                painter.drawText(QRectF(left, area.bottom() + 2, width + 1, line), _CENTRE, text)
        painter.drawText(QRectF(area.left(), area.bottom() + line + 2, area.width(), line), _CENTRE, self._x_label)

    def _number(self, value: float) -> str:
        if not self._powers:
            return plain_number(float(f"{value:.3g}"))
        return plain_number(float(f"{10.0**value:.2g}"))


_CENTRE = Qt.AlignmentFlag.AlignCenter
