"""Matrices as coloured cells with their numbers: confusion, weights, grids of two hyperparameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.axes import short_number
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.theme import Theme, rgb
from gdlab.ui.theming import current_theme

Mode = Literal["sequential", "signed", "confusion"]

_MOST_LABELLED = 40


class Heatmap(ChartFrame):
    """A card with a matrix; `signed` maps lie evenly about zero, `confusion` ones shade by the share of a row."""

    def __init__(
        self,
        title: str,
        *,
        mode: Mode = "sequential",
        x_label: str = "",
        y_label: str = "",
        empty: str = tr_noop("Nothing to show yet."),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.cells = Cells(mode, x_label, y_label, self)
        self.cells.setAccessibleName(tr("{title} matrix", title=title))
        self.body.addWidget(self.cells, 1)
        self.show_empty(True)

    def set_matrix(
        self, values: ArrayLike, rows: Sequence[str] | None = None, columns: Sequence[str] | None = None
    ) -> None:
        """Show a matrix of shape (rows, columns) with the names of its rows and columns.

        Raises:
            ValueError: when it is no matrix, or there are more or fewer names.
        """
        matrix = np.asarray(values, dtype=np.float64)
        if matrix.ndim != 2:
            raise ValueError(f"A matrix has two dimensions, not {matrix.ndim}.")
        self.cells.set_matrix(matrix, rows, columns)
        self.show_empty(matrix.size == 0)

    def set_axis_names(self, x_label: str, y_label: str) -> None:
        """Name what lies across and what lies down."""
        self.cells.set_axis_names(x_label, y_label)

    def restyle(self, theme: Theme) -> None:
        self.cells.update()


class Cells(QWidget):
    """The painted matrix with its labels, and numbers where they fit."""

    def __init__(self, mode: Mode, x_label: str, y_label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._x_label, self._y_label = x_label, y_label
        self._matrix: NDArray[np.float64] = np.empty((0, 0))
        self._rows: list[str] = []
        self._columns: list[str] = []
        self.setMinimumSize(120, 100)

    def set_axis_names(self, x_label: str, y_label: str) -> None:
        """Name both axes."""
        self._x_label, self._y_label = x_label, y_label
        self.update()

    def set_matrix(
        self, matrix: NDArray[np.float64], rows: Sequence[str] | None, columns: Sequence[str] | None
    ) -> None:
        """Show a matrix of shape (rows, columns) with the names of its rows and columns; NaN is an empty cell.

        Raises:
            ValueError: when there are more or fewer names than rows and columns.
        """
        self._matrix = matrix
        self._rows = list(rows) if rows is not None else [str(k) for k in range(matrix.shape[0])]
        self._columns = list(columns) if columns is not None else [str(k) for k in range(matrix.shape[1])]
        if len(self._rows) != matrix.shape[0] or len(self._columns) != matrix.shape[1]:
            raise ValueError(f"{matrix.shape} cells need as many names of rows and columns.")
        self.setAccessibleDescription(self._sentence())
        self.update()

    def set_labels(self, x_label: str, y_label: str) -> None:
        """Name what the columns and the rows are."""
        self._x_label, self._y_label = x_label, y_label
        self.update()

    def _sentence(self) -> str:
        """Return what a matrix shows in words: its size and range, of a confusion what is right and the worst cell."""
        rows, columns = self._matrix.shape
        if self._matrix.size == 0 or not np.isfinite(self._matrix).any():
            return tr("Nothing to show yet.")
        size = tr("{rows} rows and {columns} columns", rows=rows, columns=columns)
        if self._mode != "confusion" or rows != columns:
            low, high = np.nanmin(self._matrix), np.nanmax(self._matrix)
            return tr(
                "{size}, from {low} to {high}.",
                size=size,
                low=short_number(float(low), 3),
                high=short_number(float(high), 3),
            )
        right, total = float(np.trace(self._matrix)), float(self._matrix.sum())
        wrong = self._matrix - np.diag(np.diag(self._matrix))
        said = tr("{size}; {right} of {total} on the diagonal.", size=size, right=f"{right:.0f}", total=f"{total:.0f}")
        if wrong.max() > 0:
            row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
            said += tr(
                " Most often mistaken: {rows} for {columns}, {max} times.",
                rows=self._rows[row],
                columns=self._columns[column],
                max=f"{wrong.max():.0f}",
            )
        return said

    def colors(self, theme: Theme) -> NDArray[np.uint8]:
        """Return the colour of each cell: shape (rows, columns, 3)."""
        values = self._matrix
        finite = np.where(np.isfinite(values), values, 0.0)
        if self._mode == "signed":
            return theme.signed_rgb(finite / (np.abs(finite).max(initial=0.0) or 1.0))
        if self._mode == "confusion":
            share = self.row_shares()
        else:
            known = values[np.isfinite(values)]
            low, high = (known.min(), known.max()) if known.size else (0.0, 1.0)
            share = np.where(np.isfinite(values), (finite - low) / ((high - low) or 1.0), 0.0)
        start, stop = (np.array(rgb(theme.hex(name))) for name in ("surface+accent*0.04", "accent"))
        return (start + share[..., None] * (stop - start)).round().astype(np.uint8)

    def row_shares(self) -> NDArray[np.float64]:
        """Return each cell's share of its row; a row of zeros stays zero."""
        totals = self._matrix.sum(axis=1, keepdims=True)
        return np.divide(self._matrix, totals, out=np.zeros_like(self._matrix), where=totals > 0)

    def text_at(self, row: int, column: int) -> list[str]:
        """Return the lines that are in a cell."""
        value = self._matrix[row, column]
        if self._mode != "confusion":
            return [short_number(value, 3) if not np.isnan(value) else "–"]
        percent = f"{100 * self.row_shares()[row, column]:.0f} %"
        return [f"{value:.0f}", percent] if value else ["0"]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._matrix.size == 0:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        area, cell = self._layout(painter)
        colors = self.colors(theme)
        if min(cell) >= 3:
            self._paint_cells(painter, theme, area, cell, colors)
        else:
            _paint_image(painter, area, colors)
        self._paint_labels(painter, theme, area, cell)

    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip:
            found = self._cell_at(e.pos().toPointF())
            if found is not None:
                QToolTip.showText(e.globalPos(), self._tip(*found), self)
            return True
        return super().event(e)

    def _tip(self, row: int, column: int) -> str:
        names = f"{self._y_label or 'row'} {self._rows[row]}, {self._x_label or 'column'} {self._columns[column]}"
        return f"{names}: {', '.join(self.text_at(row, column))}"

    def _layout(self, painter: QPainter | None = None) -> tuple[QRectF, tuple[float, float]]:
        """Return the rectangle of all cells and the size of one."""
        theme = current_theme()
        metrics = QFontMetricsF(theme.font(theme.type.caption, tabular=True))
        line = metrics.height()
        names = max((metrics.horizontalAdvance(name) for name in self._rows[:_MOST_LABELLED]), default=0.0)
        left = min(names + 8, self.width() * 0.35) + (line + 2 if self._y_label else 0)
        top = 4.0
        bottom = line + 6 + (line if self._x_label else 0)
        rows, columns = self._matrix.shape
        width, height = (self.width() - left - 4) / columns, (self.height() - top - bottom) / rows
        if self._mode == "confusion":
            width = min(width, height * 1.8)
        area = QRectF(left, top, max(1.0, width * columns), max(1.0, height * rows))
        return area, (area.width() / columns, area.height() / rows)

    def _cell_at(self, where: QPointF) -> tuple[int, int] | None:
        if self._matrix.size == 0:
            return None
        area, (width, height) = self._layout()
        if not area.contains(where):
            return None
        row, column = int((where.y() - area.top()) // height), int((where.x() - area.left()) // width)
        return min(row, len(self._rows) - 1), min(column, len(self._columns) - 1)

    def _paint_cells(
        self,
        painter: QPainter,
        theme: Theme,
        area: QRectF,
        cell: tuple[float, float],
        colors: NDArray[np.uint8],
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        lines = self._lines_that_fit(metrics, cell)
        gap = 1.0 if min(cell) >= 8 else 0.0
        for row, column in np.ndindex(*self._matrix.shape):
            box = QRectF(area.left() + column * cell[0], area.top() + row * cell[1], cell[0] - gap, cell[1] - gap)
            color = QColor(*(int(part) for part in colors[row, column]))
            painter.fillRect(box, color)
            if lines and not (self._mode == "confusion" and not self._matrix[row, column]):  # zeros are but noise
                painter.setPen(QColor(theme.readable_on(color.name())))
                text = "\n".join(self.text_at(row, column)[:lines])
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _lines_that_fit(self, metrics: QFontMetricsF, cell: tuple[float, float]) -> int:
        """Return how many lines of text every cell has room for: the number, and beneath it its share."""
        widest = [0.0, 0.0]
        for row, column in np.ndindex(*(min(n, _MOST_LABELLED) for n in self._matrix.shape)):
            for line, text in enumerate(self.text_at(row, column)):
                widest[line] = max(widest[line], metrics.horizontalAdvance(text))
        fits = [width + 3 <= cell[0] and (k + 1) * metrics.height() <= cell[1] for k, width in enumerate(widest)]
        return 2 if all(fits) else int(fits[0])

    def _paint_labels(self, painter: QPainter, theme: Theme, area: QRectF, cell: tuple[float, float]) -> None:
        painter.setPen(theme.color("muted"))
        metrics = QFontMetricsF(painter.font())
        line = metrics.height()
        indent = line + 2 if self._y_label else 0.0
        every = max(1, int(np.ceil(line / cell[1])))
        for row in range(0, len(self._rows), every):
            middle = area.top() + (row + 0.5) * cell[1]
            box = QRectF(indent, middle - line / 2, area.left() - indent - 6, line)  # cells may be lower than a line
            text = metrics.elidedText(self._rows[row], Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        widest = max(metrics.horizontalAdvance(name) for name in self._columns)
        every = max(1, int(np.ceil(min(widest + 6, 80) / cell[0])))
        for column in range(0, len(self._columns), every):
            box = QRectF(area.left() + column * cell[0], area.bottom() + 3, cell[0] * every, line)
            text = metrics.elidedText(self._columns[column], Qt.TextElideMode.ElideRight, box.width())
            if box.left() + metrics.horizontalAdvance(text) > self.width():
                continue
            side = Qt.AlignmentFlag.AlignHCenter if every == 1 else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, side, text)
        if self._x_label:
            box = QRectF(area.left(), area.bottom() + 3 + line, area.width(), line)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._x_label)
        if self._y_label:
            painter.save()
            painter.translate(0, area.center().y())
            painter.rotate(-90)
            painter.drawText(
                QRectF(-area.height() / 2, 0, area.height(), line), Qt.AlignmentFlag.AlignCenter, self._y_label
            )
            painter.restore()


def _paint_image(painter: QPainter, area: QRectF, colors: NDArray[np.uint8]) -> None:
    """Paint a matrix of many cells as one picture."""
    rows, columns, _ = colors.shape
    pixels = np.ascontiguousarray(colors)
    image = QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    painter.drawImage(area, image)
