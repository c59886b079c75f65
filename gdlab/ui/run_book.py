"""The shown runs, with Qt signals, and their line styles as Qt's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from gdlab.lab.run_book import LineStyle, RunBook
from gdlab.ui.theming import current_theme, theme_manager

#: Qt's pen for each line style.
PEN_STYLES = {
    LineStyle.SOLID: Qt.PenStyle.SolidLine,
    LineStyle.DASH: Qt.PenStyle.DashLine,
    LineStyle.DOT: Qt.PenStyle.DotLine,
    LineStyle.DASH_DOT: Qt.PenStyle.DashDotLine,
}


class QtRunBook(RunBook, QObject):
    """The shown runs in the colours of the theme, whichever is worn; the book's events are Qt signals."""

    added = Signal(str)
    removed = Signal(str)
    changed = Signal(str)
    renamed = Signal(str)
    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        QObject.__init__(self, parent)
        RunBook.__init__(self, lambda: current_theme().runs.colors)
        self.events.added.connect(self.added.emit)
        self.events.removed.connect(self.removed.emit)
        self.events.changed.connect(self.changed.emit)
        self.events.renamed.connect(self.renamed.emit)
        self.events.chosen_changed.connect(self.chosen_changed.emit)
        theme_manager().theme_changed.connect(self._on_theme)  # a method: the signal lives longer than the book

    def _on_theme(self, _theme: object) -> None:
        self.take_colors()
