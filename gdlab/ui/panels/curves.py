"""The curves of the Lab: all of its charts, over the row of their controls."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gdlab.lab.axes import XAxis
from gdlab.lab.seed_means import SeedGroup, has_means, seed_groups
from gdlab.spec.metrics import names_beside_objective, objective_tag, title_of
from gdlab.translation import tr
from gdlab.ui.charts.added_metric import AddedMetricChart, added_key, added_metric
from gdlab.ui.charts.base import ChartContext, LabChart
from gdlab.ui.charts.catalogue import load_charts
from gdlab.ui.dialogs.charts import ChartsDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.panels.chart_grid import ChartGrid
from gdlab.ui.panels.curve_controls import CurveControls
from gdlab.ui.plots.crosshair import LinkedCrosshair
from gdlab.ui.run_book import QtRunBook


class CurvesPanel(QWidget):
    """The charts over their controls: those that a person chose, or as many as have something to show and space.

    ``charts_changed`` follows when there are other charts than before.
    """

    charts_changed = Signal()

    def __init__(self, book: QtRunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.charts: tuple[LabChart, ...] = tuple(chart(self) for chart in load_charts())
        for chart in self.charts:
            chart.hide()
        self._usual = self.charts
        self._added: dict[str, LabChart] = {}
        self._chosen: tuple[str, ...] = ()
        self.controls = CurveControls()
        self._something = {chart: not chart.on_demand for chart in self.charts}
        #: The runs that may be drawn as one mean; None while that is to be found out anew.
        self._groups: list[SeedGroup] | None = []
        self._maximised: LabChart | None = None
        self.crosshair = LinkedCrosshair(self.charts, self)
        self._grid = ChartGrid(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._grid, 1)
        layout.addWidget(self.controls)
        self._on_smoothing(self.controls.weight)
        self._arrange()
        self._connect()

    def chart(self, name: str) -> LabChart:
        """Return the chart of that name.

        Raises:
            KeyError: when there is none.
        """
        return {chart.key: chart for chart in self.charts}[name]

    @property
    def arrangement(self) -> list[str]:
        """The keys of the charts that a person chose, in their order; empty while the choice is automatic."""
        return list(self._chosen)

    def arrange(self, keys: Sequence[str]) -> None:
        """Show these charts in this order; unknown ones are left out, and with none the choice is automatic."""
        known = {chart.key for chart in self._usual}
        self._chosen = tuple(dict.fromkeys(key for key in keys if key in known or added_metric(key)))
        fresh = [key for key in self._chosen if key not in known]
        charts = (*self._usual, *(self._added_chart(key) for key in fresh))
        if charts != self.charts:
            for chart in set(self.charts) - set(charts):
                chart.hide()
            self.charts = charts
            self.charts_changed.emit()
        if self._maximised is not None:
            self._maximised.maximise.setChecked(False)
        self._arrange()
        self._redraw_all()

    def pull(self) -> None:
        """Draw what is new in the histories, in all charts."""
        for chart in self.charts:
            self.pull_chart(chart)

    def pull_chart(self, chart: LabChart, *, anew: bool = False) -> None:
        """Draw what is new in one chart, or with ``anew`` all of it."""
        if not len(self._book):
            return
        something = chart.pull(self._context(), anew=anew)
        chart.redraw()  # at once, so that the schedule of painting knows what a chart costs
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
        self.controls.charts_wanted.connect(self._ask_charts)
        for chart in self.charts:
            self._connect_chart(chart)

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
        """Give the space to the charts that a person chose, or to as many as fit and have something to show."""
        if self._maximised is not None:
            self._grid.place([self._maximised], scrolls=False)
        else:
            self._grid.place(self._in_sight(), scrolls=bool(self._chosen))

    def _in_sight(self) -> list[LabChart]:
        """Return the charts that are shown, in their order."""
        if self._chosen:
            return [self.chart(key) for key in self._chosen]
        some = [chart for chart in self.charts if self._something[chart]] or [self.charts[0]]
        return some[: self._grid.fits]

    def _added_chart(self, key: str) -> LabChart:
        """Return the added chart of a key, as all others are shown; it is made when it is first wanted."""
        chart = self._added.get(key)
        if chart is None:
            chart = self._added[key] = AddedMetricChart(added_metric(key), self)
            self._something[chart] = True
            self.crosshair.add(chart)
            self._connect_chart(chart)
        if chart not in self.charts:
            controls = self.controls
            chart.forget_all()
            chart.set_smoothing(controls.weight)
            chart.set_axis_labels(tr(controls.axis.label))
            chart.set_log(x=controls.log_x.isChecked())
        return chart

    def _connect_chart(self, chart: LabChart) -> None:
        chart.maximise_wanted.connect(partial(self._on_maximise, chart))
        chart.move_wanted.connect(partial(self._on_move, chart))

    def _on_move(self, chart: LabChart, by: int) -> None:
        """Move a chart by a place among those in sight, or with 0 take it away."""
        keys = [shown.key for shown in self._in_sight()]
        at = keys.index(chart.key)
        keys.remove(chart.key)
        if by:
            keys.insert(max(0, at + by), chart.key)
        if keys:
            self.arrange(keys)

    def _ask_charts(self) -> None:
        """Have a person choose the charts and their order."""
        dialog = ChartsDialog(self)
        dialog.arranged.connect(lambda keys: self.arrange(keys) if keys else None)

        def offer() -> None:
            shown = [(chart.key, _listed(chart)) for chart in self._in_sight()]
            taken = {key for key, _ in shown}
            others = [(chart.key, _listed(chart)) for chart in self._usual if chart.key not in taken]
            dialog.offer(shown, others + [pair for pair in self._addable() if pair[0] not in taken])

        def automatic() -> None:
            self.arrange(())
            offer()

        dialog.automatic_wanted.connect(automatic)
        offer()
        show_dialog(dialog, self)

    def _addable(self) -> list[tuple[str, str]]:
        """Return the key and the title of a further chart for each metric that the runs have."""
        names = names_beside_objective(tag for shown in self._book for tag in shown.run.history)
        return [(added_key(name), tr("{name}, a chart of its own", name=title_of(name))) for name in names]

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
            self._something |= {chart: not chart.on_demand for chart in self.charts}
            self._arrange()

    def _on_smoothing(self, weight: float) -> None:
        for chart in self.charts:
            if chart.smoothed:
                chart.set_smoothing(weight)
        if self._groups and self.controls.spread is not None:
            self._redraw_all()

    def _on_axis(self, axis: XAxis) -> None:
        for chart in self.charts:
            chart.set_axis_labels(tr(axis.label))
            chart.reset_view()
        self._redraw_all()

    def _on_log(self, x: bool, y: bool) -> None:
        for chart in self.charts:
            chart.set_log(x=x, y=y if chart.log_y else None)


def _listed(chart: LabChart) -> str:
    """Return what a chart is called in a list: of one that may show several things, the kind before what it shows."""
    kind, shown = chart.heading, chart.title
    if isinstance(chart, AddedMetricChart):
        return tr("{shown}, a chart of its own", shown=shown)
    return kind if shown.startswith(kind) else f"{kind}: {shown}"
