"""House sales in Ames, Iowa, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import Raw, ValueSource
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec.base import knob

FEATURES = ("bedrooms", "living_area", "age", "distance_to_university", "overall_condition")
_UNIVERSITY = (42.0266, -93.6465)  # latitude and longitude of Iowa State University
_EARTH = 6371.0  # km


class Ames(ValueSource):
    """Predict the price of 2,930 houses from five features."""

    title: ClassVar[str] = "Ames house prices"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "De Cock 2011, free for study with citation."
    type: Literal["ames"] = "ames"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )
    target: Literal["price", "log_price"] = knob("price", "Predict the price in dollars or its logarithm.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the sales; groups are the neighbourhoods."""
        a = shipped.arrays("ames")
        km = _distance(a["latitude"], a["longitude"])
        columns = (a["bedrooms"], a["living_area"], a["year_sold"] - a["year_built"], km, a["condition"])
        price = a["price"].astype(np.float64)
        return Raw(
            Numbers(np.stack(columns, axis=1).astype(np.float64), FEATURES),
            (np.log(price) if self.target == "log_price" else price)[:, None],
            task="regression",
            groups=a["neighbourhood"],
            times=a["year_sold"],
            note="2,930 house sales of 2006 to 2010; area in square feet, age in years, distance in km.",
            extra={"target": self.target, "neighbourhoods": shipped.words(a["neighbourhoods"])},
        )


def _distance(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Return the great-circle distance to the university in km (haversine formula)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    lat0, lon0 = np.radians(_UNIVERSITY)
    h = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    return 2 * _EARTH * np.arcsin(np.sqrt(h))
