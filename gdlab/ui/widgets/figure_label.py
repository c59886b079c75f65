"""A label for a figure that changes while it is watched."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget


class FigureLabel(QLabel):
    """A label as large as its widest texts, so that another text moves nothing and no page is laid out anew for it.

    Args:
        widest: the texts that it has room for.
        parent: the widget that it is in.
    """

    def __init__(self, *widest: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest
        self._fit()

    def set_widest(self, *widest: str) -> None:
        """Have room for these texts."""
        if widest != self._widest:
            self._widest = widest
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setFixedSize(max(metrics.horizontalAdvance(text) for text in self._widest) + 2, metrics.height())
