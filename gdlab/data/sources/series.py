"""The user's own time series: columns of a table, cut into windows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, Split, ValueSource
from gdlab.data.inputs.large_arrays import LARGEST_IN_MEMORY
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.data.series import windows
from gdlab.data.tables.opening import Reading, open_table
from gdlab.data.tables.plain import stamp
from gdlab.data.tables.store import Column, TableStore, date_expression
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class SeriesFile(ValueSource):
    """Predict a time series of your own from the steps before, split in time."""

    title: ClassVar[str] = "Time series file"
    family: ClassVar[str] = "your own"
    type: Literal["series"] = "series"
    split: Split = knob("time", "How the validation part is chosen; in time keeps the last steps for it.")
    path: str = knob("", "The table file: CSV, TSV, Parquet or JSON lines.")
    target: str = knob("", "The column to predict; empty takes the last one with numbers.")
    features: tuple[str, ...] = knob((), "The columns that are shown; empty shows the target alone.")
    time: str = knob("", "Column to sort by; empty takes the order of the file.")
    length: int = knob(30, "Steps an example.", ge=1, le=100_000)
    horizon: int = knob(1, "How many steps ahead the prediction lies.", ge=1, le=100_000)
    stride: int = knob(1, "Steps between the starts of two examples.", ge=1, le=100_000)
    missing: Literal["stop", "previous", "interpolate"] = knob(
        "stop", "What to do with missing values: refuse them, repeat the one before, or draw a line between neighbours."
    )
    bad_rows: Literal["stop", "skip"] = knob(
        "stop", "Refuse a file with rows that cannot be read, or leave these out and say how many they are."
    )
    scale: Literal["none", "standard", "minmax"] = knob(
        "standard", "Scale the inputs, fitted on the training part only."
    )

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when the file changes."""
        return stamp(Path(self.path).expanduser())

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return windows of the series and what came after each."""
        with open_table(self.path, Reading(), progress) as store:
            if store.n_bad and self.bad_rows == "stop":
                raise DataError(
                    f"{store.path}: {store.n_bad:,} rows are bad ({store.bad[0]}); "
                    "correct them, or set bad_rows to 'skip'"
                )
            target = self._target(store)
            columns = [store.column(name) for name in self.features] or [target]
            order, times = self._order(store)
            values = {c.name: self._values(store, c, order) for c in {*columns, target}}
            notes = [f"{store.n_bad:,} bad rows left out."] if store.n_bad else []
        table = np.stack([values[c.name] for c in columns], axis=1).astype(np.float32)
        starts, _, ahead = windows(len(table), self.length, self.horizon, self.stride, self.type)
        size = len(starts) * self.length * len(columns) * 4
        if size > LARGEST_IN_MEMORY:
            raise DataError(f"{self.path}: {len(starts):,} windows need {size / 1e9:.1f} GB; take a longer stride")
        series = values[target.name]
        return Raw(
            Numbers(table[starts[:, None] + np.arange(self.length)], tuple(c.name for c in columns)),
            series[ahead][:, None],
            task="regression",
            look="series",
            overlap=-(-(self.length + self.horizon) // self.stride) - 1,
            columns={"step": ahead} if times is None else {"step": ahead, "date": times[ahead]},
            note=" ".join([f"{len(starts):,} windows of {self.length} steps, {self.horizon} ahead.", *notes]),
            extra={"series": series, "series_dates": times, "target": target.name},
        )

    def _target(self, store: TableStore) -> Column:
        if self.target:
            return store.column(self.target)
        numeric = [c for c in store.columns if c.kind == "numeric" and c.name != self.time]
        if not numeric:
            raise DataError(f"{store.path} has no column of numbers to predict")
        return numeric[-1]

    def _values(self, store: TableStore, column: Column, order: np.ndarray) -> np.ndarray:
        """Return a column's values in the order of time, missing ones filled as the spec says."""
        if column.kind != "numeric":
            raise DataError(f"{store.path}: column {column.name!r} holds no numbers")
        x = np.asarray(store.values(f"coalesce({column.key}, 'NaN'::DOUBLE)"), dtype=np.float64)[order]
        if np.isinf(x).any():
            raise DataError(
                f"{store.path}: column {column.name!r} holds an infinity in row {order[np.isinf(x).argmax()] + 1}"
            )
        lost = np.isnan(x)
        if not lost.any():
            return x
        if self.missing == "stop" or lost.all() or (self.missing == "previous" and lost[0]):
            raise DataError(
                f"{store.path}: column {column.name!r} misses {lost.sum():,} values, the first in row "
                f"{order[lost.argmax()] + 1}; set missing to 'previous' or 'interpolate'"
            )
        known = np.flatnonzero(~lost)
        if self.missing == "previous":
            return x[known[np.searchsorted(known, np.arange(len(x)), side="right") - 1]]
        return np.interp(np.arange(len(x)), known, x[known])

    def _order(self, store: TableStore) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the rows in the order of time, and their dates where there are any."""
        if not self.time:
            return np.arange(store.rows), None
        column = store.column(self.time)
        if column.kind not in ("date", "numeric"):
            raise DataError(f"{store.path}: {self.time!r} holds neither dates nor numbers to sort by")
        if store.scalar(f"count(*) - count({column.key})"):
            raise DataError(f"{store.path}: some rows have no {self.time!r} to sort by")
        value = column.key if column.kind == "numeric" else f"epoch({date_expression(column)})"
        seconds = np.asarray(store.values(value), dtype=np.float64)
        order = np.argsort(seconds, kind="stable")
        dates = seconds[order].astype("datetime64[s]") if column.kind == "date" else None
        return order, dates
