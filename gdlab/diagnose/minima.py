"""The minima of a surface on its map: those that are known, or those that are found from many starts."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.tape import Tape, tape_of

#: Starts along each side of the map.
_STARTS = 14


def minima_on_map(surface: Surface) -> tuple[Point, ...]:
    """Return the known minima and those that a search by BFGS from a grid of starts finds on the map, lowest first."""
    return _found(surface.formula(), surface.bounds(), surface.minima())


@lru_cache(maxsize=64)
def _found(formula: str, bounds: tuple[float, float, float, float], known: tuple[Point, ...]) -> tuple[Point, ...]:
    from scipy.optimize import minimize

    tape, (left, right, bottom, top) = tape_of(formula), bounds
    near = 1e-3 * float(np.hypot(right - left, top - bottom))
    points = [np.array(point, float) for point in known]
    for x in np.linspace(left, right, _STARTS):
        for y in np.linspace(bottom, top, _STARTS):
            with np.errstate(all="ignore"):
                end: np.ndarray = minimize(tape.value, np.array([x, y]), jac=tape.gradient, method="BFGS").x
            inside = left <= end[0] <= right and bottom <= end[1] <= top
            new = all(np.linalg.norm(end - point) > near for point in points)
            if inside and new and _is_minimum(tape, end):
                points.append(end)
    values = [tape.value(point) for point in points]
    return tuple((float(points[i][0]), float(points[i][1])) for i in np.argsort(values, kind="stable"))


def _is_minimum(tape: Tape, point: np.ndarray) -> bool:
    """Return whether gradient and Hessian say that a point is a minimum."""
    hessian = tape.hessian(point)
    gradient = tape.gradient(point)
    if not (np.isfinite(hessian).all() and np.isfinite(gradient).all()):
        return False
    low, high = np.linalg.eigvalsh(hessian)
    return bool(low > 1e-6 * max(high, 1e-300) and np.linalg.norm(gradient) < 1e-4 * max(high, 1e-300))
