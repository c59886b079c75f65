"""The predictions of new rows: their first lines, and a button that writes all of them as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.files import OutputError
from gdlab.lab.number_text import format_count, format_number
from gdlab.lab.predict import Predictions
from gdlab.translation import tr, tr_message, tr_n
from gdlab.ui.widgets.table import prepare_table

#: No more rows than these are shown; all are written.
_MOST = 200


class PredictionsDialog(QDialog):
    """A table of predictions; ``written`` carries a sentence when they were written to a file."""

    written = Signal(str)

    def __init__(self, predictions: Predictions, label: str, source: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Predictions of {label}", label=label))
        self._predictions, self._source = predictions, source
        self.note = QLabel(_said(predictions, source))
        self.note.setWordWrap(True)
        self.table = _table(predictions)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        save = buttons.addButton(tr("Save as CSV…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.setObjectName("save_predictions")
        save.clicked.connect(self._ask)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(640, 420)

    def _ask(self) -> None:
        start = str(self._source.with_name(f"{self._source.stem}-predictions.csv"))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save predictions"), start, tr("CSV (*.csv)"))
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write all predictions as CSV."""
        try:
            self._predictions.write(path)
        except OutputError as error:
            self.note.setText(tr_message(str(error)))
            return
        self.written.emit(
            tr_n(
                "Wrote {predictions} prediction to {path}",
                "Wrote {predictions} predictions to {path}",
                len(self._predictions),
                predictions=format_count(len(self._predictions)),
                path=path,
            )
        )
        self.accept()


def _said(predictions: Predictions, source: Path) -> str:
    count, lost = len(predictions), sum(map(bool, predictions.reasons))
    shown = tr("; the first {most} are shown", most=format_count(_MOST)) if count > _MOST else ""
    without = (
        tr(" {lost} of them could not be predicted: the last column says why.", lost=format_count(lost)) if lost else ""
    )
    return tr_n(
        "{count} row of {name}{shown}.{without}",
        "{count} rows of {name}{shown}.{without}",
        count,
        count=format_count(count),
        name=source.name,
        shown=shown,
        without=without,
    )


def _table(predictions: Predictions) -> QTableWidget:
    headings, rows = predictions.table()
    table = QTableWidget(min(len(rows), _MOST), len(headings))
    table.setObjectName("predictions")
    table.setAccessibleName(tr("Predictions"))
    prepare_table(table)
    table.setHorizontalHeaderLabels(headings)
    table.verticalHeader().setVisible(True)  # the number of the row, by which the file has it
    for i, row in enumerate(rows[:_MOST]):
        for j, value in enumerate(row):
            item = QTableWidgetItem(format_number(value) if isinstance(value, float) else str(value))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if isinstance(value, str):
                item.setToolTip(value)  # a long one is cut
            table.setItem(i, j, item)
    return table
