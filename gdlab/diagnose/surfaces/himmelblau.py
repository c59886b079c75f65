"""Himmelblau's four minima."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Himmelblau(Surface):
    """Four minima of the same depth, four saddles between them and a maximum amid (Himmelblau 1972).

    .. math:: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2
    """

    title: ClassVar[str] = "Himmelblau's four minima"
    box: ClassVar[tuple[float, float, float, float]] = (-6.0, 6.0, -6.0, 6.0)
    start: ClassVar[Point] = (0.0, -1.0)
    known: ClassVar[tuple[Point, ...]] = (
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    )

    type: Literal["Himmelblau"] = "Himmelblau"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
