"""The ground beneath descents: the map asks for a part of the surface, and it is painted in the background."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from gdlab.diagnose.relief import Bounds, map_grid, relief
from gdlab.diagnose.surfaces.base import Surface
from gdlab.ui.plots.descent_map import DescentMap

Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]
#: A part of the plane, and the size of its picture in pixels.
Wanted = tuple[Bounds, int, int]

#: Milliseconds after the last change until the ground is painted anew.
_REST = 80
#: How many times as coarse the first picture of another surface is, along each side.
_COARSE = 6


class MapGround(QObject):
    """The painting of a map's ground, a moment after the map was last moved.

    Until then the old picture is scaled with the map, and what it does not cover is painted coarsely at once.

    Args:
        shown: the map.
        surface: tells what is painted.
        background: runs a job in the background and gives its future to a function on the window's thread.
    """

    def __init__(self, shown: DescentMap, surface: Callable[[], Surface], background: Background) -> None:
        super().__init__(shown)
        self._map, self._surface, self._background = shown, surface, background
        self._wanted: Wanted | None = None
        self._asked = 0
        self._painted: Surface | None = None
        self._shown: Surface | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._compute)
        shown.ground_wanted.connect(self._on_wanted)

    def stop(self) -> None:
        """Paint nothing more."""
        self._timer.stop()

    def _on_wanted(self, bounds: Bounds, width: int, height: int) -> None:
        self._wanted = (bounds, width, height)
        self._asked += 1
        self._timer.start()
        surface = self._surface()
        if surface == self._shown and not self._map.shows_ground(bounds):
            self._map.set_ground_beneath(_coarse(surface, self._wanted, self._map.ground_colors()), bounds)

    def _compute(self) -> None:
        """Paint the ground; that of another surface coarsely first, so that the old one does not stay beneath it."""
        if self._wanted is None:
            return
        surface, (bounds, width, height) = self._surface(), self._wanted
        if surface != self._painted:
            self._paint_coarsely(surface)
        self._painted = surface
        colors, asked = self._map.ground_colors(), self._asked

        def work() -> np.ndarray | None:
            if asked != self._asked:  # a newer one is on its way
                return None
            return relief(map_grid(surface.tape, bounds, width, height)[2], surface.lowest, *colors)

        def done(future: Future[np.ndarray | None]) -> None:
            picture = None if future.exception() is not None or asked != self._asked else future.result()
            if picture is not None:
                self._shown = surface
                self._map.set_ground(picture, bounds)

        self._background(work, done)

    def _paint_coarsely(self, surface: Surface) -> None:
        """Paint another surface at once, also where the map is moved meanwhile, unless it is there already."""
        assert self._wanted is not None
        wanted, colors = self._wanted, self._map.ground_colors()

        def done(future: Future[np.ndarray]) -> None:
            if future.exception() is None and surface == self._surface() and surface != self._shown:
                self._shown = surface
                self._map.set_ground(future.result(), wanted[0])

        self._background(lambda: _coarse(surface, wanted, colors), done)


def _coarse(surface: Surface, wanted: Wanted, colors: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Return a picture of what is wanted, a few times as coarse along each side."""
    bounds, width, height = wanted
    values = map_grid(surface.tape, bounds, max(2, width // _COARSE), max(2, height // _COARSE))[2]
    return relief(values, surface.lowest, *colors)
