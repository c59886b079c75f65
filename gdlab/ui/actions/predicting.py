"""Predict new rows, pictures or texts with a run: a file or folder in, predictions in a table, and out as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gdlab.lab.predict import Predictions, takes_files
from gdlab.translation import tr, tr_noop
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.predictions import PredictionsDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.banner import Banner

_FILES = tr_noop(
    "Tables and arrays (*.csv *.tsv *.txt *.xlsx *.parquet *.feather *.arff *.db *.sqlite *.jsonl *.json *.gz *.npz "
    "*.npy);;All files (*)"
)


class RunPredictor(QObject):
    """The action Predict…; ``predicted`` carries the predictions."""

    predicted = Signal(object)

    def __init__(self, bridge: Bridge, book: QtRunBook, banner: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._bridge, self._book, self._banner, self._page = bridge, book, banner, page
        self.dialog: PredictionsDialog | None = None

    def ask(self, run_id: str = "") -> None:
        """Ask for new rows, or a folder of pictures or texts, and predict them with a run."""
        shown = self._book.find(run_id) if run_id else self._book.current
        if shown is None or not shown.run.status.ended:
            self._banner.show_message(
                tr("Choose a run that has ended: it predicts with what it has learned."), level="info"
            )
            return
        if takes_files(shown.run.run.preparation):
            title = tr("Folder of new pictures or texts for {name}", name=shown.name)
            name = QFileDialog.getExistingDirectory(self._page, title)
        else:
            title = tr("New rows for {name}", name=shown.name)
            name, _ = QFileDialog.getOpenFileName(self._page, title, "", tr(_FILES))
        if name:
            self.predict(shown.run.id, Path(name))

    def predict(self, run_id: str, path: Path) -> None:
        """Predict a file or folder in the background; what does not fit is named by row."""
        shown = self._book.find(run_id)
        if shown is None:
            return
        run = shown.run.run
        task = self._bridge.begin(lambda _tell: run.predict(path, strict=False))
        task.ended.connect(lambda result: self._end(result, run.label, path))

    def _end(self, result: object, label: str, path: Path) -> None:
        if isinstance(result, BaseException):
            self._banner.show_error(tr("{name} was not predicted.", name=path.name), result)
        elif isinstance(result, Predictions):
            self.dialog = PredictionsDialog(result, label, path, self._page)
            self.dialog.written.connect(lambda text: self._banner.show_message(text, level="success"))
            show_dialog(self.dialog, self._page)
            self.predicted.emit(result)
