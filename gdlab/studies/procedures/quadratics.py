"""Descent on quadratic functions, where theory says each rate exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.descent import descend
from gdlab.diagnose.functions import SmoothFunction
from gdlab.lab.intervals import Scale
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Conditions, Positive

_METHODS = ("plain", "momentum")


class QuadraticRates(Procedure):
    """Count the steps that plain descent and momentum take on quadratics of several conditions, at their best rates.

    The curvatures lie evenly on a logarithmic scale from 1/κ to 1. Plain descent has the rate 2/(L + μ), momentum
    Polyak's 4/(√L + √μ)² with momentum ((√κ − 1)/(√κ + 1))². The start is drawn by the seed.
    """

    type: Literal["quadratic_rates"] = "quadratic_rates"
    scales: ClassVar[Mapping[str, Scale]] = {"steps": "log"}
    conditions: Conditions = knob((10, 30, 100, 300), "The conditions κ, largest over smallest curvature.")
    dimensions: int = knob(10, "Dimensions.", ge=2, le=200)
    drop: float = knob(1e-6, "The distance to the minimum, over that of the start, that counts as arrived.", gt=0, lt=1)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a method and condition."""
        return [(f"{m}, κ {c}", {"method": m, "condition": str(c)}) for m in _METHODS for c in self.conditions]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("steps", "steps by theory")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the steps taken, and those that the asymptotic rate predicts."""
        method, text = row.split(", κ ")
        kappa = float(text)
        held, root = quadratic(np.logspace(-np.log10(kappa), 0, self.dimensions)), kappa**0.5
        start = streams.normal(streams.key(seed, streams.WEIGHTS), self.dimensions)
        if method == "plain":
            call, rate = f"SGD(lr={2 / (1 + 1 / kappa)})", (kappa - 1) / (kappa + 1)
        else:
            rate = (root - 1) / (root + 1)
            call = f"SGD(lr={4 / (1 + 1 / root) ** 2}, momentum={rate**2})"
        expected = float(np.log(self.drop) / np.log(rate))
        walk = descend(held, call, start, int(2.5 * expected) + 50, seed=seed, stop=stop)
        distance = np.linalg.norm(walk.points, axis=1) / np.linalg.norm(start)
        beyond = np.flatnonzero(distance > self.drop)
        steps = float(beyond[-1] + 1) if beyond[-1] + 1 < len(distance) else float("inf")
        return {"steps": steps, "steps by theory": expected}


class NoiseFloor(Procedure):
    """Descents of a quadratic with noisy gradients at several constant rates: the height about which each hovers."""

    type: Literal["noise_floor"] = "noise_floor"
    scales: ClassVar[Mapping[str, Scale]] = {"height of the floor": "log", "floor by theory": "log"}
    rates: Positive = knob((0.01, 0.02, 0.05, 0.1), "The learning rates.")
    noise: float = knob(1.0, "Deviation of the noise on each component of the gradient.", gt=0)
    dimensions: int = knob(10, "Dimensions, all of curvature 1.", ge=1, le=200)
    steps: int = knob(4000, "Steps; the second half is averaged.", ge=10, le=1_000_000)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a rate."""
        return [(f"lr {r:g}", {"lr": f"{r:g}"}) for r in self.rates]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("height of the floor", "floor by theory")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the mean height of the second half, and lr·σ²·d / (2·(2 − lr)) for curvature 1."""
        rate, d = float(row.split()[1]), self.dimensions
        held = quadratic(np.ones(d))
        start = streams.normal(streams.key(seed, streams.WEIGHTS), d)
        walk = descend(held, f"SGD(lr={rate})", start, self.steps, seed=seed, noise=self.noise, stop=stop)
        return {
            "height of the floor": float(walk.values[self.steps // 2 :].mean()),
            "floor by theory": rate * self.noise**2 * d / (2 * (2 - rate)),
        }


def quadratic(curvatures: np.ndarray) -> SmoothFunction:
    """Return half the sum of squares, weighted by curvatures."""
    n = len(curvatures)
    return SmoothFunction(
        "quadratic",
        lambda x: float(0.5 * (curvatures * x * x).sum()),
        lambda x: curvatures * x,
        lambda x: np.diag(curvatures),
        (0.0,) * n,
        (-3.0, 3.0),
        0.0,
    )
