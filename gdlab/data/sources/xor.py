"""Four quadrants, opposite ones of one class."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec import streams
from gdlab.spec.base import knob


class Xor(Plane):
    """Tell points by whether their coordinates have the same sign."""

    title: ClassVar[str] = "XOR"
    type: Literal["xor"] = "xor"
    noise: float = knob(0.1, "Standard deviation of the noise added after labelling.", ge=0, le=10, slider=1.0)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return uniform points of the square from −1.5 to 1.5, kept a little off the axes."""
        drawn = streams.uniform(self.stream(seed), 2 * self.n_samples).reshape(-1, 2)
        size = 0.1 + 1.4 * drawn
        quadrant = np.arange(self.n_samples) % 4
        signs = np.stack([1 - 2 * (quadrant & 1), 1 - (quadrant & 2)], axis=1)
        classes = (signs[:, 0] * signs[:, 1] < 0).astype(np.int64)
        return self.noisy(size * signs, self.noise, seed), classes
