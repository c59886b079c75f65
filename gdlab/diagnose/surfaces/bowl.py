"""A round bowl: as steep in every direction."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface, number
from gdlab.spec.base import knob


class Bowl(Surface):
    r"""A bowl whose curvature is the same in every direction; every gradient points at the minimum.

    .. math:: f(x, y) = \frac{c}{2} (x^2 + y^2)
    """

    title: ClassVar[str] = "Round bowl"
    box: ClassVar[tuple[float, float, float, float]] = (-3.0, 3.0, -3.0, 3.0)
    start: ClassVar[Point] = (-2.2, 1.6)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    type: Literal["Bowl"] = "Bowl"
    curvature: float = knob(
        1.0, "Second derivative in every direction; its inverse is the best rate.", gt=0, le=1e6, log=True
    )

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return f"{number(self.curvature / 2)} * (x^2 + y^2)"
