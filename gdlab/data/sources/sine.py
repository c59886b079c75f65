"""A sine wave."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource
from gdlab.spec.base import knob


class Sine(FunctionSource):
    """Predict a noisy sine of one input."""

    title: ClassVar[str] = "Sine"
    box: ClassVar[dict[str, tuple[float, float]]] = {"x": (-1.0, 1.0)}
    type: Literal["sine"] = "sine"
    periods: float = knob(2.0, "Whole waves between −1 and 1.", gt=0, le=100)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return sin(π · periods · x)."""
        return np.sin(np.pi * self.periods * x[:, 0])
