"""Two interleaving half circles."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec.base import knob


class Moons(Plane):
    """Tell two interleaving half moons apart."""

    title: ClassVar[str] = "Two moons"
    type: Literal["moons"] = "moons"
    noise: float = knob(0.1, "Standard deviation of the noise on each coordinate.", ge=0, le=10, slider=1.0)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the two half circles, centred."""
        first = self.n_samples - self.n_samples // 2
        upper, lower = np.linspace(0, np.pi, first), np.linspace(0, np.pi, self.n_samples - first)
        points = np.concatenate(
            [
                np.stack([np.cos(upper), np.sin(upper)], axis=1),
                np.stack([1 - np.cos(lower), 0.5 - np.sin(lower)], axis=1),
            ]
        )
        classes = np.repeat([0, 1], [first, self.n_samples - first])
        return self.noisy(points - [0.5, 0.25], self.noise, seed), classes
