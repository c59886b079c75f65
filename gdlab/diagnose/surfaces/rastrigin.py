"""Rastrigin's lattice of minima."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface, number
from gdlab.spec.base import knob


class Rastrigin(Surface):
    r"""A bowl with a regular lattice of local minima, about 1 apart, the deepest at (0, 0) (Rastrigin 1974).

    .. math:: f = \sum_i x_i^2 + A\,(1 - \cos 2\pi x_i)
    """

    title: ClassVar[str] = "Rastrigin's lattice of minima"
    box: ClassVar[tuple[float, float, float, float]] = (-5.12, 5.12, -5.12, 5.12)
    start: ClassVar[Point] = (2.2, 1.8)
    known: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    type: Literal["Rastrigin"] = "Rastrigin"
    height: float = knob(10.0, "How high the walls between the minima are.", ge=0, le=1e4)

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        a = number(self.height)
        return f"x^2 + y^2 + {a} * (2 - cos(2*pi*x) - cos(2*pi*y))"
