"""A saddle of a surface: who stays on it and who leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.functions import FUNCTIONS, random_waves
from gdlab.lab.intervals import Scale
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Dimensions, Methods
from gdlab.studies.procedures.walks import moved, walk_of
from gdlab.translation import tr_noop

_ESCAPED = tr_noop("escaped")


def _in_dimensions(count: int) -> str:
    """Return the name of a row of surfaces of so many dimensions."""
    return tr_noop(f"{count} dimensions") if count > 1 else tr_noop("1 dimension")


class SaddleWalks(Procedure):
    """Walks from the ridge that leads to a saddle: where each method stops."""

    type: Literal["saddle_walks"] = "saddle_walks"
    scales: ClassVar[Mapping[str, Scale]] = {_ESCAPED: "share", "steps to escape": "log"}
    methods: Methods = knob(..., "The methods by label; see walks.")
    steps: int = knob(500, "Steps of each walk.", ge=1, le=1_000_000)
    offset: float = knob(0.0, "Deviation by which the start lies off the ridge, drawn by the seed.", ge=0, le=1)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a method."""
        return [(label, {"method": label}) for label in self.methods]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (
            "height above the minimum",
            _ESCAPED,
            "steps to escape",
            "gradient norm",
            "lowest eigenvalue",
            "highest eigenvalue",
        )

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the height where it stopped, the gradient, and the Hessian's extreme eigenvalues there."""
        held = FUNCTIONS["saddle"]()
        walk = walk_of(held, self.methods[row], moved(held, self.offset, seed), self.steps, seed, stop)
        end = walk.points[-1]
        curve = np.linalg.eigvalsh(held.hessian(end))
        return {
            "height above the minimum": float(walk.values[-1] - held.lowest),
            _ESCAPED: float(curve[0] > 0 and walk.values[-1] < -0.1),
            "steps to escape": walk.steps_to(-0.1),
            "gradient norm": float(np.linalg.norm(held.gradient(end))),
            "lowest eigenvalue": float(curve[0]),
            "highest eigenvalue": float(curve[-1]),
        }


class DescentEnds(Procedure):
    """Descents from random starts on random smooth surfaces: the kind of point at which each ends."""

    type: Literal["descent_ends"] = "descent_ends"
    scales: ClassVar[Mapping[str, Scale]] = {
        "share that ends at a saddle": "share",
        "share that ends at a minimum": "share",
    }
    dimensions: Dimensions = knob((2, 5, 12), "Dimensions.")
    starts: int = knob(10, "Descents a seed and dimension.", ge=1, le=100_000)
    steps: int = knob(2000, "Steps of each descent.", ge=1, le=1_000_000)
    lr: float = knob(0.05, "Step size.", gt=0)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a dimension."""
        return [(_in_dimensions(d), {"dimension": str(d)}) for d in self.dimensions]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("share that ends at a saddle", "share that ends at a minimum", "gradient norm")

    def trials(self) -> Mapping[str, int]:
        """Return of how many trials the shares are."""
        return dict.fromkeys(self.scales, self.starts)

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the shares by the Hessian's lowest eigenvalue at the end, and the largest gradient that was left."""
        d = int(row.split()[0])
        lowest, norms = [], []
        for k in range(self.starts):
            if stop():
                raise KeyboardInterrupt
            held = random_waves(d, seed * self.starts + k)
            x = streams.normal(streams.key(seed, streams.GENERATE, 98, k), d)
            for _ in range(self.steps):
                slope = held.gradient(x)
                x = x - self.lr * slope
                if np.linalg.norm(slope) < 1e-8:
                    break
            lowest.append(float(np.linalg.eigvalsh(held.hessian(x))[0]))
            norms.append(float(np.linalg.norm(held.gradient(x))))
        at_saddle = float(np.mean(np.array(lowest) < -1e-3))
        return {
            "share that ends at a saddle": at_saddle,
            "share that ends at a minimum": 1 - at_saddle,
            "gradient norm": max(norms),
        }


class CriticalPoints(Procedure):
    """The critical points of random smooth surfaces, by Newton's method, and how many are saddles, by dimension."""

    scales: ClassVar[Mapping[str, Scale]] = {
        "share of saddles": "proportion",
        "share of minima": "proportion",
        "share of maxima": "proportion",
    }

    type: Literal["critical_points"] = "critical_points"
    dimensions: Dimensions = knob((1, 2, 3, 5, 8), "Dimensions.")
    points: int = knob(100, "Critical points to look for a seed and dimension.", ge=1, le=100_000)

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a dimension."""
        return [(_in_dimensions(d), {"dimension": str(d)}) for d in self.dimensions]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("share of saddles", "share of minima", "share of maxima", "points found")

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return the shares of saddles, minima and maxima among the points found."""
        d = int(row.split()[0])
        found: list[tuple[float, float]] = []
        for k in range(self.points):
            if stop():
                raise KeyboardInterrupt
            ends = _newton(d, seed * self.points + k)
            if ends is not None:
                found.append(ends)
        if not found:
            return {"share of saddles": float("nan")}
        low, high = np.array(found).T
        return {
            "share of saddles": float(((low < 0) & (high > 0)).mean()),
            "share of minima": float((low > 0).mean()),
            "share of maxima": float((high < 0).mean()),
            "points found": float(len(found)),
        }


def _newton(d: int, seed: int) -> tuple[float, float] | None:
    """Return the Hessian's extreme eigenvalues at one critical point of one random surface, None where none is near.

    A damped step solves H s = −g, and is accepted while the gradient shrinks; no direction is preferred, so minima,
    maxima and saddles are found alike.
    """
    held = random_waves(d, seed)
    x = streams.normal(streams.key(seed, streams.GENERATE, 99), d)
    g = held.gradient(x)
    for _ in range(60):
        step = np.linalg.lstsq(held.hessian(x), -g, rcond=None)[0]
        step *= min(1.0, 0.5 / (np.linalg.norm(step) + 1e-12))
        while np.linalg.norm(held.gradient(x + step)) > np.linalg.norm(g) and np.linalg.norm(step) > 1e-9:
            step /= 2
        x = x + step
        g = held.gradient(x)
        if np.linalg.norm(g) < 1e-9:
            values = np.linalg.eigvalsh(held.hessian(x))
            return float(values[0]), float(values[-1])
    return None
