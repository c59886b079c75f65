"""Where a descent ended: on a minimum, a saddle, a maximum, a plateau or a slope, in a cycle, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from gdlab.diagnose.surfaces.base import Point, Surface
from gdlab.diagnose.tape import tape_of
from gdlab.diagnose.walker import Descent

Kind = Literal["minimum", "saddle", "maximum", "plateau", "slope", "cycle", "diverged"]

#: A descent is at a critical point when it is nearer than this share of the map's diagonal.
NEAR = 0.01
#: An eigenvalue counts as 0 below this share of the greatest one, or of the map's typical curvature.
_FLAT = 1e-6
#: The gradient on a plateau is at most this share of a steep one on the map, and the curvature this share of its own.
_PLATEAU, _BENT = 1e-3, 0.1
#: Where rounding ends Newton's method, the gradient counts as vanished below this share of a steep one on the map.
_VANISHED = 1e-4
#: How many times as high as its start a descent has climbed that diverges.
_CLIMBED = 10.0
_RING = np.linspace(0.0, 2 * np.pi, 72, endpoint=False)


@dataclass(frozen=True)
class DescentEnding:
    """What a descent came to.

    Attributes:
        kind: the kind of point. A *minimum*, *saddle* or *maximum* is a critical point beside the last point, told by
            the Hessian's eigenvalues, or by the values around it where an eigenvalue is 0. On a *plateau* gradient and
            Hessian all but vanish; a *slope* goes on descending; a *cycle* is two points in turn. A descent that
            *diverged* left the numbers, or the map, and climbed to its end far above its start.
        critical: the critical point, None where there is none.
        eigenvalues: the Hessian's eigenvalues, lower one first, at the critical point, else at the last one.
        gradient_norm: the norm of the surface's gradient at the last point.
        steps: after how many steps the descent had come to the minimum for good; infinite if it did not.
        evaluations: how often the gradient had been evaluated by then; infinite likewise.
        lowest: whether the minimum is the lowest that is known.
    """

    kind: Kind
    critical: Point | None
    eigenvalues: tuple[float, float]
    gradient_norm: float
    steps: float = float("inf")
    evaluations: float = float("inf")
    lowest: bool = False


def ending_of(surface: Surface, descent: Descent) -> DescentEnding:
    """Return what a descent came to."""
    last, norm = descent.points[-1], float(descent.gradient_norms[-1])
    if descent.diverged:
        return DescentEnding("diverged", None, (float("nan"), float("nan")), norm)
    point = _critical_point(surface, last)
    if point is None:
        return DescentEnding(_kind_without(surface, descent), None, _eigenvalues(surface, last), norm)
    values = _eigenvalues(surface, point)
    kind = _kind_at(surface, point, values)
    if kind != "minimum":
        return DescentEnding(kind, _pair(point), values, norm)
    steps = _arrival(descent.points, point, NEAR * surface.diagonal)
    value = surface.tape.value(point)
    lowest = bool(value <= surface.lowest + 1e-9 * max(1.0, abs(surface.lowest)))
    return DescentEnding(kind, _pair(point), values, norm, steps, float(descent.evaluations[steps]), lowest)


def _pair(point: np.ndarray) -> Point:
    return float(point[0]), float(point[1])


def _arrival(points: np.ndarray, goal: np.ndarray, near: float) -> int:
    """Return the first step from which on all points lie near a goal."""
    outside = np.flatnonzero(np.linalg.norm(points - goal, axis=1) > near)
    return int(outside[-1]) + 1 if len(outside) else 0


def _eigenvalues(surface: Surface, point: np.ndarray) -> tuple[float, float]:
    hessian = surface.tape.hessian(point)
    if not np.isfinite(hessian).all():
        return float("nan"), float("nan")
    low, high = np.linalg.eigvalsh(hessian)
    return float(low), float(high)


def _critical_point(surface: Surface, last: np.ndarray) -> np.ndarray | None:
    """Return the critical point near the last point: a known minimum, or where Newton's method leads from there."""
    near = NEAR * surface.diagonal
    for known in surface.minima():
        if np.linalg.norm(last - known) <= near:
            return np.array(known)
    return _newton(surface, last, near)


