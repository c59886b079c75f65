"""The table of runs: its sorting and filtering, its keys, and which columns there is room for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gdlab.lab.run_columns import EXTRA_RANK
from gdlab.spec.metrics import names_beside_objective
from gdlab.translation import tr
from gdlab.ui.panels.runs_cells import SWATCH, NameCell, ProgressCell, StatusCell
from gdlab.ui.panels.runs_model import RUN_ROLE, SORT_ROLE, RunsModel
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.table import prepare_table

NAME, STATUS, PROGRESS = 0, 1, 2
_LEAST_NAME, _MOST_NAME = 130, 230
_SPARE = 120
Index = QModelIndex | QPersistentModelIndex


class RunsFilterModel(QSortFilterProxyModel):
    """The rows sorted by values, not by their texts, and reduced to those with all words of the filter."""

    def __init__(self, book: QtRunBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(False)

    def set_filter(self, text: str) -> None:
        """Filter by words of the name, the status or the race."""
        self._words = text.lower().split()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        shown = self._book.find(str(model.index(source_row, NAME).data(RUN_ROLE)))
        text = " ".join(str(model.index(source_row, c).data()) for c in (NAME, STATUS))
        text = f"{text} {shown.race if shown else ''}".lower()
        return all(word in text for word in self._words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = source_left.data(SORT_ROLE), source_right.data(SORT_ROLE)
        if isinstance(left, float) and left != left:
            return False
        if isinstance(right, float) and right != right:
            return True
        if isinstance(left, (int, float)) and isinstance(right, (int, float)):
            return left < right
        return str(left) < str(right)


class RunsTable(QTableView):
    """A table whose columns keep their width while figures change, and show what there is room for."""

    toggled = Signal(int)
    delete_pressed = Signal()
    duplicate_pressed = Signal()
    hide_pressed = Signal()

    def __init__(self, book: QtRunBook, source: RunsModel) -> None:
        super().__init__()
        self._book, self._source = book, source
        self._wanted: dict[str, bool] = {}
        prepare_table(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self.setItemDelegateForColumn(NAME, NameCell(book, self))
        self.setItemDelegateForColumn(STATUS, StatusCell(book, self))
        self.setItemDelegateForColumn(PROGRESS, ProgressCell(book, self))

    # --- columns --------------------------------------------------------------------------------------------------
    def fit_columns(self) -> None:
        """Give each column the width of its widest text and show those that there is room for."""
        if self.model() is None:
            return
        widths = [self._width(i) for i in range(self.model().columnCount())]
        shown = self._choose(widths)
        # What is left goes to the names first, then to every column, so that the chosen row reaches the edge.
        spare = max(0, self.viewport().width() - sum(widths[i] for i in shown))
        widths[NAME] += min(spare, _SPARE)
        each, odd = divmod(spare - min(spare, _SPARE), len(shown))
        for i in shown:
            widths[i] += each + (odd if i == NAME else 0)
        for i, width in enumerate(widths):
            self.setColumnHidden(i, i not in shown)
            if i in shown and self.columnWidth(i) != width:
                self.setColumnWidth(i, width)

    def columns_menu(self) -> QMenu:
        """Return a menu of all columns; what is ticked there stays as it is whatever the room."""
        menu = QMenu(self)
        for i in range(1, self.model().columnCount()):
            title = str(self.model().headerData(i, Qt.Orientation.Horizontal))
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(i))
            action.toggled.connect(lambda on, t=title: self._want(t, on))
        menu.addSeparator()
        menu.addAction(tr("Choose by the room there is"), lambda: self._want("", on=False))
        return menu

    def _want(self, title: str, on: bool) -> None:
        if title:
            self._wanted[title] = on
        else:
            self._wanted.clear()
        self.fit_columns()

    def _choose(self, widths: list[int]) -> set[int]:
        """Return the columns to show: the most important ones that fit, and what a person asked for."""
        columns = self._source.columns
        measured = names_beside_objective(tag for s in self._book for tag in s.run.history)
        titles = [str(self.model().headerData(i, Qt.Orientation.Horizontal)) for i in range(len(widths))]
        ranks = {i: columns[i].rank if i < len(columns) else EXTRA_RANK for i in range(len(widths))}
        absent = {i for i, c in enumerate(columns) if c.metric and c.metric not in measured}
        out = absent if len(self._book) else set[int]()
        out |= {i for i, t in enumerate(titles) if self._wanted.get(t) is False}
        shown = {i for i, t in enumerate(titles) if self._wanted.get(t)} | {NAME}
        width_left = self.viewport().width() - sum(widths[i] for i in shown)
        for i in sorted(ranks, key=lambda i: (ranks[i], i)):
            if i in shown or i in out:
                continue
            if widths[i] > width_left:
                break
            shown.add(i)
            width_left -= widths[i]
        return shown

    def _width(self, column: int) -> int:
        metrics = self.fontMetrics()
        title = metrics.horizontalAdvance(str(self.model().headerData(column, Qt.Orientation.Horizontal)))
        if column == NAME:
            names = max((metrics.horizontalAdvance(s.name) for s in self._book), default=0)
            return min(max(names, _LEAST_NAME), _MOST_NAME) + SWATCH + 16
        if column < len(self._source.columns):
            return max(metrics.horizontalAdvance(self._source.columns[column].widest), title) + 22
        cells = [str(self.model().index(r, column).data() or "") for r in range(self.model().rowCount())]
        return min(180, max([title, *map(metrics.horizontalAdvance, cells)])) + 24

    def _on_header_menu(self, where: QPoint) -> None:
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(where))

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = self.visualRect(index)
        inside = event.position().x() - box.left() < SWATCH + 4
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index.column() == NAME and inside:
            self.toggled.emit(index.row())
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_Delete and plain:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.currentIndex().siblingAtColumn(NAME))
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.duplicate_pressed.emit()
        elif event.key() == Qt.Key.Key_H and plain:
            self.hide_pressed.emit()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_S) and plain:
            event.ignore()  # they are the window's keys
        else:
            super().keyPressEvent(event)
