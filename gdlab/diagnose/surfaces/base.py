"""What a surface is: a formula in x and y, the part of the plane that is shown, a start, and known minima."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from pydantic import BeforeValidator, SerializeAsAny

from gdlab.diagnose.tape import Tape, tape_of
from gdlab.spec.base import Member
from gdlab.spec.resolver import resolver

Point = tuple[float, float]


class Surface(Member):
    """A function of x and y to descend on; subclass it in a file of its own under ``diagnose/surfaces/``.

    The formula is all that a surface needs: its value, gradient and Hessian come from the formula's tape.

    Attributes:
        box: the part of the plane that is shown: least x, greatest x, least y, greatest y.
        start: the point where a descent begins unless another is given.
        known: the minima that are known, (x, y) each; none where the surface is not bounded from below.
    """

    kind: ClassVar[str] = "surface"
    box: ClassVar[tuple[float, float, float, float]] = (-3.0, 3.0, -3.0, 3.0)
    start: ClassVar[Point] = (1.0, 1.0)
    known: ClassVar[tuple[Point, ...]] = ()

    def formula(self) -> str:
        """Return the surface as a formula in x and y."""
        raise NotImplementedError

    def step_formula(self) -> str:
        """Return the formula in x, y and t whose gradient step t is given, "" for that of the surface itself."""
        return ""

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the part of the plane that is shown, which fields may change."""
        return self.box

    def minima(self) -> tuple[Point, ...]:
        """Return the minima that are known, which fields may change."""
        return self.known

    @property
    def first_point(self) -> Point:
        """Return the point where a descent begins unless another is given."""
        return self.start

    @property
    def tape(self) -> Tape:
        """Return the formula's tape."""
        return tape_of(self.formula())

    @property
    def step_tape(self) -> Tape:
        """Return the tape whose gradient a step is given."""
        text = self.step_formula()
        return tape_of(text, ("x", "y", "t")) if text else self.tape

    @property
    def lowest(self) -> float:
        """Return the value at the lowest known minimum, NaN where none is known."""
        return min((self.tape.value(np.array(point)) for point in self.minima()), default=float("nan"))

    @property
    def diagonal(self) -> float:
        """Return the length of the shown part's diagonal."""
        left, right, bottom, top = self.bounds()
        return float(np.hypot(right - left, top - bottom))


#: The type of a field that holds any surface.
AnySurface = Annotated[SerializeAsAny[Surface], BeforeValidator(resolver("surface"))]


def number(value: float) -> str:
    """Return a number as a formula writes it, with all its digits."""
    text = f"{value:g}" if float(f"{value:g}") == value else f"{value!r}"
    return f"({text})" if value < 0 else text
