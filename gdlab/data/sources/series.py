"""The user's own time series: columns of a table, sorted by time and cut into windows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, Split, ValueSource
from gdlab.data.gate import file_stamp
from gdlab.data.inputs.large_arrays import LARGEST_IN_MEMORY
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.inputs.table import category_codes
from gdlab.data.progress import Progress
from gdlab.data.report.finding import DataFinding
from gdlab.data.report.future import later_target, sentence_of
from gdlab.data.series import slide_within
from gdlab.data.tables.opening import open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import StoredColumn, TableStore, date_expression
from gdlab.data.time_order import TimeOrder, first_repeats, in_order, times_of_names
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class SeriesFile(ValueSource):
    """Predict a time series of your own from the steps before, split in time."""

    title: ClassVar[str] = "Time series file"
    family: ClassVar[str] = "your own"
    in_sight: ClassVar[tuple[str, ...]] = ("target", "length", "horizon", "split", "scale")
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "How the file is read": (
            "path", "sheet", "table", "time", "order", "group", "gaps", "repeats", "missing", "bad_rows",
        ),
    }  # fmt: skip
    type: Literal["series"] = "series"
    split: Split = knob("time", "How the validation part is chosen; in time keeps the last steps for it.")
    path: str = knob("", "The table file: any that a table is read from.")
    sheet: str = knob("", "The sheet of a workbook; empty takes the only one.")
    table: str = knob("", "The table of a file that holds several; empty takes the only one.")
    target: str = knob("", "The column to predict; empty takes the last one with numbers.")
    features: tuple[str, ...] = knob((), "The columns that are shown; empty shows the target alone.")
    future: tuple[str, ...] = knob(
        (), "Columns that are known ahead, such as a calendar: each step shows what they will be a horizon later."
    )
    time: str = knob("", "Column to sort by; empty takes the first column of dates, or one called time or year.")
    order: Literal["time", "file"] = knob("time", "Sort the rows by time, or keep the order of the file.")
    group: str = knob("", "Column that tells several series apart; no window crosses from one to another.")
    gaps: Literal["break", "cross"] = knob(
        "break", "Whether windows end at a gap in time, longer than one and a half usual steps, or cross it."
    )
    repeats: Literal["keep", "first", "stop"] = knob(
        "keep", "What to do with rows of the same time: keep them as steps, take the first, or refuse them."
    )
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
        return file_stamp(Path(self.path).expanduser())

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return windows of the series and what came after each."""
        with open_table(self.path, Reading(sheet=self.sheet, table=self.table), progress) as store:
            if store.n_bad and self.bad_rows == "stop":
                raise DataError(
                    f"{store.path}: {store.n_bad:,} rows are bad ({store.bad[0]}); "
                    "correct them, or set bad_rows to 'skip'"
                )
            steps = self._steps(store)
        inputs, names = self._inputs(steps)
        starts, _, ahead = slide_within(steps.order.pieces, self.length, self.horizon, self.stride, self.type)
        size = len(starts) * self.length * len(names) * 4
        if size > LARGEST_IN_MEMORY:
            raise DataError(f"{self.path}: {len(starts):,} windows need {size / 1e9:.1f} GB; take a longer stride")
        values = steps.values[steps.target]
        several, times = bool(self.group), steps.order.times
        return Raw(
            Numbers(inputs[starts[:, None] + np.arange(self.length)], names),
            values[ahead][:, None],
            task="regression",
            look="series",
            overlap=-(-(self.length + self.horizon) // self.stride) - 1,
            groups=steps.series[starts] if several else None,
            times=times[ahead] if several else None,
            begins=times[starts] if several else None,
            columns={"step": ahead} if steps.dates is None else {"step": ahead, "date": steps.dates[ahead]},
            note=" ".join([f"{len(starts):,} windows of {self.length} steps, {self.horizon} ahead.", *steps.notes]),
            extra={"series": values, "series_dates": steps.dates, "target": steps.target}
            | {"findings": self._leaks(steps)},
        )

    def _leaks(self, steps: _Steps) -> tuple[DataFinding, ...]:
        """Return the columns that hold later values of the target than a window may show."""
        found = []
        for names, nearest in ((self.features, 1), (self.future, 0)):
            for name in names:
                same = name == steps.target
                y = steps.values[steps.target]
                match = later_target(steps.values[name], y, steps.series, nearest=nearest)
                if match is not None and not (same and nearest):
                    found.append(DataFinding("leak", sentence_of(name, steps.target, match), name, "leave out"))
        return tuple(found)

    def _steps(self, store: TableStore) -> _Steps:
        """Return the columns in the order of time."""
        target = self._target(store)
        columns = [store.column(name) for name in (*self.features, *self.future)]
        column = self._time(store)
        series = np.zeros(store.rows, dtype=np.int64)
        if self.group:
            series = category_codes(store, store.column(self.group), store.rows)[1]
        order = self._sorted(store, column, series)
        dates = order.times.astype("datetime64[s]") if column is not None and column.kind == "date" else None
        series = series[order.rows]
        values = {c.name: self._values(store, c, order.rows, series) for c in {*columns, target}}
        notes = [f"{store.n_bad:,} bad rows left out."] if store.n_bad else []
        if self.group:
            notes.append(f"{len(np.unique(series)):,} series by {self.group!r}.")
        return _Steps(order, series, values, dates, target.name, [*notes, *order.notes])

    def _inputs(self, steps: _Steps) -> tuple[np.ndarray, tuple[str, ...]]:
        """Return what each step shows, float32 (steps, columns), and the columns' names."""
        shown = self.features or (() if self.future else (steps.target,))
        columns = [steps.values[name] for name in shown]
        for name in self.future:  # the last steps have none, and no window reaches so far
            later = steps.values[name][self.horizon :]
            columns.append(np.concatenate([later, np.zeros(len(steps.values[name]) - len(later))]))
        names = (*shown, *(f"{name} (+{self.horizon})" for name in self.future))
        return np.stack(columns, axis=1).astype(np.float32), names

    def _target(self, store: TableStore) -> StoredColumn:
        if self.target:
            return store.column(self.target)
        numeric = [c for c in store.columns if c.kind == "numeric" and c.name not in (self.time, self.group)]
        if not numeric:
            raise DataError(f"{store.path} has no column of numbers to predict")
        return numeric[-1]

    def _values(self, store: TableStore, column: StoredColumn, order: np.ndarray, series: np.ndarray) -> np.ndarray:
        """Return a column's values in the order of time, missing ones filled as the spec says."""
        if column.kind != "numeric":
            raise DataError(f"{store.path}: column {column.name!r} holds no numbers")
        x = np.asarray(store.values(f"coalesce({column.key}, 'NaN'::DOUBLE)"), dtype=np.float64)[order]
        if np.isinf(x).any():
            raise DataError(
                f"{store.path}: column {column.name!r} holds an infinity in row {order[np.isinf(x).argmax()] + 1}"
            )
        lost = np.isnan(x)
        for k in np.unique(series[lost]):  # of several series each is filled from itself
            here = np.flatnonzero(series == k)
            x[here] = self._filled(x[here], column, order[here], store)
        return x

    def _filled(self, x: np.ndarray, column: StoredColumn, order: np.ndarray, store: TableStore) -> np.ndarray:
        lost = np.isnan(x)
        if self.missing == "stop" or lost.all() or (self.missing == "previous" and lost[0]):
            raise DataError(
                f"{store.path}: column {column.name!r} misses {lost.sum():,} values, the first in row "
                f"{order[lost.argmax()] + 1}; set missing to 'previous' or 'interpolate'"
            )
        known = np.flatnonzero(~lost)
        if self.missing == "previous":
            return x[known[np.searchsorted(known, np.arange(len(x)), side="right") - 1]]
        return np.interp(np.arange(len(x)), known, x[known])

    def _time(self, store: TableStore) -> StoredColumn | None:
        """Return the column of the time: the one that is named, or one that was found; None keeps the file's order."""
        if self.order == "file" or self.time:
            return store.column(self.time) if self.order == "time" else None
        used = {self.target, self.group, *self.features}
        free = [c for c in store.columns if c.name not in used]
        named = times_of_names([c.name for c in free if c.kind == "numeric"])
        found = [c for c in free if c.kind == "date"] + [c for c in free if c.name in named]
        if not self.target and found and found[0] == self._target(store):
            return None  # the only numbers there are
        missing = store.scalars([f"count(*) - count({c.key})" for c in found])
        whole = [c for c, n in zip(found, missing, strict=True) if not n]
        return whole[0] if whole else None

    def _sorted(self, store: TableStore, column: StoredColumn | None, series: np.ndarray) -> TimeOrder:
        """Return the rows in the order of time, and what is to be said about it."""
        if column is None:
            as_it_is = np.arange(store.rows, dtype=np.float64)
            return replace(in_order(as_it_is, series, "", dates=False, break_gaps=False), notes=())
        if column.kind not in ("date", "numeric"):
            raise DataError(f"{store.path}: {column.name!r} holds neither dates nor numbers to sort by")
        if store.scalar(f"count(*) - count({column.key})"):
            raise DataError(f"{store.path}: some rows have no {column.name!r} to sort by")
        dates = column.kind == "date"
        times = np.asarray(store.values(f"epoch({date_expression(column)})" if dates else column.key), dtype=np.float64)
        order = in_order(times, series, column.name, dates=dates, break_gaps=self.gaps == "break")
        first = first_repeats(order)
        if self.repeats == "stop" and not first.all():
            said = next(note for note in order.notes if " repeat" in note)
            raise DataError(f"{store.path}: {said} Set repeats to 'keep' or 'first'.")
        if self.repeats == "keep" or first.all():
            return order
        left_out = f"{int((~first).sum()):,} of them were left out."
        return TimeOrder(order.rows[first], order.times[first], order.pieces[first], (*order.notes, left_out))


@dataclass(frozen=True)
class _Steps:
    """The steps of a file in the order of time.

    Attributes:
        order: which row of the file each step is, and the pieces between gaps.
        series: the number of the series of each step.
        values: the columns that are used, float64 (steps,) each.
        dates: when each step was, None without dates.
        target: the column to predict.
        notes: sentences about what was read.
    """

    order: TimeOrder
    series: np.ndarray
    values: dict[str, np.ndarray]
    dates: np.ndarray | None
    target: str
    notes: list[str]
