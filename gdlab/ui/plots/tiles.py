"""Small signed maps side by side: first-layer weights, filters, channels of one example."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from gdlab.lab.number_text import format_number
from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme

_LARGEST, _GAP = 96.0, 4.0


class TilesChart(ChartFrame):
    """A card of signed maps on one common scale; the middle colour is 0."""

    def __init__(
        self, title: str, *, empty: str = tr_noop("Nothing to show yet."), parent: QWidget | None = None
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.tiles = _Maps(self)
        self.tiles.setAccessibleName(tr("{title} pictures", title=title))
        self.body.addWidget(self.tiles, 1)
        self.show_empty(True)

    def set_maps(self, maps: NDArray[np.floating], names: str = "unit") -> None:
        """Show maps (n, height, width); ``names`` is what one of them is called."""
        self.tiles.set_maps(np.asarray(maps, np.float64), names)
        n, height, width = maps.shape
        finite = maps[np.isfinite(maps)]
        self.show_empty(not finite.size)
        if finite.size:
            ends = tr(
                "{min} to {max}", min=format_number(float(finite.min()), 3), max=format_number(float(finite.max()), 3)
            )
            self.set_note(
                tr("{width} units", width=width)
                if n * height == 1
                else tr("{count} of {height} × {width}", count=n, height=height, width=width)
            )
            what = (
                tr("{width} numbers", width=width)
                if n * height == 1
                else tr("{count} pictures of {height} by {width}", count=n, height=height, width=width)
            )
            self.tiles.setAccessibleDescription(tr("{what}, from {ends}.", what=what, ends=ends))

    def data_text(self) -> str:
        maps = self.tiles.maps
        rows = [f"{self.tiles.names},row,column,value"]
        rows += [f"{k},{i},{j},{maps[k, i, j]!r}" for k, i, j in np.ndindex(*maps.shape)]
        return "\n".join(rows) + "\n" if maps.size else ""

    def restyle(self, theme: Theme) -> None:
        self.tiles.update()


class _Maps(QWidget):
    """The painted maps, as many as there are, each a square or a strip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.maps: NDArray[np.float64] = np.empty((0, 1, 1))
        self.names = "unit"
        self.setMinimumSize(120, 60)

    def set_maps(self, maps: NDArray[np.float64], names: str) -> None:
        self.maps, self.names = maps, names
        self.update()

    def box(self, index: int) -> QRectF:
        """Return where a map is painted."""
        return self._boxed(index, self._grid())

    @staticmethod
    def _boxed(index: int, grid: tuple[int, float, float]) -> QRectF:
        columns, side, high = grid
        row, column = divmod(index, columns)
        return QRectF(column * (side + _GAP), row * (high + _GAP), side, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        scale = float(np.abs(np.nan_to_num(self.maps)).max(initial=0.0)) or 1.0
        painter.setPen(QPen(theme.color("border"), 1))
        pixels, grid = np.ascontiguousarray(theme.signed_rgb(self.maps / scale)), self._grid()
        height, width = self.maps.shape[1:]
        for k, drawn in enumerate(pixels):
            image = QImage(drawn.data, width, height, 3 * width, QImage.Format.Format_RGB888)
            box = self._boxed(k, grid)
            painter.drawImage(box, image)
            if box.width() >= 12:
                painter.drawRect(box)
        painter.end()

    def event(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip:
            for k, values in enumerate(self.maps):
                if self.box(k).contains(e.pos().toPointF()):
                    low, high = (format_number(float(v), 3) for v in (np.nanmin(values), np.nanmax(values)))
                    QToolTip.showText(
                        e.globalPos(),
                        tr("{names} {k}: {low} to {high}", names=self.names, k=k + 1, low=low, high=high),
                        self,
                    )
                    break
            return True
        return super().event(e)

    def _grid(self) -> tuple[int, float, float]:
        """Return how many columns of which width and height fill the space best."""
        n, height, width = max(1, len(self.maps)), *self.maps.shape[1:]
        shape, best = height / max(1, width), (1, 4.0, 4.0)
        for columns in range(1, n + 1):
            side = (self.width() - 2) / columns - _GAP
            rows = -(-n // columns)
            side = min(side, ((self.height() - 2) / rows - _GAP) / max(shape, 1e-9))
            side = min(side, _LARGEST) if n > 1 else side
            if side > best[1]:
                best = (columns, side, max(side * shape, min(12.0, self.height() - 4.0)))
        return best
