"""Rate…: the learning-rate range test of an experiment, and the run with the rate that it suggests."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gdlab.diagnose.range_sentence import range_sentence
from gdlab.diagnose.range_test import RangeTest, range_test
from gdlab.lab.number_text import format_number
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from gdlab.translation import local_number, tr, tr_message, tr_noop
from gdlab.ui.dialogs.measurement import Begin, MeasurementDialog
from gdlab.ui.plots.curves import CurveChart


class RangeTestDialog(MeasurementDialog):
    """The range test of an experiment, which begins as the dialog opens; closing it stops the test.

    ``run_wanted`` carries the experiment with the suggested rate, ``rate_taken`` the rate alone.
    """

    run_wanted = Signal(object)
    rate_taken = Signal(float)

    def __init__(self, spec: RunSpec, examples: Examples | None, begin: Begin, parent: QWidget | None = None) -> None:
        chart = CurveChart(
            tr("Loss of each step"), x_label=tr("Learning rate"), empty=tr("The rate grows with every step …")
        )
        super().__init__(tr("Learning-rate range test"), chart, parent)
        self.setObjectName("range_dialog")
        self._spec = spec
        self.found: RangeTest | None = None
        self.chart.set_log(x=True)
        self._suggested = pg.InfiniteLine(angle=90)
        self.told.setText(tr("The network trains for up to 200 steps, with a rate that grows from 1e-6 to 10."))
        self.told.setObjectName("range_told")
        self.bar.setAccessibleName(tr("Share of the steps that are done"))
        self.train, self.take = QPushButton(tr("Train with it")), QPushButton(tr("Use in the experiment"))
        self.train.setProperty("kind", "primary")
        buttons = {"range_take": self.take, "range_train": self.train, "range_close": self.close_button}
        for name, button in buttons.items():
            button.setObjectName(name)
            button.setEnabled(button is self.close_button)
        self.build((self.take, self.train))
        self.resize(760, 520)
        self.train.clicked.connect(self._on_train)
        self.take.clicked.connect(self._on_take)
        self.measure(
            begin, lambda tell: range_test(spec, examples=examples, progress=lambda done, total: tell(done / total, ""))
        )

    @property
    def rate(self) -> float:
        """The suggested rate to three digits; NaN where there is none."""
        return float(f"{self.found.suggested:.3g}") if self.found is not None else float("nan")

    def show_found(self, found: RangeTest) -> None:
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

    def why_not(self, reason: str) -> str:
        """Return the sentence that says why there is no result."""
        return tr("The test was not made. {result}", result=reason)

    def _on_train(self) -> None:
        self.accept()
        self.run_wanted.emit(self._spec.replace(optimizer=self._spec.optimizer.replace(lr=self.rate)))

    def _on_take(self) -> None:
        self.accept()
        self.rate_taken.emit(self.rate)
