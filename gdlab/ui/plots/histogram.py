"""How values are spread: a histogram, with what lies outside said in words."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike
from PySide6.QtWidgets import QWidget

from gdlab.lab.chart_math import nice_range
from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme


class HistogramChart(ChartFrame):
    """A card with one histogram."""

    def __init__(
        self,
        title: str,
        *,
        x_label: str = "",
        empty: str = tr_noop("Nothing to count yet."),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.plot = Plot(self)
        self.plot.setAccessibleName(tr("{title} histogram", title=title))
        self.plot.view.reset_requested.connect(self.reset_view)
        bottom, left = self.plot.axes
        bottom.setLabel(x_label or None)
        bottom.showLabel(bool(x_label))
        left.setLabel("count")
        self._bars = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self.plot.addItem(self._bars, ignoreBounds=True)
        self.body.addWidget(self.plot, 1)
        self.counts = np.empty(0, dtype=np.int64)
        self.edges = np.empty(0)
        self.restyle(self.theme)
        self.show_empty(True)

    def set_values(self, values: ArrayLike, bins: int = 40) -> None:
        """Count values into bins; those that are not finite are said in the note."""
        flat = np.asarray(values, dtype=np.float64).ravel()
        finite = flat[np.isfinite(flat)]
        left_out = flat.size - finite.size
        notes = [tr("{size} values", size=finite.size)] if finite.size else []
        if left_out:
            notes.append(tr("{left_out} not finite", left_out=left_out))
        self.set_note(", ".join(notes))
        if finite.size:
            self.counts, self.edges = np.histogram(finite, bins=bins)
        else:
            self.counts, self.edges = np.empty(0, dtype=np.int64), np.empty(0)
        self._bars.setOpts(x0=self.edges[:-1], x1=self.edges[1:], y0=np.zeros(len(self.counts)), y1=self.counts)
        self.reset_view()
        self.show_empty(finite.size == 0)

    def reset_view(self) -> None:
        """Show every bar."""
        if len(self.counts) == 0:
            return
        top = nice_range(0.0, float(self.counts.max()))[1]
        ends = (float(self.edges[0]), float(self.edges[-1]))
        margin = 0.02 * (ends[1] - ends[0])
        x_range = (ends[0] - margin, ends[1] + margin)
        self.plot.view.setRange(xRange=x_range, yRange=(0.0, top), padding=0, disableAutoRange=True)

    def show_empty(self, empty: bool) -> None:
        super().show_empty(empty)
        self.plot.set_bare(empty)

    def restyle(self, theme: Theme) -> None:
        self.plot.style_for(theme)
        self._bars.setOpts(brush=pg.mkBrush(theme.color("accent")), pen=pg.mkPen(theme.color("surface"), width=1))