def _newton(surface: Surface, first: np.ndarray, near: float) -> np.ndarray | None:
    """Return where the gradient vanishes within ``near`` of a point, None where it does not.

    A step is accepted while the gradient shrinks, so saddles and maxima are found as minima are.
    """
    tape, typical = surface.tape, typical_slope(surface)
    small = 1e-10 * typical
    point, gradient = first, surface.tape.gradient(first)
    for _ in range(60):
        norm = np.linalg.norm(gradient)
        if norm <= small:
            return point
        hessian = tape.hessian(point)
        if not np.isfinite(hessian).all():
            return None
        step = np.linalg.lstsq(hessian, -gradient, rcond=None)[0]
        length = np.linalg.norm(step)
        step *= min(1.0, near / max(length, 1e-300))
        while np.linalg.norm(tape.gradient(point + step)) >= norm:
            step = step / 2
            if np.linalg.norm(step) < 1e-14 * surface.diagonal:  # rounding ends it at a critical point, or a kink does
                return point if norm <= _VANISHED * typical and 0 < length < 1e-6 * near else None
        point = point + step
        if np.linalg.norm(point - first) > near:
            return None
        gradient = tape.gradient(point)
    return None


def typical_slope(surface: Surface) -> float:
    """Return the norm that a tenth of the gradients on the map exceed: what is small is small beside it."""
    return _typical_slope(surface.formula(), surface.bounds())


@lru_cache(maxsize=64)
def _typical_slope(formula: str, bounds: tuple[float, float, float, float]) -> float:
    left, right, bottom, top = bounds
    tape = tape_of(formula)
    grid = [np.array([x, y]) for x in np.linspace(left, right, 16) for y in np.linspace(bottom, top, 16)]
    norms = np.array([np.linalg.norm(tape.gradient(point)) for point in grid])
    norms = norms[np.isfinite(norms)]
    return float(max(np.quantile(norms, 0.9), 1e-300)) if len(norms) else 1.0


def _kind_at(surface: Surface, point: np.ndarray, eigenvalues: tuple[float, float]) -> Kind:
    low, high = eigenvalues
    flat = _FLAT * max(abs(low), abs(high), typical_slope(surface) / surface.diagonal)
    if low > flat:
        return "minimum"
    if high < -flat:
        return "maximum"
    if low < -flat and high > flat:
        return "saddle"
    return _kind_by_values(surface, point)


def _kind_by_values(surface: Surface, point: np.ndarray) -> Kind:
    """Return the kind of a critical point with an eigenvalue of 0 by the values on a small ring around it."""
    radius = 0.3 * NEAR * surface.diagonal
    ring = surface.tape.values(point[0] + radius * np.cos(_RING), point[1] + radius * np.sin(_RING))
    rise = ring - surface.tape.value(point)
    small = 1e-12 * max(1.0, float(np.abs(ring).max()))
    if np.abs(rise).max() <= small:
        return "plateau"
    if rise.min() >= -small:
        return "minimum"
    return "maximum" if rise.max() <= small else "saddle"


def _kind_without(surface: Surface, descent: Descent) -> Kind:
    """Return what a descent that is at no critical point is on, or that it climbs instead."""
    points, diagonal = descent.points, surface.diagonal
    if len(points) > 4:
        apart, again = np.linalg.norm(points[-1] - points[-2]), np.linalg.norm(points[-1] - points[-3])
        if apart > 1e-6 * diagonal and again < 1e-9 * diagonal:
            return "cycle"
    if _climbs(surface, descent):
        return "diverged"
    curvature = np.abs(_eigenvalues(surface, points[-1])).max()
    usual = typical_slope(surface)
    flat = descent.gradient_norms[-1] <= _PLATEAU * usual and curvature <= _BENT * usual / diagonal
    return "plateau" if flat else "slope"


def _climbs(surface: Surface, descent: Descent) -> bool:
    """Return whether a descent left the map, is highest in its last third, and there many times as high as it began.

    Heights are above the lowest known value, or the lowest that was reached.
    """
    left, right, bottom, top = surface.bounds()
    away = np.linalg.norm(descent.points[-1] - np.array([left + right, bottom + top]) / 2)
    reached = descent.lowest
    heights = descent.values - (min(surface.lowest, reached) if np.isfinite(surface.lowest) else reached)
    late = len(heights) - len(heights) // 3
    climbed = len(heights) > 3 and heights[late:].max() > max(_CLIMBED * heights[0], heights[:late].max())
    return bool(climbed and away > surface.diagonal)
