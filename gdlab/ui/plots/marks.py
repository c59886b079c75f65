"""What is drawn on and between curves: ends, left-out values, events, bands."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from gdlab.lab.chart_math import MAX_POINTS, Floats
from gdlab.translation import tr, tr_message
from gdlab.ui.plots.axes import plain_number
from gdlab.ui.plots.series import Scales, Series, visible_points
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme

_MOST_TICKS = 60


@dataclass(frozen=True)
class EventMark:
    """An event of a run, at a place on the x-axis."""

    x: float
    text: str
    color: str | None = None


@dataclass(frozen=True)
class BestMark:
    """The best value of a curve: its place, in the data's coordinates, and what is read under the pointer."""

    x: float
    y: float
    text: str
    color: str


class Marks:
    """The marks of one chart, drawn again with its curves."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._events: dict[Hashable, Sequence[EventMark]] = {}
        self._lines: list[pg.InfiniteLine] = []
        self._ends = pg.ScatterPlotItem(symbol="x", size=10, hoverable=True, tip=_tip)
        self._best: dict[Hashable, BestMark] = {}
        self._best_changed = False
        self._stars = pg.ScatterPlotItem(symbol="star", size=13, hoverable=True, tip=_tip)
        self._left_out = pg.ScatterPlotItem(symbol="t", size=7, hoverable=True, tip=_tip)
        self._kept: dict[Hashable, Sequence[EventMark]] = {}
        self._kept_ticks = pg.ScatterPlotItem(symbol="d", size=7, hoverable=True, tip=_tip)
        self._kept_at: list[tuple[float, EventMark]] = []
        self._had_ends = False
        self._left_out_at: list[tuple[float, str]] = []
        for item in (self._ends, self._left_out, self._stars, self._kept_ticks):
            item.setZValue(40)
            item.setVisible(False)
            plot.addItem(item, ignoreBounds=True)
        plot.view.sigYRangeChanged.connect(self._place_left_out)
        plot.view.sigYRangeChanged.connect(self._place_kept)

    def set_events(self, key: Hashable, events: Sequence[EventMark]) -> None:
        """Keep the events of one run; they are drawn with the next redraw."""
        if events:
            self._events[key] = list(events)
        else:
            self._events.pop(key, None)

    def set_kept(self, key: Hashable, states: Sequence[EventMark]) -> bool:
        """Keep where states of a run were kept, drawn at the lower edge; return whether they are others than before."""
        if list(self._kept.get(key, ())) == list(states):
            return False
        self._kept[key] = list(states)
        return True

    def set_best(self, key: Hashable, best: BestMark | None) -> bool:
        """Keep the best value of a curve, None for none, and say whether it is another than before."""
        if self._best.get(key) == best:
            return False
        if best is None:
            del self._best[key]
        else:
            self._best[key] = best
        self._best_changed = True
        return True

    def best_words(self) -> list[str]:
        """Return the best values in words, a sentence each."""
        return [f"{best.text}." for best in self._best.values()]

    def clear(self) -> None:
        """Forget every event and every best value."""
        self._events.clear()
        self._best.clear()
        self._best_changed = True
        self._kept.clear()

    def draw(self, shown: Sequence[Series], scales: Scales, theme: Theme, *, everything: bool) -> int:
        """Draw the marks and return how many values a logarithmic axis leaves out.

        Events are drawn again only with `everything`: they are rare, and their labels are slow to lay out.
        """
        self._draw_ends(shown, theme)
        if everything or self._best_changed:
            self._draw_best(scales, theme)
        self._draw_kept(scales)
        if everything:
            self._draw_events(scales, theme)
        if not (scales.log_x or scales.log_y):
            if self._left_out_at:
                self._left_out_at = []
                self._place_left_out()
            return 0
        left_out = 0
        self._left_out_at = []
        for series in shown:
            places, count = series.unshowable(scales)
            left_out += count
            stride = max(1, len(places) // _MOST_TICKS)
            self._left_out_at += [(float(x), series.style.color) for x in places[::stride]]
        self._place_left_out()
        return left_out

    def _draw_ends(self, shown: Sequence[Series], theme: Theme) -> None:
        ends = [(series, end) for series in shown for end in series.breaks()]
        if not ends and not self._had_ends:
            return
        self._had_ends = bool(ends)
        pen, brush = pg.mkPen(theme.color("surface"), width=0.5), pg.mkBrush(theme.color("bad"))
        spots = [
            {
                "pos": (x, y),
                "pen": pen,
                "brush": brush,
                "data": tr("{label}: not a finite number from {at} on", label=series.style.label, at=plain_number(at)),
            }
            for series, (x, y, at) in ends
        ]
        _set_spots(self._ends, spots)

    def _draw_best(self, scales: Scales, theme: Theme) -> None:
        """Put a star at the best value of each curve."""
        self._best_changed = False
        if not self._best and not len(self._stars.data):
            return
        pen = pg.mkPen(theme.color("surface"), width=1)
        spots = []
        for best in self._best.values():
            if (scales.log_x and best.x <= 0) or (scales.log_y and best.y <= 0):
                continue
            place = (
                float(np.log10(best.x)) if scales.log_x else best.x,
                float(np.log10(best.y)) if scales.log_y else best.y,
            )
            spots.append({"pos": place, "pen": pen, "brush": pg.mkBrush(best.color), "data": best.text})
        _set_spots(self._stars, spots)

    def _draw_kept(self, scales: Scales) -> None:
        """Put a small diamond at the lower edge for each state that was kept."""
        states = [state for kept in self._kept.values() for state in kept if state.x > 0 or not scales.log_x]
        if not states and not self._kept_at:
            return
        self._kept_at = [(float(np.log10(s.x)) if scales.log_x else s.x, s) for s in states]
        self._place_kept()

    def _place_kept(self) -> None:
        if not self._kept_at and not len(self._kept_ticks.data):
            return
        low, high = self._plot.view.viewRange()[1]
        y = low + (high - low) * 0.02
        spots = [{"pos": (x, y), "brush": pg.mkBrush(s.color), "pen": None, "data": s.text} for x, s in self._kept_at]
        _set_spots(self._kept_ticks, spots)

    def _draw_events(self, scales: Scales, theme: Theme) -> None:
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = []
        for events in self._events.values():
            for event in events:
                if scales.log_x and event.x <= 0:
                    continue
                self._lines.append(self._event_line(event, scales, theme))

    def _event_line(self, event: EventMark, scales: Scales, theme: Theme) -> pg.InfiniteLine:
        x = float(np.log10(event.x)) if scales.log_x else event.x
        color = event.color or theme.hex("muted")
        line = pg.InfiniteLine(
            pos=x,
            angle=90,
            pen=pg.mkPen(color, width=1, style=Qt.PenStyle.DashLine),
            label=tr_message(event.text),
            labelOpts={"position": 0.94, "color": theme.hex("muted"), "anchors": [(0, 0), (1, 0)]},
        )
        line.label.setFont(theme.font(theme.type.caption))
        line.label.fill = pg.mkBrush(theme.color("surface", 0.85))
        line.setToolTip(tr_message(event.text))
        line.setZValue(30)
        self._plot.addItem(line, ignoreBounds=True)
        return line

    def _place_left_out(self) -> None:
        """Put a small triangle at the lower edge for each value that has no place on a logarithmic axis."""
        if not self._left_out_at:
            if len(self._left_out.data):
                _set_spots(self._left_out, [])
            return
        low, high = self._plot.view.viewRange()[1]
        y = low + (high - low) * 0.025
        spots = [
            {"pos": (x, y), "brush": pg.mkBrush(color), "pen": None, "data": tr("a value ≤ 0")}
            for x, color in self._left_out_at
        ]
        _set_spots(self._left_out, spots)


class Band:
    """A translucent area between two curves."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._low, self._high = pg.PlotCurveItem(pen=None), pg.PlotCurveItem(pen=None)
        self._fill = pg.FillBetweenItem(self._low, self._high)
        self._color = ""
        #: What the band is, in a few words.
        self.words = ""
        self.x: Floats = np.empty(0)
        self._edges: tuple[Floats, Floats] = (np.empty(0), np.empty(0))
        self._data: tuple[Floats, Floats, Floats] = (np.empty(0), np.empty(0), np.empty(0))
        for item in (self._low, self._high, self._fill):
            item.setZValue(2)
            plot.addItem(item, ignoreBounds=True)

    def set_data(self, x: Floats, low: Floats, high: Floats, *, color: str, words: str = "") -> None:
        """Keep the edges; they are drawn with the next redraw."""
        self.words = words
        good = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        self._data = (x[good], low[good], high[good])
        self._color = color

    @property
    def data(self) -> tuple[Floats, Floats, Floats]:
        """The x, the lower and the upper edge, as they were given."""
        return self._data

    def edges(self) -> tuple[Floats, Floats]:
        """Return both edges in the plot's coordinates."""
        return self._edges

    def prepare(self, scales: Scales) -> None:
        """Move the edges into the plot's coordinates, which the axes are fitted to."""
        x, low, high = self._data
        if scales.log_y:
            floor = float(np.min(high[high > 0], initial=np.inf)) * 1e-3
            good = high > 0
            x, low, high = x[good], np.log10(np.maximum(low[good], floor)), np.log10(high[good])
        if scales.log_x:
            good = x > 0
            x, low, high = np.log10(x[good]), low[good], high[good]
        self.x, self._edges = x, (low, high)

    def draw(self) -> None:
        """Hand the edges over, thinned."""
        x, (low, high) = self.x, self._edges
        if len(x) == 0:
            self._low.setData([], [])
            self._high.setData([], [])
            return
        for item, edge in ((self._low, low), (self._high, high)):
            item.setData(*visible_points(x, edge, x[0], x[-1], MAX_POINTS))

    def restyle(self, theme: Theme) -> None:
        """Fill with the band's colour."""
        brush = pg.mkColor(self._color)
        brush.setAlphaF(0.22 if theme.dark else 0.16)
        self._fill.setBrush(brush)

    def remove(self) -> None:
        """Take the band off its plot."""
        for item in (self._fill, self._low, self._high):
            self._plot.removeItem(item)


def _set_spots(item: pg.ScatterPlotItem, spots: Sequence[Mapping[str, object]]) -> None:
    """Show spots; an item without any is hidden, since pyqtgraph spends a part of a millisecond on painting it."""
    item.setData(spots)
    item.setVisible(bool(spots))


def _tip(x: float, y: float, data: object) -> str:
    return str(data)
