"""How the Lab page divides its space, from a small window to a large one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

#: Below this width the columns at the sides are narrow; above this height the table of runs has a row more.
_NARROW, _HIGH = 1200, 760


class LabLayout:
    """The splitters of the Lab page: the experiment at the left; at the right curves and Look inside above the runs.

    They are made before the panels are, which are then made in their places: Qt styles a widget and all that is in it
    anew whenever it gets another parent, and that took half of the time in which the page was made.

    Attributes:
        side: the parent of the experiment's panel.
        bars: the parent of what is above the curves.
        middle: the parent of the curves and of Look inside.
        right: the parent of the table of runs.
    """

    def __init__(self, page: QWidget) -> None:
        self._wide: bool | None = None
        self.side = QSplitter(Qt.Orientation.Horizontal, page)
        self.right = QSplitter(Qt.Orientation.Vertical, self.side)
        self.bars = QWidget(self.right)
        self.middle = QSplitter(Qt.Orientation.Horizontal, self.bars)
        layout = QHBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.side)

    def put(self, *, side: QWidget, bars: list[QWidget], curves: QWidget, inside: QWidget, runs: QWidget) -> None:
        """Put the panels, which are made in their places already, into their order."""
        column = QVBoxLayout(self.bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for bar in bars:
            column.addWidget(bar)
        column.addWidget(self.middle, 1)
        _arrange(self.middle, curves, inside, grows=0)
        _arrange(self.right, self.bars, runs, grows=0)
        _arrange(self.side, side, self.right, grows=1)
        side.setMinimumWidth(256)
        runs.setMinimumHeight(120)

    def fit(self, size: QSize) -> None:
        """Divide the space anew where the page has become narrow or wide; what a person dragged stays otherwise."""
        wide = size.width() >= _NARROW
        if wide == self._wide:
            return
        self._wide = wide
        side, inside = (304, 304) if wide else (264, 244)
        table = 212 if size.height() > _HIGH else 190
        self.side.setSizes([side, max(200, size.width() - side)])
        self.middle.setSizes([max(200, size.width() - side - inside), inside])
        self.right.setSizes([max(200, size.height() - table), table])


def _arrange(splitter: QSplitter, first: QWidget, second: QWidget, *, grows: int) -> None:
    splitter.insertWidget(0, first)
    splitter.insertWidget(1, second)
    splitter.setChildrenCollapsible(False)
    splitter.setStretchFactor(grows, 1)
