"""The Runs table: colour swatch, name, status, progress and figures of every run; sort, filter, choose."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.run import Status
from gdlab.ui.panels.runs_model import COLUMNS, PROGRESS_ROLE, SORT_ROLE, RunsModel
from gdlab.ui.run_book import RunBook, Shown
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.card import heading, icon_button
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.swatch import Swatch

_ROW = 28
_SWATCH = 24
_NAME, _STATUS, _PROGRESS = 0, 1, 2
Index = QModelIndex | QPersistentModelIndex


class RunsPanel(QFrame):
    """Show the runs; emits what a person wants done with them."""

    remove_wanted = Signal(list)
    use_wanted = Signal(str)
    export_wanted = Signal(list)
    stop_wanted = Signal(list)

    def __init__(self, book: RunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._book = book
        self.model = RunsModel(book)
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self.model)
        self.table = _Table(book)
        self.table.setObjectName("runs")
        self.table.setAccessibleName("Runs")
        self.table.setModel(self._sorted)
        self.table.fit_columns()
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.toggled.connect(self._on_toggled)
        self.table.delete_pressed.connect(lambda: self.remove_wanted.emit(self.selected()))
        self._empty = EmptyState(
            "Runs appear here: press Start for one, or Race… for several side by side.", icon="list"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 1)
        layout.setSpacing(2)
        layout.addLayout(self._head())
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        book.added.connect(self._on_count)
        book.removed.connect(self._on_count)
        book.chosen_changed.connect(self._on_chosen)
        self._on_count()

    def pull(self) -> None:
        """Read the figures anew."""
        self.model.refresh()

    def selected(self) -> list[str]:
        """Return the runs of the selected rows."""
        rows = [self._sorted.mapToSource(i).row() for i in self.table.selectionModel().selectedRows()]
        return [s.run.id for s in (self.model.shown(r) for r in rows) if s is not None]

    def _head(self) -> QHBoxLayout:
        self.filter = QLineEdit()
        self.filter.setObjectName("filter_runs")
        self.filter.setPlaceholderText("Filter by name or status")
        self.filter.setAccessibleName("Filter the runs by name or status")
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(200)
        self.filter.textChanged.connect(self._sorted.set_words)
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        row = QHBoxLayout()
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(heading("Runs", "section"))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.filter)
        clear = icon_button("remove", "Remove the ended runs from the table (they stay in the store)")
        clear.setObjectName("clear_runs")
        clear.clicked.connect(self._on_clear)
        row.addWidget(clear)
        return row

    def _on_count(self, *_: Any) -> None:
        n = len(self._book)
        self.count.setText("" if n == 0 else "1 run" if n == 1 else f"{n} runs")
        self.table.setVisible(n > 0)
        self._empty.setVisible(n == 0)
        self.table.fit_columns()

    def _on_clear(self) -> None:
        self.remove_wanted.emit([s.run.id for s in self._book if s.run.status.ended])

    def _on_selected(self, *_: Any) -> None:
        self._book.choose(self.selected())

    def _on_chosen(self) -> None:
        chosen = [s.run.id for s in self._book.chosen]
        if chosen != self.selected() and chosen:
            row = self._sorted.mapFromSource(self.model.index(self.model.row_of(chosen[0]), 0)).row()
            if row >= 0:
                self.table.selectRow(row)

    def _on_toggled(self, row: int) -> None:
        shown = self.model.shown(self._sorted.mapToSource(self._sorted.index(row, 0)).row())
        if shown is not None:
            self._book.set_visible(shown.run.id, not shown.visible)

    def _on_menu(self, where: QPoint) -> None:
        runs = [s for s in (self._book.find(key) for key in self.selected()) if s is not None]
        if runs:
            menu = self.menu(runs)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(where))

    def menu(self, runs: list[Shown]) -> QMenu:
        """Return the menu of what can be done with the selected runs."""
        menu, ids = QMenu(self), [s.run.id for s in runs]
        visible = any(s.visible for s in runs)
        menu.addAction("Hide curves" if visible else "Show curves", lambda: self._show(ids, not visible))
        if len(runs) == 1:
            menu.addAction("Rename", lambda: self.table.edit(self.table.currentIndex().siblingAtColumn(_NAME)))
            self._swatch = Swatch(runs[0].color, runs[0].name)
            colors = self._swatch.menu()
            colors.setParent(menu, colors.windowFlags())
            colors.setTitle("Colour")
            self._swatch.color_chosen.connect(lambda c: self._book.set_color(ids[0], c))
            menu.addMenu(colors)
            menu.addAction("Use these parameters", lambda: self.use_wanted.emit(ids[0]))
        menu.addSeparator()
        if any(not s.run.status.ended for s in runs):
            menu.addAction("Stop", lambda: self.stop_wanted.emit(ids))
        menu.addAction("Export as CSV…", lambda: self.export_wanted.emit(ids))
        menu.addAction("Remove", lambda: self.remove_wanted.emit(ids))
        return menu

    def _show(self, ids: list[str], visible: bool) -> None:
        for key in ids:
            self._book.set_visible(key, visible)


class _Sorted(QSortFilterProxyModel):
    """Sort by values, not by their texts, and keep rows that hold all words of the filter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(False)

    def set_words(self, text: str) -> None:
        """Filter by words."""
        self._words = text.lower().split()
        self.invalidateFilter()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        text = " ".join(str(model.index(source_row, c).data()) for c in (_NAME, _STATUS)).lower()
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


