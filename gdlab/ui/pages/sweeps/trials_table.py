"""The table of a sweep's trials: it grows as they come, and sorts by any column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from gdlab.lab.number_text import format_duration, format_number
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, TEXT_ALIGNMENT, prepare_table

Index = QModelIndex | QPersistentModelIndex
_SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_SIGNS = {
    TrialState.RUNNING: "▶",
    TrialState.COMPLETE: "✓",
    TrialState.GUESSING: "≈",
    TrialState.PRUNED: "✂",
    TrialState.DIVERGED: "⚡",
    TrialState.FAILED: "✕",
}


class TrialsModel(QAbstractTableModel):
    """The trials as rows; new ones are added below, and those under way are brought up to date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials: list[SweepTrial] = []
        self._metrics: tuple[str, ...] = ()
        self._names: list[str] = []

    def show_trials(self, trials: Sequence[SweepTrial], metrics: Sequence[str]) -> None:
        """Show trials; where they begin with those that are shown, only what is new is told to the view."""
        names = list(dict.fromkeys(name for trial in trials for name in trial.values))
        before = len(self._trials)
        same = [t.number for t in trials[:before]] == [t.number for t in self._trials]
        if names != self._names or tuple(metrics) != self._metrics or not same:
            self.beginResetModel()
            self._trials, self._metrics, self._names = list(trials), tuple(metrics), names
            self.endResetModel()
            return
        if len(trials) > before:
            self.beginInsertRows(QModelIndex(), before, len(trials) - 1)
            self._trials = list(trials)
            self.endInsertRows()
        else:
            self._trials = list(trials)
        open_rows = range(max(0, before - 64), before)
        if open_rows:
            self.dataChanged.emit(self.index(open_rows[0], 0), self.index(open_rows[-1], self.columnCount() - 1))

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return ["Trial", "State", *self._metrics, *self._names, "Epochs", "Time", "Reason"]

    def trial(self, row: int) -> SweepTrial:
        """Return the trial of a row."""
        return self._trials[row]

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._trials)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.heads):
            if role == Qt.ItemDataRole.DisplayRole:
                head = self.heads[section]
                return head.rpartition(".")[2] if head.startswith(("optimizer.", "training.")) else head
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                values = (self._value(trial, section) for trial in self._trials[:20])
                return NUMBER_ALIGNMENT if any(isinstance(v, int | float) for v in values) else TEXT_ALIGNMENT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._trials):
            return None
        value = self._value(self._trials[index.row()], index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(self._trials[index.row()], index.column(), value)
        if role == _SORT_ROLE:
            return value if value is not None else math.inf
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if isinstance(value, int | float) else TEXT_ALIGNMENT
        if role == Qt.ItemDataRole.ForegroundRole and self._trials[index.row()].state is not TrialState.COMPLETE:
            return current_theme().color("muted")
        return None

    def _value(self, trial: SweepTrial, column: int) -> Any:
        metrics, names = len(self._metrics), len(self._names)
        if column < 2:
            return trial.number if column == 0 else str(trial.state)
        if column < 2 + metrics:
            if trial.figures:
                return trial.figures[column - 2]
            return trial.curve[-1][1] if trial.curve and column == 2 else None
        if column < 2 + metrics + names:
            return trial.values.get(self._names[column - 2 - metrics])
        return (trial.epochs, trial.seconds, trial.reason)[column - 2 - metrics - names]

    def _text(self, trial: SweepTrial, column: int, value: Any) -> str:
        if column == 1:
            return f"{_SIGNS[trial.state]} {trial.state}"
        if self.heads[column] == "Time":
            return format_duration(float(value)) if value else ""
        if value is None:
            return ""
        return format_number(value) if isinstance(value, float) else str(value)


class TrialsTable(QTableView):
    """The table of the trials, the newest in sight until a person scrolls or sorts."""

    trial_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweep_trials")
        self.setAccessibleName("Trials")
        self.trials = TrialsModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.trials)
        self._sorted.setSortRole(_SORT_ROLE)
        self.setModel(self._sorted)
        prepare_table(self)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self._on_picked)

    def show_trials(self, trials: Sequence[SweepTrial], metrics: Sequence[str]) -> None:
        """Show trials; columns get their width when they are first shown."""
        before = self.trials.heads
        self.trials.show_trials(trials, metrics)
        if self.trials.heads != before:
            letters = self.horizontalHeader().fontMetrics()
            for column in range(self.trials.columnCount()):
                head = str(self.trials.headerData(column, Qt.Orientation.Horizontal))
                self.setColumnWidth(column, max(96, letters.horizontalAdvance(head) + 32))
            self.setColumnWidth(1, 116)

    def _on_picked(self, index: QModelIndex) -> None:
        self.trial_picked.emit(self.trials.trial(self._sorted.mapToSource(index).row()))
