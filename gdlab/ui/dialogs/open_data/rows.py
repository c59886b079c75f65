"""The rows of a table file in Open data…: the first ones, and those that cannot be read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QTableWidget, QTableWidgetItem, QTabWidget

from gdlab.lab.datasets import Preview
from gdlab.lab.number_text import format_count
from gdlab.translation import local_number, tr, tr_message
from gdlab.ui.dialogs.open_data.columns import KINDS, MOST_COLUMNS, listed
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, prepare_table

_NO_INDEX = QModelIndex()


class FirstRows(QAbstractTableModel):
    """The first rows of the columns that are listed, figures to the right."""

    def __init__(self, preview: Preview, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._head = preview.head
        self._places = listed(preview.columns)
        self._columns = [preview.columns[place] for place in self._places]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._head)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self._head[index.row()][self._places[index.column()]]
        numbers = self._columns[index.column()].kind == "numeric"
        if role == Qt.ItemDataRole.DisplayRole:
            return (_figure(text) if numbers else text) or "–"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text[:500] or tr("missing")
        if role == Qt.ItemDataRole.TextAlignmentRole and numbers:
            return NUMBER_ALIGNMENT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{column.name}: {tr(KINDS.get(column.kind, 'left out'))}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind == "numeric":
            return NUMBER_ALIGNMENT
        return None

    def longest(self, section: int) -> str:
        """Return the longest text of a column, its name included."""
        cells = (str(self.data(self.index(row, section))) for row in range(len(self._head)))
        return max([self._columns[section].name, *cells], key=len)


def rows_table(preview: Preview) -> QTableView:
    """Return the first rows as a table, each column as wide as its longest text, within bounds."""
    table = QTableView()
    prepare_table(table)
    table.setAccessibleName(tr("First rows of the file"))
    model = FirstRows(preview, table)
    table.setModel(model)
    metrics = table.fontMetrics()
    for at in range(model.columnCount()):
        table.setColumnWidth(at, min(max(metrics.horizontalAdvance(model.longest(at)) + 20, 70), 260))
    table.horizontalHeader().setStretchLastSection(False)
    return table


def bad_table(preview: Preview) -> QTableWidget:
    """Return the rows that cannot be read, with line and reason."""
    table = QTableWidget(len(preview.bad), 3)
    prepare_table(table)
    table.setObjectName("bad_list")
    table.setAccessibleName(tr("Rows that cannot be read"))
    table.setHorizontalHeaderLabels([tr("Line"), tr("Why"), tr("Text")])
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for row, bad in enumerate(preview.bad):
        for at, text in enumerate((str(bad.line or ""), tr_message(bad.reason), bad.text)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, at, item)
    table.setColumnWidth(0, 70)
    table.setColumnWidth(1, 380)
    return table


def _figure(text: str) -> str:
    return local_number(f"{float(text):.12g}") if text else ""


class RowsTabs(QTabWidget):
    """The first rows of a file, and those that cannot be read where there are any."""

    def show_preview(self, preview: Preview) -> None:
        """Show a file as it was read last; the tab that was chosen stays."""
        chosen = self.currentIndex()
        while (old := self.widget(0)) is not None:
            self.removeTab(0)
            old.deleteLater()
        self.addTab(rows_table(preview), tr("First rows"))
        if preview.n_bad:
            self.addTab(bad_table(preview), tr("Bad rows ({n_bad})", n_bad=format_count(preview.n_bad)))
        self.setCurrentIndex(min(max(chosen, 0), self.count() - 1))


def size_words(preview: Preview) -> str:
    """Return how many rows and columns a file has, in a sentence."""
    more = (
        tr("; the first {most_columns} and the last are listed", most_columns=MOST_COLUMNS - 1)
        if len(preview.columns) > MOST_COLUMNS
        else ""
    )
    bad = tr(", and {n_bad} that cannot be read", n_bad=format_count(preview.n_bad)) if preview.n_bad else ""
    return tr(
        "{rows} rows{bad}. {columns} columns{more}.",
        rows=format_count(preview.rows),
        bad=bad,
        columns=format_count(len(preview.columns)),
        more=more,
    )
