"""A saddle between two minima."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Saddle(Surface):
    r"""A saddle at (0, 0) between minima at (0, ±1); from the ridge y = 0 plain descent ends on the saddle.

    .. math:: f(x, y) = \tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4
    """

    title: ClassVar[str] = "Saddle between two minima"
    box: ClassVar[tuple[float, float, float, float]] = (-1.8, 1.8, -1.8, 1.8)
    start: ClassVar[Point] = (1.5, 0.0)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 1.0), (0.0, -1.0))

    type: Literal["Saddle"] = "Saddle"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "0.5*x^2 - 0.5*y^2 + 0.25*y^4"
