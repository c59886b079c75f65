"""The table of kept runs: its columns, keys and what is selected."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gdlab.lab.store.run_lines import RunLine
from gdlab.translation import tr
from gdlab.ui.pages.compare.runs.model import KeptRunsModel
from gdlab.ui.widgets.table import prepare_table

#: The widest text of each column that is not a metric's.
_WIDTHS = {"Run": "SGD, lr=0.001, batch 32 · seed", "Status": "≈ no better than guessing",
           "Optimizer": "ScheduleFree", "Data": "breast_cancer", "Tags": "baseline", "Steps": "1 000 000",
           "Time": "59 min 59 s", "Started": "2026-12-31 23:59"}  # fmt: skip


class KeptRunsTable(QTableView):
    """The table of everything that is kept; signals carry what keys ask for."""

    compare_pressed = Signal()
    delete_pressed = Signal()
    tag_pressed = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_table(self)
        self.setObjectName("kept_runs")
        self.setAccessibleName(tr("Kept runs"))
        self.setAccessibleDescription(
            tr("Return compares the chosen runs, Delete puts them into the trash, T tags them")
        )
        self.runs = KeptRunsModel(self)
        self.setModel(self.runs)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        # A model of its own, which stays empty: by the table's, the header asks all cells whether a column is chosen.
        header.setSelectionModel(QItemSelectionModel(self.runs, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.runs.modelAboutToBeReset.connect(self._on_before)
        self.runs.modelReset.connect(self._on_after)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self._kept: set[str] = set()
        self._titles: list[str] = []

    def chosen(self) -> list[RunLine]:
        """Return the selected runs, in the order of the table."""
        # Not selectedRows, which asks every cell of every row.
        parts = self.selectionModel().selection()
        ranges = [range(part.top(), part.bottom() + 1) for part in parts]  # pyright: ignore[reportGeneralTypeIssues]
        return self.runs.lines_at(sorted({row for rows in ranges for row in rows}))

    def choose(self, ids: set[str]) -> None:
        """Select the rows of these runs and no others."""
        rows = [n for n, row in enumerate(self.runs.sheet.rows) if row.line is not None and row.line.run.id in ids]
        selection, last = QItemSelection(), self.runs.columnCount() - 1
        starts = [n for i, n in enumerate(rows) if i == 0 or rows[i - 1] != n - 1]
        ends = [n for i, n in enumerate(rows) if i == len(rows) - 1 or rows[i + 1] != n + 1]
        for start, end in zip(starts, ends, strict=True):
            selection.select(self.runs.index(start, 0), self.runs.index(end, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    def toggle_heading(self, row: int) -> bool:
        """Open or close the group of a heading, and return whether the row was one."""
        found = self.runs.row(row)
        if found is None or found.line is not None:
            return False
        self.runs.change(lambda: self.runs.sheet.toggle(found.heading))
        return True

    def fit_columns(self) -> None:
        """Give each column the width of its widest text, once for the columns that there are."""
        titles = [column.title for column in self.runs.sheet.columns]
        if titles == self._titles:
            return
        self._titles = titles
        metrics = self.fontMetrics()
        for place, title in enumerate(titles):
            text = _WIDTHS.get(title, "0.123456 %")
            self.setColumnWidth(place, max(metrics.horizontalAdvance(text), metrics.horizontalAdvance(title) + 16) + 16)

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not self.toggle_heading(self.currentIndex().row()):
                self.compare_pressed.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_T and plain:
            self.tag_pressed.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.toggle_heading(self.indexAt(event.position().toPoint()).row()):
            self.compare_pressed.emit()

    def _on_before(self) -> None:
        self._kept = {line.run.id for line in self.chosen()} if self.selectionModel().hasSelection() else set()

    def _on_after(self) -> None:
        self.fit_columns()
        if self._kept:
            self.choose(self._kept)
