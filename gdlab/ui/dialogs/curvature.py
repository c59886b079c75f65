"""Curvature…: the Hessian of a run's training loss, the density of its spectrum, and a check of the gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gdlab.diagnose.curvature_lines import curvature_lines, smooth_density
from gdlab.diagnose.spectrum import CurvatureReport, curvature
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.number_text import format_number
from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.task import Task, sentence

Begin = Callable[[Callable[[Progress], Any]], Task]

#: Below this share of its highest value the density is the width of the drawn bells and not of the spectrum.
_LEAST = 1e-6
_NAMES = {
    "eigenvalues": (tr_noop("Eigenvalues"), tr_noop("The Hessian's lowest and highest eigenvalue, by Lanczos' method")),
    "trace": (tr_noop("Trace"), tr_noop("The sum of the eigenvalues by Hutchinson's method, with its standard error")),
    "2/λ_max": ("2/λ_max", tr_noop("Above this rate plain gradient descent grows along the sharpest direction")),
    "error of products": (
        tr_noop("Error of products"),
        tr_noop("Products with the Hessian are differences of exact gradients"),
    ),
    "error of gradients": (
        tr_noop("Check of the gradient"),
        tr_noop("Largest relative difference to differences of the loss"),
    ),
    "gradient-noise scale": (
        tr_noop("Gradient-noise scale"),
        tr_noop("The batch size from which on larger ones hardly help"),
    ),
}


class CurvatureDialog(QDialog):
    """The curvature of a run's training loss, measured as the dialog opens; closing it stops the work."""

    def __init__(self, run: ActiveRun, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curvature_dialog")
        self.setWindowTitle(tr("Curvature of {label}", label=run.run.label))
        self.found: CurvatureReport | None = None
        self.chart = CurveChart(
            tr("Density of the Hessian's spectrum"),
            x_label=tr("Eigenvalue"),
            empty=tr("The Hessian is being measured …"),
        )
        self.chart.set_smoothing(0.0)
        self.chart.set_log(y=True)
        self.bar, self.close_button = QProgressBar(), QPushButton(tr("Close"))
        self.figures: dict[str, QLabel] = {}
        self.told = QLabel()
        self._build()
        self._task: Task | None = begin(lambda tell: _measured(run, tell))
        self._task.told.connect(lambda share, _text: self.bar.setValue(round(1000 * share)))
        self._task.ended.connect(self._on_ended)

    def _build(self) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Share of the measurement that is done"))
        self.close_button.setObjectName("curvature_close")
        self.told.setWordWrap(True)
        self.told.hide()
        form = QFormLayout()
        for name, (title, tip) in _NAMES.items():
            figure = self.figures[name] = QLabel("…")
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            figure.setToolTip(tr(tip))
            label = QLabel(tr(title))
            label.setToolTip(tr(tip))
            form.addRow(label, figure)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.chart, 1)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addLayout(foot)
        self.resize(760, 580)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._stop)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.bar.setValue(1000)
        if isinstance(result, CurvatureReport):
            self.found = result
            for name, text in curvature_lines(result, format_number):
                self.figures[name].setText(text)
            at, density = smooth_density(result)
            drawn = np.maximum(density, _LEAST * density.max())
            self.chart.set_series("density", at, drawn, color=self.chart.theme.run_color(0), label=tr("density"))
            self.chart.show_empty(False)
        elif isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.told.setText(tr("The curvature was not measured. {result}", result=sentence(result)))
            self.told.show()


def _measured(run: ActiveRun, tell: Progress) -> CurvatureReport:
    return curvature(run.run, examples=run.examples, progress=lambda share: tell(share, ""))
