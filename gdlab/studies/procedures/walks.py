"""Optimizers side by side on a surface."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.diagnose.descent import Walk, descend
from gdlab.diagnose.functions import FUNCTIONS, SmoothFunction
from gdlab.lab.intervals import Scale
from gdlab.spec import streams
from gdlab.spec.base import knob
from gdlab.studies.kinds import Procedure
from gdlab.studies.procedures.fields import Counts, Methods

Name = Literal["ravine", "rastrigin", "rosenbrock", "saddle"]


class Walks(Procedure):
    """Walks down one surface with several methods from the same start, moved a little by the seed.

    A method is an optimizer written as a call, or ``{optimizer = "...", noise = 1.0}`` with normal noise of that
    deviation added to each gradient.
    """

    type: Literal["walks"] = "walks"
    scales: ClassVar[Mapping[str, Scale]] = {"steps to target": "log"}
    surface: Name = knob("ravine", "Which surface.")
    methods: Methods = knob(..., "The methods by label.")
    steps: int = knob(300, "Steps of each walk.", ge=1, le=1_000_000)
    target: float = knob(0.01, "The height above the lowest point that counts as arrived.", ge=0)
    spread: float = knob(0.1, "Deviation by which the start moves from seed to seed.", ge=0)
    marks: Counts = knob((10, 30, 100, 300), "Steps after which the height is noted.")

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return a row a method."""
        return [(label, {"method": label}) for label in self.methods]

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (
            "steps to target",
            *(f"height after {m}" for m in self.marks if m <= self.steps),
            "mean height, second half",
        )

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return steps to the target and the heights on the way."""
        held = FUNCTIONS[self.surface]()
        start = moved(held, self.spread, seed)
        walk = walk_of(held, self.methods[row], start, self.steps, seed, stop)
        figures = {"steps to target": walk.steps_to(held.lowest + self.target)}
        for mark in (m for m in self.marks if m <= self.steps):
            height = walk.values[mark] - held.lowest if mark < len(walk.values) else float("inf")
            figures[f"height after {mark}"] = float(height)
        tail = walk.values[len(walk.values) // 2 :] - held.lowest
        return {**figures, "mean height, second half": float("inf") if walk.diverged else float(tail.mean())}


def moved(surface: SmoothFunction, spread: float, seed: int) -> np.ndarray:
    """Return the surface's start, moved by normal draws of the seed."""
    start = np.array(surface.start)
    return start + spread * streams.normal(streams.key(seed, streams.WEIGHTS), len(start))


def walk_of(
    surface: SmoothFunction, method: Any, start: np.ndarray, steps: int, seed: int, stop: Callable[[], bool]
) -> Walk:
    """Return a walk by a method that is an optimizer's call, or a table of ``optimizer`` and ``noise``.

    Args:
        surface: what is walked on.
        method: the method.
        start: the first point.
        steps: how many steps to take.
        seed: of the noise and of whatever the optimizer draws.
        stop: asked now and then; True ends the walk.

    Raises:
        KeyboardInterrupt: when ``stop`` returned True.
    """
    table = method if isinstance(method, dict) else {"optimizer": method}
    noise = float(table.get("noise", 0.0))
    return descend(surface, table["optimizer"], start, steps, seed=seed, noise=noise, stop=stop)
