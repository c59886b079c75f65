"""Booth's quadratic, turned off the axes."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Booth(Surface):
    """A quadratic of condition number 9 whose axes lie on the diagonals; lowest at (1, 3).

    .. math:: f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2
    """

    title: ClassVar[str] = "Booth's quadratic"
    box: ClassVar[tuple[float, float, float, float]] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (-7.0, -6.0)
    known: ClassVar[tuple[Point, ...]] = ((1.0, 3.0),)

    type: Literal["Booth"] = "Booth"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "(x + 2*y - 7)^2 + (2*x + y - 5)^2"
