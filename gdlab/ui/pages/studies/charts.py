"""A study's pictures in the window: curves, heat maps and bars."""

from __future__ import annotations

from html import escape

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gdlab.lab.number_text import format_number, with_minus
from gdlab.studies.charts import Line, Picture
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.heatmap import Heatmap
from gdlab.ui.theme import Theme

_HEIGHT = 280


class PictureView(QWidget):
    """One chart of a study, changed in place as figures arrive."""

    def __init__(self, title: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._kind = kind
        self.chart: ChartFrame = self._made(kind)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.chart, 1)
        self._legend = QLabel()
        self._legend.setWordWrap(True)
        self._legend.setProperty("role", "caption")
        self._legend.hide()
        self._layout.addWidget(self._legend)
        self.setMinimumSize(240, _HEIGHT)

    def show_picture(self, shown: Picture) -> None:
        """Draw a picture."""
        kind = "bars" if shown.kind == "bars" or (shown.ticks and len(shown.lines) == 1) else shown.kind
        if kind != self._kind:
            self._layout.removeWidget(self.chart)
            self.chart.deleteLater()
            self._kind, self.chart = kind, self._made(kind)
            self._layout.insertWidget(0, self.chart, 1)
        self._legend.setVisible(kind == "lines")
        if isinstance(self.chart, Heatmap):
            self.chart.set_axis_names(tr_message(shown.x_label), tr_message(shown.y_label))
            self.chart.set_note(tr_message(shown.column))
            names = [[tr_message(with_minus(name)) for name in part] for part in (shown.rows, shown.columns)]
            self.chart.set_matrix(np.where(np.isfinite(shown.heat), shown.heat, np.nan), *names)
        elif isinstance(self.chart, BarChart):
            self.chart.set_bars(shown)
        elif isinstance(self.chart, CurveChart):
            self._curves(self.chart, shown)

    def _made(self, kind: str) -> ChartFrame:
        empty = tr("Run the study to see this.")
        if kind == "heat":
            return Heatmap(self._title, empty=empty)
        if kind == "bars":
            return BarChart(self._title, empty=empty)
        made = CurveChart(self._title, empty=empty)
        made.set_smoothing(0.0)
        return made

    def _curves(self, chart: CurveChart, shown: Picture) -> None:
        chart.set_axis_labels(tr_message(shown.x_label), tr_message(shown.y_label))
        chart.set_log(x=shown.log_x, y=shown.log_y)
        theme = chart.theme
        for key in [k for k in chart.keys if k not in {line.label for line in shown.lines}]:
            chart.remove(key)
        for i, line in enumerate(shown.lines):
            ok = np.isfinite(line.y)
            color = theme.run_color(i)
            short = len(line.x) < 20
            chart.set_series(
                line.label,
                line.x[ok],
                line.y[ok],
                color=color,
                style=theme.run_style(i),
                label=tr_message(with_minus(line.label)),
                points=short,
            )
            if line.low is not None and line.high is not None:
                chart.set_band(line.label, line.x[ok], line.low[ok], line.high[ok], color=color)
        self._legend.setText(_legend(shown, theme))


#: How a line is drawn, in the legend: one sign for each repetition of the colours.
_SIGNS = ("━━", "╍╍", "┅┅", "━╍")


def _legend(shown: Picture, theme: Theme) -> str:
    """Return every line with its colour and stroke, and where it is infinite, which no line can show."""
    colors = len(theme.runs.colors)
    names = [
        f"<span style='color:{theme.run_color(i)}'>{_SIGNS[i // colors % len(_SIGNS)]}</span>&nbsp;"
        f"{escape(tr_message(with_minus(line.label)) + _endless(line)).replace(' ', '&nbsp;')}"
        for i, line in enumerate(shown.lines)
    ]
    return " ".join(names) + (tr(" and {hidden} more", hidden=shown.hidden) if shown.hidden else "")


