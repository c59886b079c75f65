"""A heat map of a figure over the values of two varied fields."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget

from gdlab.lab.comparison.column_scale import column_scale
from gdlab.lab.comparison.compared_set import ComparedSet, SetColumn
from gdlab.translation import tr, tr_n, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture
from gdlab.ui.plots.heatmap import Cells


class HeatPicture(ComparePicture):
    """A cell a pair of values: the mean of the figure over its runs."""

    name, heading, order = "heat", tr_noop("Heat map"), 40
    empty_text = tr_noop("Runs that differ in two fields, such as optimizer and rate, show a map of the figure here.")

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.add_choice(tr("Rows"), tr("The field whose values are the rows"), "rows")
        self.columns = self.add_choice(tr("Columns"), tr("The field whose values are the columns"), "columns")
        self.figure = self.add_choice(tr("Figure"), tr("The figure whose mean stands in the cells"), "figure")
        self._counts = np.empty((0, 0), np.int64)

    def made_drawing(self) -> QWidget:
        self.cells = Cells("sequential", "", "", self)
        self.cells.setAccessibleName(tr("Heat map of a figure over two fields"))
        return self.cells

    def arrange(self, shown: ComparedSet) -> bool:
        fields = [column for column in shown.columns if column.key in shown.varied]
        figures = [column for column in shown.columns if column.key not in shown.varied]
        if len(fields) < 2:
            return False
        row = self.offer_columns(self.rows, fields, fields[0].key)
        column = self.offer_columns(self.columns, fields, fields[1].key)
        figure = self.offer_columns(self.figure, figures, "last")
        if row is None or column is None or figure is None:
            return False
        down, across = ([text for _, text in column_scale(_as_words(c)).ticks] for c in (row, column))
        values: dict[tuple[int, int], list[float]] = {}
        for r, c, value in zip(row.texts, column.texts, figure.values, strict=True):
            if np.isfinite(value):
                values.setdefault((down.index(r), across.index(c)), []).append(float(value))
        matrix = np.full((len(down), len(across)), np.nan)
        self._counts = np.zeros(matrix.shape, np.int64)
        for at, found in values.items():
            matrix[at], self._counts[at] = np.mean(found), len(found)
        self.cells.set_labels(column.title, row.title)
        self.cells.set_matrix(matrix, down, across)
        self._title_of_figure = figure.title
        return bool(values)

    def basis(self, shown: ComparedSet) -> str:
        counts = self._counts[self._counts > 0]
        low, high = int(counts.min()), int(counts.max())
        if low != high:
            return tr("mean of {low} to {high} runs a cell", low=low, high=high)
        return tr_n("mean of {n} run a cell", "mean of {n} runs a cell", low)

    def description(self, shown: ComparedSet) -> str:
        return tr(
            "{figure} by {rows} and {columns}",
            figure=self._title_of_figure,
            rows=self.rows.combo.currentText(),
            columns=self.columns.combo.currentText(),
        )


def _as_words(column: SetColumn) -> SetColumn:
    """Return a column whose numbers are words, so that each value has a place of its own."""
    return replace(column, values=list(column.texts))
