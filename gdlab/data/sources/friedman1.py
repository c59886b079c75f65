"""Friedman's first benchmark."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource
from gdlab.spec.base import knob
from gdlab.spec.examples import Look


class Friedman1(FunctionSource):
    """Predict Friedman's function of ten inputs, of which five matter (Friedman 1991; Breiman 1996)."""

    title: ClassVar[str] = "Friedman 1"
    look: ClassVar[Look] = "table"
    box: ClassVar[dict[str, tuple[float, float]]] = {f"x{k}": (0.0, 1.0) for k in range(1, 11)}
    type: Literal["friedman1"] = "friedman1"
    noise: float = knob(1.0, "Standard deviation of the noise on the target.", ge=0, le=1e6)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return 10 sin(π x1 x2) + 20 (x3 − 0.5)² + 10 x4 + 5 x5."""
        curved = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2
        return curved + 10 * x[:, 3] + 5 * x[:, 4]
