"""How much of the spread of a figure goes with each varied field."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gdlab.lab.comparison.compared_run import short_field
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.field_importance import FieldImportance, field_importance
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.pages.compare.pictures.base import ComparePicture

_ROW = 44.0


class ImportancePicture(ComparePicture):
    """A bar a field: the share of the figure's variance between its values, and whether chance would give as much."""

    name, heading, order = "importance", tr_noop("Importance"), 50
    empty_text = tr_noop("Runs that differ in a field, several of each value, show here what decides the figure.")

    def __init__(self) -> None:
        super().__init__()
        self.figure = self.add_choice(tr("Of"), tr("The figure whose spread is explained"), "figure")
        self._found: list[FieldImportance] = []

    def arrange(self, shown: ComparedSet) -> bool:
        figures = [column for column in shown.columns if column.key not in shown.varied]
        figure = self.offer_columns(self.figure, figures, "last")
        if figure is None:
            return False
        self._found = field_importance(shown.varied, np.array(figure.values, np.float64))
        self._names = list(shown.varied)
        return bool(self._found)

    def basis(self, shown: ComparedSet) -> str:
        return tr("ε² over {count} runs", count=max(one.n for one in self._found))

    def description(self, shown: ComparedSet) -> str:
        return ", ".join(f"{short_field(one.path, self._names)} {self._text(one)}" for one in self._found)

    def words_at(self, where: QPointF) -> str:
        row = int(where.y() // self._row_height())
        if not 0 <= row < len(self._found):
            return ""
        one = self._found[row]
        return tr(
            "{path}: {share} % of the variance lies between its {values} values (ε², corrected for their "
            "number); a random assignment gives as much with p = {p}. Effects of fields that were varied "
            "together cannot be told apart.",
            path=one.path,
            share=f"{100 * one.share:.0f}",
            values=one.values,
            p=local_number(f"{one.p:.2g}"),
        )

    def paint(self, painter: QPainter, width: int, height: int, metrics: QFontMetricsF) -> None:
        theme, step = self.theme, self._row_height(height)
        for i, one in enumerate(self._found):
            top = i * step
            painter.setPen(theme.color("text"))
            text = self._text(one)
            space = width - metrics.horizontalAdvance(text) - 16
            name = metrics.elidedText(short_field(one.path, self._names), Qt.TextElideMode.ElideRight, space)
            painter.drawText(QPointF(4, top + metrics.ascent() + 2), name)
            painter.drawText(QRectF(0, top + 2, width - 4, metrics.height()), Qt.AlignmentFlag.AlignRight, text)
            bar = QRectF(4, top + metrics.height() + 5, width - 8, max(4.0, min(10.0, step - metrics.height() - 10)))
            painter.fillRect(bar, theme.color("grid"))
            bar.setWidth(max(1.0, bar.width() * one.share))
            painter.fillRect(bar, theme.color("accent" if one.p < 0.05 else "muted"))

    def _row_height(self, height: int = 0) -> float:
        return min(_ROW, (height or self.drawing.height()) / max(1, len(self._found)))

    @staticmethod
    def _text(one: FieldImportance) -> str:
        return local_number(f"{100 * one.share:.0f} %, p = {one.p:.2g}")
