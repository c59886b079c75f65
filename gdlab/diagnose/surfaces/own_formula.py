"""A surface of one's own: a formula in x and y."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import field_validator

from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.tape import tape_of
from gdlab.spec.base import knob
from gdlab.spec.formula import parse

_FAR = np.geomspace(1e-3, 1e6, 73)
#: The x and y at which a formula is looked at for a finite value: densely near 0, and on both sides from near to far.
_COORDINATES = np.concatenate([np.linspace(-10.0, 10.0, 201), _FAR, -_FAR])


class OwnFormula(Surface):
    """A surface that is typed in: a formula of x and y with numbers, brackets, ``+ - * / % ^`` and functions.

    The functions are those of the parser of formulas: sqrt, exp, log, sin, cos, tan, tanh, abs, floor, min and max. The
    text is parsed, bounded in length and depth, and never run as code.
    """

    title: ClassVar[str] = "A formula of your own"

    type: Literal["Formula"] = "Formula"
    text: str = knob("x^2 + 3*y^2 + sin(3*x)", "The surface as a formula in x and y.")
    reach: float = knob(3.0, "How far the part of the plane that is shown reaches from (0, 0).", gt=0, le=1e6, log=True)

    @field_validator("text")
    @classmethod
    def _parses(cls, value: str) -> str:
        tape_of(value)
        x, y = np.meshgrid(_COORDINATES, _COORDINATES)
        if not np.isfinite(parse(value, ("x", "y"))(x=x, y=y)).any():
            raise ValueError(
                "has no finite value at any point that was tried, as with a number that is too large, a division by 0, "
                "or the logarithm of a negative number"
            )
        return value

    def formula(self) -> str:
        """Return the formula."""
        return self.text

    def bounds(self) -> tuple[float, float, float, float]:
        """Return a square around (0, 0)."""
        return (-self.reach, self.reach, -self.reach, self.reach)

    @property
    def first_point(self) -> Point:
        """Return the point where a descent begins unless another is given."""
        return (0.6 * self.reach, 0.5 * self.reach)
