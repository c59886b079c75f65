"""Ackley's funnel."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Ackley(Surface):
    r"""Small waves on an almost flat plain with a funnel in the middle, whose tip at (0, 0) is a kink (Ackley 1987).

    .. math:: f = -20\,e^{-0.2\sqrt{(x^2 + y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20
    """

    title: ClassVar[str] = "Ackley's funnel"
    box: ClassVar[tuple[float, float, float, float]] = (-5.0, 5.0, -5.0, 5.0)
    start: ClassVar[Point] = (3.2, 2.4)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    type: Literal["Ackley"] = "Ackley"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "20 + e - 20*exp(-0.2*sqrt(0.5*(x^2 + y^2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))"
