"""The table of a comparison: a line a group, the fields that differ, and the figures with their intervals."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.group_table import TableHead, group_table
from gdlab.translation import local_number, tr
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, TEXT_ALIGNMENT, prepare_table

Index = QModelIndex | QPersistentModelIndex


class GroupsModel(QAbstractTableModel):
    """The groups of a comparison as rows, sorted by any column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ComparedSet | None = None
        self._heads: list[TableHead] = []
        self._cells: list[list[str]] = []
        self._sort_keys: list[list[Any]] = []
        self._order: list[int] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_set(self, shown: ComparedSet) -> None:
        """Show a comparison; where only figures are others the rows stay where they are."""
        before = (self._heads, [group.id for group in self._shown.groups] if self._shown else [])
        table = group_table(shown)
        heads, cells, keys = table.heads, table.cells, table.sort_keys
        same = before == (heads, [group.id for group in shown.groups])
        if not same:
            self.beginResetModel()
        self._shown, self._heads, self._cells, self._sort_keys = shown, heads, cells, keys
        if not same or self._sorted is None:
            self._arrange()
        if not same:
            self.endResetModel()
        elif cells:
            self.dataChanged.emit(self.index(0, 0), self.index(len(cells) - 1, len(heads) - 1))

    def group_id(self, row: int) -> str:
        """Return the id of the group of a row."""
        return self._shown.groups[self._order[row]].id if self._shown and 0 <= row < len(self._order) else ""

    def row_of(self, group_id: str) -> int:
        """Return the row of a group, -1 for none."""
        rows = [row for row in range(len(self._order)) if self.group_id(row) == group_id]
        return rows[0] if rows else -1

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self._heads[section].title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(self._heads[section].tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if self._heads[section].is_figure else TEXT_ALIGNMENT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._order):
            return None
        place = self._order[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text, key = self._cells[place][index.column()], self._sort_keys[place][index.column()]
            # A field's key is a number with its rank before other values; figures are in the language already.
            return local_number(text) if isinstance(key, tuple) and key[0] == 0 else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if self._heads[index.column()].is_figure else TEXT_ALIGNMENT
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return _swatch(place)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        self.layoutChanged.emit()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        places = list(range(len(self._cells)))
        if self._sorted is not None and self._sorted[0] < len(self._heads):
            column, order = self._sorted
            keys = self._sort_keys
            known = [p for p in places if not _missing(keys[p][column])]
            known.sort(key=lambda p: keys[p][column], reverse=order == Qt.SortOrder.DescendingOrder)
            places = known + [p for p in places if _missing(keys[p][column])]
        self._order = places


class GroupsTable(QTableView):
    """The table of a comparison; ``group_selected`` carries the ids of the selected groups."""

    group_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_table(self)
        self.setObjectName("compared_groups")
        self.setAccessibleName(tr("Figures of the groups that are compared"))
        self.groups = GroupsModel(self)
        self.setModel(self.groups)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(False)
        self.selectionModel().selectionChanged.connect(lambda *_: self.group_selected.emit(self.selected()))
        self._heads: list[str] = []

    def show_set(self, shown: ComparedSet) -> None:
        """Show a comparison."""
        self.groups.show_set(shown)
        heads = [str(self.groups.headerData(i, Qt.Orientation.Horizontal)) for i in range(self.groups.columnCount())]
        if heads != self._heads:
            self._heads = heads
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the width of its widest cell; none gets narrower while figures change."""
        metrics = self.fontMetrics()
        for column in range(self.groups.columnCount()):
            texts = [self._heads[column] + "   "]
            texts += [str(self.groups.index(row, column).data()) for row in range(min(self.groups.rowCount(), 100))]
            width = max(metrics.horizontalAdvance(text) for text in texts) + (40 if column == 0 else 20)
            width = min(width, 300)
            if width > self.columnWidth(column) or width < self.columnWidth(column) - 60:
                self.setColumnWidth(column, width)

    def selected(self) -> set[str]:
        """Return the ids of the selected groups."""
        return {self.groups.group_id(index.row()) for index in self.selectionModel().selectedIndexes()}


def _swatch(place: int) -> QPixmap:
    """Return a square in the colour and the dashes of a group's curve."""
    theme = current_theme()
    made = QPixmap(14, 14)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    color = QColor(theme.run_color(place))
    if theme.run_style(place) == Qt.PenStyle.SolidLine:
        painter.fillRect(1, 1, 12, 12, color)
    else:
        painter.setPen(QPen(color, 2, theme.run_style(place)))
        painter.drawRect(2, 2, 10, 10)
    painter.end()
    return made


def _missing(key: Any) -> bool:
    return isinstance(key, float) and math.isnan(key)
