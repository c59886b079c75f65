"""House sales in Ames, Iowa, read from the user's own copy of the table.

The table is free for study with citation but has no open licence, so gdlab does not ship it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.gate import read_whole
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.data.remote.base import RemoteSource
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

FEATURES = ("bedrooms", "living_area", "age", "distance_to_university", "overall_condition")
_COLUMNS = (
    "Bedroom_AbvGr", "Gr_Liv_Area", "Year_Built", "Year_Sold", "Overall_Cond",
    "Longitude", "Latitude", "Neighborhood", "Sale_Price",
)  # fmt: skip
_CONDITIONS = (
    "Very_Poor", "Poor", "Fair", "Below_Average", "Average",
    "Above_Average", "Good", "Very_Good", "Excellent", "Very_Excellent",
)  # fmt: skip
_UNIVERSITY = (42.0266, -93.6465)  # latitude and longitude of Iowa State University
_EARTH = 6371.0  # km
_MOST_BYTES = 2**26


class Ames(RemoteSource, ValueSource):
    """Predict the price of 2,930 houses from five features; from your own copy of the table."""

    title: ClassVar[str] = "Ames house prices"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "De Cock 2011, free for study with citation; no open licence, so it is not shipped."
    stand_in: ClassVar[str] = "saratoga_houses"
    accepts: ClassVar[str] = "the table 'ames' of R's package modeldata, saved as ames.csv"
    type: Literal["ames"] = "ames"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )
    target: Literal["price", "log_price"] = knob("price", "Predict the price in dollars or its logarithm.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the sales; groups are the neighbourhoods."""
        path = self.location()
        path = path / "ames.csv" if path.is_dir() else path
        table = _table(path)
        sold, built, living_area, bedrooms = (
            _numbers(table, path, name) for name in ("Year_Sold", "Year_Built", "Gr_Liv_Area", "Bedroom_AbvGr")
        )
        km = _distance(_numbers(table, path, "Latitude"), _numbers(table, path, "Longitude"))
        columns = (bedrooms, living_area, sold - built, km, _conditions(table, path))
        price = _numbers(table, path, "Sale_Price")
        places, group = np.unique(table["Neighborhood"], return_inverse=True)
        return Raw(
            Numbers(np.stack(columns, axis=1), FEATURES),
            (np.log(price) if self.target == "log_price" else price)[:, None],
            task="regression",
            groups=group,
            times=sold,
            note=f"{len(price):,} house sales of 2006 to 2010; area in square feet, age in years, distance in km.",
            extra={"target": self.target, "neighbourhoods": tuple(str(place) for place in places)},
        )


def _table(path: Path) -> dict[str, list[str]]:
    """Return the columns that are used, as text.

    Raises:
        DataError: when the file cannot be read as such a table.
    """
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise DataError(f"{path} is not ames.csv: 'path' must name {Ames.accepts}")
    try:
        text = read_whole(path, _MOST_BYTES).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
    except (OSError, ValueError, csv.Error) as error:
        raise DataError(f"{path} cannot be read as a CSV table: {error}") from None
    missing = [name for name in _COLUMNS if not rows or rows[0].get(name) is None]
    if missing:
        raise DataError(f"{path} has no column {missing[0]!r}; 'path' must name {Ames.accepts}")
    return {name: [row[name] or "" for row in rows] for name in _COLUMNS}


def _numbers(table: dict[str, list[str]], path: Path, name: str) -> np.ndarray:
    """Return a column as float64 of shape (N,).

    Raises:
        DataError: when it holds something that is no finite number.
    """
    try:
        values = np.array([float(text) for text in table[name]])
    except ValueError as error:
        raise DataError(f"{path}: column {name!r}: {error}") from None
    if not np.isfinite(values).all():
        raise DataError(f"{path}: column {name!r} holds infinities or NaN")
    return values


def _conditions(table: dict[str, list[str]], path: Path) -> np.ndarray:
    """Return the overall condition from 1 (very poor) to 10 (very excellent)."""
    known = {name: float(k) for k, name in enumerate(_CONDITIONS, 1)}
    unknown = [text for text in table["Overall_Cond"] if text not in known]
    if unknown:
        raise DataError(f"{path}: column 'Overall_Cond' holds {unknown[0]!r}, which is none of {', '.join(known)}")
    return np.array([known[text] for text in table["Overall_Cond"]])


def _distance(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Return the great-circle distance to the university in km (haversine formula)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    lat0, lon0 = np.radians(_UNIVERSITY)
    h = np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    return 2 * _EARTH * np.arcsin(np.sqrt(h))
