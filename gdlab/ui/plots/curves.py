"""The curve chart: many runs over one x-axis, live."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from html import escape

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from gdlab.lab.chart_math import MAX_POINTS
from gdlab.translation import tr, tr_n, tr_noop
from gdlab.ui.plots.axes import all_digits
from gdlab.ui.plots.curve_data import curves_text
from gdlab.ui.plots.fitting import fitted_range
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.hover import HoverPanel, HoverValue
from gdlab.ui.plots.marks import Band, BestMark, EventMark, Marks
from gdlab.ui.plots.outliers import OutlierButton
from gdlab.ui.plots.series import Role, Scales, Series, SeriesDetail, SeriesStyle
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme

_DESCRIBE_MS = 1000  # between two descriptions for screen readers
_MOST_DESCRIBED = 12  # curves that are described; a sentence each
_FINE_LINES = 2  # how many lines of a chart may be stroked truly within a frame's time
#: How a legend shows the dashes of a line.
_DASHES = {Qt.PenStyle.DashLine: "╍╍", Qt.PenStyle.DotLine: "┅┅", Qt.PenStyle.DashDotLine: "━╍"}
_MANY_LINES = 40  # from more lines on each has one stroke of one pixel


class CurveChart(ChartFrame):
    """A card of curves with smoothing, log axes, marks, bands, zoom and reading under the pointer."""

    #: The weight of smoothing that a new chart has.
    smoothing = 0.6

    def __init__(
        self,
        title: str,
        *,
        y_unit: str = "",
        x_label: str = tr_noop("Step"),
        empty: str = tr_noop("Press Start to see the curve."),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self._data_remark = self._left_out = ""
        self._series: dict[Hashable, Series] = {}
        self._bands: dict[Hashable, Band] = {}
        self._smoothing = self.smoothing
        self._scales = Scales()
        self._auto = True
        self._x_extent: tuple[float, float] | None = None
        self._x_label, self._y_unit = tr(x_label), y_unit
        self._stale: set[Hashable] = set()
        self._stale_all = True
        self._stale_view = False
        self.plot = Plot(self)
        self.plot.setAccessibleName(tr("{title} curves", title=title))
        self.body.addWidget(self.plot, 1)
        self._hover = HoverPanel(self.plot)
        self._marks = Marks(self.plot)
        self.outliers = OutlierButton(self.plot)
        self.outliers.ignored_changed.connect(self.reset_view)
        self._head.addWidget(self.outliers)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.redraw)
        self._describing = QTimer(self)
        self._describing.setSingleShot(True)
        self._describing.timeout.connect(self._describe)
        self.plot.view.reset_requested.connect(self.show_everything)
        self.plot.view.sigRangeChangedManually.connect(self._on_zoomed)
        self.plot.view.sigResized.connect(self._on_resized)
        self.plot.scene().sigMouseMoved.connect(self._on_pointer)
        self.plot.left_plot.connect(self._hover.clear)
        self.set_axis_labels(self._x_label, y_unit)
        self.restyle(self.theme)
        self.show_empty(True)

    def legend_html(self) -> str:
        shown = [series.style for series in self._series.values() if series.style.visible and len(series.y)]
        return " &nbsp; ".join(
            f'<span style="color:{style.color}">{_DASHES.get(style.style, "━━")}</span>&nbsp;{escape(style.label)}'
            for style in shown
        )

    # --- data -------------------------------------------------------------------------------------------------

    def set_series(
        self,
        key: Hashable,
        x: ArrayLike,
        y: ArrayLike,
        *,
        color: str,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        role: Role = "val",
        label: str = "",
        visible: bool = True,
        selected: bool = False,
        raw: bool = True,
        smoothed: bool = True,
        points: bool = False,
        grown: bool = False,
        extra: Mapping[str, ArrayLike] | None = None,
        unsmoothed: ArrayLike | None = None,
    ) -> None:
        """Add a series or change it.

        Args:
            key: what the series is known by.
            x: the places, (n,), ascending.
            y: the values, (n,).
            color: the colour of the line.
            style: its dashes.
            role: whether it is drawn as a curve of the training or of the validation part.
            label: its name; the key's if "".
            visible: whether it is drawn.
            selected: whether it is drawn above the others.
            raw: whether the values themselves are drawn beneath their smoothed curve.
            smoothed: whether the chart's smoothing applies.
            points: whether each value is marked by a dot.
            grown: whether the new data begin with all of the old ones, which spares looking at them.
            extra: columns (step, epoch, time) that are read under the pointer, by name, each (n,).
            unsmoothed: the values of a ``y`` that is smoothed already, (n,), which are read under the pointer too.
        """
        series_style = SeriesStyle(color, style, role, label or str(key), visible, selected, raw, smoothed, points)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = Series(series_style)
            self.plot.addItem(series.raw_line, ignoreBounds=True)
            self.plot.addItem(series.line, ignoreBounds=True)
            self._stale_all = True
        elif series.style != series_style:
            series.style = series_style
            self._stale_all = True
        columns = {name: np.asarray(column, dtype=np.float64) for name, column in (extra or {}).items()}
        series.unsmoothed = None if unsmoothed is None else np.asarray(unsmoothed, dtype=np.float64)
        if series.set_data(np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64), columns, grown=grown):
            self._stale.add(key)
        self._schedule()

    def set_detail(self, key: Hashable, detail: SeriesDetail | None) -> None:
        """Give a series a finer part, which is drawn while nothing but this part is in view; None takes it away."""
        series = self._series.get(key)
        if series is not None and series.detail is not detail:
            series.detail = detail
            self._stale_view = True
            self._schedule()

    def set_band(
        self, key: Hashable, x: ArrayLike, low: ArrayLike, high: ArrayLike, *, color: str, words: str = ""
    ) -> None:
        """Draw a translucent band around a curve, such as mean ± deviation.

        Args:
            key: the series that it is around.
            x: the places, (n,), ascending.
            low: its lower edge, (n,).
            high: its upper edge, (n,).
            color: its colour.
            words: what it is called under the pointer.
        """
        band = self._bands.get(key)
        if band is None:
            band = self._bands[key] = Band(self.plot)
        band.set_data(*(np.asarray(part, dtype=np.float64) for part in (x, low, high)), color=color, words=words)
        self._stale_all = True
        self._schedule()

    def remove_band(self, key: Hashable) -> None:
        """Take a series' band away and leave its curve; nothing happens when there is none."""
        band = self._bands.pop(key, None)
        if band is not None:
            band.remove()
            self._restart()

    def set_events(self, key: Hashable, events: Sequence[EventMark]) -> None:
        """Mark what happened to a run on its curve; an empty list takes the marks away."""
        self._marks.set_events(key, events)
        self._stale_all = True
        self._schedule()

    def remove(self, key: Hashable) -> None:
        """Take a series away, and its band and events; nothing happens when there is none."""
        series = self._series.pop(key, None)
        if series is not None:
            self.plot.removeItem(series.raw_line)
            self.plot.removeItem(series.line)
        band = self._bands.pop(key, None)
        if band is not None:
            band.remove()
        self._marks.set_events(key, [])
        self._marks.set_best(key, None)
        self._stale.discard(key)
        self._stale_all = True
        self._schedule()

    def clear(self) -> None:
        """Take everything away and show everything again when there is something."""
        for key in {*self._series, *self._bands}:
            self.remove(key)
        self._marks.clear()
        self._auto = True
        self._schedule()

    @property
    def keys(self) -> list[Hashable]:
        """The keys of the series, in the order in which they came."""
        return list(self._series)

    # --- how it is shown ----------------------------------------------------------------------------------------

    def set_smoothing(self, weight: float) -> None:
        """Smooth with a weight of 0 (off) up to 0.999."""
        self._smoothing = min(max(float(weight), 0.0), 0.999)
        self._restart()

    def set_log(self, *, x: bool | None = None, y: bool | None = None) -> None:
        """Make an axis logarithmic or linear."""
        self._scales = Scales(
            self._scales.log_x if x is None else x,
            self._scales.log_y if y is None else y,
        )
        bottom, left = self.plot.axes
        bottom.setLogMode(x=self._scales.log_x, y=False)
        left.setLogMode(x=False, y=self._scales.log_y)
        self._auto = True
        # At once: until the range is a logarithm as well, the axis would show powers of the old range.
        self._stale_all = True
        self.redraw()

    def set_axis_labels(self, x_label: str, y_unit: str = "") -> None:
        """Name the x-axis and the unit of y."""
        self._x_label, self._y_unit = tr(x_label), y_unit
        bottom, left = self.plot.axes
        bottom.setLabel(x_label)
        left.setLabel(y_unit or None)
        left.showLabel(bool(y_unit))
        self.plot.fit_axes()

    def set_best(self, key: Hashable, best: BestMark | None) -> None:
        """Mark the best value of a curve by a star, None takes the mark away."""
        if self._marks.set_best(key, best):
            self._schedule()

    def set_kept(self, key: Hashable, states: Sequence[EventMark]) -> None:
        """Mark at the lower edge where states of a run were kept; an empty list takes the marks away."""
        if self._marks.set_kept(key, states):
            self._restart()

    def set_x_extent(self, extent: tuple[float, float] | None) -> None:
        """Give the x-axis a known start and end, so that it stands still while curves grow; None follows the data."""
        if extent != self._x_extent:
            self._x_extent = extent
            self._restart()

    def reset_view(self) -> None:
        """Let the axes follow the data again."""
        self._auto = True
        self._restart()

    def show_everything(self) -> None:
        """Show every value, outliers too, and follow the data."""
        self.outliers.set_ignored(False)

    @property
    def is_auto(self) -> bool:
        """Whether the axes follow the data; a zoom or a pan ends that."""
        return self._auto

    # --- drawing ------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Draw what changed since the last time; hidden charts wait until they are shown."""
        self._timer.stop()
        if not self.isVisible() and not self._stale_all:
            return
        if not self._stale and not self._stale_all:
            if self._stale_view:
                self._stale_view = False
                self._draw_lines(list(self._series))
            return
        everything = self._stale_all
        for key in self._series if everything else self._stale:
            self._series[key].prepare(self._smoothing, self._scales)
        for band in self._bands.values():
            band.prepare(self._scales)
        if everything:
            self._restyle_lines()
        moved = self._fit() if self._auto else False
        self.outliers.update_for(self._series.values(), list(self._bands.values()), self._scales, auto=self._auto)
        self._draw_lines(list(self._series) if everything or moved else list(self._stale))
        self._stale.clear()
        self._stale_all = self._stale_view = False
        self._draw_marks(everything=everything)
        if self.isVisible() and not self._describing.isActive():
            self._describing.start(_DESCRIBE_MS)

    def _describe(self) -> None:
        """Describe each curve by its first and its last value, for screen readers."""
        shown = [series for series in self._series.values() if series.style.visible and len(series.y)]
        said = [series.sentence(self._x_label) for series in shown[:_MOST_DESCRIBED]]
        said += self._marks.best_words()[:_MOST_DESCRIBED]
        if len(shown) > _MOST_DESCRIBED:
            said.append(tr("{shown} more curves.", shown=len(shown) - _MOST_DESCRIBED))
        self.plot.setAccessibleDescription(" ".join(said) or tr("Nothing to show yet."))

    def _draw_lines(self, keys: Sequence[Hashable]) -> None:
        left, right = self.plot.view.viewRange()[0]
        for series in (self._series[key] for key in keys):
            series.draw(left, right, self._points(series))
        for band in self._bands.values():
            band.draw()

    def _draw_marks(self, *, everything: bool) -> None:
        """Mark what happened, and say what a logarithmic axis has no place for."""
        shown = [series for series in self._series.values() if series.style.visible]
        left_out = self._marks.draw(shown, self._scales, self.theme, everything=everything)
        axes = tr(" and ").join(a for a, on in (("x", self._scales.log_x), ("y", self._scales.log_y)) if on)
        self._left_out = (
            tr_n(
                "{n} value ≤ 0 not on the log {axes} axis",
                "{n} values ≤ 0 not on the log {axes} axis",
                left_out,
                axes=axes,
            )
            if left_out
            else ""
        )
        self._write_note()
        self.show_empty(not any(len(series.x) for series in shown) and not self._bands)

    def set_remark(self, text: str) -> None:
        """Write a remark on the data at the right of the title; an empty text takes it away."""
        self._data_remark = text
        self._write_note()

    def _write_note(self) -> None:
        self.set_note("; ".join(part for part in (self._data_remark, self._left_out) if part))

    def show_empty(self, empty: bool) -> None:
        super().show_empty(empty)
        self.plot.set_bare(empty)

    def restyle(self, theme: Theme) -> None:
        self.plot.style_for(theme)
        self._hover.style_for(theme)
        self._stale_all = True
        self._schedule()

    def menu(self) -> QMenu:
        menu = super().menu()
        menu.addSeparator()
        reset = QAction(tr("Show everything"), menu)
        reset.setEnabled(not self._auto or self.outliers.ignored)
        reset.triggered.connect(self.show_everything)
        outliers = QAction(tr("Ignore outliers"), menu)
        outliers.setCheckable(True)
        outliers.setChecked(self.outliers.ignored)
        outliers.toggled.connect(self.outliers.set_ignored)
        menu.addActions([reset, outliers])
        return menu

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._schedule()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._describing.stop()

    def _schedule(self) -> None:
        if not self._timer.isActive():
            self._timer.start(0)

    def _restart(self) -> None:
        self._stale_all = True
        self._schedule()

    def _points(self, series: Series) -> int:
        """Thin to what the width can show: two points a pixel, one where the line is stroked truly."""
        width = max(200, int(self.plot.view.width() * self.devicePixelRatioF()))
        return min(MAX_POINTS, width if series.style.selected else 2 * width)

    def _restyle_lines(self) -> None:
        shown = [series for series in self._series.values() if series.style.visible]
        chosen = [series for series in shown if series.style.selected] or shown
        fine = chosen if len(chosen) <= _FINE_LINES else []
        for series in self._series.values():
            series.restyle(self.theme, fine=any(series is one for one in fine), thin=len(shown) > _MANY_LINES)
        for band in self._bands.values():
            band.restyle(self.theme)

    def _fit(self) -> bool:
        """Fit the axes to the data and say whether they moved."""
        wanted = fitted_range(
            self._series.values(),
            list(self._bands.values()),
            self._scales,
            ignore_outliers=self.outliers.ignored,
            extent=self._x_extent,
        )
        if wanted is None or wanted == self.plot.view.viewRange():
            return False
        self.plot.view.setRange(xRange=wanted[0], yRange=wanted[1], padding=0, disableAutoRange=True)
        return True

    # --- the pointer --------------------------------------------------------------------------------------------

    def _on_zoomed(self, _mask: object) -> None:
        if self._auto:
            self._auto = False
            self._restart()
        else:
            self._stale_view = True  # the values are the same: only what lies in view is another part of them
            self._schedule()

    def _on_resized(self, _view: object) -> None:
        self._restart()

    def readings(self, x: float, y: float, x_scale: float, y_scale: float) -> list[HoverValue]:
        """Return what each curve in sight says nearest to a place in the plot.

        Args:
            x: the place, in the plot's coordinates.
            y: the place, in the plot's coordinates.
            x_scale: pixels a unit of x.
            y_scale: pixels a unit of y.
        """
        found = [(key, series.reading(x, y, x_scale, y_scale)) for key, series in self._series.items()]
        return [self._with_band(key, reading) for key, reading in found if reading is not None]

    def _with_band(self, key: Hashable, reading: HoverValue) -> HoverValue:
        """Return what is read of a curve with the edges of its band there, where it has one."""
        band = self._bands.get(key)
        if band is None or not len(band.data[0]):
            return reading
        x, low, high = band.data
        k = int(np.argmin(np.abs(x - (10.0**reading.x if self._scales.log_x else reading.x))))
        return replace(reading, band=(float(low[k]), float(high[k])), band_words=band.words)

    def data_text(self) -> str:
        edges = {key: band.data for key, band in self._bands.items()}
        return curves_text(self._series, self._x_label, edges)

    def _on_pointer(self, where: QPointF) -> None:
        self._hover.follow(where, self._x_text, self.readings)

    def _x_text(self, x: float) -> str:
        value = 10.0**x if self._scales.log_x else x
        return f"{self._x_label} {all_digits(value)}"
