"""Two units in a chain on four points."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class ChainedUnits(Surface):
    r"""The loss of a tanh unit with the weight x whose output goes to a linear one with the weight y, on four points.

    .. math:: f = \tfrac14 \sum_i \bigl(y \tanh x t_i - z_i\bigr)^2,\quad t = \tfrac12, 1, \tfrac32, 2

    The targets z are the outputs at the weights (1.5, 1). Both signs may change together, so (−1.5, −1) fits as well,
    and (0, 0), where most networks begin, is a saddle.
    """

    title: ClassVar[str] = "Two units in a chain"
    box: ClassVar[tuple[float, float, float, float]] = (-3.0, 3.0, -2.5, 2.5)
    start: ClassVar[Point] = (-1.2, 1.6)
    known: ClassVar[tuple[Point, ...]] = ((1.5, 1.0), (-1.5, -1.0))

    type: Literal["ChainedUnits"] = "ChainedUnits"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        terms = (f"(y*tanh({t}*x) - tanh({1.5 * t}))^2" for t in (0.5, 1, 1.5, 2))
        return f"0.25 * ({' + '.join(terms)})"
