"""Californian districts and their house values, fetched on request or opened from the archive."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.gate import read_whole
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.archive import archive_members
from gdlab.data.remote.base import RemoteSource
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

FEATURES = (
    "median_income", "house_age", "average_rooms", "average_bedrooms",
    "population", "average_occupancy", "latitude", "longitude",
)  # fmt: skip
_TAR = "cal_housing.tgz"


class CaliforniaHousing(RemoteSource, ValueSource):
    """Predict the median house value of 20,640 Californian districts."""

    title: ClassVar[str] = "California housing"
    family: ClassVar[str] = "tables"
    licence: ClassVar[str] = "Census of 1990, public; cite Pace and Barry (1997), Sparse spatial autoregressions."
    stand_in: ClassVar[str] = "saratoga_houses"
    accepts: ClassVar[str] = "cal_housing.tgz or cal_housing.data"
    download_size: ClassVar[int] = 450_000  # about
    remotes: ClassVar[tuple[Remote, ...]] = (
        Remote(
            _TAR,
            (
                "https://ndownloader.figshare.com/files/5976036",
                "https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.tgz",
            ),
            0,
            "sha256:aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681",
        ),
    )
    type: Literal["california_housing"] = "california_housing"
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return averages a household and a district, value in units of 100,000 dollars."""
        path = self.location()
        path = path / _TAR if path.is_dir() else path
        table = _table(path, progress)
        longitude, latitude, age, rooms, bedrooms, people, households, income, value = table.T
        columns = (
            income,
            age,
            rooms / households,
            bedrooms / households,
            people,
            people / households,
            latitude,
            longitude,
        )
        return Raw(
            Numbers(np.stack(columns, axis=1), FEATURES),
            (value / 100_000)[:, None],
            task="regression",
            note=f"{len(table):,} districts of the census of 1990; value in 100,000 dollars.",
        )


def _table(path: Path, progress: Progress) -> np.ndarray:
    """Return the nine columns of the file."""
    if path.suffix in (".tgz", ".gz", ".tar"):
        found = [c for _, c in archive_members(path, lambda name: name.endswith("cal_housing.data"), 2**28, progress)]
        if not found:
            raise DataError(f"{path} holds no cal_housing.data")
        content = found[0]
    elif path.is_dir():
        raise DataError(f"{path} is not cal_housing.tgz or cal_housing.data")
    else:
        content = read_whole(path, 2**28, progress)
    rows = [line.split(b",") for line in content.splitlines() if line.strip()]
    if not rows:
        raise DataError(f"{path} holds no rows")
    for k, row in enumerate(rows, 1):
        if len(row) != 9:
            raise DataError(f"{path}: line {k} has {len(row)} fields and should have 9")
    try:
        table = np.array(rows).astype(np.float64)
    except ValueError as error:
        raise DataError(f"{path} holds something that is no number: {error}") from None
    if not np.isfinite(table).all() or (table[:, 6] <= 0).any():
        raise DataError(f"{path} holds infinities, NaN or districts without households")
    return table