def _endless(line: Line) -> str:
    """Return where a line is infinite, in words; of a curve the first place."""
    places = line.x[np.isposinf(line.y)]
    if not len(places):
        return ""
    if len(line.x) >= 20:
        return tr(" (∞ from {places} on)", places=format_number(float(places[0]), 3))
    return tr(" (∞ at {x})", x=", ".join(format_number(float(x), 3) for x in places))


class BarChart(ChartFrame):
    """A card of horizontal bars with their figures and intervals."""

    def __init__(
        self, title: str, *, empty: str = tr_noop("Nothing to show yet."), parent: QWidget | None = None
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.bars = _Bars(self)
        self.body.addWidget(self.bars, 1)
        self.show_empty(True)

    def set_bars(self, shown: Picture) -> None:
        """Show one bar a tick; the figures are those of the lines, or of the one line."""
        lines = shown.lines
        if len(lines) == 1:
            one = lines[0]
            low = one.low if one.low is not None else one.y
            high = one.high if one.high is not None else one.y
            parts = (one.x, one.y, low, high)
            cells = [Line(with_minus(t), *(p[i : i + 1] for p in parts)) for i, t in enumerate(shown.ticks)]
        else:
            cells = list(lines)
        self.bars.cells = cells
        self.bars.setAccessibleDescription(", ".join(f"{c.label}: {format_number(float(c.y[0]), 3)}" for c in cells))
        self.bars.update()
        self.show_empty(not cells)

    def restyle(self, theme: Theme) -> None:
        self.bars.update()


class _Bars(QWidget):
    """The painted bars of a bar chart."""

    def __init__(self, frame: ChartFrame) -> None:
        super().__init__(frame)
        self._frame = frame
        self.cells: list[Line] = []
        self.setMinimumHeight(160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.cells:
            return
        theme = self._frame.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        left = min(max(metrics.horizontalAdvance(tr_message(c.label)) for c in self.cells) + 8, self.width() * 0.45)
        right = max(metrics.horizontalAdvance(self._text(c)) for c in self.cells) + 12
        ends = [
            float(v) for c in self.cells for v in (c.y[0], *(c.high if c.high is not None else ())) if np.isfinite(v)
        ]
        scale = max(1.0, self.width() - left - right) / max([1e-300, *ends])
        step = min(44.0, self.height() / len(self.cells))
        for i, cell in enumerate(self.cells):
            self._paint(painter, theme, cell, i, QRectF(left, i * step, self.width() - left, step), scale, metrics)

    def _paint(
        self, painter: QPainter, theme: Theme, cell: Line, i: int, area: QRectF, scale: float, metrics: QFontMetricsF
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("text"))
        name = metrics.elidedText(
            tr_message(cell.label.replace("_", " ")), Qt.TextElideMode.ElideRight, area.left() - 8
        )
        painter.drawText(
            QRectF(0, area.top(), area.left() - 8, area.height()), middle | Qt.AlignmentFlag.AlignRight, name
        )
        value = float(cell.y[0])
        length = max(0.0, value * scale) if np.isfinite(value) else 0.0
        bar = QRectF(area.left(), area.top() + area.height() * 0.25, max(length, 1.0), area.height() * 0.5)
        painter.fillRect(bar, QColor(theme.run_color(0)))
        end = area.left() + length
        if cell.low is not None and cell.high is not None and np.isfinite(cell.high[0]):
            low, high = (area.left() + max(0.0, float(v[0])) * scale for v in (cell.low, cell.high))
            painter.setPen(theme.color("text"))
            painter.drawLine(round(low), round(bar.center().y()), round(high), round(bar.center().y()))
            end = max(end, high)
        painter.drawText(QRectF(end + 6, area.top(), 400, area.height()), middle, self._text(cell))

    @staticmethod
    def _text(cell: Line) -> str:
        return format_number(float(cell.y[0]), 3)
