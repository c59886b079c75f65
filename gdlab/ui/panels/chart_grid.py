"""The places of charts beside and beneath one another, in an area that scrolls where they need more than it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from gdlab.translation import tr

#: Below this width charts are one above the other, below this height there is one row of them.
_NARROW, _LOW = 560, 400
#: The height that a row has at least where a person chose more charts than there is space for.
_ROW = 150
_GAP = 8

#: Of each chart its row, its column and how many columns it takes.
Places = Mapping[QWidget, tuple[int, int, int]]


class ChartGrid(QScrollArea):
    """The charts in one column or two, the first row higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Charts"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._inside = QWidget()
        self._inside.setProperty("scroll", True)
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setWidget(self._inside)
        self._charts: list[QWidget] = []
        self._places: Places = {}

    def minimumSizeHint(self) -> QSize:
        return QSize(168, 208)

    @property
    def fits(self) -> int:
        """How many charts have space without scrolling."""
        return 2 if self.width() < _NARROW or self.height() < _LOW else 4

    def place(self, charts: Sequence[QWidget], *, scrolls: bool) -> None:
        """Show these charts, in this order, and hide all others that were shown before.

        Args:
            charts: the charts.
            scrolls: whether rows keep a least height, so that the area scrolls where they need more than it has.
        """
        narrow = self.width() < _NARROW
        places = {chart: (i, 0, 2) if narrow else (i // 2, i % 2, 1) for i, chart in enumerate(charts)}
        if len(charts) % 2 and not narrow:
            places[charts[-1]] = ((len(charts) - 1) // 2, 0, 2)
        rows = 1 + max(row for row, _, _ in places.values())
        self._inside.setMinimumHeight(rows * (_ROW + _GAP) - _GAP if scrolls and rows > 1 else 0)
        if places == self._places and list(charts) == self._charts:
            return
        self._put(places, rows, first=3 if rows > 1 and not narrow else 2)

    def _put(self, places: Places, rows: int, first: int) -> None:
        for chart in self._charts:
            self._grid.removeWidget(chart)
            chart.setVisible(chart in places)
        for row in range(max(rows, self._grid.rowCount())):
            self._grid.setRowStretch(row, 0 if row >= rows else first if row == 0 else 2)
        for chart, (row, column, span) in places.items():
            self._grid.addWidget(chart, row, column, 1, span)
            chart.show()
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._charts, self._places = list(places), places
