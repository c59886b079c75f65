"""A polynomial of one input."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource
from gdlab.spec.base import knob


class Polynomial(FunctionSource):
    """Predict a noisy Chebyshev polynomial, which swings between −1 and 1."""

    title: ClassVar[str] = "Polynomial"
    box: ClassVar[dict[str, tuple[float, float]]] = {"x": (-1.0, 1.0)}
    type: Literal["polynomial"] = "polynomial"
    degree: int = knob(3, "Degree of the polynomial.", ge=1, le=20)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return cos(degree · arccos x), the Chebyshev polynomial of the first kind."""
        return np.cos(self.degree * np.arccos(np.clip(x[:, 0], -1, 1)))
