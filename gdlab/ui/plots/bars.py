"""Rows of small bars: how many examples of each class, how each column's values are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gdlab.lab.number_text import format_count
from gdlab.translation import tr
from gdlab.ui.theming import current_theme, theme_manager

_BARS_HIGH = 28.0


@dataclass(frozen=True)
class Balance:
    """The numbers of examples of a class for training and for validation."""

    name: str
    train: int
    val: int


@dataclass(frozen=True)
class Spread:
    """The distribution of a column: its name, a line of words, and counts in equal bins."""

    name: str
    words: str
    counts: tuple[int, ...]


class _Rows(QWidget):
    """A widget of painted rows of equal height."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_manager().theme_changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        """Paint in the new colours; a method, so that the connection ends with the widget."""
        self.update()

    def _metrics(self) -> QFontMetricsF:
        theme = current_theme()
        return QFontMetricsF(theme.font(theme.type.caption, tabular=True))


def _counts(row: Balance) -> str:
    """Return how many examples of a class each part has, in words."""
    train, val = format_count(row.train), format_count(row.val)
    return tr("{name}: {train} to train, {val} to validate", name=row.name, train=train, val=val)


class BalanceBars(_Rows):
    """One bar a class: filled for training, hollow for validation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Examples of each class"), parent)
        self._rows: list[Balance] = []

    def show_rows(self, rows: Sequence[Balance]) -> None:
        """Show these classes."""
        self._rows = list(rows)
        said = ", ".join(
            tr("{name}: {train} and {val}", name=r.name, train=r.train, val=r.val) for r in self._rows[:30]
        )
        self.setAccessibleDescription(tr("Training and validation examples by class: {said}", said=said))
        self.setToolTip("\n".join(_counts(row) for row in self._rows[:30]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(len(self._rows) * (self._metrics().height() + 4)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        theme, metrics = current_theme(), self._metrics()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        high = metrics.height() + 4
        left = min(self.width() * 0.4, max(metrics.horizontalAdvance(repr_name(r.name)) for r in self._rows) + 8)
        right = max(metrics.horizontalAdvance(f"{r.train + r.val}") for r in self._rows) + 8
        most = max(r.train + r.val for r in self._rows) or 1
        width_left = max(10.0, self.width() - left - right)
        for i, row in enumerate(self._rows):
            y = i * high
            name = metrics.elidedText(repr_name(row.name), Qt.TextElideMode.ElideRight, left - 6)
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(0, y, left - 6, high), Qt.AlignmentFlag.AlignRight | _MIDDLE, name)
            train, val = width_left * row.train / most, width_left * row.val / most
            painter.fillRect(QRectF(left, y + 4, train, high - 8), theme.color("accent"))
            painter.fillRect(QRectF(left + train, y + 4, val, high - 8), QColor(theme.hex("surface+accent*0.35")))
            painter.drawText(
                QRectF(left + train + val + 4, y, right, high),
                Qt.AlignmentFlag.AlignLeft | _MIDDLE,
                f"{row.train + row.val}",
            )
        painter.end()


class SpreadBars(_Rows):
    """A small histogram a column, with its name and range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Spread of each column"), parent)
        self._rows: list[Spread] = []

    def show_rows(self, rows: Sequence[Spread]) -> None:
        """Show these columns."""
        self._rows = list(rows)
        self.setAccessibleDescription("; ".join(f"{r.name}: {r.words}" for r in self._rows[:30]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, round(len(self._rows) * self._row()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, metrics = current_theme(), self._metrics()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        for i, row in enumerate(self._rows):
            top = i * self._row()
            if top + self._row() < event.rect().top() or top > event.rect().bottom():
                continue  # out of sight
            line = QRectF(0, top, self.width(), metrics.height())
            words = metrics.horizontalAdvance(row.words) + 8
            painter.setPen(theme.color("text"))
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, max(20.0, self.width() - words))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | _MIDDLE, name)
            painter.setPen(theme.color("muted"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | _MIDDLE, row.words)
            self._paint_bars(painter, row, top + metrics.height())
        painter.end()

    def _paint_bars(self, painter: QPainter, row: Spread, top: float) -> None:
        most, width = max(row.counts, default=0) or 1, self.width() / max(1, len(row.counts))
        color, grid = current_theme().color("accent"), current_theme().color("grid")
        for k, count in enumerate(row.counts):
            high = (_BARS_HIGH - 2) * count / most
            bar = QRectF(k * width, top + _BARS_HIGH - high, max(1.0, width - 1), max(high, 1.0 if count else 0.0))
            painter.fillRect(bar, color)
        painter.fillRect(QRectF(0, top + _BARS_HIGH, self.width(), 1), grid)

    def _row(self) -> float:
        return self._metrics().height() + _BARS_HIGH + 8


def repr_name(name: str) -> str:
    """Return a class's name so that a blank or a line's end can be seen."""
    return {" ": "space", "\n": tr("line end"), "\t": "tab", "": "empty"}.get(name, name)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
