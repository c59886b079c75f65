"""The example on which Adam does not converge."""

from __future__ import annotations

from typing import ClassVar, Literal

from gdlab.diagnose.surfaces.base import Point, Surface, number
from gdlab.spec.base import knob

_WALL = "10*max(0, abs(x) - 1)^2 + 0.5*y^2"


class Reddi(Surface):
    r"""A loss that is steep one step in three and slopes the other way on the others (Reddi, Kale and Kumar 2018).

    .. math:: f_t(x) = \begin{cases} Cx & t \bmod 3 = 0\\ -x & \text{else}\end{cases},\qquad f = \tfrac{C - 2}{3} x

    Their bounds |x| ≤ 1 are steep walls here, and y is a bowl. The mean gradient points to x = −1. Adam with a short
    memory of squares divides the rare large gradient by its own size and goes to x = 1; AMSGrad and SGD do not.
    """

    title: ClassVar[str] = "Adam does not converge"
    box: ClassVar[tuple[float, float, float, float]] = (-1.6, 1.6, -1.2, 1.2)
    start: ClassVar[Point] = (0.3, 0.9)

    type: Literal["Reddi"] = "Reddi"
    C: float = knob(3.0, "The slope of every third step.", gt=2, le=100)

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        return f"{number((self.C - 2) / 3)}*x + {_WALL}"

    def step_formula(self) -> str:
        """Return the loss of step t."""
        return f"({number(self.C + 1)}*floor(1 - (t % 3)/3) - 1)*x + {_WALL}"

    def minima(self) -> tuple[Point, ...]:
        """Return the minimum, where the slope of the wall is that of the mean loss."""
        return ((-1.0 - (self.C - 2) / 60, 0.0),)
