"""The decision boundary of a network with two inputs: what it says of every place, and the examples on top."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.plots.view import Plot
from gdlab.ui.theme import Theme, rgb

Range = tuple[float, float]
_SYMBOLS = ("o", "s", "t1", "d", "p", "h", "star", "+")


class BoundaryChart(ChartFrame):
    """A field of class probabilities, or of one signed value, under points filled (train) or hollow (validation)."""

    def __init__(
        self,
        title: str = tr_noop("Decision boundary"),
        *,
        x_label: str = "x₁",
        y_label: str = "x₂",
        empty: str = tr_noop("Choose a data set with two features to see the boundary."),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr(title), empty=empty, parent=parent)
        self.plot = Plot(self)
        self.plot.setAccessibleName(tr("{title} picture", title=title))
        self.plot.view.setAspectLocked(True)
        self.plot.view.reset_requested.connect(self.reset_view)
        bottom, left = self.plot.axes
        bottom.setLabel(x_label)
        left.setLabel(y_label)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._image.setZValue(-200)
        self._points = pg.ScatterPlotItem(pxMode=True)
        for item in (self._image, self._points):
            self.plot.addItem(item, ignoreBounds=True)
        self.body.addWidget(self.plot, 1)
        self._field: NDArray[np.float64] | None = None
        self._span: tuple[Range, Range] | None = None
        self._data: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]] | None = None
        self.restyle(self.theme)
        self.show_empty(True)

    def set_points(self, X: ArrayLike, y: ArrayLike, is_val: ArrayLike | None = None) -> None:
        """Show examples.

        Args:
            X: their places, (n, 2).
            y: their classes or values, (n,) or (n, outputs); the first output gives the colour.
            is_val: which of them are for validation, (n,).

        Raises:
            ValueError: when the places are no points of a plane.
        """
        places = np.asarray(X, dtype=np.float64)
        if places.ndim != 2 or places.shape[1] != 2:
            raise ValueError(f"A boundary needs examples with two features, shape (n, 2), not {places.shape}.")
        targets = np.asarray(y, dtype=np.float64).reshape(len(places), -1)[:, 0] if len(places) else np.zeros(0)
        hollow = np.zeros(len(places), dtype=bool) if is_val is None else np.asarray(is_val, dtype=bool)
        self._data = (places, targets, hollow)
        self._paint_points()
        self.reset_view()
        self.show_empty(len(places) == 0)

    def set_field(self, x_range: Range, y_range: Range, values: ArrayLike) -> None:
        """Colour the plane by what a network answers at each place.

        Args:
            x_range: the first and the last x.
            y_range: the first and the last y; row 0 is at the first one.
            values: probabilities of the classes (h, w, classes), or one value from −1 to 1 a place (h, w).

        Raises:
            ValueError: when the values have another shape.
        """
        field = np.asarray(values, dtype=np.float64)
        if field.ndim not in (2, 3):
            raise ValueError(f"A field has the shape (h, w) or (h, w, classes), not {field.shape}.")
        self._field, self._span = field, (x_range, y_range)
        self._paint_field()
        self.show_empty(False)

    def clear(self) -> None:
        """Take field and points away."""
        self._field = self._data = self._span = None
        self._image.clear()
        self._points.setData([])
        self.show_empty(True)

    def reset_view(self) -> None:
        """Show all points with a margin, or the whole field."""
        if self._data is not None and len(self._data[0]):
            low, high = self._data[0].min(axis=0), self._data[0].max(axis=0)
            margin = 0.08 * np.maximum(high - low, 1e-9)
            low, high = low - margin, high + margin
        elif self._span is not None:
            low, high = (np.array([span[k] for span in self._span]) for k in (0, 1))
        else:
            return
        rect = QRectF(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
        self.plot.view.setRange(rect, padding=0, disableAutoRange=True)

    def show_empty(self, empty: bool) -> None:
        super().show_empty(empty)
        self.plot.set_bare(empty)

    def restyle(self, theme: Theme) -> None:
        self.plot.style_for(theme)
        # The field covers the plot: a grid over it would only disturb.
        self.plot.grid.pen = pg.mkPen(None)
        self._paint_field()
        self._paint_points()

    def _paint_field(self) -> None:
        if self._field is None or self._span is None:
            return
        (left, right), (bottom, top) = self._span
        self._image.setImage(field_rgb(self._field, self.theme), autoLevels=False, levels=(0, 255))
        self._image.setRect(QRectF(left, bottom, right - left, top - bottom))

    def _paint_points(self) -> None:
        if self._data is None:
            return
        theme = self.theme
        places, targets, hollow = self._data
        colors, symbols = _point_styles(targets, theme)
        surface, text = theme.color("surface"), theme.color("text")
        outline = pg.mkPen(surface if not theme.dark else text, width=1)
        spots = [
            {
                "pos": place,
                "symbol": symbol,
                "size": 8 if val else 7,
                "brush": pg.mkBrush(theme.color("surface", 0.65)) if val else pg.mkBrush(color),
                "pen": pg.mkPen(color, width=2) if val else outline,
            }
            for place, color, symbol, val in zip(places, colors, symbols, hollow, strict=True)
        ]
        self._points.setData(spots)


def field_rgb(field: NDArray[np.float64], theme: Theme) -> NDArray[np.uint8]:
    """Return the colours of a field: class colours blended by confidence, or the signed map; (h, w, 3)."""
    if field.ndim == 2:
        return theme.signed_rgb(field)
    classes = field.shape[2]
    if classes == 2:
        return theme.signed_rgb(field[..., 1] - field[..., 0])
    palette = np.array([rgb(theme.run_color(k)) for k in range(classes)], dtype=np.float64)
    base = np.array(rgb(theme.colors.surface), dtype=np.float64)
    best = field.argmax(axis=2)
    # Confidence over chance: at 1/classes nothing is known and the surface shows through.
    sure = np.clip((field.max(axis=2) - 1 / classes) / (1 - 1 / classes), 0, 1)[..., None]
    return (base + (0.12 + 0.5 * sure) * (palette[best] - base)).round().astype(np.uint8)


def _point_styles(targets: NDArray[np.float64], theme: Theme) -> tuple[list[str], list[str]]:
    """Return the colour and the symbol of each example; classes differ in both."""
    whole = len(targets) > 0 and bool(np.all(targets == np.round(targets)) and targets.min() >= 0)
    labels = np.unique(targets)
    if whole and len(labels) <= len(_SYMBOLS):
        classes = targets.astype(int)
        two = (theme.signed.negative, theme.signed.positive)
        count = int(classes.max()) + 1
        colors = [two[k] if count <= 2 else theme.run_color(k) for k in classes]
        return colors, [_SYMBOLS[k % len(_SYMBOLS)] for k in classes]
    scale = np.abs(targets).max(initial=0.0) or 1.0
    shades = theme.signed_rgb(targets / scale)
    return [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in shades], ["o"] * len(targets)
