"""The curves of a stored run for drawing: all rows of a short series, the extremes and means of buckets of a long one.

A series of more than :data:`LONG` rows has an overview beside its parts, written when the run ends: of each of
:data:`BUCKETS` buckets of equal numbers of rows the rows of the smallest and of the largest value of every tag, the
rows that set a new best value, both ends of the series, and the mean of every column. A run of a million steps is drawn
from some thousand rows, and none of its extremes is lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gdlab.engine.history import INDEX, History
from gdlab.lab.store.codec import unpack_arrays
from gdlab.lab.store.records import delete_blob, read_blob, write_blob
from gdlab.spec.metrics import higher_is_better

#: Rows up to which a series is drawn as it is.
LONG = 1 << 14
BUCKETS = 1000
#: Rows that set a new best value and are kept at the most; of a curve that always falls these are evenly spread.
_MOST_BESTS = 4000
_KIND = "overview"


@dataclass(frozen=True)
class StoredCurve:
    """A tag's values with the columns that they are at.

    Attributes:
        rows: the columns of :data:`gdlab.engine.history.INDEX` and ``value``: every row of a short series, the rows
            that draw a long one.
        means: the same columns, of a long series the means of its buckets, of a short one its rows.
        length: how many rows the store has.
    """

    rows: Mapping[str, np.ndarray]
    means: Mapping[str, np.ndarray]
    length: int

    @property
    def is_thinned(self) -> bool:
        """Return whether not every row is here."""
        return self.length > len(self.rows["value"])


def make_overview(columns: Mapping[str, np.ndarray], tags: tuple[str, ...]) -> dict[str, dict[str, np.ndarray]]:
    """Return the rows that draw a long series, and the means of its buckets, by the names of the columns.

    Args:
        columns: the columns of :data:`gdlab.engine.history.INDEX` and of the tags, all of one length.
        tags: the names of the values.
    """
    n = len(columns["step"])
    starts = bucket_starts(n)
    chosen = [np.array([0, n - 1])]
    for tag in tags:
        chosen += [*extreme_rows(columns[tag], starts), _bests(columns[tag], tag)]
    places = np.unique(np.concatenate(chosen))
    return {"rows": {name: column[places] for name, column in columns.items()}, "means": _means(columns, starts)}


def drawn_means(columns: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what :attr:`StoredCurve.means` holds of a series: its rows, or of a long one the means of its buckets.

    Args:
        columns: the columns that are wanted, all of one length.
    """
    n = len(next(iter(columns.values())))
    return dict(columns) if n <= LONG else _means(columns, bucket_starts(n))


def write_overview(db: sqlite3.Connection, run_id: str, history: History, *, is_new: bool = False) -> None:
    """Keep the overview of a run's long series, in the place of an older one.

    Args:
        db: the store, within a transaction.
        run_id: the run.
        history: its history.
        is_new: whether the store did not know the run.
    """
    arrays: dict[str, np.ndarray] = {}
    for place, table in enumerate(history.tables):
        if table.length > LONG:
            held = table.rows
            made = make_overview({name: held.read(name) for name in (*INDEX, *table.tags)}, table.tags)
            arrays |= {f"{place}/{part}/{name}": a for part, columns in made.items() for name, a in columns.items()}
            arrays[f"{place}/length"] = np.array(held.length)
            table.note_read(held.length)
    if arrays:
        write_blob(db, run_id, _KIND, 0, arrays, compress=True)
    elif not is_new:
        delete_blob(db, run_id, _KIND)


def read_curve(db: sqlite3.Connection, run_id: str, tag: str) -> StoredCurve | None:
    """Return a run's curve for drawing, None where it has no such tag.

    Raises:
        ValueError: when it is damaged.
    """
    found = series_of(db, run_id, tag)
    return None if found is None else _curve_at(db, run_id, found[0], tag, found[1])


