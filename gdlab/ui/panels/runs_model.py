"""The table of runs as Qt sees it: one row a run, figures that change in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from gdlab.lab.explanations import explain_status
from gdlab.lab.run_book import ShownRun
from gdlab.lab.run_columns import FIRST_COLUMNS, LAST_COLUMNS, SIGNS, RunsColumn, metric_columns
from gdlab.lab.thinning_note import thinning_note
from gdlab.spec.metrics import registered
from gdlab.translation import local_number, tr, tr_message
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.explained import explanation_html

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
RUN_ROLE = Qt.ItemDataRole.UserRole + 1
PROGRESS_ROLE = Qt.ItemDataRole.UserRole + 2


class RunsModel(QAbstractTableModel):
    """The runs of the book as a table; the columns behind the fixed ones are the fields in which runs differ."""

    def __init__(self, book: QtRunBook) -> None:
        super().__init__(book)
        self._book = book
        self._rows: list[str] = []
        self._metrics = [metric.tag for metric in registered() if metric.default]
        self.columns = self._made_columns()
        self._extra: list[str] = []
        self._values: dict[str, dict[str, object]] = {}
        self._texts: dict[str, tuple[str, ...]] = {}
        book.added.connect(self._on_added)
        book.removed.connect(self._on_removed)
        book.changed.connect(self.refresh_run)

    def shown_run(self, row: int) -> ShownRun | None:
        """Return the run of a row."""
        return self._book.find(self._rows[row]) if 0 <= row < len(self._rows) else None

    def row_of(self, run_id: str) -> int:
        """Return the row of a run, -1 when it has none."""
        return self._rows.index(run_id) if run_id in self._rows else -1

    @property
    def extra(self) -> list[str]:
        """The dotted paths in which the runs differ, in the order of their columns."""
        return list(self._extra)

    def refresh(self) -> None:
        """Read all figures anew and tell of those cells alone whose text is another."""
        for row, key in enumerate(self._rows):
            shown = self._book.find(key)
            if shown is None:
                continue
            texts = tuple(str(self._fixed(shown, column, Qt.ItemDataRole.DisplayRole)) for column in self.columns)
            before = self._texts.get(key)
            if texts == before:
                continue
            self._texts[key] = texts
            changed = [i for i, text in enumerate(texts) if before is None or text != before[i]]
            self.dataChanged.emit(self.index(row, changed[0]), self.index(row, changed[-1]))

    def refresh_run(self, run_id: str) -> None:
        """Read one run's row anew."""
        row = self.row_of(run_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns) + len(self._extra)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        fixed = section < len(self.columns)
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title) if fixed else _short(self._extra[section - len(self.columns)])
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                tr(self.columns[section].tip)
                if fixed
                else tr("{extra}: the runs differ in it", extra=self._extra[section - len(self.columns)])
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(left=not fixed or self.columns[section].left)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == 0 else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        shown = self.shown_run(index.row())
        if shown is None or index.column() != 0 or not str(value).strip():
            return False
        self._book.set_name(shown.run.id, str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = self.shown_run(index.row())
        if shown is None:
            return None
        if role == RUN_ROLE:
            return shown.run.id
        if role == Qt.ItemDataRole.WhatsThisRole:
            return explanation_html(explain_status(shown.run.status, shown.run.run.reason))
        if role == Qt.ItemDataRole.ToolTipRole:
            meaning = explain_status(shown.run.status).sentence.rstrip(".")
            reason = tr_message(shown.run.run.reason or shown.note)
            said = (shown.name, shown.race, reason or meaning, tr_message(thinning_note(shown.run.run)))
            return ". ".join(part for part in said if part)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return ", ".join(part for part in (shown.name, shown.race, "" if shown.visible else "hidden") if part)
        column = index.column()
        if column >= len(self.columns):
            value = self._values.get(self._extra[column - len(self.columns)], {}).get(shown.run.id)
            return _written(value, role)
        return self._fixed(shown, self.columns[column], role)

    def _fixed(self, shown: ShownRun, column: RunsColumn, role: int) -> Any:
        if role in (SORT_ROLE, PROGRESS_ROLE):
            return column.value(shown)
        if role == Qt.ItemDataRole.DisplayRole:
            if column.title == "Status" and shown.note:
                return f"{SIGNS[shown.run.status]} {tr_message(shown.note)}"
            return column.text(column.value(shown))
        if role == Qt.ItemDataRole.EditRole:
            return shown.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(left=column.left)
        return None

    def _made_columns(self) -> list[RunsColumn]:
        measured = [column for name in self._metrics for column in metric_columns(name)]
        return [*FIRST_COLUMNS, *measured, *LAST_COLUMNS]

    def _add_metrics(self, run_id: str) -> None:
        """Make the columns of the metrics of a run that no run before it had."""
        shown = self._book.find(run_id)
        metrics = shown.run.spec.metrics if shown is not None else ()
        new = [metric.name for metric in metrics if metric.scalar and metric.name not in self._metrics]
        if new:
            first = len(self.columns) - len(LAST_COLUMNS)
            count = sum(len(metric_columns(name)) for name in new)
            self.beginInsertColumns(QModelIndex(), first, first + count - 1)
            self._metrics += new
            self.columns = self._made_columns()
            self._texts.clear()
            self.endInsertColumns()

    def _on_added(self, run_id: str) -> None:
        self._add_metrics(run_id)
        row = [s.run.id for s in self._book].index(run_id)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, run_id)
        self.endInsertRows()
        self._refresh_differences()

    def _on_removed(self, run_id: str) -> None:
        row = self.row_of(run_id)
        if row < 0:
            return
        self._texts.pop(run_id, None)
        self.beginRemoveRows(QModelIndex(), row, row)
        self._rows.pop(row)
        self.endRemoveRows()
        self._refresh_differences()

    def _refresh_differences(self) -> None:
        values = self._book.differences()
        extra = list(values)
        if extra != self._extra:
            if self._extra:
                self.beginRemoveColumns(QModelIndex(), len(self.columns), len(self.columns) + len(self._extra) - 1)
                self._extra = []
                self.endRemoveColumns()
            if extra:
                self.beginInsertColumns(QModelIndex(), len(self.columns), len(self.columns) + len(extra) - 1)
                self._extra = extra
                self.endInsertColumns()
        self._values = values


def _short(path: str) -> str:
    """Return the last name of a dotted path; of ``optimizer.type`` the part of which the kind differs."""
    *parents, name = path.split(".")
    return parents[-1] if name == "type" and parents else name


def _alignment(*, left: bool) -> int:
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _written(value: object, role: int) -> Any:
    if role == SORT_ROLE:
        return value if isinstance(value, (int, float)) else str(value)
    if role == Qt.ItemDataRole.DisplayRole:
        if value is None:
            return ""
        values = value if isinstance(value, list) else [value]
        return ", ".join(local_number(str(v)) if isinstance(v, float) else str(v) for v in values)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _alignment(left=True)
    return None
