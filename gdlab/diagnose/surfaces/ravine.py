"""A long ravine: flat along one axis and steep across it."""

from __future__ import annotations

import math
from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface, number
from gdlab.spec.base import knob


class Ravine(Surface):
    r"""A quadratic whose curvature is 1 along one direction and the condition number across it.

    .. math:: f = \tfrac12 (u^2 + \kappa v^2),\quad (u, v) = (x, y) \text{ turned by } \alpha

    Plain descent contracts each direction by |1 − γλ| a step, so the steep one bounds the rate (below 2/κ) and the flat
    one the speed. Turned off the axes, it is not mended by a rate of its own for each coordinate.
    """

    title: ClassVar[str] = "Ravine"
    box: ClassVar[tuple[float, float, float, float]] = (-11.0, 11.0, -4.0, 4.0)
    start: ClassVar[Point] = (-10.0, 1.5)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    type: Literal["Ravine"] = "Ravine"
    condition: float = knob(
        25.0, "Condition number: the curvature across over the curvature along.", ge=1, le=1e6, log=True
    )
    angle: float = knob(0.0, "Angle between the ravine and the x-axis.", unit="°", ge=-90, le=90)

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        turn = math.radians(self.angle)
        cosine, sine = number(math.cos(turn)), number(math.sin(turn))
        u, v = ("x", "y") if self.angle == 0 else (f"({cosine}*x + {sine}*y)", f"({cosine}*y - {sine}*x)")
        return f"0.5 * {u}^2 + {number(self.condition / 2)} * {v}^2"
