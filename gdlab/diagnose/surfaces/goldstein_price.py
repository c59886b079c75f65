"""Goldstein and Price's polynomial over six powers of ten."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class GoldsteinPrice(Surface):
    r"""A polynomial of degree 8 whose values span six powers of ten (Goldstein and Price 1971); lowest, 3, at (0, −1).

    .. math:: f = \bigl(1 + (x+y+1)^2 p\bigr)\bigl(30 + (2x-3y)^2 q\bigr)

    with p = 19 − 14x + 3x² − 14y + 6xy + 3y² and q = 18 − 32x + 12x² + 48y − 36xy + 27y².
    """

    title: ClassVar[str] = "Goldstein and Price's function"
    box: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-0.5, 0.3)
    known: ClassVar[tuple[Point, ...]] = ((0.0, -1.0), (-0.6, -0.4), (1.8, 0.2))

    type: Literal["GoldsteinPrice"] = "GoldsteinPrice"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return (
            "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
            " * (30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))"
        )
