"""Products of a loss's Hessian with vectors, by central differences of exact gradients that do not cross kinks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

#: How often a step is shortened at most, by which factor, and the share by which both sides of it may differ.
_RETRIES, _FACTOR, _AGREE = 4, 16.0, 0.05
#: The precision from which on a step may be shortened.
_FINE = 1e-12
#: The rounding error of a gradient, in units of its precision.
_ROUNDING = 100.0


class HessianProducts:
    """The products of the Hessian at one point with vectors.

    The step is the root of the precision, in proportion to the point's size. Where it crosses the kink of a rectifier,
    the differences towards both sides disagree: one of them holds a jump of the gradient, divided by the step, which is
    no curvature. The step is then shortened until they agree. In single precision there is nothing to shorten: rounding
    would be all that is left.

    Args:
        gradient: the gradient at any point, float64 of shape (n,).
        point: where the Hessian is taken, (n,).
        precision: the relative precision of the gradient's numbers.
    """

    def __init__(self, gradient: Callable[[np.ndarray], np.ndarray], point: np.ndarray, precision: float) -> None:
        self._gradient, self._point, self._precision = gradient, point, precision
        self._step = precision**0.5 * (1 + float(np.linalg.norm(point)))
        self._here: np.ndarray | None = None

    def __call__(self, direction: np.ndarray) -> np.ndarray:
        """Return the Hessian times a vector, (n,); zeros for a vector of zeros."""
        norm = float(np.linalg.norm(direction))
        if norm == 0:
            return np.zeros_like(direction)
        if self._here is None:
            self._here = self._gradient(self._point)
        step, found = self._step / norm, np.zeros_like(direction)
        for _ in range(1 + (_RETRIES if self._precision < _FINE else 0)):
            up, down = (self._gradient(self._point + sign * step * direction) for sign in (1, -1))
            found = (up - down) / (2 * step)
            if self._agree(up - self._here, self._here - down, norm):
                break
            step /= _FACTOR
        return found

    def _agree(self, ahead: np.ndarray, behind: np.ndarray, norm: float) -> bool:
        """Return whether the differences towards both sides are equal but for rounding, or no numbers at all."""
        assert self._here is not None
        apart = float(np.linalg.norm(ahead - behind))
        rounding = _ROUNDING * self._precision * (1 + float(np.linalg.norm(self._here)))
        size = float(np.linalg.norm(ahead) + np.linalg.norm(behind))
        return not apart > _AGREE * size + rounding
