"""The look that every table shares."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from gdlab.ui.theming import current_theme

NUMBER_ALIGNMENT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TEXT_ALIGNMENT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def prepare_table(table: QTableView) -> None:
    """Give a table whole-row selection, quiet lines and tabular digits; models align figures to the right.

    A model says `NUMBER_ALIGNMENT` for the cells and the heading of a column of figures.
    """
    table.setFont(current_theme().font(tabular=True))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(28)
    header = table.horizontalHeader()
    header.setDefaultAlignment(TEXT_ALIGNMENT)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
