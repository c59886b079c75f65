"""One crosshair for several charts over the same x-axis: what the pointer is at in one is marked in the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF

from gdlab.ui.plots.curves import CurveChart


class LinkedCrosshair(QObject):
    """A vertical line, and a dot on each curve, at the same x in all charts but the one that the pointer is in."""

    def __init__(self, charts: Sequence[CurveChart], parent: QObject) -> None:
        super().__init__(parent)
        self._marks: dict[CurveChart, tuple[pg.InfiniteLine, pg.ScatterPlotItem]] = {}
        for chart in charts:
            self.add(chart)

    def add(self, chart: CurveChart) -> None:
        """Mark places in one more chart, too."""
        line, dots = pg.InfiniteLine(angle=90), pg.ScatterPlotItem(size=7)
        for item in (line, dots):
            item.setZValue(49)
            item.setVisible(False)
            chart.plot.addItem(item, ignoreBounds=True)
        self._marks[chart] = (line, dots)
        chart.plot.scene().sigMouseMoved.connect(partial(self._on_pointer, chart))
        chart.plot.left_plot.connect(self.clear)

    def clear(self) -> None:
        """Take the crosshair away."""
        for line, dots in self._marks.values():
            line.setVisible(False)
            dots.setVisible(False)

    def show_at(self, x: float, pointed: CurveChart) -> None:
        """Mark a place, in the plots' coordinates, in all charts in sight but the one that is pointed at."""
        for chart, (line, dots) in self._marks.items():
            shown = chart is not pointed and chart.isVisible()
            line.setVisible(shown)
            dots.setVisible(shown)
            if shown:
                self._place(chart, x)

    def _place(self, chart: CurveChart, x: float) -> None:
        line, dots = self._marks[chart]
        line.setPen(pg.mkPen(chart.theme.color("muted", 0.6), width=1))
        line.setPos(x)
        surface = chart.theme.color("surface")
        found = chart.readings(x, 0.0, 1.0, 1.0)
        dots.setData([{"pos": (r.x, r.y), "brush": pg.mkBrush(r.color), "pen": pg.mkPen(surface)} for r in found])

    def _on_pointer(self, chart: CurveChart, where: QPointF) -> None:
        view = chart.plot.view
        if view.sceneBoundingRect().contains(where):
            self.show_at(view.mapSceneToView(where).x(), chart)
        else:
            self.clear()
