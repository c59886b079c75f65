"""Styblinski and Tang's four unequal minima."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class StyblinskiTang(Surface):
    r"""Four minima of different depth, the deepest at (−2.9035, −2.9035) (Styblinski and Tang 1990).

    .. math:: f = \tfrac12 \sum_i x_i^4 - 16 x_i^2 + 5 x_i
    """

    title: ClassVar[str] = "Styblinski and Tang's function"
    box: ClassVar[tuple[float, float, float, float]] = (-5.0, 5.0, -5.0, 5.0)
    start: ClassVar[Point] = (0.3, 0.6)
    known: ClassVar[tuple[Point, ...]] = (
        (-2.903534027771177, -2.903534027771177),
        (-2.903534027771177, 2.746802770990837),
        (2.746802770990837, -2.903534027771177),
        (2.746802770990837, 2.746802770990837),
    )

    type: Literal["StyblinskiTang"] = "StyblinskiTang"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "0.5*(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)"
