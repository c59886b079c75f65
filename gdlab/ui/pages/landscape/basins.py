"""The basins of attraction of two optimizers side by side, painted from coarse to fine while they are computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gdlab.diagnose.arena import call_of
from gdlab.diagnose.basins import BasinMap, basins
from gdlab.diagnose.surfaces.base import Surface
from gdlab.lab.datasets import Cancelled, Progress
from gdlab.lab.number_text import format_number, format_share
from gdlab.spec.kinds import OptimizerSpec
from gdlab.translation import tr
from gdlab.ui.task import Task, sentence
from gdlab.ui.theme import rgb
from gdlab.ui.theming import current_theme
from gdlab.ui.widgets.progress import ShareBar

_SIZE, _STEPS, _COLORS = 1000, 500, 8

Begin = Callable[[Callable[[Progress], Any]], Task]


class BasinPicture(QWidget):
    """One map of basins, stretched over the widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Map of basins"))
        self.setMinimumSize(240, 240)
        self._image: QImage | None = None
        self._held: np.ndarray | None = None

    def show_basins(self, found: BasinMap) -> None:
        """Paint a map."""
        theme = current_theme()
        colors = np.array([rgb(theme.run_color(i)) for i in range(_COLORS)], float)
        none, away = (np.array(rgb(theme.hex(token)), float) for token in ("muted", "surface"))
        slowest = int(np.max(found.taken[found.reached >= 0], initial=1))
        pixels = np.ascontiguousarray(found.picture(colors, none, away, max(1, slowest))[::-1])
        height, width = pixels.shape[:2]
        self._held = pixels
        self._image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 380)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is not None:
            QPainter(self).drawImage(self.rect(), self._image)


class BasinsDialog(QDialog):
    """The basins of some optimizers on a surface; closing it stops the work."""

    def __init__(
        self, surface: Surface, optimizers: Sequence[OptimizerSpec], begin: Begin, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("basins_dialog")
        self.setWindowTitle(tr("Basins of attraction: {title}", title=surface.title))
        self._surface, self._optimizers = surface, list(optimizers)
        self.maps: list[BasinMap | None] = [None] * len(self._optimizers)
        self.pictures = [BasinPicture() for _ in self._optimizers]
        self.captions = [QLabel(call_of(optimizer)) for optimizer in self._optimizers]
        self.bar = ShareBar(tr("Share of the starts that are done"))
        self.cancel = QPushButton(tr("Stop"))
        self.cancel.setObjectName("basins_stop")
        self.cancel.clicked.connect(self.stop)
        self._build()
        self.resize(900, 560)
        self.finished.connect(self.stop)
        self.bar.show_share(0)
        self._task: Task | None = begin(self._work)
        self._task.told.connect(self._on_told)
        self._task.ended.connect(self._on_ended)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for picture, caption in zip(self.pictures, self.captions, strict=True):
            column = QVBoxLayout()
            caption.setWordWrap(True)
            caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(picture, 1)
            column.addWidget(caption)
            row.addLayout(column, 1)
        note = QLabel(
            tr(
                "A start has the colour of the minimum that it comes to within {steps} steps, the darker the "
                "slower; grey comes to none.",
                steps=_STEPS,
            )
        )
        note.setProperty("role", "caption")
        note.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addLayout(row, 1)
        layout.addWidget(note)
        layout.addLayout(foot)

    def stop(self) -> None:
        """Stop the work and keep what has been painted."""
        if self._task is not None:
            self._task.cancel()

    def _work(self, tell: Progress) -> None:
        """Compute the maps one after the other; for the background thread."""
        for place, optimizer in enumerate(self._optimizers):

            def progress(share: float, found: BasinMap, place: int = place) -> None:
                self.maps[place] = found
                tell((place + share) / len(self._optimizers), f"{place}")

            self.maps[place] = basins(self._surface, optimizer, size=_SIZE, steps=_STEPS, progress=progress)

    def _on_told(self, share: float, text: str) -> None:
        self.bar.show_share(share)
        if text:
            self._show(int(text))

    def _on_ended(self, result: object) -> None:
        self._task = None
        self.cancel.setEnabled(False)
        self.bar.rest()
        for place in range(len(self.maps)):
            self._show(place)
        if isinstance(result, Exception) and not isinstance(result, Cancelled):
            self.captions[0].setText(sentence(result))

    def _show(self, place: int) -> None:
        found = self.maps[place]
        if found is None:
            return
        self.pictures[place].show_basins(found)
        theme = current_theme()
        shares = [
            f'<span style="color:{theme.run_color(i % _COLORS)}">●</span> {name} {format_share(share)}'
            for i, (name, share) in enumerate(found.shares.items())
            if share >= 0.005 and i < len(found.minima)
        ]
        lost = format_share(found.shares["none"] + found.shares["diverged"])
        words = tr(
            "{call_of}: {mean_steps} steps on the mean; {lost} come to none",
            call_of=call_of(found.optimizer),
            mean_steps=format_number(found.mean_steps, 3),
            lost=lost,
        )
        self.captions[place].setText(f"<b>{words}</b><br>{' &nbsp; '.join(shares[:8])}")
