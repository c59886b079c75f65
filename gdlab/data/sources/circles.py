"""A circle within a circle."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec.base import knob


class Circles(Plane):
    """Tell a circle from the circle around it."""

    title: ClassVar[str] = "Circles"
    type: Literal["circles"] = "circles"
    noise: float = knob(0.1, "Standard deviation of the noise on each coordinate.", ge=0, le=10, slider=1.0)
    factor: float = knob(0.5, "Radius of the inner circle; the outer one's is 1.", gt=0, lt=1)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the two circles, evenly set."""
        outer = self.n_samples - self.n_samples // 2
        inner = self.n_samples - outer
        angle = 2 * np.pi * np.concatenate([np.arange(outer) / outer, np.arange(inner) / inner])
        radius = np.repeat([1.0, self.factor], [outer, inner])
        points = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return self.noisy(points, self.noise, seed), np.repeat([0, 1], [outer, inner])
