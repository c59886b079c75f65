"""A plot of lines, points and bars over two plain axes, with a key, a reading under the pointer and its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from gdlab.lab.chart_math import nice_range
from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.axes import plain_number
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.hover import HoverPanel, HoverValue
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme

_NEAR = 24.0  # pixels within which the pointer reads a point
_FINE = 420  # points up to which a line is stroked wide and smooth: Qt takes long for a wide zigzag
_IN_KEY = 10  # names that are beneath the plot
_DASHES = {Qt.PenStyle.SolidLine: "━", Qt.PenStyle.DashLine: "╍", Qt.PenStyle.DotLine: "┈"}


@dataclass(frozen=True, eq=False)
class FigureLine:
    """A line.

    Attributes:
        label: what it is, in the key and under the pointer; "" for a line that is neither.
        x: ascending or not, (N,).
        y: NaN interrupts the line, (N,).
        color: a token of the theme, a mix of two, or ``run 3`` for the colour of the fourth run.
        style: solid, dashed or dotted.
        width: in logical pixels.
    """

    label: str
    x: np.ndarray
    y: np.ndarray
    color: str = "accent"
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 1.5


@dataclass(frozen=True, eq=False)
class FigurePoints:
    """Points; ``hollow`` ones are drawn as rings. The other attributes are those of :class:`FigureLine`."""

    label: str
    x: np.ndarray
    y: np.ndarray
    color: str = "accent"
    hollow: bool = False
    size: float = 6.0


@dataclass(frozen=True, eq=False)
class FigureBars:
    """Bars from 0 up to ``y``, between ``edges`` (N + 1,)."""

    label: str
    edges: np.ndarray
    y: np.ndarray
    color: str = "surface+accent*0.3"


@dataclass(frozen=True, eq=False)
class Figure:
    """What a plot shows.

    Attributes:
        x_label: what lies along x.
        y_label: what lies along y.
        lines: lines, drawn over points and bars.
        points: points.
        bars: bars.
        x_range: the ends of the x-axis; those of the data for None.
        y_range: the ends of the y-axis.
    """

    x_label: str
    y_label: str
    lines: Sequence[FigureLine] = field(default=())
    points: Sequence[FigurePoints] = field(default=())
    bars: Sequence[FigureBars] = field(default=())
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None


class FigureChart(ChartFrame):
    """A card with a figure."""

    def __init__(
        self, title: str, *, empty: str = tr_noop("Nothing to show yet."), parent: QWidget | None = None
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.plot = Plot(self)
        self.plot.setAccessibleName(tr("{title} figure", title=title))
        self.plot.view.reset_requested.connect(self.reset_view)
        self.plot.view.sigRangeChangedManually.connect(self._on_zoomed)
        self.plot.scene().sigMouseMoved.connect(self._on_pointer)
        self._hover = HoverPanel(self.plot)
        self.plot.left_plot.connect(self._hover.clear)
        self._key = QLabel()
        self._key.setProperty("role", "caption")
        self._key.setTextFormat(Qt.TextFormat.RichText)
        self._key.setWordWrap(True)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self._key)
        self._curves: list[pg.PlotCurveItem] = []
        self._dots: list[pg.ScatterPlotItem] = []
        self._bars: list[pg.BarGraphItem] = []
        self.figure: Figure | None = None
        self._auto = True
        self.restyle(self.theme)
        self.show_empty(True)

    def set_figure(self, figure: Figure, words: str = "") -> None:
        """Show a figure; ``words`` describe it for those who do not see it."""
        new_axes = self.figure is None or self.figure.x_label != figure.x_label
        self.figure = figure
        self.plot.setAccessibleDescription(words)
        self._auto = self._auto or new_axes
        self._draw_figure()
        self.show_empty(not (figure.lines or figure.points or figure.bars))

    def clear(self) -> None:
        """Take everything away."""
        self.figure = None
        for item in (*self._curves, *self._dots, *self._bars):
            item.setVisible(False)
        self._key.clear()
        self._hover.clear()
        self.show_empty(True)

    def reset_view(self) -> None:
        """Show all of the figure."""
        self._auto = True
        if self.figure is not None:
            x, y = figure_ranges(self.figure)
            self.plot.view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def restyle(self, theme: Theme) -> None:
        self.plot.style_for(theme)
        self._hover.style_for(theme)
        if self.figure is not None:
            self._draw_figure()

    def show_empty(self, empty: bool) -> None:
        super().show_empty(empty)
        self.plot.set_bare(empty)
        self._key.setVisible(not empty and bool(self._key.text()))

    def data_text(self) -> str:
        figure = self.figure
        if figure is None:
            return ""
        rows = ["series,x,y"]
        for part in (*figure.lines, *figure.points):
            rows += [
                f"{_quoted(part.label)},{x!r},{y!r}" for x, y in zip(part.x.tolist(), part.y.tolist(), strict=True)
            ]
        for bars in figure.bars:
            middles = ((bars.edges[:-1] + bars.edges[1:]) / 2).tolist()
            rows += [f"{_quoted(bars.label)},{x!r},{y!r}" for x, y in zip(middles, bars.y.tolist(), strict=True)]
        return "\n".join(rows) + "\n"

    def legend_html(self) -> str:
        return self._key.text()

    # --- inside -----------------------------------------------------------------------------------------------------
    def _draw_figure(self) -> None:
        figure = self.figure
        if figure is None:
            return
        bottom, left = self.plot.axes
        muted = self.theme.hex("muted")
        bottom.setLabel(figure.x_label or None, color=muted)
        left.setLabel(figure.y_label or None, color=muted)
        for axis, label in ((bottom, figure.x_label), (left, figure.y_label)):
            axis.showLabel(bool(label))
        self.plot.fit_axes()
        self._draw_bars(figure.bars)
        self._draw_points(figure.points)
        self._draw_lines(figure.lines)
        self._write_key(figure)
        if self._auto:
            self.reset_view()

    def _draw_lines(self, lines: Sequence[FigureLine]) -> None:
        while len(self._curves) < len(lines):
            item = pg.PlotCurveItem(connect="finite", antialias=True)
            item.setZValue(20)
            self._curves.append(item)
            self.plot.addItem(item, ignoreBounds=True)
        for k, item in enumerate(self._curves):
            item.setVisible(k < len(lines))
            if k < len(lines):
                fine = len(lines[k].x) <= _FINE
                width = lines[k].width if fine else 1.0
                pen = pg.mkPen(self._color(lines[k].color), width=width, style=lines[k].style)
                item.setData(lines[k].x, lines[k].y, pen=pen, antialias=fine)

    def _draw_points(self, groups: Sequence[FigurePoints]) -> None:
        while len(self._dots) < len(groups):
            item = pg.ScatterPlotItem(pxMode=True)
            item.setZValue(10)
            self._dots.append(item)
            self.plot.addItem(item, ignoreBounds=True)
        for k, item in enumerate(self._dots):
            item.setVisible(k < len(groups))
            if k < len(groups):
                group, color = groups[k], self._color(groups[k].color)
                brush = pg.mkBrush(None) if group.hollow else pg.mkBrush(color)
                pen = pg.mkPen(color, width=1.5) if group.hollow else pg.mkPen(None)
                item.setData(x=group.x, y=group.y, size=group.size, brush=brush, pen=pen)

    def _draw_bars(self, groups: Sequence[FigureBars]) -> None:
        while len(self._bars) < len(groups):
            item = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
            self._bars.append(item)
            self.plot.addItem(item, ignoreBounds=True)
        for k, item in enumerate(self._bars):
            item.setVisible(k < len(groups))
            if k < len(groups):
                bars = groups[k]
                pen = pg.mkPen(self.theme.color("surface"), width=1)
                brush = pg.mkBrush(self._color(bars.color))
                zeros = np.zeros(len(bars.y))
                item.setOpts(x0=bars.edges[:-1], x1=bars.edges[1:], y0=zeros, y1=bars.y, pen=pen, brush=brush)

    def _write_key(self, figure: Figure) -> None:
        names = [(_DASHES.get(line.style, "━"), line) for line in figure.lines if line.label]
        names += [("○" if group.hollow else "●", group) for group in figure.points if group.label]
        names += [("■", bars) for bars in figure.bars if bars.label]
        most = _IN_KEY if len(names) > _IN_KEY + 1 else len(names)  # "and 1 more" takes as much space as the one
        parts = [
            f"<span style='color:{self._color(part.color).name()}'>{sign}</span>&nbsp;{_unbroken(part.label)}"
            for sign, part in names[:most]
        ]
        parts += [tr("and {names} more", names=len(names) - most)] if len(names) > most else []
        text = "&nbsp;&nbsp; ".join(parts) if len(names) > 1 else ""
        if text != self._key.text():
            self._key.setText(text)
        self._key.setVisible(bool(text))

    def _color(self, token: str) -> QColor:
        if token.startswith("run "):
            return QColor(self.theme.run_color(int(token[4:])))
        return self.theme.color(token)

    def _on_zoomed(self, _mask: object) -> None:
        self._auto = False

    def _on_pointer(self, where: QPointF) -> None:
        figure = self.figure
        if figure is not None:
            self._hover.follow(where, lambda x: f"{figure.x_label} {plain_number(float(f'{x:.4g}'))}", self._readings)

    def _readings(self, x: float, y: float, x_scale: float, y_scale: float) -> list[HoverValue]:
        """Return, of each named line, its value nearest in x, and of each group of points the one under the pointer."""
        figure, found = self.figure, list[HoverValue]()
        if figure is None:
            return found
        for part in (*figure.lines, *figure.points):
            if not part.label or not len(part.x):
                continue
            across, up = np.abs(part.x - x) * x_scale, np.abs(part.y - y) * y_scale
            away = np.nan_to_num(np.hypot(across, up), nan=np.inf)
            is_line = isinstance(part, FigureLine)
            at = int(np.argmin(np.where(np.isfinite(part.y), across, np.inf) + 1e-6 * away if is_line else away))
            if np.isfinite(part.y[at]) and (is_line or away[at] <= _NEAR):
                place = (float(part.x[at]), float(part.y[at]))
                color = self._color(part.color).name()
                found.append(HoverValue(part.label, color, *place, place[1], None, (), float(away[at])))
        return found


def figure_ranges(figure: Figure) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ranges of both axes: the given ones, or those of the data with a margin."""
    parts = (*figure.lines, *figure.points)
    xs = [part.x for part in parts] + [bars.edges for bars in figure.bars]
    ys = [part.y for part in parts] + [np.append(bars.y, 0.0) for bars in figure.bars]
    return figure.x_range or _range_of(xs), figure.y_range or _range_of(ys)


def _range_of(columns: Sequence[np.ndarray]) -> tuple[float, float]:
    values = np.concatenate([np.asarray(column, np.float64) for column in columns] or [np.zeros(0)])
    values = values[np.isfinite(values)]
    return nice_range(float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)


def _unbroken(text: str) -> str:
    """Return a label as HTML that is not broken into two lines."""
    return escape(text).replace(" ", "&nbsp;")


def _quoted(text: str) -> str:
    """Return a cell of CSV that no spreadsheet takes for a formula."""
    safe = f"'{text}" if text[:1] in "=+-@" else text
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ',"\n') else safe
