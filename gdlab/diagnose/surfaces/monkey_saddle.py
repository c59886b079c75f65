"""The monkey saddle: three ways down, three ways up."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class MonkeySaddle(Surface):
    """Three valleys and three ridges meet at (0, 0), where gradient and Hessian both vanish; there is no minimum.

    .. math:: f(x, y) = x^3 - 3xy^2
    """

    title: ClassVar[str] = "Monkey saddle"
    box: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (1.4, 0.02)

    type: Literal["MonkeySaddle"] = "MonkeySaddle"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "x^3 - 3*x*y^2"
