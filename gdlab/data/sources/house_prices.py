"""Made-up house prices whose true partial derivatives are known."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data.functions import FunctionSource
from gdlab.spec.base import knob
from gdlab.spec.examples import Look


class HousePrices(FunctionSource):
    """Predict generated house prices (thousands) from five features; the true gradient of each is handed on.

    With b bedrooms, a living area (100 m²), c crimes (per 1000 inhabitants), s km to school and t years of age:
    price = 60 ln(1 + b) + 150 a + 12 a b − 2.5 c − 40 (1 − exp(−s / 2)) − 0.9 t + 0.006 t².
    """

    title: ClassVar[str] = "House prices, generated"
    look: ClassVar[Look] = "table"
    box: ClassVar[dict[str, tuple[float, float]]] = {
        "bedrooms": (0.5, 6.5),
        "living_area": (0.4, 3.0),
        "crime_rate": (0.0, 30.0),
        "distance_to_school": (0.0, 8.0),
        "age": (0.0, 100.0),
    }
    type: Literal["house_prices"] = "house_prices"
    n_samples: int = knob(2000, "How many houses are drawn.", ge=4, le=10_000_000)
    noise: float = knob(10.0, "Standard deviation of the noise on the price.", unit="thousand", ge=0, le=1e6)
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def drawn(self, x: np.ndarray) -> np.ndarray:
        """Return the inputs with whole bedrooms."""
        x[:, 0] = np.rint(x[:, 0])
        return x

    def value(self, x: np.ndarray) -> np.ndarray:
        """Return the true prices."""
        b, a, c, s, t = x.T
        space = 60 * np.log1p(b) + 150 * a + 12 * a * b
        return space - 2.5 * c - 40 * (1 - np.exp(-s / 2)) - 0.9 * t + 0.006 * t**2

    def columns(self, x: np.ndarray) -> dict[str, np.ndarray]:
        """Return the true prices and their partial derivatives by each unscaled feature, (N, 5)."""
        b, a, _, s, t = x.T
        partials = [60 / (1 + b) + 12 * a, 150 + 12 * b, np.full(len(x), -2.5), -20 * np.exp(-s / 2), 0.012 * t - 0.9]
        return {"truth": self.value(x), "partials": np.stack(partials, axis=1)}
