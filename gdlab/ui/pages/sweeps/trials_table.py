"""The table of a sweep's trials: it grows as they come, and sorts by any column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from gdlab.lab.number_text import format_duration, format_number
from gdlab.lab.run import Status
from gdlab.lab.run_columns import SIGNS
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.translation import tr, tr_message
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, TEXT_ALIGNMENT, prepare_table

Index = QModelIndex | QPersistentModelIndex
_SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
#: Of a cell Qt asks some ten roles; they are compared as plain integers, since those of enums take a third of the time.
_DISPLAY, _TOOL_TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT, _FOREGROUND = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ForegroundRole)
_ANSWERED = frozenset((_DISPLAY, _TOOL_TIP, _ALIGNMENT, _FOREGROUND, _SORT_ROLE))
#: The signs of runs: a trial is complete as a run is finished.
_SIGNS = {state: SIGNS[Status.FINISHED if state is TrialState.COMPLETE else Status(state)] for state in TrialState}


class TrialsModel(QAbstractTableModel):
    """The trials as rows; new ones are added below, and those under way are brought up to date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials: list[SweepTrial] = []
        self._metrics: tuple[str, ...] = ()
        self._names: list[str] = []
        self._heads = self._made_heads()
        self._texts: dict[int, list[str]] = {}
        self._open: list[int] = []

    def show_trials(self, trials: Sequence[SweepTrial], metrics: Sequence[str]) -> None:
        """Show trials; where they begin with those that are shown, only what is new is told to the view."""
        before = len(self._trials)
        same = tuple(metrics) == self._metrics and list(trials[:before]) == self._trials
        names = list(dict.fromkeys([*self._names, *(name for t in trials[before:] for name in t.values)]))
        if names != self._names or not same:
            self._begin_anew(trials, metrics)
            return
        for row in self._open:
            self._texts.pop(row, None)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._heads) - 1))
        if len(trials) > before:
            self.beginInsertRows(QModelIndex(), before, len(trials) - 1)
            self._trials = list(trials)
            self.endInsertRows()
        candidates = (*self._open, *range(before, len(trials)))
        self._open = [row for row in candidates if not self._trials[row].has_ended]

    def _begin_anew(self, trials: Sequence[SweepTrial], metrics: Sequence[str]) -> None:
        """Show other trials or other columns."""
        self.beginResetModel()
        self._trials, self._metrics = list(trials), tuple(metrics)
        self._names = list(dict.fromkeys(name for trial in trials for name in trial.values))
        self._heads, self._texts = self._made_heads(), {}
        self._open = [row for row, trial in enumerate(self._trials) if not trial.has_ended]
        self.endResetModel()

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return self._heads

    def _made_heads(self) -> list[str]:
        return [tr("Trial"), tr("State"), *self._metrics, *self._names, tr("Epochs"), tr("Time"), tr("Reason")]

    def trial(self, row: int) -> SweepTrial:
        """Return the trial of a row."""
        return self._trials[row]

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._trials)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._heads):
            if role == Qt.ItemDataRole.DisplayRole:
                head = self._heads[section]
                return head.rpartition(".")[2] if head.startswith(("optimizer.", "training.")) else head
            if role == Qt.ItemDataRole.ToolTipRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                values = (self._value(trial, section) for trial in self._trials[:20])
                return NUMBER_ALIGNMENT if any(isinstance(v, int | float) for v in values) else TEXT_ALIGNMENT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        row, column = index.row(), index.column()
        if not 0 <= row < len(self._trials):
            return None
        trial = self._trials[row]
        if role in (_DISPLAY, _TOOL_TIP):
            return self._texts_of(row, trial)[column]
        if role == _FOREGROUND:
            return None if trial.state is TrialState.COMPLETE else current_theme().color("muted")
        value = self._value(trial, column)
        if role == _SORT_ROLE:
            return value if value is not None else math.inf
        return NUMBER_ALIGNMENT if isinstance(value, int | float) else TEXT_ALIGNMENT

    def _texts_of(self, row: int, trial: SweepTrial) -> list[str]:
        """Return the texts of a row, which are made once."""
        found = self._texts.get(row)
        if found is None:
            found = [self._text(trial, column, self._value(trial, column)) for column in range(len(self._heads))]
            self._texts[row] = found
        return found

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
        return (trial.epochs, trial.seconds, tr_message(trial.reason))[column - 2 - metrics - names]

    def _text(self, trial: SweepTrial, column: int, value: Any) -> str:
        if column == 1:
            return f"{_SIGNS[trial.state]} {tr_message(trial.state)}"
        if column == len(self._heads) - 2:  # Time
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
        self.setAccessibleName(tr("Trials"))
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

    def paint_at_once(self) -> None:
        """Paint what has changed now, and not again in a later turn of the event loop."""
        self.executeDelayedItemsLayout()
        self.viewport().repaint()

    def _on_picked(self, index: QModelIndex) -> None:
        self.trial_picked.emit(self.trials.trial(self._sorted.mapToSource(index).row()))
