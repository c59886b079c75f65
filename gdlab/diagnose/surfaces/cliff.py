"""A plateau with a cliff around the minimum."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Cliff(Surface):
    r"""A plateau on which the gradient all but vanishes, and a cliff down to the minimum at (1.5, 0).

    .. math:: f = 1 - e^{-(r^2 + r^4)},\quad r^2 = \tfrac12\left((x - \tfrac32)^2 + y^2\right)
    """

    title: ClassVar[str] = "Plateau with a cliff"
    box: ClassVar[tuple[float, float, float, float]] = (-2.0, 5.0, -3.0, 3.0)
    start: ClassVar[Point] = (-0.8, 0.9)
    known: ClassVar[tuple[Point, ...]] = ((1.5, 0.0),)

    type: Literal["Cliff"] = "Cliff"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "1 - exp(-0.5*((x - 1.5)^2 + y^2) - 0.25*((x - 1.5)^2 + y^2)^2)"
