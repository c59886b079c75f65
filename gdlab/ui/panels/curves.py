"""The curves of the Lab: loss, accuracy, learning rate and gradient norms, pulled from the runs' histories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gdlab.ui.panels.axis import AXES, Axis, extent
from gdlab.ui.panels.norms import NormChart
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.marks import EventMark
from gdlab.ui.run_book import RunBook, ShownRun
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.flow import Flow

_WEIGHTS = 1000
#: Below this width charts stand one above the other, below this height there is one row of them.
_NARROW, _LOW = 560, 400
_EXTRAS: Sequence[tuple[str, str]] = (("step", "step"), ("epoch", "epoch"), ("time", "elapsed"))


class _Line(NamedTuple):
    """Name a tag that a chart shows and its role."""

    tag: str
    role: Literal["train", "val"]
    words: str


class CurvesPanel(QWidget):
    """Show the charts over their controls."""

    def __init__(self, book: RunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._drawn: dict[tuple[str, str], int] = {}
        self._marked: dict[tuple[str, str], int] = {}
        self.loss = self._chart("Loss", "chart_loss", "Press Start, and the curve falls here.")
        self.accuracy = self._chart("Accuracy", "chart_accuracy", "Classifiers show their share of right answers here.")
        self.rate = self._chart("Learning rate", "chart_rate", "Each step's learning rate is drawn here.")
        self.norm = NormChart()
        self.norm.setMinimumSize(160, 96)
        self._lines: dict[CurveChart, tuple[_Line, ...]] = {
            self.loss: (_Line("train/loss", "train", "train"), _Line("val/loss", "val", "validation")),
            self.accuracy: (_Line("train/accuracy", "train", "train"), _Line("val/accuracy", "val", "validation")),
            self.rate: (_Line("train/lr", "val", ""),),
        }
        self.charts: tuple[CurveChart, ...] = (*self._lines, self.norm)
        self._something = dict.fromkeys(self.charts, True)
        self.rate.set_smoothing(0.0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self._controls())
        self._places: dict[CurveChart, tuple[int, int, int]] = {}
        self._arrange()
        book.removed.connect(self._on_removed)
        book.changed.connect(lambda _id: self._redraw_all())
        book.chosen_changed.connect(self._redraw_all)

    # --- what the window tells -----------------------------------------------------------------------------------
    def pull(self) -> None:
        """Draw what is new in the histories, in all charts."""
        for chart in self.charts:
            self.pull_chart(chart)

    def pull_chart(self, chart: CurveChart, *, anew: bool = False) -> None:
        """Draw what is new in one chart."""
        if not len(self._book):
            return
        chart.set_x_extent(extent(self._axis, self._book))
        if chart is self.norm:
            something = self.norm.draw(self._book, self._axis, self._first, anew=anew)
        else:
            drawn = [self._draw(chart, s, line, anew=anew) for s in self._book for line in self._lines[chart]]
            something = any(drawn)
        for shown in self._book:
            self._mark(chart, shown, anew=anew)
        if something != self._something[chart] and (something or self._settled):
            self._something[chart] = something
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- inside -----------------------------------------------------------------------------------------------------
    @property
    def _axis(self) -> Axis:
        return AXES[self.x_axis.currentIndex()]

    @property
    def _first(self) -> float:
        return min((s.run.run.started for s in self._book), default=0.0)

    @property
    def _settled(self) -> bool:
        """Say whether a run is far enough for a chart without a line to be known to stay without."""
        return any(len(s.run.history.get("val/loss", ())) > 1 or s.run.status.ended for s in self._book)

    def _arrange(self) -> None:
        """Give the room to as many charts as fit and have something to show."""
        some = [chart for chart in self.charts if self._something[chart]] or [self.loss]
        if self.width() < _NARROW:
            shown = some[:2]
            places = {chart: (i, 0, 2) for i, chart in enumerate(shown)}
        else:
            shown = some[: 2 if self.height() < _LOW else 4]
            places = {chart: (i // 2, i % 2, 1) for i, chart in enumerate(shown)}
            if len(shown) % 2:
                places[shown[-1]] = ((len(shown) - 1) // 2, 0, 2)
        if places == self._places:
            return
        self._places = places
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.setVisible(chart in places)
        for chart, (row, column, span) in places.items():
            self._grid.addWidget(chart, row, column, 1, span)
        rows = 1 + max(row for row, _, _ in places.values())
        self._grid.setRowStretch(0, 3)
        self._grid.setRowStretch(1, 0 if rows == 1 else 3 if self.width() < _NARROW else 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def _chart(self, title: str, name: str, empty: str) -> CurveChart:
        chart = CurveChart(title, empty=empty)
        chart.setObjectName(name)
        chart.setMinimumSize(160, 96)
        return chart

    def _controls(self) -> QWidget:
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setObjectName("smoothing")
        self.smoothing.setAccessibleName("Smoothing of the training curves, 0 to 0.999")
        self.smoothing.setToolTip("Smooth the curves as TensorBoard does; the chosen run's own values stay beneath")
        self.smoothing.setRange(0, 999)
        self.smoothing.setFixedWidth(76)
        self._weight = QLabel()
        self._weight.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.9999"))
        self.smoothing.valueChanged.connect(self._on_smoothing)
        self.x_axis = QComboBox()
        self.x_axis.setObjectName("x_axis")
        self.x_axis.setAccessibleName("What the x-axis counts")
        self.x_axis.addItems([axis.name for axis in AXES])
        self.x_axis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.x_axis.currentIndexChanged.connect(self._on_axis)
        self.log_x = self._check("Log x", "log_x", lambda on: self._on_log(x=on))
        self.log_y = self._check("Log y", "log_y", lambda on: self._on_log(y=on))
        self.show_train = self._check("Train", "show_train", self._redraw_all, on=True, words="Training curves")
        self.show_val = self._check("Val", "show_val", self._redraw_all, on=True, words="Validation curves")
        flow = Flow(gap=12)
        flow.add(
            _together(QLabel("Smoothing"), self.smoothing, self._weight),
            _together(QLabel("x:"), self.x_axis),
            _together(self.log_x, self.log_y),
            _together(self.show_train, self.show_val),
        )
        self.smoothing.setValue(600)
        return flow

    def _check(self, text: str, name: str, act: Callable[..., None], *, on: bool = False, words: str = "") -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setAccessibleName(words or text)
        box.setToolTip(words)
        box.setChecked(on)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.toggled.connect(act)
        return box

    def _draw(self, chart: CurveChart, shown: ShownRun, line: _Line, *, anew: bool) -> bool:
        """Draw a line if there is anything new in it, and say whether there is such a line."""
        history = shown.run.history
        if line.tag not in history:
            return False
        key, values = (shown.run.id, line.tag), history[line.tag]
        if not anew and self._drawn.get(key) == len(values):
            return True
        grown = not anew and self._drawn.get(key, 0) > 0
        self._drawn[key] = len(values)
        x = self._axis.values(shown, line.tag, self._first)[: len(values)]
        wanted = self.show_train if line.role == "train" else self.show_val
        chosen = any(s is shown for s in self._book.chosen)
        alone = len(self._book) == 1
        chart.set_series(
            key,
            x,
            values[: len(x)],
            color=shown.color,
            style=shown.style,
            role=line.role,
            label=f"{shown.name} · {line.words}" if line.words else shown.name,
            visible=shown.visible and (not line.words or wanted.isChecked()),
            selected=chosen and not alone,
            raw=alone or chosen,
            grown=grown,
            extra={name: history.index(line.tag, column)[: len(x)] for name, column in _EXTRAS},
        )
        return True

    def _mark(self, chart: CurveChart, shown: ShownRun, *, anew: bool = False) -> None:
        marks, key = shown.run.history.marks, (chart.objectName(), shown.run.id)
        if not anew and self._marked.get(key, 0) == len(marks):
            return
        self._marked[key] = len(marks)
        bad = current_theme().colors.bad
        events = [
            EventMark(self._at(shown, m.step), m.text, bad if m.kind == "diverged" else shown.color)
            for m in marks
            if shown.visible and m.kind in ("edit", "diverged")
        ]
        chart.set_events(shown.run.id, events)

    def _at(self, shown: ShownRun, step: int) -> float:
        if "train/loss" not in shown.run.history:
            return 0.0
        steps, x = (
            shown.run.history.index("train/loss"),
            self._axis.values(shown, "train/loss", self._first),
        )
        return float(x[min(int(np.searchsorted(steps, step)), len(x) - 1)]) if len(x) else 0.0

    def _redraw_all(self, *_: object) -> None:
        for chart in self.charts:
            self.pull_chart(chart, anew=True)

    def _on_removed(self, run_id: str) -> None:
        for chart, lines in self._lines.items():
            for line in lines:
                chart.remove((run_id, line.tag))
        for chart in self.charts:
            chart.set_events(run_id, [])
        self._drawn = {key: n for key, n in self._drawn.items() if key[0] != run_id}
        self._marked = {key: n for key, n in self._marked.items() if key[1] != run_id}
        if not len(self._book):
            self.norm.clear()
            for chart in self.charts:
                chart.set_x_extent(None)
                chart.reset_view()
            self._something = dict.fromkeys(self.charts, True)
            self._arrange()

    def _on_smoothing(self, value: int) -> None:
        weight = value / _WEIGHTS
        self._weight.setText(f"{weight:.2f}" if value < 990 else f"{weight:.3f}")
        for chart in (self.loss, self.accuracy, self.norm):
            chart.set_smoothing(weight)

    def _on_axis(self, index: int) -> None:
        for chart in self.charts:
            chart.set_axis_labels(AXES[index].label)
            chart.reset_view()
        self._redraw_all()

    def _on_log(self, *, x: bool | None = None, y: bool | None = None) -> None:
        for chart in self.charts:
            chart.set_log(x=x)
        for chart in (self.loss, self.rate, self.norm):
            chart.set_log(y=y)


def _together(*widgets: QWidget) -> QWidget:
    """Return widgets side by side as one, which a line break does not part."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return holder
