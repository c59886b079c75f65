"""The list of kept runs as Qt sees it: rows of a sheet, runs under headings of groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from gdlab.lab.comparison.run_sheet import RunSheet, SheetRow
from gdlab.lab.run import Status
from gdlab.lab.run_columns import SIGNS
from gdlab.lab.store.run_lines import RunLine
from gdlab.translation import tr, tr_message
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, TEXT_ALIGNMENT

Index = QModelIndex | QPersistentModelIndex
_OPEN, _CLOSED = "▾", "▸"


class KeptRunsModel(QAbstractTableModel):
    """The rows of a :class:`RunSheet`; every change of the sheet goes through :meth:`change`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = RunSheet()

    def change(self, act: Callable[[], object]) -> None:
        """Change the sheet and have it shown anew."""
        self.beginResetModel()
        act()
        self.endResetModel()

    def set_lines(self, lines: Sequence[RunLine]) -> None:
        """Show these runs; where the rows stay the same only their cells are told of."""
        before = ([_key(row) for row in self.sheet.rows], [c.title for c in self.sheet.columns])
        held = self.sheet
        self.sheet = made = RunSheet()
        made.take_view(held)
        made.set_lines(lines)
        if before == ([_key(row) for row in made.rows], [c.title for c in made.columns]):
            if made.rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(made.rows) - 1, self.columnCount() - 1))
            return
        self.sheet = held
        self.beginResetModel()
        self.sheet = made
        self.endResetModel()

    def row(self, row: int) -> SheetRow | None:
        """Return a row of the sheet."""
        return self.sheet.rows[row] if 0 <= row < len(self.sheet.rows) else None

    def lines_at(self, rows: Sequence[int]) -> list[RunLine]:
        """Return the runs of rows, all of a group for its heading, each once."""
        held = self.sheet.rows
        asked = [held[number] for number in rows if 0 <= number < len(held)]
        lines = [row.line for row in asked if row.line is not None]
        if len(lines) == len(asked):  # no heading, behind which a run could be a second time
            return lines
        found: dict[str, RunLine] = {}
        for row in asked:
            for line in [row.line] if row.line is not None else self.sheet.members(row.heading):
                found[line.run.id] = line
        return list(found.values())

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.sheet.columns):
            return None
        column = self.sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(column.tip or column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if column.figure else TEXT_ALIGNMENT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        column = self.sheet.columns[index.column()]
        if row.line is None:
            return self._heading(row, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return row.line.run.name
            if column.title == "Status":
                return f"{SIGNS[Status(row.line.run.status)]} {tr(row.line.run.status)}"
            return column.text(column.value(row.line))
        if role == Qt.ItemDataRole.ToolTipRole:
            run = row.line.run
            return ". ".join(part for part in (run.name, tr_message(run.reason), f"id {run.id}") if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if column.figure else TEXT_ALIGNMENT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        title = self.sheet.columns[column].title if 0 <= column < len(self.sheet.columns) else ""
        self.change(lambda: self.sheet.set_order(title, descending=order == Qt.SortOrder.DescendingOrder))

    def _heading(self, row: SheetRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole:
            return current_theme().color("window")
        if role == Qt.ItemDataRole.FontRole:
            return current_theme().font(bold=True)
        if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            sign = _CLOSED if self.sheet.is_closed(row.heading) else _OPEN
            return f"{sign} {tr(row.heading)} ({row.count})"
        return None


def _key(row: SheetRow) -> tuple[str, str, int]:
    return (row.line.run.id if row.line is not None else "", row.heading, row.count)
