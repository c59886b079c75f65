"""Rosenbrock's bent valley."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface, number
from gdlab.spec.base import knob


class Rosenbrock(Surface):
    r"""A bent valley that is found at once and followed slowly (Rosenbrock 1960); lowest at (1, 1).

    .. math:: f(x, y) = (1 - x)^2 + b\,(y - x^2)^2
    """

    title: ClassVar[str] = "Rosenbrock's valley"
    box: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -1.0, 3.0)
    start: ClassVar[Point] = (-1.2, 1.0)
    known: ClassVar[tuple[Point, ...]] = ((1.0, 1.0),)

    type: Literal["Rosenbrock"] = "Rosenbrock"
    b: float = knob(100.0, "How steep the walls of the valley are.", gt=0, le=1e6, log=True)

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return f"(1 - x)^2 + {number(self.b)} * (y - x^2)^2"
