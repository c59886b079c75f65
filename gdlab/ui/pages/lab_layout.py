"""How the Lab page divides its room, from a small window to a large one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

#: Below this width the columns at the sides are narrow; above this height the table of runs has a row more.
_NARROW, _HIGH = 1200, 760


class LabLayout:
    """The splitters of the Lab page: the experiment at the left; at the right curves and Look inside above the runs."""

    def __init__(
        self, page: QWidget, *, side: QWidget, bars: list[QWidget], curves: QWidget, inside: QWidget, runs: QWidget
    ) -> None:
        self._wide: bool | None = None
        self._upper = _splitter(Qt.Orientation.Horizontal, curves, inside, grows=0)
        self._right = _splitter(Qt.Orientation.Vertical, _stacked(bars, self._upper), runs, grows=0)
        self._whole = _splitter(Qt.Orientation.Horizontal, side, self._right, grows=1)
        side.setMinimumWidth(256)
        runs.setMinimumHeight(120)
        layout = QHBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._whole)

    def fit(self, size: QSize) -> None:
        """Divide the room anew where the page has become narrow or wide; what a person dragged stays otherwise."""
        wide = size.width() >= _NARROW
        if wide == self._wide:
            return
        self._wide = wide
        side, inside = (304, 304) if wide else (264, 244)
        table = 212 if size.height() > _HIGH else 190
        self._whole.setSizes([side, max(200, size.width() - side)])
        self._upper.setSizes([max(200, size.width() - side - inside), inside])
        self._right.setSizes([max(200, size.height() - table), table])


def _splitter(way: Qt.Orientation, first: QWidget, second: QWidget, *, grows: int) -> QSplitter:
    splitter = QSplitter(way)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setChildrenCollapsible(False)
    splitter.setStretchFactor(grows, 1)
    return splitter


def _stacked(bars: list[QWidget], rest: QWidget) -> QWidget:
    """Return bars, one beneath the other, over what takes the rest of the room."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for bar in bars:
        column.addWidget(bar)
    column.addWidget(rest, 1)
    return whole
