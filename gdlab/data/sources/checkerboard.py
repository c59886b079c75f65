"""The fields of a checkerboard."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.planes import Plane
from gdlab.spec import streams
from gdlab.spec.base import knob


class Checkerboard(Plane):
    """Tell the white from the black fields of a checkerboard."""

    title: ClassVar[str] = "Checkerboard"
    type: Literal["checkerboard"] = "checkerboard"
    noise: float = knob(0.0, "Standard deviation of the noise added after labelling.", ge=0, le=10, slider=1.0)
    fields: int = knob(4, "Fields along each side.", ge=2, le=32)

    def draw(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Return uniform points of the square from −1.5 to 1.5, as many on white as on black."""
        drawn = streams.uniform(self.stream(seed), 2 * self.n_samples).reshape(-1, 2)
        classes = np.arange(self.n_samples) % 2
        which = (streams.uniform(self.stream(seed, 1), self.n_samples) * self.fields**2).astype(np.int64)
        row, column = which // self.fields, which % self.fields
        wrong = (row + column) % 2 != classes
        column = np.where(wrong, np.where(column + 1 < self.fields, column + 1, column - 1), column)
        points = 3 * (np.stack([column, row], axis=1) + drawn) / self.fields - 1.5
        return self.noisy(points, self.noise, seed), classes
