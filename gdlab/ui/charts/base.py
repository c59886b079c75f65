"""The base class of the Lab's charts, and the register that each chart joins by being defined."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QWidget

from gdlab.lab.axes import XAxis, axis_extent
from gdlab.lab.branch import BranchPoint
from gdlab.lab.chart_math import Spread
from gdlab.lab.explanations import explain_chart
from gdlab.lab.number_text import format_count
from gdlab.lab.run_book import ShownRun
from gdlab.lab.seed_means import SeedGroup
from gdlab.lab.thinning_note import thinning_note
from gdlab.spec.metrics import objective_tag
from gdlab.translation import tr
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.marks import EventMark
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.explained import set_explanation

_CHARTS: dict[str, type[LabChart]] = {}


@dataclass(frozen=True)
class ChartContext:
    """What the charts of the Lab are drawn from.

    Attributes:
        book: the runs, and how each is shown.
        axis: the unit of the x-axis.
        first: when the first run was started, in seconds since the epoch; wall time counts from there.
        show_train: whether the curves of the training part are shown.
        show_val: whether the curves of the validation part are shown.
        groups: runs that are drawn as one mean, with what their band is and the weight of smoothing.
    """

    book: QtRunBook
    axis: XAxis
    first: float
    show_train: bool
    show_val: bool
    groups: Sequence[SeedGroup] = ()
    spread: Spread = "ci95"
    weight: float = 0.0

    @property
    def alone(self) -> list[ShownRun]:
        """The runs that have curves of their own."""
        grouped = {shown.run.id for group in self.groups for shown in group.members}
        return [shown for shown in self.book if shown.run.id not in grouped]


class LabChart(CurveChart):
    """A chart of the Lab, drawn from the histories of the runs.

    A subclass that declares ``name`` is registered, and the Lab shows it, named ``chart_<name>``. It takes one file in
    this folder.

    Attributes:
        name: the identifier, lower case.
        heading: the title of the card.
        empty_text: what is said while there is nothing to show.
        help: what it shows, in one sentence, unless ``resources/texts/explanations.toml`` says more.
        order: charts are sorted by it, and where there is no space for all, the last are left out.
        smoothed: whether the weight of smoothing that a person chose applies.
        log_y: whether "Log y" applies.
        on_demand: whether it is hidden until a run has something to show in it.
    """

    name: ClassVar[str]
    heading: ClassVar[str]
    empty_text: ClassVar[str]
    help: ClassVar[str] = ""
    order: ClassVar[int] = 50
    smoothed: ClassVar[bool] = True
    log_y: ClassVar[bool] = True
    on_demand: ClassVar[bool] = False
    #: Carries whether the chart is to take the place of all others.
    maximise_wanted = Signal(bool)
    #: Carries by how many places the chart is to be moved among the others, 0 to take it away.
    move_wanted = Signal(int)

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        if "name" in cls.__dict__:
            _CHARTS[cls.name] = cls

    def __init__(self, parent: QWidget | None = None, key: str = "") -> None:
        super().__init__(tr(self.heading), empty=self.empty_text, parent=parent)
        #: The identity among all charts: the name, unless there may be several of the kind.
        self.key = key or self.name
        self.setObjectName(f"chart_{self.key}")
        explanation = explain_chart(self.name, tr(self.heading), self.help)
        set_explanation(self, explanation, tooltip=False)
        set_explanation(self._title, explanation)
        self.setMinimumSize(160, 96)
        self.maximise = icon_button(
            "zoom-fit", tr("Give all the space to {heading} (Esc comes back)", heading=tr(self.heading))
        )
        self.maximise.setObjectName(f"maximise_{self.key}")
        self.maximise.setCheckable(True)
        self.maximise.toggled.connect(self._on_maximise)
        self._head.addWidget(self.maximise)
        #: Of each curve, the generation and the number of the rows that were drawn last; of a mean, those of each run.
        self._drawn: dict[tuple[str, str], tuple[int, ...]] = {}
        self._marked: dict[str, int] = {}
        self._kept_state: object = None
        if not self.smoothed:
            self.set_smoothing(0.0)

    def pull(self, context: ChartContext, *, anew: bool = False) -> bool:
        """Draw what is new in the histories.

        Args:
            context: what is drawn.
            anew: draw everything again, for instance after a change of the axis.

        Returns:
            Whether any run has something to show in this chart.
        """
        self.set_x_extent(axis_extent(context.axis, context.book, context.first))
        something = self.draw(context, anew=anew)
        for shown in context.book:
            self._mark(shown, context, anew=anew)
        self._mark_kept(context)
        self.set_remark(_remark(context))
        return something

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        """Draw the curves, for :meth:`pull`; every chart defines this, with the same arguments and result."""
        raise NotImplementedError(f"{type(self).__name__} does not define draw()")

    def menu(self) -> QMenu:
        menu = super().menu()
        larger = QAction(tr("Maximise"), menu)
        larger.setCheckable(True)
        larger.setChecked(self.maximise.isChecked())
        larger.toggled.connect(self.maximise.setChecked)
        menu.addAction(larger)
        menu.addSeparator()
        for text, by in (
            (tr("Move before the last one"), -1),
            (tr("Move behind the next one"), 1),
            (tr("Remove this chart"), 0),
        ):
            action = QAction(text, menu)
            action.triggered.connect(partial(self.move_wanted.emit, by))
            menu.addAction(action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.maximise.isChecked():
            self.maximise.setChecked(False)
        else:
            super().keyPressEvent(event)

    def _draw(self, painter: QPainter) -> None:
        self.maximise.setVisible(False)  # a picture has no buttons
        super()._draw(painter)
        self.maximise.setVisible(True)

    def forget(self, run_id: str) -> None:
        """Take away the curves and marks of a run."""
        for key in [k for k in self.keys if isinstance(k, tuple) and k[0] == run_id]:
            self.remove(key)
        self.set_events(run_id, [])
        self._drawn = {key: n for key, n in self._drawn.items() if key[0] != run_id}
        self._marked.pop(run_id, None)

    def retain_curves(self, wanted: Collection[tuple[str, str]]) -> None:
        """Take away every curve but those of these keys, with its band and its marks."""
        for key in [key for key in self.keys if key not in wanted]:
            self.remove(key)
        self._drawn = {key: state for key, state in self._drawn.items() if key in wanted}

    def forget_all(self) -> None:
        """Take everything away and let the axes follow the data again."""
        self.clear()
        self._kept_state = None
        self.set_x_extent(None)
        self.reset_view()

    def _on_maximise(self, wanted: bool) -> None:
        self.maximise_wanted.emit(wanted)
        if wanted:
            self.plot.setFocus()  # where Esc is heard

    def _mark_kept(self, context: ChartContext) -> None:
        """Mark the states of the chosen run from which another can go on."""
        current = context.book.current
        points = current.run.branch_points if current is not None and current.visible else []
        state = (current and (current.run.id, current.color), [p.step for p in points], context.axis, context.first)
        if state != self._kept_state:
            self._kept_state = state
            self.set_kept("kept", [_kept_mark(current, context, point) for point in points] if current else [])

    def _mark(self, shown: ShownRun, context: ChartContext, *, anew: bool) -> None:
        marks, run_id = shown.run.history.marks, shown.run.id
        if not anew and self._marked.get(run_id, 0) == len(marks):
            return
        self._marked[run_id] = len(marks)
        bad = current_theme().colors.bad
        events = [
            EventMark(_x_of_step(shown, context, m.step), m.text, bad if m.kind == "diverged" else shown.color)
            for m in marks
            if shown.visible and m.kind in ("edit", "diverged")
        ]
        self.set_events(run_id, events)


def _kept_mark(shown: ShownRun, context: ChartContext, point: BranchPoint) -> EventMark:
    """Return the mark of a state from which another run can go on."""
    text = tr(
        "{name}: state kept at step {step}, from which a branch can go on",
        name=shown.name,
        step=format_count(point.step),
    )
    return EventMark(_x_of_step(shown, context, point.step), text, shown.color)


def registered_charts() -> list[type[LabChart]]:
    """Return the charts defined so far, in order; :func:`gdlab.ui.charts.catalogue.load_charts` defines all."""
    return sorted(_CHARTS.values(), key=lambda chart: (chart.order, chart.name))


def _remark(context: ChartContext) -> str:
    """Return what is said of runs whose steps are not all kept, "" where all are."""
    notes = [note for shown in context.book if shown.visible and (note := thinning_note(shown.run.run))]
    return (
        "" if not notes else notes[0] if len(notes) == 1 else tr("{notes} runs: not all steps kept", notes=len(notes))
    )


def _x_of_step(shown: ShownRun, context: ChartContext, step: int) -> float:
    """Return the place of a step on the x-axis."""
    every_step = objective_tag("train")
    if every_step not in shown.run.history:
        return 0.0
    rows = shown.run.history.overview(every_step)
    steps, x = rows.read("step"), context.axis.values(rows, context.first)
    return float(x[min(int(np.searchsorted(steps, step)), len(x) - 1)]) if len(x) else 0.0
