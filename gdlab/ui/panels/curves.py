"""The curves of the Lab: loss, accuracy, learning rate and gradient norms, pulled from the runs' histories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gdlab.ui.plots.curves import CurveChart, Event
from gdlab.ui.run_book import RunBook, Shown
from gdlab.ui.theming import current_theme

_AXES = (
    ("Step", "step", "Step"),
    ("Epoch", "epoch", "Epoch"),
    ("Examples", "examples", "Examples"),
    ("Relative time", "elapsed", "Time (s), pauses excluded"),
    ("Wall time", "wall_time", "Time since the first run began (s)"),
)
_WEIGHTS = 1000
#: Below this width charts stand one above the other, below this height there is one row of them.
_NARROW, _LOW = 560, 400


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
        self._marked: dict[str, int] = {}
        start = "Press Start, and the curve falls here."
        self.loss = self._chart("Loss", "chart_loss", start)
        self.accuracy = self._chart("Accuracy", "chart_accuracy", "Classifiers show their share of right answers here.")
        self.rate = self._chart("Learning rate", "chart_rate", "Each step's learning rate is drawn here.")
        self.norm = self._chart(
            "Gradient norm", "chart_norm", "Set Diagnostics every … steps under Training to see it."
        )
        self._lines: list[tuple[CurveChart, tuple[_Line, ...]]] = [
            (self.loss, (_Line("train/loss", "train", "train"), _Line("val/loss", "val", "validation"))),
            (self.accuracy, (_Line("train/accuracy", "train", "train"), _Line("val/accuracy", "val", "validation"))),
            (self.rate, (_Line("train/lr", "val", ""),)),
            (self.norm, (_Line("train/grad_norm", "val", ""),)),
        ]
        self.rate.set_smoothing(0.0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        layout.addLayout(self._grid, 1)
        layout.addLayout(self._controls())
        self._places: tuple[tuple[int, int], ...] = ()
        self._arrange()
        book.removed.connect(self._on_removed)
        book.changed.connect(self._on_changed)
        book.chosen_changed.connect(self._redraw_all)

    # --- what the window tells -----------------------------------------------------------------------------------
    def pull(self) -> None:
        """Draw what is new in the histories."""
        for shown in self._book:
            history = shown.run.history
            for chart, lines in self._lines:
                for line in lines:
                    if line.tag in history:
                        self._draw(chart, shown, line)
            self._mark(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # --- inside -----------------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        """Show as many charts as there is room for: four, two side by side, or two one above the other."""
        if self.width() < _NARROW:
            places = ((0, 0), (1, 0))
        elif self.height() < _LOW:
            places = ((0, 0), (0, 1))
        else:
            places = ((0, 0), (0, 1), (1, 0), (1, 1))
        if places == self._places:
            return
        self._places = places
        for i, (chart, _) in enumerate(self._lines):
            self._grid.removeWidget(chart)
            chart.setVisible(i < len(places))
            if i < len(places):
                self._grid.addWidget(chart, *places[i])
        self._grid.setRowStretch(0, 3)
        self._grid.setRowStretch(1, 3 if len(places) == 2 and places[1][0] else 2 if len(places) == 4 else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if places[1][1] == 0 else 1)

    def _chart(self, title: str, name: str, empty: str) -> CurveChart:
        chart = CurveChart(title, empty=empty)
        chart.setObjectName(name)
        chart.setMinimumSize(160, 96)
        return chart

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setObjectName("smoothing")
        self.smoothing.setAccessibleName("Smoothing of the training curves, 0 to 0.999")
        self.smoothing.setRange(0, 999)
        self.smoothing.setFixedWidth(112)
        self._weight = QLabel()
        self._weight.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.999"))
        self.smoothing.valueChanged.connect(self._on_smoothing)
        self.x_axis = QComboBox()
        self.x_axis.setObjectName("x_axis")
        self.x_axis.setAccessibleName("What the x-axis counts")
        for name, _, _ in _AXES:
            self.x_axis.addItem(name)
        self.x_axis.currentIndexChanged.connect(self._on_axis)
        self.log_x = self._check("Log x", "log_x", lambda on: self._on_log(x=on))
        self.log_y = self._check("Log y", "log_y", lambda on: self._on_log(y=on))
        self.show_train = self._check("Training", "show_train", self._redraw_all, on=True)
        self.show_val = self._check("Validation", "show_val", self._redraw_all, on=True)
        for widget in (
            QLabel("Smoothing"),
            self.smoothing,
            self._weight,
            QLabel("x"),
            self.x_axis,
            self.log_x,
            self.log_y,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.show_train)
        row.addWidget(self.show_val)
        self.smoothing.setValue(600)
        return row

    def _check(self, text: str, name: str, act: Callable[..., None], *, on: bool = False) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setAccessibleName(text)
        box.setChecked(on)
        box.toggled.connect(act)
        return box

    def _draw(self, chart: CurveChart, shown: Shown, line: _Line, *, anew: bool = False) -> None:
        key = (shown.run.id, line.tag)
        values = shown.run.history[line.tag]
        if not anew and self._drawn.get(key) == len(values):
            return
        self._drawn[key] = len(values)
        history = shown.run.history
        n = len(values)
        x = self._x(shown, line.tag)[:n]
        wanted = self.show_train if line.role == "train" else self.show_val
        single = len(line.words) == 0
        chart.set_series(
            key,
            x,
            values[: len(x)],
            color=shown.color,
            style=shown.style,
            role=line.role,
            label=f"{shown.name} · {line.words}" if line.words else shown.name,
            visible=shown.visible and (single or wanted.isChecked()),
            selected=any(s is shown for s in self._book.chosen) and len(self._book) > 1,
            extra={name: history.index(line.tag, column)[: len(x)] for name, column in _EXTRAS},
        )

    def _x(self, shown: Shown, tag: str) -> np.ndarray:
        column = _AXES[self.x_axis.currentIndex()][1]
        values = shown.run.history.index(tag, column)
        if column != "wall_time":
            return values
        first = min(s.run.run.started for s in self._book)
        return values - first

    def _mark(self, shown: Shown, *, anew: bool = False) -> None:
        marks = shown.run.history.marks
        if not anew and self._marked.get(shown.run.id, 0) == len(marks):
            return
        self._marked[shown.run.id] = len(marks)
        bad = current_theme().colors.bad
        events = [
            Event(self._at(shown, m.step), m.text, bad if m.kind == "diverged" else shown.color)
            for m in marks
            if shown.visible and m.kind in ("edit", "diverged")
        ]
        for chart, _ in self._lines:
            chart.set_events(shown.run.id, events)

    def _at(self, shown: Shown, step: int) -> float:
        if "train/loss" not in shown.run.history:
            return 0.0
        steps, x = shown.run.history.index("train/loss"), self._x(shown, "train/loss")
        return float(x[min(int(np.searchsorted(steps, step)), len(x) - 1)]) if len(x) else 0.0

    def _redraw_all(self, *_: object) -> None:
        for shown in self._book:
            self._redraw(shown)

    def _redraw(self, shown: Shown) -> None:
        for chart, lines in self._lines:
            for line in lines:
                if line.tag in shown.run.history:
                    self._draw(chart, shown, line, anew=True)
        self._mark(shown, anew=True)

    def _on_changed(self, run_id: str) -> None:
        shown = self._book.find(run_id)
        if shown is not None:
            self._redraw(shown)

    def _on_removed(self, run_id: str) -> None:
        for chart, lines in self._lines:
            for line in lines:
                chart.remove((run_id, line.tag))
            chart.set_events(run_id, [])
        self._drawn = {key: n for key, n in self._drawn.items() if key[0] != run_id}
        self._marked.pop(run_id, None)

    def _on_smoothing(self, value: int) -> None:
        weight = value / _WEIGHTS
        self._weight.setText(f"{weight:.2f}" if value < 990 else f"{weight:.3f}")
        for chart in (self.loss, self.accuracy, self.norm):
            chart.set_smoothing(weight)

    def _on_axis(self, index: int) -> None:
        for chart, _ in self._lines:
            chart.set_axis_labels(_AXES[index][2])
            chart.reset_view()
        self._redraw_all()

    def _on_log(self, *, x: bool | None = None, y: bool | None = None) -> None:
        for chart, _ in self._lines:
            chart.set_log(x=x)
        for chart in (self.loss, self.rate, self.norm):
            chart.set_log(y=y)


_EXTRAS: Sequence[tuple[str, str]] = (("step", "step"), ("epoch", "epoch"), ("time", "elapsed"))
