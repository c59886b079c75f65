"""A grid of examples that are pictures, with what they are and what was predicted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.plots.frame import ChartFrame
from gdlab.ui.theme import Theme
from gdlab.ui.theming import current_theme


class ImageGrid(ChartFrame):
    """A card of pictures; a wrong prediction has a cross, a frame and both names, a right one a tick."""

    def __init__(
        self,
        title: str,
        *,
        empty: str = tr_noop("Choose a data set of images to see examples."),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, empty=empty, parent=parent)
        self.tiles = _Tiles(self)
        self.tiles.setAccessibleName(tr("{title} pictures", title=title))
        self.body.addWidget(self.tiles, 1)
        self.show_empty(True)

    def set_images(
        self,
        images: ArrayLike,
        truth: Sequence[str] | None = None,
        predicted: Sequence[str] | None = None,
        sure: Sequence[tuple[float, float]] | None = None,
    ) -> None:
        """Show images of shape (n, h, w) or (n, h, w, 3): floats are stretched to black and white, bytes stay.

        Args:
            images: the pictures.
            truth: what each is.
            predicted: what each was taken for.
            sure: the probabilities of what was predicted and of what is true, one pair a picture.
        """
        pixels = to_bytes(np.asarray(images))
        self.tiles.set_images(pixels, truth, predicted, sure)
        if truth is not None and predicted is not None and len(truth):
            wrong = sum(t != p for t, p in zip(truth, predicted, strict=True))
            self.set_note(tr("{wrong} of {truth} wrong", wrong=wrong, truth=len(truth)))
            self.tiles.setAccessibleDescription(tr("{wrong} of {truth} wrong", wrong=wrong, truth=len(truth)))
        else:
            self.set_note("")
        self.show_empty(len(pixels) == 0)

    def restyle(self, theme: Theme) -> None:
        self.tiles.update()


class _Tiles(QWidget):
    """The painted pictures, as many as fit, in their order."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixels: NDArray[np.uint8] = np.empty((0, 1, 1, 3), dtype=np.uint8)
        self._truth: list[str] | None = None
        self._predicted: list[str] | None = None
        self._sure: list[tuple[float, float]] | None = None
        self.setMinimumSize(120, 80)

    def set_images(
        self,
        pixels: NDArray[np.uint8],
        truth: Sequence[str] | None,
        predicted: Sequence[str] | None,
        sure: Sequence[tuple[float, float]] | None = None,
    ) -> None:
        for names in (truth, predicted, sure):
            if names is not None and len(names) != len(pixels):
                raise ValueError(f"{len(pixels)} images need as many labels, not {len(names)}.")
        self._pixels = pixels
        self._truth = None if truth is None else list(truth)
        self._predicted = None if predicted is None else list(predicted)
        self._sure = None if sure is None else list(sure)
        self.update()

    def caption(self, index: int) -> tuple[str, bool]:
        """Return what is beneath a picture, and whether it was predicted wrongly."""
        true = self._truth[index] if self._truth is not None else ""
        if self._predicted is None:
            return true, False
        guess = self._predicted[index]
        if self._truth is None:
            return guess, False
        if self._sure is not None:
            sure, right = (f"{100 * share:.0f} %" for share in self._sure[index])
            return (f"✗ {guess} {sure}\n{true} {right}", True) if guess != true else (f"✓ {true}\n{sure}", False)
        return (f"✗ {guess} ≠ {true}", True) if guess != true else (f"✓ {true}", False)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._pixels) == 0:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(theme.font(theme.type.caption, tabular=True))
        metrics = QFontMetricsF(painter.font())
        captions = [self.caption(k) for k in range(len(self._pixels))]
        lines = max((text.count("\n") + bool(text) for text, _ in captions), default=0)
        line = lines * metrics.height() + 2 if lines else 0.0
        widest = max(
            (metrics.horizontalAdvance(part) for text, _ in captions for part in text.split("\n")), default=0.0
        )
        side, columns, rows = self._fit(line, min(widest, 96.0))
        for index in range(min(len(captions), columns * rows)):
            row, column = divmod(index, columns)
            width = self.width() / columns
            box = QRectF(column * width + (width - side) / 2, 2 + row * (side + line + 6), side, side)
            self._paint_tile(painter, theme, index, box, QRectF(column * width, box.bottom() + 1, width, line))

    def _fit(self, line: float, text: float) -> tuple[float, int, int]:
        """Return the side of a picture and how many columns and rows of them fill the room best."""
        best = (16.0, 1, 1)
        for columns in range(1, max(2, min(len(self._pixels), self.width() // 24) + 1)):
            cell = self.width() / columns
            if cell < text + 4 and columns > 1:
                break
            rows = -(-len(self._pixels) // columns)
            side = min(cell - 6, (self.height() - 4) / rows - line - 6, 96.0)
            if side > best[0]:
                best = (side, columns, rows)
        if best[1] == 1 and len(self._pixels) > 1:
            columns = max(1, int(self.width() // max(30.0, text + 6)))
            side = min(28.0, self.width() / columns - 6)
            best = (side, columns, max(1, int((self.height() - 4) // (side + line + 6))))
        return best

    def _paint_tile(self, painter: QPainter, theme: Theme, index: int, box: QRectF, below: QRectF) -> None:
        text, wrong = self.caption(index)
        pixels = self._pixels[index]
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, width > box.width())
        painter.drawImage(box, image)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("bad" if wrong else "border"), 2 if wrong else 1))
        painter.drawRect(box)
        painter.setPen(theme.color("bad" if wrong else "muted"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)


def to_bytes(images: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Return images as RGB bytes of shape (n, h, w, 3).

    Args:
        images: greys (n, h, w) or (n, h, w, 1), or colours (n, h, w, 3); bytes are taken as they are, and other
            numbers so that the lowest is black and the highest white.

    Raises:
        ValueError: when they have another shape.
    """
    if images.ndim not in (3, 4) or (images.ndim == 4 and images.shape[3] not in (1, 3)):
        raise ValueError(f"Images have the shape (n, h, w) or (n, h, w, 3), not {images.shape}.")
    if images.dtype == np.uint8:
        stretched = images.astype(np.uint8)
    else:
        values = np.nan_to_num(images.astype(np.float64))
        low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
        stretched = ((values - low) / ((high - low) or 1.0) * 255).round().astype(np.uint8)
    if stretched.ndim == 3:
        stretched = stretched[..., None]
    return np.ascontiguousarray(np.broadcast_to(stretched, (*stretched.shape[:3], 3)))
