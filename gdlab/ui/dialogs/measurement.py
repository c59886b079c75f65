"""A dialog that measures something as it opens and draws it: a chart, what is said of it, progress and buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from gdlab.lab.datasets import Cancelled, Progress
from gdlab.translation import tr
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.task import Task, sentence
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.progress import ShareBar

Begin = Callable[[Callable[[Progress], Any]], Task]


class MeasurementDialog(QDialog):
    """The base of dialogs of one measurement in the background; closing one stops the work.

    A subclass adds its own parts by :meth:`build`, begins by :meth:`measure` and shows the result in
    :meth:`show_found`.

    Args:
        title: the window's title.
        chart: where the result is drawn.
        parent: the widget that the dialog belongs to.
    """

    def __init__(self, title: str, chart: CurveChart, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.chart = chart
        self.chart.set_smoothing(0.0)
        self.told: QLabel = wrapped_label("")
        self.bar = ShareBar()
        self.close_button = QPushButton(tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self._task: Task | None = None
        self.finished.connect(self._stop)

    def build(self, buttons: Sequence[QPushButton] = (), figures: QLayout | None = None) -> None:
        """Lay the parts out.

        Args:
            buttons: what can be done with the result, left of the button that closes.
            figures: what is between the chart and the sentence, if anything.
        """
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        for button in (*buttons, self.close_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.chart, 1)
        if figures is not None:
            layout.addLayout(figures)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    def measure(self, begin: Begin, work: Callable[[Progress], Any]) -> None:
        """Begin the measurement.

        Args:
            begin: begins work in the background and returns it.
            work: makes the measurement, and tells how much of it is done.
        """
        self.bar.show_share(0)
        self._task = begin(work)
        self._task.told.connect(lambda share, _text: self.bar.show_share(share))
        self._task.ended.connect(self._on_ended)

    def show_found(self, found: Any) -> None:
        """Show the result of the measurement."""
        raise NotImplementedError

    def why_not(self, reason: str) -> str:
        """Return the sentence that says why there is no result."""
        raise NotImplementedError

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.bar.rest()
        if not isinstance(result, Exception):
            self.show_found(result)
        elif not isinstance(result, Cancelled):
            self.told.setText(self.why_not(sentence(result)))
            self.told.show()
