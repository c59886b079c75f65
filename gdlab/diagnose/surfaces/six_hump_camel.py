"""The six-hump camel's back."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class SixHumpCamel(Surface):
    r"""Six minima in three pairs, the two lowest at ±(0.0898, −0.7127) (Dixon and Szegő 1978).

    .. math:: f = \left(4 - 2.1x^2 + \tfrac{x^4}{3}\right) x^2 + xy + (4y^2 - 4)\,y^2
    """

    title: ClassVar[str] = "Six-hump camel's back"
    box: ClassVar[tuple[float, float, float, float]] = (-2.1, 2.1, -1.3, 1.3)
    start: ClassVar[Point] = (-1.6, 0.9)
    known: ClassVar[tuple[Point, ...]] = (
        (0.0898420131003181, -0.7126564030207396),
        (-0.0898420131003181, 0.7126564030207396),
        (1.703606714969981, -0.7960835686726251),
        (-1.703606714969981, 0.7960835686726251),
        (1.607104752920197, 0.5686514548841313),
        (-1.607104752920197, -0.5686514548841313),
    )

    type: Literal["SixHumpCamel"] = "SixHumpCamel"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return "(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2"
