"""The rows of a table file in Open data…: the first ones, and those that cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QTabWidget

from gdlab.lab.datasets import Preview
from gdlab.lab.number_text import format_count
from gdlab.translation import tr, tr_message
from gdlab.ui.dialogs.open_data.columns import KINDS, MOST_COLUMNS
from gdlab.ui.widgets.table import prepare_table


def rows_table(preview: Preview) -> QTableWidget:
    """Return the first rows as a table, figures to the right."""
    columns = preview.columns[:MOST_COLUMNS]
    table = QTableWidget(len(preview.head), len(columns))
    prepare_table(table)
    table.setAccessibleName(tr("First rows of the file"))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for at, column in enumerate(columns):
        numbers = column.kind == "numeric"
        title = QTableWidgetItem(column.name)
        title.setToolTip(f"{column.name}: {tr(KINDS.get(column.kind, 'left out'))}")
        if numbers:
            title.setTextAlignment(right)
        table.setHorizontalHeaderItem(at, title)
        for row, cells in enumerate(preview.head):
            text = _figure(cells[at]) if numbers else cells[at]
            item = QTableWidgetItem(text or "–")
            item.setToolTip(cells[at][:500] or "missing")
            if numbers:
                item.setTextAlignment(right)
            table.setItem(row, at, item)
    table.resizeColumnsToContents()
    for at in range(len(columns)):
        table.setColumnWidth(at, min(max(table.columnWidth(at), 70), 260))
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
    return f"{float(text):.6g}" if text else ""


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
