"""The table of where descents ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from gdlab.diagnose.arena import ArenaResult
from gdlab.diagnose.arena_words import ending_words, point_words
from gdlab.lab.number_text import format_number
from gdlab.translation import tr, tr_noop
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.table import NUMBER_ALIGNMENT, TEXT_ALIGNMENT, prepare_table

HEADS = (
    tr_noop("Optimizer"),
    tr_noop("Steps"),
    tr_noop("Evals"),
    tr_noop("Ended on"),
    tr_noop("At"),
    "‖∇f‖",
    tr_noop("Eigenvalues"),
)
TIPS = (
    tr_noop("The optimizer with its rate"),
    tr_noop("Steps until the descent had come to the minimum for good"),
    tr_noop("Gradient evaluations until then"),
    tr_noop("The kind of point, by the Hessian's eigenvalues"),
    tr_noop("Which point, or the last one where there is none"),
    tr_noop("Norm of the gradient at the last point"),
    tr_noop("Eigenvalues of the Hessian at that point"),
)
_FIGURES = (1, 2, 5, 6)
Index = QModelIndex | QPersistentModelIndex


class EndingsModel(QAbstractTableModel):
    """One row a descent, as texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, ...]] = []
        self._places: list[int] = []

    def show(self, result: ArenaResult | None, places: list[int]) -> None:
        """Show the endings of a result; ``places`` are those of the colours."""
        self.beginResetModel()
        self._places = places
        self._rows = [] if result is None else rows_of(result)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if index.column() in _FIGURES else TEXT_ALIGNMENT
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            square = QPixmap(10, 10)
            square.fill(QColor(current_theme().run_color(self._places[index.row()])))
            return square
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(TIPS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return NUMBER_ALIGNMENT if section in _FIGURES else TEXT_ALIGNMENT
        return None


def rows_of(result: ArenaResult) -> list[tuple[str, ...]]:
    """Return the texts of each row."""
    rows = []
    for label, descent, ending in zip(result.labels, result.descents, result.endings, strict=True):
        counts = (f"{count:.0f}" if count < float("inf") else "–" for count in (ending.steps, ending.evaluations))
        low, high = ending.eigenvalues
        at = point_words(ending.critical or descent.points[-1])
        eigenvalues = f"{format_number(low)}, {format_number(high)}"
        rows.append((label, *counts, ending_words(ending), at, format_number(ending.gradient_norm), eigenvalues))
    return rows


class EndingsTable(QTableView):
    """The table; where it is narrow it scrolls sideways and no name is cut, where it is wide it fills its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.endings = EndingsModel(self)
        self.setModel(self.endings)
        prepare_table(self)
        self.setObjectName("endings")
        self.setAccessibleName(tr("Where each descent ended"))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(32)
        self.verticalHeader().setDefaultSectionSize(24)
        self.endings.modelReset.connect(self._fill)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Have the last column take what is left of the width, where anything is."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setStretchLastSection(header.length() < self.viewport().width())
