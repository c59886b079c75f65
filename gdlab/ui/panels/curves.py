"""The curves of the Lab: all of its charts, over the row of their controls."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gdlab.lab.axes import XAxis
from gdlab.lab.seed_means import SeedGroup, has_means, seed_groups
from gdlab.spec.metrics import objective_tag
from gdlab.ui.charts.base import ChartContext, LabChart
from gdlab.ui.charts.catalogue import load_charts
from gdlab.ui.panels.curve_controls import CurveControls
from gdlab.ui.plots.crosshair import LinkedCrosshair
from gdlab.ui.run_book import QtRunBook

#: Below this width charts stand one above the other, below this height there is one row of them.
_NARROW, _LOW = 560, 400


class CurvesPanel(QWidget):
    """The charts that have something to show, as many as there is space for, over their controls."""

    def __init__(self, book: QtRunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.charts: tuple[LabChart, ...] = tuple(chart(self) for chart in load_charts())
        self.controls = CurveControls()
        self._something = {chart: not chart.on_demand for chart in self.charts}
        self._places: dict[LabChart, tuple[int, int, int]] = {}
        #: The runs that may be drawn as one mean; None while that is to be found out anew.
        self._groups: list[SeedGroup] | None = []
        self._maximised: LabChart | None = None
        self.crosshair = LinkedCrosshair(self.charts, self)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.controls)
        self._on_smoothing(self.controls.weight)
        self._arrange()
        self._connect()

    def chart(self, name: str) -> LabChart:
        """Return the chart of that name.

        Raises:
            KeyError: when there is none.
        """
        return {chart.name: chart for chart in self.charts}[name]

    def pull(self) -> None:
        """Draw what is new in the histories, in all charts."""
        for chart in self.charts:
            self.pull_chart(chart)

    def pull_chart(self, chart: LabChart, *, anew: bool = False) -> None:
        """Draw what is new in one chart, or with ``anew`` all of it."""
        if not len(self._book):
            return
        something = chart.pull(self._context(), anew=anew)
        if something != self._something[chart] and (something or self._settled):
            self._something[chart] = something
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- inside -----------------------------------------------------------------------------------------------------
    def _connect(self) -> None:
        self._book.removed.connect(self._on_removed)
        for signal in (self._book.added, self._book.removed, self._book.changed):
            signal.connect(self._forget_groups)
        self._book.changed.connect(lambda _id: self._redraw_all())
        self._book.chosen_changed.connect(self._redraw_all)
        self.controls.smoothing_chosen.connect(self._on_smoothing)
        self.controls.axis_chosen.connect(self._on_axis)
        self.controls.log_chosen.connect(self._on_log)
        self.controls.parts_chosen.connect(self._redraw_all)
        self.controls.means_chosen.connect(self._redraw_all)
        for chart in self.charts:
            chart.maximise_wanted.connect(partial(self._on_maximise, chart))

    def _context(self) -> ChartContext:
        controls = self.controls
        first = min((s.run.run.started for s in self._book), default=0.0)
        groups, spread = self._seed_groups(), controls.spread
        means = spread is not None and has_means(controls.axis.column)
        return ChartContext(
            self._book,
            controls.axis,
            first,
            controls.show_train.isChecked(),
            controls.show_val.isChecked(),
            groups if means else (),
            spread or "ci95",
            controls.weight,
        )

    def _forget_groups(self, *_: object) -> None:
        self._groups = None

    def _seed_groups(self) -> list[SeedGroup]:
        """Return the runs that may be drawn as one mean, and offer that where there are any."""
        if self._groups is None:
            self._groups = seed_groups(self._book)
            self.controls.offer_means(bool(self._groups))
        return self._groups

    @property
    def _settled(self) -> bool:
        """Whether a run is far enough for a chart without a curve to be known to stay without."""
        return any(len(s.run.history.get(objective_tag("val"), ())) > 1 or s.run.status.ended for s in self._book)

    def _arrange(self) -> None:
        """Give the space to as many charts as fit and have something to show."""
        some = [chart for chart in self.charts if self._something[chart]] or [self.charts[0]]
        if self._maximised is not None:
            places = {self._maximised: (0, 0, 2)}
        elif self.width() < _NARROW:
            shown = some[:2]
            places = {chart: (i, 0, 2) for i, chart in enumerate(shown)}
        else:
            shown = some[: 2 if self.height() < _LOW else 4]
            places = {chart: (i // 2, i % 2, 1) for i, chart in enumerate(shown)}
            if len(shown) % 2:
                places[shown[-1]] = ((len(shown) - 1) // 2, 0, 2)
        if places != self._places:
            self._places = places
            self._place()

    def _place(self) -> None:
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.setVisible(chart in self._places)
        for chart, (row, column, span) in self._places.items():
            self._grid.addWidget(chart, row, column, 1, span)
        rows = 1 + max(row for row, _, _ in self._places.values())
        self._grid.setRowStretch(0, 3)
        self._grid.setRowStretch(1, 0 if rows == 1 else 3 if self.width() < _NARROW else 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def _on_maximise(self, chart: LabChart, wanted: bool) -> None:
        """Give all the space to one chart, or to all of them again."""
        self._maximised = chart if wanted else None
        self.crosshair.clear()
        self._arrange()

    def _redraw_all(self, *_: object) -> None:
        for chart in self.charts:
            self.pull_chart(chart, anew=True)

    def _on_removed(self, run_id: str) -> None:
        for chart in self.charts:
            chart.forget(run_id)
        if not len(self._book):
            for chart in self.charts:
                chart.forget_all()
            self._something = {chart: not chart.on_demand for chart in self.charts}
            self._arrange()

    def _on_smoothing(self, weight: float) -> None:
        for chart in self.charts:
            if chart.smoothed:
                chart.set_smoothing(weight)
        if self._groups and self.controls.spread is not None:
            self._redraw_all()

    def _on_axis(self, axis: XAxis) -> None:
        for chart in self.charts:
            chart.set_axis_labels(axis.label)
            chart.reset_view()
        self._redraw_all()

    def _on_log(self, x: bool, y: bool) -> None:
        for chart in self.charts:
            chart.set_log(x=x, y=y if chart.log_y else None)
