"""Gaussian blobs, one a class."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec.base import knob


class Blobs(Plane):
    """Tell apart Gaussian blobs that lie evenly on a circle."""

    title: ClassVar[str] = "Gaussian blobs"
    type: Literal["blobs"] = "blobs"
    centers: int = knob(3, "Number of blobs, one class each.", ge=2, le=20)
    noise: float = knob(
        0.3, "Standard deviation of each blob; their centres stand 1.5 from the middle.", ge=0, le=10, slider=1.0
    )

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return points around the centres, in turn."""
        blob = np.arange(self.n_samples) % self.centers
        angle = 2 * np.pi * blob / self.centers + np.pi / 4
        points = 1.5 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return self.noisy(points, self.noise, seed), blob
