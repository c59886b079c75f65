"""How the cells of the Runs table are drawn: swatch and name, status, progress."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gdlab.lab.run import Status
from gdlab.lab.run_book import ShownRun
from gdlab.ui.panels.runs_model import PROGRESS_ROLE
from gdlab.ui.run_book import PEN_STYLES, QtRunBook
from gdlab.ui.theming import current_theme

SWATCH = 24
_ROW = 28
Index = QModelIndex | QPersistentModelIndex


class _Cell(QStyledItemDelegate):
    """The base of the painters: the usual cell, with something drawn over it."""

    def __init__(self, book: QtRunBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book

    def shown(self, index: Index) -> ShownRun | None:
        """Return the run of a cell."""
        return self._book.find(str(index.data(Qt.ItemDataRole.UserRole + 1)))

    def bare(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Draw the cell's background and return its box."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        return option.rect  # pyright: ignore[reportAttributeAccessIssue]


class NameCell(_Cell):
    """The painter of a name behind its swatch, which is hollow for a hidden run."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, shown = self.bare(painter, option, index), self.shown(index)
        if shown is None:
            return
        painter.save()
        if shown.race:
            # A bar joins the rows of a race.
            bar = QRectF(box.left(), box.top() - 1, 3, box.height() + 2)
            painter.fillRect(bar, current_theme().color("accent" if int(shown.race.split()[-1]) % 2 else "muted"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(box.left() + 10, box.center().y() - 5.5, 12, 12)
        painter.setPen(QPen(QColor(shown.color), 2, PEN_STYLES[shown.style]))
        painter.setBrush(QColor(shown.color) if shown.visible else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(square, 3, 3)
        painter.setPen(current_theme().color("text" if shown.visible else "muted"))
        rest = box.adjusted(SWATCH + 6, 0, -4, 0)
        text = painter.fontMetrics().elidedText(shown.name, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        editor.setGeometry(box.adjusted(SWATCH, 0, 0, 0))


class StatusCell(_Cell):
    """The painter of a status beside its sign, in the colour of its meaning."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        shown = self.shown(index)
        if shown is None:
            return
        tokens = {Status.FINISHED: "good", Status.DIVERGED: "bad", Status.FAILED: "bad", Status.PAUSED: "warn"}
        tokens[Status.GUESSING] = "warn"
        token = tokens.get(shown.run.status)
        if token:
            color = current_theme().color(token)
            option.palette.setColor(option.palette.ColorRole.Text, color)
            option.palette.setColor(option.palette.ColorRole.HighlightedText, color)


class ProgressCell(_Cell):
    """The painter of a progress bar with the percentage behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(110, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, theme = self.bare(painter, option, index), current_theme()
        share = float(index.data(PROGRESS_ROLE) or 0.0)
        words = painter.fontMetrics().horizontalAdvance("100 %") + 6
        track = QRectF(box.left() + 8, box.center().y() - 2, max(10, box.width() - words - 18), 5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(track, 2.5, 2.5)
        shown = self.shown(index)
        painter.setBrush(QColor(shown.color) if shown is not None else theme.color("accent"))
        painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * share, track.height()), 2.5, 2.5)
        painter.setPen(theme.color("muted"))
        painter.drawText(
            box.adjusted(0, 0, -8, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"{100 * share:.0f} %",
        )
        painter.restore()

    def helpEvent(self, *args: Any) -> bool:
        return False

    def editorEvent(self, event: QEvent, *args: Any) -> bool:
        return False
