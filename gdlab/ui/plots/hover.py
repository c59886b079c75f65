"""The crosshair of a chart and the small panel that reads the curves under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from gdlab.spec.calls import shorten
from gdlab.translation import local_number, tr
from gdlab.ui.plots.axes import all_digits, plain_number, short_number
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme

_MOST_ROWS = 8
_LONGEST = 34  # letters of a label


@dataclass(frozen=True)
class HoverValue:
    """What one curve says near the pointer: where it is in the plot, and in what words.

    A curve that is a mean has a ``band``, its lower and upper edge there, and ``band_words`` say what it is.
    """

    label: str
    color: str
    x: float
    y: float
    value: float
    smoothed: float | None
    extra: tuple[tuple[str, float], ...] = ()
    distance: float = 0.0
    band: tuple[float, float] | None = None
    band_words: str = ""


#: Reads the curves at a place in the plot, given with the pixels a unit takes along x and y.
Readings = Callable[[float, float, float, float], Sequence[HoverValue]]


class HoverPanel(QFrame):
    """Two thin lines through the pointer and a table of the curves, the nearest first."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self._plot = plot
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self._text)
        self._lines = (pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=0))
        self._dots = pg.ScatterPlotItem(size=7)
        for item in (*self._lines, self._dots):
            item.setZValue(50)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)
        self.hide()

    def style_for(self, theme: Theme) -> None:
        """Colour lines and text."""
        self._theme = theme
        for line in self._lines:
            line.setPen(pg.mkPen(theme.color("muted", 0.6), width=1))
        self._text.setFont(theme.font(theme.type.caption, tabular=True))

    def follow(self, where: QPointF, x_words: Callable[[float], str], readings: Readings) -> None:
        """Show what is read at a place in the scene, and nothing outside the plot or where there is no curve."""
        view = self._plot.view
        if not view.sceneBoundingRect().contains(where):
            self.clear()
            return
        point = view.mapSceneToView(where)
        x_pixel, y_pixel = view.viewPixelSize()
        found = readings(point.x(), point.y(), 1 / x_pixel if x_pixel else 0.0, 1 / y_pixel if y_pixel else 0.0)
        if found:
            # The header speaks of the nearest value, not of the place between two that the pointer is at.
            nearest = min(found, key=lambda reading: reading.distance)
            self.read(x_words(nearest.x), (point.x(), point.y()), found)
        else:
            self.clear()

    def read(self, x_text: str, pointer: tuple[float, float], readings: Sequence[HoverValue]) -> None:
        """Show the readings at the pointer, given in the plot's coordinates."""
        ordered = sorted(readings, key=lambda reading: reading.distance)
        for line, value in zip(self._lines, pointer, strict=True):
            line.setPos(value)
            line.setVisible(True)
        surface = self._theme.color("surface")
        self._dots.setData(
            [{"pos": (r.x, r.y), "brush": pg.mkBrush(r.color), "pen": pg.mkPen(surface)} for r in ordered]
        )
        self._dots.setVisible(True)
        self._text.setText(self._table(x_text, ordered))
        self._text.adjustSize()
        self.adjustSize()
        self._place(pointer)
        self.show()
        self.raise_()

    def clear(self) -> None:
        """Take panel and crosshair away."""
        for item in (*self._lines, self._dots):
            item.setVisible(False)
        self.hide()

    def _table(self, x_text: str, ordered: Sequence[HoverValue]) -> str:
        smoothed = any(reading.smoothed is not None for reading in ordered)
        muted = self._theme.hex("muted")
        nearest = [
            _extra_text(name, value) for name, value in ordered[0].extra if tr(name).lower() not in x_text.lower()
        ]
        head = escape(" · ".join([x_text, *nearest]))
        banded = next((reading.band_words for reading in ordered if reading.band is not None), "")
        columns = f"<td colspan='2'></td>{_cell(tr('mean') if banded else tr('value'), color=muted, right=True)}"
        columns += _cell(tr("smoothed"), color=muted, right=True) if smoothed else ""
        columns += _cell(escape(banded), color=muted, right=True) if banded else ""
        rows = [f"<td colspan='{3 + smoothed + bool(banded)}' style='color:{muted}'>{head}</td>"]
        rows += [columns] if smoothed or banded else []
        rows += [self._row(reading, smoothed) for reading in ordered[:_MOST_ROWS]]
        if len(ordered) > _MOST_ROWS:
            rows.append(_cell("") + _cell(tr("and {ordered} more", ordered=len(ordered) - _MOST_ROWS), color=muted))
        return "<table cellspacing='0'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    def _row(self, reading: HoverValue, smoothed: bool) -> str:
        cells = [_cell("■", color=reading.color), _cell(escape(shorten(reading.label, _LONGEST)))]
        cells.append(_cell(short_number(reading.value), right=True))
        if smoothed:
            text = "" if reading.smoothed is None else short_number(reading.smoothed)
            cells.append(_cell(text, right=True))
        if reading.band is not None:
            cells.append(_cell(tr(" to ").join(map(short_number, reading.band)), right=True))
        return "".join(cells)

    def _place(self, pointer: tuple[float, float]) -> None:
        """Put the panel beside the pointer, on the side where there is room."""
        scene = self._plot.view.mapViewToScene(pg.Point(*pointer))
        at = self._plot.mapFromScene(scene)
        x = at.x() + 14
        if x + self.width() > self._plot.width():
            x = at.x() - 14 - self.width()
        y = min(max(0, at.y() - self.height() // 2), self._plot.height() - self.height())
        x = max(0, min(x, self._plot.width() - self.width()))
        self.move(QPoint(x, max(0, y)))


def _cell(text: str, *, color: str = "", right: bool = False) -> str:
    style = f" style='color:{color}'" if color else ""
    side = " align='right'" if right else ""
    return f"<td{side}{style}>{text}&nbsp;&nbsp;</td>"


def _extra_text(name: str, value: float) -> str:
    if name == "time":
        minutes, seconds = divmod(value, 60)
        return local_number(f"{int(minutes)}:{seconds:04.1f}" if minutes else f"{seconds:.1f} s")
    return f"{tr(name)} " + (all_digits(value) if value == int(value) else plain_number(float(f"{value:.2f}")))
