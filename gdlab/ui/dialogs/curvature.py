"""Curvature…: the Hessian of a run's training loss, the density of its spectrum, and a check of the gradient."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from gdlab.diagnose.curvature_lines import curvature_lines, smooth_density
from gdlab.diagnose.spectrum import CurvatureReport, curvature
from gdlab.lab.active_run import ActiveRun
from gdlab.lab.datasets import Progress
from gdlab.lab.number_text import format_number
from gdlab.translation import tr, tr_noop
from gdlab.ui.dialogs.measurement import Begin, MeasurementDialog
from gdlab.ui.plots.curves import CurveChart

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


class CurvatureDialog(MeasurementDialog):
    """The curvature of a run's training loss, measured as the dialog opens; closing it stops the work."""

    def __init__(self, run: ActiveRun, begin: Begin, parent: QWidget | None = None) -> None:
        chart = CurveChart(
            tr("Density of the Hessian's spectrum"),
            x_label=tr("Eigenvalue"),
            empty=tr("The Hessian is being measured …"),
        )
        super().__init__(tr("Curvature of {label}", label=run.run.label), chart, parent)
        self.setObjectName("curvature_dialog")
        self.found: CurvatureReport | None = None
        self.chart.set_log(y=True)
        self.bar.setAccessibleName(tr("Share of the measurement that is done"))
        self.close_button.setObjectName("curvature_close")
        self.told.hide()
        self.figures: dict[str, QLabel] = {}
        self.build(figures=self._form())
        self.resize(760, 580)
        self.measure(begin, lambda tell: _measured(run, tell))

    def _form(self) -> QFormLayout:
        """Return the figures beside their names."""
        form = QFormLayout()
        for name, (title, tip) in _NAMES.items():
            figure = self.figures[name] = QLabel("…")
            figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            figure.setToolTip(tr(tip))
            label = QLabel(tr(title))
            label.setToolTip(tr(tip))
            form.addRow(label, figure)
        return form

    def show_found(self, found: CurvatureReport) -> None:
        """Show the figures, and draw the density of the spectrum."""
        self.found = found
        for name, text in curvature_lines(found, format_number):
            self.figures[name].setText(text)
        at, density = smooth_density(found)
        drawn = np.maximum(density, _LEAST * density.max())
        self.chart.set_series("density", at, drawn, color=self.chart.theme.run_color(0), label=tr("density"))
        self.chart.show_empty(False)

    def why_not(self, reason: str) -> str:
        """Return the sentence that says why there is no result."""
        return tr("The curvature was not measured. {result}", result=reason)


def _measured(run: ActiveRun, tell: Progress) -> CurvatureReport:
    return curvature(run.run, examples=run.examples, progress=lambda share: tell(share, ""))
