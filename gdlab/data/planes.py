"""What generated points in the plane have in common: how many, how noisy, and how they are shown."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.data.base import Raw, Source
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec import streams
from gdlab.spec.base import knob


class Plane(Source):
    """The base of sets of labelled points in the plane; a subclass draws them."""

    family: ClassVar[str] = "generated points"
    licence: ClassVar[str] = "Generated here."
    main: ClassVar[tuple[str, ...]] = ("n_samples", "noise")
    n_samples: int = knob(500, "How many points are drawn.", ge=4, le=10_000_000)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return points (N, 2) and their classes (N,)."""
        raise NotImplementedError

    def noisy(self, points: np.ndarray, sigma: float, seed: int) -> np.ndarray:
        """Return the points moved by normal noise of standard deviation ``sigma``."""
        return points + sigma * streams.normal(self.stream(seed, 99), points.size).reshape(points.shape)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the drawn points."""
        points, classes = self.draw(seed)
        names = tuple(str(c) for c in range(int(classes.max()) + 1))
        return Raw(
            Numbers(points, ("x", "y")),
            classes.astype(np.int64),
            classes=names,
            look="points",
            note=f"{self.n_samples} generated points.",
        )
