"""A tilted plane."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource


class TiltedPlane(FunctionSource):
    """Predict the height of a tilted plane: 0.8 x − 0.5 y + 0.2."""

    title: ClassVar[str] = "Tilted plane"
    box: ClassVar[dict[str, tuple[float, float]]] = {"x": (-1.5, 1.5), "y": (-1.5, 1.5)}
    type: Literal["plane"] = "plane"

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return the heights."""
        return 0.8 * x[:, 0] - 0.5 * x[:, 1] + 0.2
