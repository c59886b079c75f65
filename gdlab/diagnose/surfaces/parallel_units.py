"""Two units side by side on four points."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface


class ParallelUnits(Surface):
    r"""The loss of a network of two tanh units side by side with the weights x and y, on four points.

    .. math:: f = \tfrac14 \sum_i \bigl(\tanh x t_i + \tanh y t_i - z_i\bigr)^2,\quad t = \tfrac12, 1, \tfrac32, 2

    The targets z are the outputs at the weights (2, 0.4). The units may change places, so (0.4, 2) fits as well, and a
    saddle lies on the diagonal between the two, as in every network with interchangeable units.
    """

    title: ClassVar[str] = "Two units side by side"
    box: ClassVar[tuple[float, float, float, float]] = (-3.0, 3.0, -3.0, 3.0)
    start: ClassVar[Point] = (-1.5, -0.6)
    known: ClassVar[tuple[Point, ...]] = ((2.0, 0.4), (0.4, 2.0))

    type: Literal["ParallelUnits"] = "ParallelUnits"

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        terms = (f"(tanh({t}*x) + tanh({t}*y) - tanh({2 * t}) - tanh({0.4 * t:g}))^2" for t in (0.5, 1, 1.5, 2))
        return f"0.25 * ({' + '.join(terms)})"
