"""A drawing as data: lines, dots and boxes in a square of one by one, each with a name and a colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

#: Names of colours: the grid's, the one of captions, and the first colours of runs.
GRID, MUTED, ONE, TWO, THREE = "grid", "muted", "run 0", "run 1", "run 2"


class Drawing:
    """Lines, dots and boxes in the coordinates of what is drawn.

    Args:
        left, right, low, high: what lies at the edges.
        axes: whether the lower and the left edge are drawn.
    """

    def __init__(self, left: float, right: float, low: float, high: float, *, axes: bool = True) -> None:
        self._box = (left, right, low, high)
        self.parts: list[dict[str, Any]] = []
        self.axes = axes

    def line(self, name: str, color: str, x: Any, y: Any, width: float = 1.5, *, dots: bool = False) -> None:
        """Add a line; ``dots`` marks its points. A name stands beside the drawing, "" for none."""
        self._add("line", name, color, self._placed(x, y), width=width, dots=dots)

    def dots(self, name: str, color: str, x: Any, y: Any, radius: float = 2.0) -> None:
        """Add points."""
        self._add("dots", name, color, self._placed(x, y), width=radius)

    def box(self, name: str, color: str, left: float, low: float, width: float, height: float) -> None:
        """Add a filled rectangle."""
        self._add("box", name, color, self._placed([left, left + width], [low, low + height]))

    def data(self) -> dict[str, Any]:
        """Return the drawing as plain data."""
        return {"axes": self.axes, "parts": self.parts}

    def _add(self, kind: str, name: str, color: str, points: list[list[float]], **more: Any) -> None:
        self.parts.append({"kind": kind, "name": name, "color": color, "points": points, **more})

    def _placed(self, x: Any, y: Any) -> list[list[float]]:
        left, right, low, high = self._box
        shares = np.stack([(np.asarray(x) - left) / (right - left), (np.asarray(y) - low) / (high - low)], axis=-1)
        return np.clip(shares, -0.02, 1.02).round(3).tolist()


def curves(lines: Iterable[tuple[str, str, np.ndarray]], *, log: bool = False, low: float | None = None) -> Drawing:
    """Return curves over their number; each has a name, a colour and values (N,), drawn over the same width."""
    shown = [(name, color, np.log10(np.maximum(v, 1e-12)) if log else np.asarray(v, float)) for name, color, v in lines]
    finite = np.concatenate([v[np.isfinite(v)] for _, _, v in shown])
    bottom = float(finite.min()) if low is None else low
    made = Drawing(0.0, 1.0, bottom, float(finite.max()) + 1e-9)
    for name, color, values in shown:
        made.line(name, color, np.linspace(0, 1, len(values)), values)
    return made
