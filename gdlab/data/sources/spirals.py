"""Arms that wind around each other."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec.base import knob


class Spirals(Plane):
    """Tell the arms of a spiral apart."""

    title: ClassVar[str] = "Spirals"
    type: Literal["spirals"] = "spirals"
    noise: float = knob(0.05, "Standard deviation of the noise on each coordinate.", ge=0, le=10, slider=1.0)
    arms: int = knob(2, "Number of arms, one class each.", ge=2, le=10)
    turns: float = knob(1.5, "How often an arm winds round the centre.", gt=0, le=10)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the arms, from the centre to radius 1.5, evenly set along the radius."""
        arm = np.arange(self.n_samples) % self.arms
        place = (np.arange(self.n_samples) // self.arms + 1) / (self.n_samples // self.arms + 1)
        angle = 2 * np.pi * (self.turns * place + arm / self.arms)
        points = (1.5 * place)[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return self.noisy(points, self.noise, seed), arm
