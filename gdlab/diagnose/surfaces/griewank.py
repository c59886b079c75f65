"""Griewank's waves on a wide bowl."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class Griewank(Surface):
    r"""Waves of height 1 on a very wide bowl (Griewank 1981); lowest at (0, 0).

    .. math:: f(x, y) = \frac{x^2 + y^2}{4000} - \cos x \cos\frac{y}{\sqrt 2} + 1
    """

    title: ClassVar[str] = "Griewank's waves"
    box: ClassVar[tuple[float, float, float, float]] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (5.2, -7.0)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    type: Literal["Griewank"] = "Griewank"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "(x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2)) + 1"
