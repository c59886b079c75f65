"""Houses in Saratoga County, New York, shipped with gdlab."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.data import shipped
from gdlab.data.base import Raw, ValueSource
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.spec.base import knob

# The features' names here, and the columns of the shipped file.
FEATURES = {
    "bedrooms": "bedrooms",
    "living_area": "living_area",
    "age": "age",
    "college_graduates": "pct_college",
    "lot_size": "lot_size",
}


class SaratogaHouses(ValueSource):
    """Predict the price of 1,728 houses from five features."""

    title: ClassVar[str] = "Saratoga house prices"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Public records of Saratoga County, as in R's mosaicData, GPL 2 or later."
    type: Literal["saratoga_houses"] = "saratoga_houses"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )
    target: Literal["price", "log_price"] = knob("price", "Predict the price in dollars or its logarithm.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the houses; inputs have shape (1728, 5), targets (1728, 1)."""
        arrays = shipped.arrays("saratoga_houses")
        price = arrays["price"]
        return Raw(
            Numbers(np.stack([arrays[column] for column in FEATURES.values()], axis=1), tuple(FEATURES)),
            (np.log(price) if self.target == "log_price" else price)[:, None],
            task="regression",
            note="1,728 houses in 2006; living area in square feet, age in years, college graduates in the "
            "neighbourhood in per cent, lot in acres.",
            extra={"target": self.target},
        )
