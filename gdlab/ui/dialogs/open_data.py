"""Open data…: look at a table file, say what its columns are, and take it as the experiment's data."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.datasets import ColumnPreview, Preview
from gdlab.spec.fields import fields
from gdlab.spec.kinds import DataSpec
from gdlab.ui.widgets.progress import Progress
from gdlab.ui.widgets.table import prepare_table

_KINDS = ("numeric", "categorical", "ordinal", "date", "text", "ignore")
_MISSING = {
    "mean": "mean of the column",
    "median": "median of the column",
    "most_frequent": "most frequent value",
    "constant": "zero",
    "indicator": "zero, and a column that says so",
    "drop": "leave the row out",
}
_NAME, _KIND, _MISSES, _DIFFER, _FEW, _LEVELS = range(6)
_MOST_COLUMNS = 300


class OpenDataDialog(QDialog):
    """Show a file's columns with editable kinds, its first rows and its bad rows.

    ``wanted`` carries the data table of a spec. The dialog stays until the import has succeeded: the window says what
    is being done through :meth:`say`, or why it failed.
    """

    wanted = Signal(dict)
    cancelled = Signal()

    def __init__(self, found: DataSpec, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("open_data")
        self.setWindowTitle(f"Open data: {preview.path.name}")
        self.setMinimumSize(560, 420)
        self.resize(860, 600)
        self._preview = preview
        self._path = str(getattr(found, "path", preview.path))
        self.target = _combo("target", "Column to predict", [c.name for c in preview.columns])
        self.target.setCurrentIndex(self.target.count() - 1)
        self.target.currentTextChanged.connect(lambda _text: self._mark_target())
        ways = next((f.choices for f in fields(type(found)) if f.name == "missing"), ())
        self._ways = [str(way) for way in ways]
        self.missing = _combo("missing", "What stands in for a missing value", [_MISSING.get(w, w) for w in self._ways])
        self.bad = _combo("bad_rows", "Rows that cannot be read", ["refuse the file", "leave them out"])
        self.bad.setCurrentIndex(1 if preview.n_bad else 0)
        self.columns = self._columns_table()
        self.problem = QLabel()
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.progress = Progress("Reading…")
        self.progress.hide()
        self.progress.cancelled.connect(self.cancelled)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton("Use this data")
        self.take.setObjectName("use_data")
        self.take.setProperty("kind", "primary")
        self.take.setDefault(True)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        self.take.clicked.connect(lambda _checked=False: self.wanted.emit(self.table()))
        self.buttons.rejected.connect(self.reject)
        self._build()
        self._mark_target()

    def table(self) -> dict[str, Any]:
        """Return the data table of a spec as chosen here; only what differs from the guess is in it."""
        kinds = {c.name: self._kind(i) for i, c in enumerate(self._preview.columns[:_MOST_COLUMNS])}
        guesses = {c.name: c.kind for c in self._preview.columns}
        made: dict[str, Any] = {"type": "csv", "path": self._path, "target": self.target.currentText()}
        ignored = [name for name, kind in kinds.items() if kind == "ignore" and guesses[name] != "ignore"]
        levels = {
            c.name: [part.strip() for part in self._levels(i).split(",") if part.strip()]
            for i, c in enumerate(self._preview.columns[:_MOST_COLUMNS])
            if kinds[c.name] == "ordinal"
        }
        types = {n: k for n, k in kinds.items() if k != guesses[n] and k not in ("ignore", "ordinal")}
        made |= {"ignore": ignored} if ignored else {}
        made |= {"types": types} if types else {}
        made |= {"levels": levels} if levels else {}
        if self._ways:
            made["missing"] = self._ways[self.missing.currentIndex()]
        made["bad_rows"] = "skip" if self.bad.currentIndex() else "stop"
        return made

    def say(self, share: float, text: str) -> None:
        """Show how far the import is."""
        self.problem.hide()
        self.take.setEnabled(False)
        self.progress.show()
        self.progress.set_progress(share if share >= 0 else None, text or "Reading…")

    def refuse(self, why: str) -> None:
        """Say why the import failed; everything chosen stays."""
        self.progress.hide()
        self.progress.start("Reading…")
        self.take.setEnabled(True)
        self.problem.setText(why)
        self.problem.setVisible(bool(why))

    def reject(self) -> None:
        self.cancelled.emit()
        super().reject()

    # --- building -----------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        preview = self._preview
        head = QLabel(
            f"{_count(preview.rows)} rows, {_count(len(preview.columns))} columns. "
            "What is guessed can be changed; numbers are scaled by the training part."
        )
        head.setWordWrap(True)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        for row, (words, editor) in enumerate(
            (("Predict", self.target), ("Missing values", self.missing), ("Bad rows", self.bad))
        ):
            label = QLabel(words)
            label.setBuddy(editor)
            form.addWidget(label, row, 0)
            form.addWidget(editor, row, 1)
        form.setColumnStretch(1, 1)
        tabs = QTabWidget()
        tabs.addTab(self.columns, "Columns")
        tabs.addTab(self._rows_table(), "First rows")
        if preview.n_bad:
            tabs.addTab(self._bad_table(), f"Bad rows ({_count(preview.n_bad)})")
        self.tabs = tabs
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addLayout(form)
        layout.addWidget(tabs, 1)
        for widget in (self.problem, self.progress, self.buttons):
            layout.addWidget(widget)

    def _columns_table(self) -> QTableWidget:
        columns = self._preview.columns[:_MOST_COLUMNS]
        titles = ["Column", "Holds", "Missing", "Different", "Such as", "Levels, lowest first"]
        table = _table(titles, len(columns), "Columns and what they hold")
        for row, column in enumerate(columns):
            cells = (column.name, "", _count(column.missing), _count(column.distinct), ", ".join(column.examples), "")
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if at != _LEVELS:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                if at in (_MISSES, _DIFFER):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, at, item)
            table.setCellWidget(row, _KIND, self._kind_editor(table, row, column))
        for at, width in ((_NAME, 150), (_KIND, 120), (_MISSES, 70), (_DIFFER, 80), (_FEW, 220)):
            table.setColumnWidth(at, width)
        return table

    def _kind_editor(self, table: QTableWidget, row: int, column: ColumnPreview) -> QComboBox:
        editor = _combo("", f"What {column.name} holds", list(_KINDS))
        editor.setCurrentText(column.kind)

        def changed(kind: str) -> None:
            item = table.item(row, _LEVELS)
            if kind == "ordinal" and item is not None and not item.text():
                item.setText(", ".join(column.examples))

        editor.currentTextChanged.connect(changed)
        return editor

    def _rows_table(self) -> QTableWidget:
        preview = self._preview
        names = [c.name for c in preview.columns[:_MOST_COLUMNS]]
        table = _table(names, len(preview.head), "First rows of the file")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for r, cells in enumerate(preview.head):
            for c, text in enumerate(cells[:_MOST_COLUMNS]):
                table.setItem(r, c, QTableWidgetItem(text))
        return table

    def _bad_table(self) -> QTableWidget:
        table = _table(["Line", "Why", "Text"], len(self._preview.bad), "Rows that cannot be read")
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for r, bad in enumerate(self._preview.bad):
            for c, text in enumerate((str(bad.line or ""), bad.reason, bad.text)):
                table.setItem(r, c, QTableWidgetItem(text))
        table.setColumnWidth(1, 360)
        return table

    def _kind(self, row: int) -> str:
        editor = self.columns.cellWidget(row, _KIND)
        return editor.currentText() if isinstance(editor, QComboBox) else self._preview.columns[row].kind

    def _levels(self, row: int) -> str:
        item = self.columns.item(row, _LEVELS)
        return item.text() if item is not None else ""

    def _mark_target(self) -> None:
        for row, column in enumerate(self._preview.columns[:_MOST_COLUMNS]):
            item = self.columns.item(row, _NAME)
            if item is not None:
                item.setText(column.name + ("  (target)" if column.name == self.target.currentText() else ""))


def _combo(name: str, words: str, options: list[str]) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(words)
    combo.addItems(options)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return combo


def _table(titles: list[str], rows: int, name: str) -> QTableWidget:
    table = QTableWidget(rows, len(titles))
    prepare_table(table)
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(titles)
    table.verticalHeader().setDefaultSectionSize(32)
    return table


def _count(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")
