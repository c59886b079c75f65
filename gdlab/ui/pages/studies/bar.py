"""The row of controls over an opened study: run, stop, open in the Lab, export; and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gdlab.studies.experiment import Plan
from gdlab.studies.model import Study
from gdlab.translation import tr, tr_message
from gdlab.ui.widgets.progress import ProgressRow


class StudyBar(QWidget):
    """The controls of an opened study; they emit signals, and the view of the study acts on them."""

    left = Signal()
    run_wanted = Signal(str)
    stop_wanted = Signal()
    lab_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self.back = self._button(tr("Back"), tr("All studies"), "study_back")
        self.quick = self._button(tr("Run quick"), tr("Fewer seeds, smaller sizes"), "study_quick")
        self.quick.setProperty("kind", "primary")
        self.full = self._button(tr("Run full"), tr("All seeds, full sizes"), "study_full")
        self.halt = self._button(tr("Stop"), tr("Finished runs are kept"), "study_stop")
        self.row = QComboBox()
        self.row.setObjectName("study_row")
        self.row.setAccessibleName(tr("Which run to open in the Lab"))
        self.row.setMaximumWidth(220)
        self.to_lab = self._button(tr("Open in the Lab"), tr("Make this run the experiment"), "study_lab")
        self.to_file = self._button(tr("Export…"), tr("Figures, pictures or a report"), "study_export")
        self.to_file.setEnabled(False)
        self.progress = ProgressRow(cancellable=False)
        for widget in (self.row, self.to_lab):
            widget.hide()
        self._build()
        self._connect()
        self.show_running(False)

    def offer_runs(self, plan: Plan) -> None:
        """Offer the runs of a study for the Lab; a study that is no race has none."""
        for job in plan.jobs:
            if job.spec is not None:
                self.row.addItem(tr_message(job.row), job.spec)
        for widget in (self.row, self.to_lab):
            widget.setVisible(self.row.count() > 0)

    def show_stopping(self) -> None:
        """Disable the button to stop and show "Stopping…" on it.

        The study ends once its runs reach a point at which they can be stopped: after a compilation or a measurement.
        """
        self.halt.setEnabled(False)
        self.halt.setText(tr("Stopping…"))
        if (layout := self.layout()) is not None:
            layout.activate()  # the longer text is not drawn into the old width

    def show_running(self, running: bool) -> None:
        """Enable what can be done while the study runs, or rests."""
        self.progress.setVisible(running)
        self.quick.setEnabled(not running)
        self.full.setEnabled(not running)
        self.halt.setEnabled(running)
        self.halt.setText(tr("Stop"))

    # --- inside -------------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        row = QHBoxLayout()
        for widget in (self.back, self.quick, self.full, self.halt):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.row, self.to_lab, self.to_file):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.addLayout(row)
        column.addWidget(self.progress)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.quick.clicked.connect(lambda _checked=False: self.run_wanted.emit("quick"))
        self.full.clicked.connect(lambda _checked=False: self.run_wanted.emit("full"))
        self.halt.clicked.connect(lambda _checked=False: self.stop_wanted.emit())
        self.to_lab.clicked.connect(lambda _checked=False: self.lab_wanted.emit(self.row.currentData()))
        self.to_file.clicked.connect(lambda _checked=False: self.export_wanted.emit())

    def _button(self, text: str, tip: str, name: str) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(tip)
        made.setObjectName(name)
        made.setAccessibleName(f"{text}: {tr_message(self._study.title)}")
        return made
