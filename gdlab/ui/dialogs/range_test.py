"""Rate…: the learning-rate range test of an experiment, and the run with the rate that it suggests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gdlab.diagnose.range_sentence import range_sentence
from gdlab.diagnose.range_test import RangeTest, range_test
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.number_text import format_number
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.translation import local_number, tr, tr_message, tr_noop
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.task import Task, sentence
from gdlab.ui.widgets.labels import wrapped_label

Begin = Callable[[Callable[[Progress], Any]], Task]


class RangeTestDialog(QDialog):
    """The range test of an experiment, which begins as the dialog opens; closing it stops the test.

    ``run_wanted`` carries the experiment with the suggested rate, ``rate_taken`` the rate alone.
    """

    run_wanted = Signal(object)
    rate_taken = Signal(float)

    def __init__(self, spec: RunSpec, examples: Examples | None, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("range_dialog")
        self.setWindowTitle(tr("Learning-rate range test"))
        self._spec = spec
        self.found: RangeTest | None = None
        self.chart = CurveChart(
            tr("Loss of each step"), x_label=tr("Learning rate"), empty=tr("The rate grows with every step …")
        )
        self.chart.set_smoothing(0.0)
        self.chart.set_log(x=True)
        self._suggested = pg.InfiniteLine(angle=90)
        self.told = wrapped_label(tr("The network trains for up to 200 steps, with a rate that grows from 1e-6 to 10."))
        self.told.setObjectName("range_told")
        self.bar = QProgressBar()
        self.train, self.take = QPushButton(tr("Train with it")), QPushButton(tr("Use in the experiment"))
        self.close_button = QPushButton(tr("Close"))
        self._build()
        self._task: Task | None = begin(
            lambda tell: range_test(spec, examples=examples, progress=lambda done, total: tell(done / total, ""))
        )
        self._task.told.connect(lambda share, _text: self.bar.setValue(round(1000 * share)))
        self._task.ended.connect(self._on_ended)

    @property
    def rate(self) -> float:
        """The suggested rate to three digits; NaN where there is none."""
        return float(f"{self.found.suggested:.3g}") if self.found is not None else float("nan")

    def _build(self) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Share of the steps that are done"))
        self.train.setProperty("kind", "primary")
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        buttons = {"range_take": self.take, "range_train": self.train, "range_close": self.close_button}
        for name, button in buttons.items():
            button.setObjectName(name)
            button.setEnabled(button is self.close_button)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)
        self.resize(760, 520)
        self.train.clicked.connect(self._on_train)
        self.take.clicked.connect(self._on_take)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._stop)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.bar.setValue(1000)
        if isinstance(result, RangeTest):
            self._show(result)
        elif isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.told.setText(tr("The test was not made. {result}", result=sentence(result)))

    def _show(self, found: RangeTest) -> None:
        """Draw the losses over the rate with the suggested rate, and offer it."""
        self.found, theme = found, self.chart.theme
        for key, values, color in (
            (tr_noop("each step"), found.losses, theme.hex("surface+muted*0.5")),
            (tr_noop("smoothed"), found.smoothed, theme.run_color(0)),
        ):
            self.chart.set_series(key, found.rates, values, color=color, label=tr(key))
        self.chart.set_legend(self.chart.legend_html())
        self.chart.show_empty(False)
        self.told.setText(tr_message(range_sentence(found, format_number)))
        if not np.isfinite(found.suggested):
            return
        self._suggested.setPen(pg.mkPen(theme.color("accent"), width=1.5))
        self._suggested.setPos(np.log10(found.suggested))
        self.chart.plot.addItem(self._suggested, ignoreBounds=True)
        self.train.setText(tr("Train with {rate}", rate=local_number(f"{self.rate:g}")))
        self.train.setEnabled(True)
        self.take.setEnabled(True)
        self.train.setFocus()

    def _on_train(self) -> None:
        self.accept()
        self.run_wanted.emit(self._spec.replace(optimizer=self._spec.optimizer.replace(lr=self.rate)))

    def _on_take(self) -> None:
        self.accept()
        self.rate_taken.emit(self.rate)