class _Table(QTableView):
    """A table whose columns keep their width while figures change."""

    toggled = Signal(int)
    delete_pressed = Signal()

    def __init__(self, book: RunBook) -> None:
        super().__init__()
        self._book = book
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.setItemDelegateForColumn(_NAME, _NameCell(book, self))
        self.setItemDelegateForColumn(_STATUS, _StatusCell(book, self))
        self.setItemDelegateForColumn(_PROGRESS, _ProgressCell(book, self))
        self.setFont(current_theme().font(tabular=True))

    def fit_columns(self) -> None:
        """Give each column the width of its widest text."""
        metrics = self.fontMetrics()
        for i, column in enumerate(COLUMNS):
            words = max(metrics.horizontalAdvance(column.widest), metrics.horizontalAdvance(column.title + "  "))
            self.setColumnWidth(i, words + 14 + (_SWATCH + 8 if i == _NAME else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        box = self.visualRect(index)
        inside = event.position().x() - box.left() < _SWATCH + 4
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index.column() == _NAME and inside:
            self.toggled.emit(index.row())
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Cell(QStyledItemDelegate):
    """Draw the usual cell, then something over it."""

    def __init__(self, book: RunBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book

    def shown(self, index: Index) -> Shown | None:
        """Return the run of a cell."""
        return self._book.find(str(index.data(Qt.ItemDataRole.UserRole + 1)))

    def bare(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Draw the cell's background and return its box."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        return option.rect  # pyright: ignore[reportAttributeAccessIssue]


class _NameCell(_Cell):
    """Draw the swatch before the name; a hidden run's is hollow."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, shown = self.bare(painter, option, index), self.shown(index)
        if shown is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(box.left() + 10, box.center().y() - 5.5, 12, 12)
        painter.setPen(QPen(QColor(shown.color), 2, shown.style))
        painter.setBrush(QColor(shown.color) if shown.visible else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, 3, 3)
        painter.setPen(current_theme().color("text" if shown.visible else "muted"))
        room = box.adjusted(_SWATCH + 6, 0, -4, 0)
        text = painter.fontMetrics().elidedText(shown.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        editor.setGeometry(box.adjusted(_SWATCH, 0, 0, 0))


class _StatusCell(_Cell):
    """Draw the status in the colour of good or bad news, beside its sign."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        shown = self.shown(index)
        if shown is None:
            return
        tokens = {Status.FINISHED: "good", Status.DIVERGED: "bad", Status.FAILED: "bad", Status.PAUSED: "warn"}
        token = tokens.get(shown.run.status)
        if token:
            color = current_theme().color(token)
            option.palette.setColor(option.palette.ColorRole.Text, color)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, color)


class _ProgressCell(_Cell):
    """Draw a bar with the share in words behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(110, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, theme = self.bare(painter, option, index), current_theme()
        share = float(index.data(PROGRESS_ROLE) or 0.0)
        words = painter.fontMetrics().horizontalAdvance("100 %") + 6
        track = QRectF(box.left() + 8, box.center().y() - 2, max(10, box.width() - words - 18), 5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        shown = self.shown(index)
        painter.setBrush(QColor(shown.color) if shown is not None else theme.color("accent"))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, track.height()), 2.5, 2.5)
        painter.setPen(theme.color("muted"))
        painter.drawText(
            box.adjusted(0, 0, -8, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"{100 * share:.0f} %",
        )
        painter.restore()

    def helpEvent(self, *args: Any) -> bool:
        return False

    def editorEvent(self, event: QEvent, *args: Any) -> bool:
        return False
