"""Analytic surfaces to walk down, with exact gradients and Hessians."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class SmoothFunction:
    """A smooth function of a few numbers.

    Attributes:
        name: what it is called; value, gradient, hessian: of a point (n,).
        start: where a walk begins; box: the range of each number that is looked at.
        lowest: the value at the global minimum; wells: the minima that are known, (k, n).
    """

    name: str
    value: Callable[[Array], float]
    gradient: Callable[[Array], Array]
    hessian: Callable[[Array], Array]
    start: tuple[float, ...]
    box: tuple[float, float]
    lowest: float = 0.0


def ravine(condition: float = 100.0) -> SmoothFunction:
    """Return a quadratic whose curvature is 1 along one axis and ``condition`` along the other."""
    curve = np.array([1.0, condition])
    return SmoothFunction(
        "ravine",
        lambda x: float(0.5 * (curve * x * x).sum()),
        lambda x: curve * x,
        lambda x: np.diag(curve),
        (10.0, 1.0),
        (-11.0, 11.0),
    )


def rastrigin(dimensions: int = 2, height: float = 10.0) -> SmoothFunction:
    """Return Rastrigin's function: a bowl with a regular lattice of pits, the deepest at 0."""
    two_pi = 2 * np.pi

    def value(x: Array) -> float:
        return float((x * x + height * (1 - np.cos(two_pi * x))).sum())

    def gradient(x: Array) -> Array:
        return 2 * x + height * two_pi * np.sin(two_pi * x)

    def hessian(x: Array) -> Array:
        return np.diag(2 + height * two_pi**2 * np.cos(two_pi * x))

    return SmoothFunction("Rastrigin", value, gradient, hessian, (2.2,) * dimensions, (-5.12, 5.12))


def rosenbrock() -> SmoothFunction:
    """Return Rosenbrock's bent valley, lowest at (1, 1)."""

    def value(p: Array) -> float:
        x, y = p
        return float((1 - x) ** 2 + 100 * (y - x * x) ** 2)

    def gradient(p: Array) -> Array:
        x, y = p
        return np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])

    def hessian(p: Array) -> Array:
        x, y = p
        return np.array([[2 - 400 * (y - 3 * x * x), -400 * x], [-400 * x, 200.0]])

    return SmoothFunction("Rosenbrock", value, gradient, hessian, (-1.2, 1.0), (-2.0, 2.0))


def saddle() -> SmoothFunction:
    """Return a saddle at 0 between two wells at y = ±1: x²/2 − y²/2 + y⁴/4, lowest value −1/4."""

    def value(p: Array) -> float:
        x, y = p
        return float(0.5 * x * x - 0.5 * y * y + 0.25 * y**4)

    def gradient(p: Array) -> Array:
        x, y = p
        return np.array([x, y**3 - y])

    def hessian(p: Array) -> Array:
        return np.diag([1.0, 3 * p[1] ** 2 - 1])

    return SmoothFunction("saddle", value, gradient, hessian, (1.0, 0.0), (-1.6, 1.6), -0.25)


def random_waves(dimensions: int, seed: int, waves: int = 60) -> SmoothFunction:
    """Return a smooth random surface: a sum of cosine waves with normal directions and uniform phases."""
    from gdlab.spec import streams

    stream = streams.key(seed, streams.GENERATE, dimensions)
    w = streams.normal(stream, waves * dimensions).reshape(waves, dimensions)
    phase = 2 * np.pi * streams.uniform(streams.key(seed, streams.GENERATE, dimensions, 1), waves)
    scale = np.sqrt(2.0 / waves)
    return SmoothFunction(
        f"waves in {dimensions} dimensions",
        lambda x: float(scale * np.cos(w @ x + phase).sum()),
        lambda x: -scale * (np.sin(w @ x + phase) @ w),
        lambda x: -scale * (w.T * np.cos(w @ x + phase)) @ w,
        (0.0,) * dimensions,
        (-3.0, 3.0),
    )


FUNCTIONS: dict[str, Callable[[], SmoothFunction]] = {
    "ravine": ravine,
    "rastrigin": rastrigin,
    "rosenbrock": rosenbrock,
    "saddle": saddle,
}
