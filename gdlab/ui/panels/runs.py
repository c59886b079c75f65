"""The Runs table: colour swatch, name, status, progress and figures of every run; sort, filter, choose."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from gdlab.lab.exports.base import run_formats
from gdlab.lab.run_book import ShownRun
from gdlab.spec.metrics import names_beside_objective
from gdlab.translation import tr, tr_n
from gdlab.ui.panels.runs_model import RunsModel
from gdlab.ui.panels.runs_table import NAME, RunsFilterModel, RunsTable
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.card import heading, icon_button
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.swatch import Swatch

_ALONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RunsPanel(QFrame):
    """The table of runs with its filter; signals carry the runs on which an action is wanted."""

    remove_wanted = Signal(list)
    use_wanted = Signal(str)
    export_wanted = Signal(list, str)
    predict_wanted = Signal(str)
    stop_wanted = Signal(list)
    duplicate_wanted = Signal(list)
    branch_wanted = Signal(str)

    def __init__(self, book: QtRunBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._book = book
        self._measured: list[str] = []
        self._selecting = False
        self.model = RunsModel(book)
        self._sorted = RunsFilterModel(book, self)
        self._sorted.setSourceModel(self.model)
        self.table = RunsTable(book, self.model)
        self.table.setObjectName("runs")
        self.table.setAccessibleName(tr("Runs"))
        self.table.setModel(self._sorted)
        self.table.fit_columns()
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.toggled.connect(self._on_toggled)
        self.table.delete_pressed.connect(lambda: self.remove_wanted.emit(self.selected()))
        self.table.duplicate_pressed.connect(lambda: self.duplicate_wanted.emit(self.selected()))
        self.table.hide_pressed.connect(self._on_hide)
        self.model.columnsInserted.connect(self._on_columns)
        self.model.columnsRemoved.connect(self._on_columns)
        self._empty = EmptyState(
            tr("Runs appear here: press Start for one, or Race… for several side by side."), icon="list"
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
        measured = names_beside_objective(tag for s in self._book for tag in s.run.history)
        if measured != self._measured:
            self._measured = measured
            self.table.fit_columns()

    def selected(self) -> list[str]:
        """Return the runs of the selected rows."""
        # Not selectedRows, which leaves a row out as soon as a column is added that was not selected with it.
        indexes = self.table.selectionModel().selectedIndexes()
        rows = dict.fromkeys(self._sorted.mapToSource(index).row() for index in indexes)
        return [s.run.id for s in (self.model.shown_run(r) for r in rows) if s is not None]

    def _head(self) -> QHBoxLayout:
        self.filter = QLineEdit()
        self.filter.setObjectName("filter_runs")
        self.filter.setPlaceholderText(tr("Filter by name or status"))
        self.filter.setAccessibleName(tr("Filter the runs by name or status"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(self.fontMetrics().horizontalAdvance(tr("Filter by name or status")) + 44)
        self.filter.textChanged.connect(self._sorted.set_filter)
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        row = QHBoxLayout()
        row.setContentsMargins(11, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(heading(tr("Runs"), "section"))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.filter)
        clear = icon_button("remove", tr("Remove the ended runs from the table (Ctrl+Z brings them back)"))
        clear.setObjectName("clear_runs")
        clear.clicked.connect(self._on_clear)
        row.addWidget(clear)
        return row

    def _on_count(self, *_: Any) -> None:
        n = len(self._book)
        self.count.setText("" if n == 0 else tr_n("{n} run", "{n} runs", n))
        self.table.setVisible(n > 0)
        self._empty.setVisible(n == 0)
        self.table.fit_columns()

    def _on_clear(self) -> None:
        self.remove_wanted.emit([s.run.id for s in self._book if s.run.status.ended])

    def _on_selected(self, *_: Any) -> None:
        if not self._selecting:
            self._book.choose(self.selected())

    def _on_chosen(self) -> None:
        chosen = [s.run.id for s in self._book.chosen]
        if chosen and chosen != self.selected():
            self._select(chosen)

    def _select(self, ids: list[str]) -> None:
        """Select the rows of these runs and no others, whatever keys are held down."""
        rows = [self._sorted.mapFromSource(self.model.index(self.model.row_of(key), NAME)) for key in ids]
        selection = QItemSelection()
        for row in (row for row in rows if row.isValid()):
            selection.select(row, row)
        # Not selectRow, which adds to the selection while Ctrl is held down, as it is with Ctrl+Enter.
        selected, self._selecting = self.table.selectionModel(), True
        selected.select(selection, _ALONE)
        if rows and rows[0].isValid():
            selected.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        self._selecting = False

    def _on_columns(self, *_: Any) -> None:
        self.table.fit_columns()
        self._select([s.run.id for s in self._book.chosen])

    def _on_toggled(self, row: int) -> None:
        shown = self.model.shown_run(self._sorted.mapToSource(self._sorted.index(row, 0)).row())
        if shown is not None:
            self._book.set_visible(shown.run.id, not shown.visible)

    def _on_menu(self, where: QPoint) -> None:
        runs = [s for s in (self._book.find(key) for key in self.selected()) if s is not None]
        if runs:
            menu = self.menu(runs)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(where))

    def menu(self, runs: list[ShownRun]) -> QMenu:
        """Return the menu of what can be done with the selected runs; the keys beside it work in the table."""
        menu, ids = QMenu(self), [s.run.id for s in runs]
        visible = any(s.visible for s in runs)
        menu.addAction(tr("Hide curves\tH") if visible else tr("Show curves\tH"), lambda: self._show(ids, not visible))
        if len(runs) == 1:
            menu.addAction(tr("Rename\tF2"), lambda: self.table.edit(self.table.currentIndex().siblingAtColumn(NAME)))
            self._swatch = Swatch(runs[0].color, runs[0].name, menu)
            self._swatch.hide()
            colors = self._swatch.menu()
            colors.setParent(menu, colors.windowFlags())
            colors.setTitle(tr("Colour"))
            self._swatch.color_chosen.connect(lambda c: self._book.set_color(ids[0], c))
            menu.addMenu(colors)
            use = menu.addAction(tr("Use these settings"), lambda: self.use_wanted.emit(ids[0]))
            use.setEnabled(not runs[0].run.run.is_foreign)
            predict = menu.addAction(tr("Predict…"), lambda: self.predict_wanted.emit(ids[0]))
            predict.setEnabled(bool(runs[0].run.run.parameters))
            branch = menu.addAction(tr("Branch…"), lambda: self.branch_wanted.emit(ids[0]))
            branch.setEnabled(runs[0].run.step > 0)
        again = menu.addAction(tr("Run again\tCtrl+D"), lambda: self.duplicate_wanted.emit(ids))
        again.setEnabled(not any(s.run.run.is_foreign for s in runs))
        menu.addSeparator()
        if any(not s.run.status.ended for s in runs):
            menu.addAction(tr("Stop"), lambda: self.stop_wanted.emit(ids))
        menu.addAction(tr("Export as CSV…"), lambda: self.export_wanted.emit(ids, "long"))
        menu.addMenu(self._export_menu(menu, runs))
        menu.addAction(tr("Remove\tDel"), lambda: self.remove_wanted.emit(ids))
        return menu

    def _export_menu(self, parent: QMenu, runs: list[ShownRun]) -> QMenu:
        """Return the menu of the formats; those of weights need one run that has ended."""
        menu, ids = QMenu(tr("Export"), parent), [s.run.id for s in runs]
        menu.setToolTipsVisible(True)
        for name, form in sorted(run_formats().items(), key=lambda item: item[1].title):
            action = menu.addAction(f"{tr(form.title)}…", partial(self.export_wanted.emit, ids, name))
            action.setToolTip(form.help)
            action.setEnabled(not form.single or (len(runs) == 1 and bool(runs[0].run.run.parameters)))
        return menu

    def _on_hide(self) -> None:
        shown = [s for s in (self._book.find(key) for key in self.selected()) if s is not None]
        self._show([s.run.id for s in shown], not any(s.visible for s in shown))

    def _show(self, ids: list[str], visible: bool) -> None:
        for key in ids:
            self._book.set_visible(key, visible)
