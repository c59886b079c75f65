"""Beale's flat valley with steep walls."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Beale(Surface):
    """A minimum at the end of a flat valley between steep walls (Beale 1958); lowest at (3, 1/2).

    .. math:: f = (1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2
    """

    title: ClassVar[str] = "Beale's function"
    box: ClassVar[tuple[float, float, float, float]] = (-4.5, 4.5, -4.5, 4.5)
    start: ClassVar[Point] = (1.0, 1.5)
    known: ClassVar[tuple[Point, ...]] = ((3.0, 0.5),)

    type: Literal["Beale"] = "Beale"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2"
