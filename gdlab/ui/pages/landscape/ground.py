"""The ground beneath descents: the map asks for a part of the surface, and it is painted in the background."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from gdlab.diagnose.relief import map_grid, relief
from gdlab.diagnose.surfaces.base import Surface
from gdlab.ui.plots.descent_map import DescentMap

Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]

#: Milliseconds after the last change until the ground is painted anew.
_REST = 80


class MapGround(QObject):
    """The painting of a map's ground, a moment after the map was last moved.

    Args:
        shown: the map.
        surface: tells what is painted.
        background: runs a job in the background and gives its future to a function on the window's thread.
    """

    def __init__(self, shown: DescentMap, surface: Callable[[], Surface], background: Background) -> None:
        super().__init__(shown)
        self._map, self._surface, self._background = shown, surface, background
        self._wanted: tuple[tuple[float, float, float, float], int, int] | None = None
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._compute)
        shown.ground_wanted.connect(self._on_wanted)

    def stop(self) -> None:
        """Paint nothing more."""
        self._timer.stop()

    def _on_wanted(self, bounds: tuple[float, float, float, float], width: int, height: int) -> None:
        self._wanted = (bounds, width, height)
        self._asked += 1
        self._timer.start()

    def _compute(self) -> None:
        if self._wanted is None:
            return
        surface, (bounds, width, height) = self._surface(), self._wanted
        colors, asked = self._map.ground_colors(), self._asked

        def work() -> np.ndarray:
            return relief(map_grid(surface.tape, bounds, width, height)[2], surface.lowest, *colors)

        def done(future: Future[np.ndarray]) -> None:
            if future.exception() is None and asked == self._asked:  # or else a newer one is on its way
                self._map.set_ground(future.result(), bounds)

        self._background(work, done)
