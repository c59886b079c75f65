"""The columns of a table file: what each holds and which part it plays, all of it editable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from gdlab.lab.datasets import ColumnPreview
from gdlab.lab.number_text import format_count
from gdlab.translation import tr, tr_noop
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.choice import QuietCombo
from gdlab.ui.widgets.table import prepare_table

#: What a column is for, in the words of the menu.
PARTS = {
    "input": tr_noop("input"),
    "target": tr_noop("predict"),
    "target too": tr_noop("predict as well"),
    "ignore": tr_noop("leave out"),
    "group": tr_noop("group of the split"),
    "time": tr_noop("time of the split"),
}
#: What a column holds, in the words of the menu.
KINDS = {
    "numeric": tr_noop("numbers"),
    "categorical": tr_noop("categories"),
    "ordinal": tr_noop("ordered levels"),
    "date": tr_noop("dates"),
    "text": tr_noop("text"),
}
#: Of a wider table the first columns are listed, and the last, which is the usual target.
MOST_COLUMNS = 300
_SINGLE = ("target", "group", "time")
_NAME, _PART, _KIND, _MISSING, _DIFFER, _VALUES, _NOTE = range(7)
#: Rows above and below those in sight that have menus too, so that Tab goes on to them.
_BEYOND = 3


def listed(columns: Sequence[ColumnPreview]) -> list[int]:
    """Return the places of the columns that are listed: of very many the first ones and the last."""
    if len(columns) <= MOST_COLUMNS:
        return list(range(len(columns)))
    return [*range(MOST_COLUMNS - 1), len(columns) - 1]


class ColumnsTable(QTableWidget):
    """A table of columns with menus for part and kind; values of ordered levels are edited in place, lowest first.

    Only rows that have been in sight have menus: those of hundreds of columns would hold the window for half a minute.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__(0, 7)
        prepare_table(self)
        self.setObjectName("columns")
        self.setAccessibleName(tr("Columns, the part that each plays, and what it holds"))
        self.setHorizontalHeaderLabels(
            [tr("Column"), tr("Part"), tr("Holds"), tr("Missing"), tr("Different"), tr("Values"), tr("Note")]
        )
        self.verticalHeader().setDefaultSectionSize(34)
        for at, width in ((_NAME, 130), (_PART, 138), (_KIND, 132), (_MISSING, 62), (_DIFFER, 70), (_VALUES, 200)):
            self.setColumnWidth(at, width)
        self.horizontalHeader().setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        self._columns: tuple[ColumnPreview, ...] = ()
        self._unlisted: tuple[ColumnPreview, ...] = ()
        self._guesses: dict[str, str] = {}
        self._rows: dict[str, int] = {}
        self._chosen: dict[int, dict[str, str]] = {_PART: {}, _KIND: {}}
        self.verticalScrollBar().valueChanged.connect(self._add_menus)
        self.itemChanged.connect(self._on_item)

    # --- what was chosen ----------------------------------------------------------------------------------------------
    @property
    def names(self) -> list[str]:
        """The columns that are listed."""
        return [c.name for c in self._columns]

    def part(self, name: str) -> str:
        """Return the part that a column plays."""
        return self._chosen[_PART][name]

    def kind(self, name: str) -> str:
        """Return what a column holds."""
        return self._chosen[_KIND][name]

    def guess(self, name: str) -> str:
        """Return what a column was first taken for."""
        return self._guesses[name]

    def of_part(self, part: str) -> list[str]:
        """Return the columns that play a part."""
        return [name for name in self.names if self.part(name) == part]

    def inputs(self) -> list[str]:
        """Return the columns that are inputs, those that are not listed last."""
        return self.of_part("input") + [c.name for c in self._unlisted if c.kind != "ignore"]

    def levels(self, name: str) -> list[str]:
        """Return the levels that were written for a column, lowest first."""
        item = self.item(self._rows[name], _VALUES)
        return [part.strip() for part in item.text().split(",") if part.strip()] if item is not None else []

    def date_format(self, name: str) -> str:
        """Return how a column's dates are written, as it was found or written instead; "" where it holds none."""
        item = self.item(self._rows[name], _VALUES)
        return item.text().strip() if self.kind(name) == "date" and item is not None and "%" in item.text() else ""

    def set_part(self, name: str, part: str) -> None:
        """Give a column a part; parts that only one can play are taken from the other."""
        self._choose(name, _PART, part)
        self._on_part(name)

    def set_kind(self, name: str, kind: str) -> None:
        """Describe what a column holds."""
        self._choose(name, _KIND, kind)
        self._on_kind(name)

    # --- showing ------------------------------------------------------------------------------------------------------
    def show_columns(self, columns: tuple[ColumnPreview, ...]) -> None:
        """List columns, of very many the first and the last; what was chosen for one listed before is kept."""
        self._unlisted = columns[MOST_COLUMNS - 1 : -1] if len(columns) > MOST_COLUMNS else ()
        columns = tuple(columns[place] for place in listed(columns))
        before = {n: (self.part(n), self.kind(n), self.levels(n)) for n in self.names}
        same = set(before) == {c.name for c in columns}
        self._guesses = self._guesses if same else {c.name: c.kind for c in columns}
        self.blockSignals(True)
        self._columns, self._rows = columns, {column.name: row for row, column in enumerate(columns)}
        self.setRowCount(0)  # the menus of what was listed before go
        self.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._fill(row, column)
            if same and column.name in before:
                part, kind, levels = before[column.name]
                self._choose(column.name, _PART, part)
                self._choose(column.name, _KIND, kind)
                self._show_values(column.name, levels if kind == "ordinal" else None)
            self._show_format(column)
        if not same:
            known = [c.name for c in columns if c.kind != "ignore"]
            if known:
                self._choose(known[-1], _PART, "target")
        self.blockSignals(False)
        self._add_menus()

    def show_notes(self, notes: dict[str, tuple[str, bool]]) -> None:
        """Write a sentence beside columns; True marks what keeps the data from being used."""
        theme = current_theme()
        self.blockSignals(True)
        for row, name in enumerate(self.names):
            text, wrong = notes.get(name, ("", False))
            item = self.item(row, _NOTE)
            if item is not None:
                item.setText(text)
                item.setToolTip(text)
                item.setForeground(QBrush(QColor(theme.hex("bad" if wrong else "muted"))))
        self.blockSignals(False)
        wide = 190 if any(text for text, _ in notes.values()) else 40
        self.horizontalHeader().setMinimumSectionSize(40)
        self.setColumnWidth(_NOTE, wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._add_menus()

    def reveal(self, name: str) -> None:
        """Bring a column into sight."""
        item = self.item(self._rows[name], _NAME)
        if item is not None:
            self.scrollToItem(item)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _fill(self, row: int, column: ColumnPreview) -> None:
        few = column.levels or column.examples
        shown = ", ".join(few[:8]) + (", …" if column.distinct > len(few[:8]) else "")
        for at, text in (
            (_NAME, column.name),
            (_MISSING, format_count(column.missing) if column.missing else "0"),
            (_DIFFER, ("≈ " if column.is_estimate else "") + format_count(column.distinct)),
            (_VALUES, shown),
            (_NOTE, ""),
        ):
            item = QTableWidgetItem(text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(text)
            if at in (_MISSING, _DIFFER):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, at, item)
        self._chosen[_PART][column.name] = "ignore" if column.kind == "ignore" else "input"
        self._chosen[_KIND][column.name] = "categorical" if column.kind == "ignore" else column.kind

    def _add_menus(self, *_: object) -> None:
        """Give the rows in sight, and a few beyond, their menus."""
        last = self.rowAt(self.viewport().height() - 1)
        end = self.rowCount() if last < 0 else last + 1 + _BEYOND
        for row in range(max(0, self.rowAt(0) - _BEYOND), min(end, self.rowCount())):
            if self.cellWidget(row, _PART) is None:
                name = self._columns[row].name
                for at, words, menu_name, act in (
                    (_PART, PARTS, tr("Part of {name}", name=name), self._on_part),
                    (_KIND, KINDS, tr("What {name} holds", name=name), self._on_kind),
                ):
                    menu = _menu(words, menu_name, self._chosen[at][name])
                    menu.activated.connect(partial(self._on_menu, name, at, act))
                    self.setCellWidget(row, at, menu)

    def _on_menu(self, name: str, at: int, act: Callable[[str], None], _index: int) -> None:
        menu = self.cellWidget(self._rows[name], at)
        assert isinstance(menu, QComboBox)
        self._chosen[at][name] = str(menu.currentData())
        act(name)

    def _choose(self, name: str, at: int, value: str) -> None:
        """Note what a column is or holds, and show it where there is a menu."""
        self._chosen[at][name] = value
        menu = self.cellWidget(self._rows[name], at)
        if isinstance(menu, QComboBox):
            menu.setCurrentIndex(menu.findData(value))

    def _on_part(self, name: str) -> None:
        part = self.part(name)
        for other in self.names:
            if part in _SINGLE and other != name and self.part(other) == part:
                self._choose(other, _PART, "input")
        self.edited.emit()

    def _on_kind(self, name: str) -> None:
        column = self._columns[self._rows[name]]
        self.blockSignals(True)
        self._show_values(name, list(column.levels) if self.kind(name) == "ordinal" else None)
        self.blockSignals(False)
        self.edited.emit()

    def _show_values(self, name: str, levels: list[str] | None) -> None:
        """Show levels that can be edited, or, with None, the values that there are."""
        row = self._rows[name]
        item = self.item(row, _VALUES)
        if item is None:
            return
        editable = Qt.ItemFlag.ItemIsEditable
        if levels is not None:
            item.setText(", ".join(levels))
            item.setToolTip(tr("Double-click to put the levels in order, lowest first, with commas between"))
            item.setFlags(item.flags() | editable)
        elif item.flags() & editable:
            few = self._columns[row].levels or self._columns[row].examples
            item.setText(", ".join(few[:8]))
            item.setFlags(item.flags() & ~editable)

    def _show_format(self, column: ColumnPreview) -> None:
        """Show how dates are written, to be changed in place."""
        item = self.item(self._rows[column.name], _VALUES)
        if item is not None and column.date_format and self.kind(column.name) == "date":
            item.setText(column.date_format)
            few = ", ".join(column.examples[:3])
            item.setToolTip(
                tr("How the dates are written ({few}): %d day, %m month, %Y year; double-click to change it", few=few)
            )
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _on_item(self, item: QTableWidgetItem) -> None:
        if item.column() == _VALUES:
            self.edited.emit()


def _menu(words: dict[str, str], name: str, value: str) -> QComboBox:
    menu = QuietCombo()
    menu.setAccessibleName(name)
    for key, text in words.items():
        menu.addItem(tr(text), key)
    menu.setCurrentIndex(menu.findData(value))
    return menu
