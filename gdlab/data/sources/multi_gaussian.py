"""Hills and hollows over the plane."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource

_HILLS = np.array(
    [[-1.0, -0.4, 1.0], [0.0, -0.9, -1.0], [1.0, -0.5, 1.0], [-0.8, 0.8, -1.0], [0.1, 0.4, 1.0], [1.0, 0.9, -1.0]]
)


class MultiGaussian(FunctionSource):
    """Predict the height of a landscape of three Gaussian hills and three hollows."""

    title: ClassVar[str] = "Gaussian hills"
    box: ClassVar[dict[str, tuple[float, float]]] = {"x": (-1.5, 1.5), "y": (-1.5, 1.5)}
    type: Literal["multi_gaussian"] = "multi_gaussian"

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return the heights: the signed sum of bells of width 0.35."""
        distance = np.square(x[:, None, :] - _HILLS[:, :2]).sum(axis=2)
        return np.exp(-distance / (2 * 0.35**2)) @ _HILLS[:, 2]