def series_of(db: sqlite3.Connection, run_id: str, tag: str) -> tuple[int, tuple[str, ...]] | None:
    """Return the place of the series that a tag is in, and all of its tags; None where the run has no such tag.

    Raises:
        ValueError: when the names are damaged.
    """
    for place, text in db.execute("SELECT place, tags FROM series WHERE run = ?", (run_id,)).fetchall():
        tags = tuple(str(name) for name in json.loads(text))
        if tag in tags:
            return int(place), tags
    return None


def _curve_at(db: sqlite3.Connection, run_id: str, place: int, tag: str, tags: tuple[str, ...]) -> StoredCurve:
    query = "SELECT coalesce(sum(rows), 0) FROM parts WHERE run = ? AND place = ?"
    length = int(db.execute(query, (run_id, place)).fetchone()[0])
    if length > LONG and (kept := _kept(db, run_id, place, tag, length)) is not None:
        return kept
    columns = _columns(db, run_id, place, tags)
    if length <= LONG:
        rows = _only(columns, tag)
        return StoredCurve(rows, rows, length)
    made = make_overview(columns, tags)
    return StoredCurve(_only(made["rows"], tag), _only(made["means"], tag), length)


def _kept(db: sqlite3.Connection, run_id: str, place: int, tag: str, length: int) -> StoredCurve | None:
    """Return the curve of the overview that was written, None where there is none or the run went on since."""
    found = read_blob(db, run_id, _KIND)
    if found is None or int(found[1].get(f"{place}/length", np.array(-1))) != length:
        return None
    parts = {part: {name: found[1][f"{place}/{part}/{name}"] for name in (*INDEX, tag)} for part in ("rows", "means")}
    return StoredCurve(_only(parts["rows"], tag), _only(parts["means"], tag), length)


def _columns(db: sqlite3.Connection, run_id: str, place: int, tags: tuple[str, ...]) -> dict[str, np.ndarray]:
    query = "SELECT data FROM parts WHERE run = ? AND place = ? ORDER BY part"
    parts = [unpack_arrays(data) for (data,) in db.execute(query, (run_id, place))]
    empty = np.empty(0)
    return {name: np.concatenate([part[name] for part in parts]) if parts else empty for name in (*INDEX, *tags)}


def bucket_starts(n: int) -> np.ndarray:
    """Return where the buckets of a series of n rows begin."""
    return np.unique(np.linspace(0, n, BUCKETS, endpoint=False).astype(np.int64))


def _means(columns: Mapping[str, np.ndarray], starts: np.ndarray) -> dict[str, np.ndarray]:
    counts = np.diff(np.append(starts, len(next(iter(columns.values())))))
    with np.errstate(invalid="ignore"):
        return {name: np.add.reduceat(column, starts) / counts for name, column in columns.items()}


def _only(columns: Mapping[str, np.ndarray], tag: str) -> dict[str, np.ndarray]:
    return {**{name: columns[name] for name in INDEX}, "value": columns[tag]}


def extreme_rows(values: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the smallest and the largest value of each bucket, the start of one without a number."""
    counts = np.diff(np.append(starts, len(values)))
    width = int(counts.max())
    padded = np.full((len(starts), width), np.nan)
    inside = np.arange(width) < counts[:, None]
    padded[inside] = values
    missing = np.isnan(padded)
    low = np.where(missing, np.inf, padded).argmin(axis=1)
    high = np.where(missing, -np.inf, padded).argmax(axis=1)
    return starts + low, starts + high


def _bests(values: np.ndarray, tag: str) -> np.ndarray:
    """Return the rows that are better than all before them."""
    sign = -1.0 if higher_is_better(tag) else 1.0
    best = np.minimum.accumulate(np.where(np.isfinite(values), sign * values, np.inf))
    rows = np.flatnonzero(np.diff(best, prepend=np.inf) < 0)
    if len(rows) <= _MOST_BESTS:
        return rows
    return rows[np.linspace(0, len(rows) - 1, _MOST_BESTS).astype(np.int64)]
