"""Inputs that are columns of a table file: each becomes numbers by its kind, fitted on the training part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from gdlab.data.inputs import scaling
from gdlab.data.inputs.base import Prepared
from gdlab.data.inputs.documents import Documents, fitted_text
from gdlab.data.inputs.large_arrays import allocate
from gdlab.data.progress import Progress, silent
from gdlab.data.tables.date_parts import dated_column, part_expression
from gdlab.data.tables.store import StoredColumn, TableStore, date_expression, quoted
from gdlab.spec.errors import DataError
from gdlab.spec.kinds import DataSpec

Missing = Literal["drop", "mean", "median", "most_frequent", "constant", "indicator"]
MOST_CATEGORIES = 2000
_LARGEST = 3.4e38  # what float32 can hold
_CACHED = 2048
_FILLED = 1 << 18  # rows whose categories are written at a time
#: Up to this many numbers, a stand-in is computed for columns too that miss no value: new rows may.
_COUNTED = 50_000_000


@dataclass
class TableInput:
    """Chosen columns of an imported table.

    Attributes:
        store: the table.
        columns: the columns that are inputs.
        missing: what stands in for missing values.
        fill: the value of "constant".
        orders: the levels of ordinal columns, lowest first.
        progress: told how far the preparation is.
    """

    store: TableStore
    columns: tuple[StoredColumn, ...]
    missing: Missing = "mean"
    fill: float = 0.0
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    progress: Progress = silent

    def __len__(self) -> int:
        return self.store.rows

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen rows: quantities first, then one column a category, then the words of texts."""
        texts = [c for c in self.columns if c.kind == "text"]
        if texts and getattr(spec, "encoding", "bag") == "indices":
            return self._only_text(texts, train, val, spec, seed)
        quantities = [c for c in self.columns if c.kind in ("numeric", "date", "ordinal")]
        self._check_finite([c for c in quantities if c.kind == "numeric"])
        flags = self._flagged([c for c in quantities if not c.part], train) if self.missing == "indicator" else []
        coded = [_Coded.of(self, c, train, val) for c in self.columns if c.kind == "categorical"]
        words = [self._documents(c).prepare(train, val, _unscaled(spec), seed) for c in texts]
        features = [c.name for c in quantities] + [f"{c.name} missing" for c in flags]
        for c in coded:
            features += [f"{c.name} = {level}" for level in c.levels]
        for column, prepared in zip(texts, words, strict=True):
            features += [f"{column.name}: {word}" for word in prepared.features]
        self._check_width(len(features), len(train) + len(val))
        x_train, x_val = allocate((len(train), len(features))), allocate((len(val), len(features)))
        self._fill_quantities(quantities, flags, ((train, x_train), (val, x_val)))
        at = len(quantities) + len(flags)
        for c in coded:
            c.fill(x_train, train, at)
            c.fill(x_val, val, at)
            at += len(c.levels)
        fitted_words: list[dict[str, Any]] = []
        for column, prepared in zip(texts, words, strict=True):
            fitted_words.append(fitted_text(column.name, at, prepared, spec))
            x_train[:, at : at + len(prepared.features)] = prepared.x_train
            x_val[:, at : at + len(prepared.features)] = prepared.x_val
            at += len(prepared.features)
        extra, notes = self._finish(x_train, x_val, quantities, spec)
        notes += [c.note for c in coded if c.note]
        extra["columns"] = self._fitted(quantities, flags, coded, extra) + fitted_words
        return Prepared(x_train, x_val, tuple(features), extra=extra, notes=notes)

    # --- quantities ---------------------------------------------------------------------------------------------
    def _expression(self, column: StoredColumn) -> str:
        """Return the SQL for a quantity, NaN where it is missing."""
        if column.part:
            value = part_expression(column)
        elif column.kind == "date":
            value = f"epoch({date_expression(column)}) / 86400.0"
        elif column.kind == "ordinal":
            value = self._ordinal(column)
        else:
            value = column.key
        return f"coalesce(({value})::FLOAT, 'NaN'::FLOAT)"

    def _ordinal(self, column: StoredColumn) -> str:
        levels = self.orders.get(column.name, ())
        if not levels:
            raise DataError(
                f"{self.store.path}: column {column.name!r} is ordinal and its levels are not given; "
                f"set 'levels.{column.name}' to them, lowest first"
            )
        cases = " ".join(f"WHEN '{quoted(level)}' THEN {k}" for k, level in enumerate(levels))
        known = ", ".join(f"'{quoted(level)}'" for level in levels)
        strange = (
            self.store.open()
            .execute(f"SELECT {column.key} FROM t WHERE trim({column.key}) NOT IN ({known}) LIMIT 1")
            .fetchone()
        )
        if strange:
            raise DataError(
                f"{self.store.path}: column {column.name!r} holds {strange[0]!r}, "
                f"which is none of its levels {', '.join(levels)}"
            )
        return f"CASE trim({column.key}) {cases} END"

    def _check_finite(self, columns: Sequence[StoredColumn]) -> None:
        """Refuse infinities and what float32 cannot hold, by column and row."""
        if not columns:
            return
        largest = ", ".join(f"max(abs({c.key}))" for c in columns)
        found = self.store.query(f"SELECT {largest} FROM t").fetchone()
        for column, value in zip(columns, found, strict=True):
            if value is not None and not value <= _LARGEST:
                row = (
                    self.store.open()
                    .execute(f"SELECT rowid FROM t WHERE NOT abs({column.key}) <= {_LARGEST} LIMIT 1")
                    .fetchone()[0]
                )
                what = "an infinity" if np.isinf(value) else f"{value:g}, more than a 32-bit number can hold,"
                raise DataError(f"{self.store.path}: column {column.name!r} holds {what} in row {row + 1}")

    def _flagged(self, columns: Sequence[StoredColumn], train: np.ndarray) -> list[StoredColumn]:
        """Return the quantities of which the training part misses values."""
        chosen = np.zeros(len(self), dtype=bool)
        chosen[train] = True
        flagged = set()
        for first, arrays in self.store.fetch([f"{c.key} IS NULL" for c in columns]) if columns else ():
            here = chosen[first : first + len(arrays[0])]
            flagged |= {k for k, a in enumerate(arrays) if np.asarray(a)[here].any()}
        return [c for k, c in enumerate(columns) if k in flagged]

    def _fill_quantities(
        self,
        columns: Sequence[StoredColumn],
        flags: Sequence[StoredColumn],
        parts: Sequence[tuple[np.ndarray, np.ndarray]],
    ) -> None:
        """Write the quantities of each part, block by block, with NaN where a value is missing."""
        if not columns:
            return
        places = []
        for rows, x in parts:
            place = np.full(len(self), -1, dtype=np.int32 if len(self) < 2**31 else np.int64)
            place[rows] = np.arange(len(rows))
            places.append((place, x))
        flagged = [k for k, c in enumerate(columns) if c in flags]
        self.store.let_go()
        for first, arrays in self.store.fetch([self._expression(c) for c in columns], self.progress):
            for at in range(0, len(arrays[0]), _CACHED):  # turning columns into rows is quick within the cache
                part = [a[at : at + _CACHED] for a in arrays]
                block = np.stack([*part, *(np.isnan(part[k]) for k in flagged)], axis=1, dtype=np.float32)
                for place, x in places:
                    to = place[first + at : first + at + len(block)]
                    kept = to >= 0
                    x[to[kept], : block.shape[1]] = block[kept]

    def _finish(
        self, x_train: np.ndarray, x_val: np.ndarray, columns: Sequence[StoredColumn], spec: DataSpec
    ) -> tuple[dict[str, Any], list[str]]:
        """Replace missing quantities and scale them, in place, by what the training part says."""
        n, notes, extra = len(columns), [], {}
        lost = _lost(x_train, n) | _lost(x_val, n)
        stand_in = np.array(
            [self._stand_in(x_train[:, k], c) if lost[k] else 0.0 for k, c in enumerate(columns)], dtype=np.float32
        )
        known = x_train.size <= _COUNTED
        extra["stand_in"] = [
            float(stand_in[k]) if lost[k] else self._stand_in(x_train[:, k], c) if known else None
            for k, c in enumerate(columns)
        ]
        replaced = sum(_replace(x, n, stand_in) for x in (x_train, x_val)) if lost.any() else 0
        if replaced:
            notes.append(f"{replaced:,} missing values replaced ({self.missing}).")
        scale = scaling.fit(x_train[:, :n], spec.scale, (1,)) if n else None
        if scale is not None:
            for x in (x_train, x_val):
                for first in range(0, len(x), _CACHED):
                    x[first : first + _CACHED, :n] = scale.apply(x[first : first + _CACHED, :n])
            extra["scale"] = {"shift": scale.shift.reshape(-1), "width": scale.width.reshape(-1)}
        return extra, notes

    def _fitted(
        self,
        quantities: Sequence[StoredColumn],
        flags: Sequence[StoredColumn],
        coded: Sequence[_Coded],
        extra: Mapping[str, Any],
    ) -> list[dict[str, Any]]:
        """Return what was learned of each column, as plain data that new rows can be prepared by."""
        scale = extra.get("scale", {"shift": np.zeros(len(quantities)), "width": np.ones(len(quantities))})
        fitted: list[dict[str, Any]] = []
        for k, c in enumerate(quantities):
            fitted.append({
                "name": c.name, "of": dated_column(c) if c.part else c.name, "kind": c.kind, "part": c.part, "at": k,
                "date_format": c.date_format,
                "levels": list(self.orders.get(c.name, ())), "marks": list(c.marks),
                "decimal": c.style.decimal if c.style else "",
                "thousands": c.style.thousands if c.style else "",
                "stand_in": extra["stand_in"][k], "shift": float(scale["shift"][k]), "width": float(scale["width"][k]),
                "flag_at": len(quantities) + list(flags).index(c) if c in flags else None,
            })  # fmt: skip
        at = len(quantities) + len(flags)
        for c in coded:
            fitted.append({
                "name": c.name, "kind": "categorical", "at": at, "levels": list(c.levels),
                "most_frequent": c.most_frequent,
            })  # fmt: skip
            at += len(c.levels)
        return fitted

    def _stand_in(self, values: np.ndarray, column: StoredColumn) -> float:
        known = values[~np.isnan(values)]
        if not len(known):
            raise DataError(f"{self.store.path}: column {column.name!r} has no value in the training part; ignore it")
        if self.missing == "constant":
            return self.fill
        if self.missing == "median":
            return float(np.median(known))
        if self.missing == "most_frequent":
            distinct, counts = np.unique(known, return_counts=True)
            return float(distinct[np.argmax(counts)])
        return float(known.mean(dtype=np.float64))

    # --- words --------------------------------------------------------------------------------------------------
    def _documents(self, column: StoredColumn) -> Documents:
        values = self.store.values(f"coalesce({column.key}, '')")
        return Documents.of(str(v) for v in values)

    def _only_text(
        self, texts: Sequence[StoredColumn], train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int
    ) -> Prepared:
        if len(self.columns) > 1:
            other = next(c.name for c in self.columns if c is not texts[0])
            raise DataError(f"word numbers (encoding = indices) need one text column alone; ignore {other!r}")
        prepared = self._documents(texts[0]).prepare(train, val, spec, seed)
        prepared.extra["columns"] = [fitted_text(texts[0].name, 0, prepared, spec)]
        return prepared

    def _check_width(self, width: int, rows: int) -> None:
        if width == 0:
            raise DataError(f"{self.store.path}: no column is left as an input")
        if width > 200_000:
            raise DataError(
                f"{self.store.path}: {width:,} input columns are more than the 200,000 that can be trained on"
            )


@dataclass
class _Coded:
    """A categorical column as numbers of its levels, −1 for a level that the training part has not."""

    name: str
    levels: tuple[str, ...]
    codes: np.ndarray
    note: str = ""
    most_frequent: str = ""

    @classmethod
    def of(cls, table: TableInput, column: StoredColumn, train: np.ndarray, val: np.ndarray) -> _Coded:
        """Return the codes of a column; levels are those of the training part, in their order."""
        levels, codes = category_codes(table.store, column)
        missing = [part[codes[part] < 0] for part in (train, val)]
        notes = []
        if lost := sum(len(rows) for rows in missing):
            levels, codes = _without_missing(table, levels, codes, train)
            stand_in = int(codes[np.concatenate(missing)[0]])
            if stand_in >= 0:
                notes.append(f"{lost:,} missing values of {column.name} taken as {levels[stand_in]!r}.")
        seen = np.bincount(codes[train][codes[train] >= 0], minlength=len(levels)) > 0
        if not seen.any():
            raise DataError(f"{table.store.path}: column {column.name!r} has no value in the training part; ignore it")
        number = np.where(seen, np.cumsum(seen) - 1, -1)
        new = np.where(codes >= 0, number[codes], -1)
        unseen = int(((codes >= 0) & (new < 0)).sum())
        if unseen:
            notes.append(f"{unseen:,} rows have a {column.name} that the training part has not.")
        kept = tuple(level for level, s in zip(levels, seen, strict=True) if s)
        common = int(np.argmax(np.bincount(new[train][new[train] >= 0], minlength=len(kept))))
        return cls(column.name, kept, new, " ".join(notes), kept[common])

    def fill(self, x: np.ndarray, rows: np.ndarray, at: int) -> None:
        """Write a 1 into the column of each row's level."""
        for first in range(0, len(rows), _FILLED):
            codes = self.codes[rows[first : first + _FILLED]]
            known = codes >= 0
            x[first + np.flatnonzero(known), at + codes[known]] = 1


def category_codes(
    store: TableStore, column: StoredColumn, most: int = MOST_CATEGORIES
) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the levels of a column, declared or sorted, and each row's level number, −1 where it is missing.

    Raises:
        DataError: when there are more levels than ``most``.
    """
    key = f"trim(CAST({column.key} AS VARCHAR))"
    query = f"SELECT DISTINCT {key} AS v FROM t WHERE {column.key} IS NOT NULL LIMIT {most + 1}"
    levels = [str(row[0]) for row in store.query(query).fetchall()]
    if len(levels) > most:
        count = int(store.scalar(f"approx_count_distinct({column.key})"))
        raise DataError(
            f"{store.path}: column {column.name!r} has about {count:,} different values, too many for categories "
            f"(at most {most:,}); make it numeric, text or ignored"
        )
    levels.sort(key=_natural)
    levels = [*column.levels, *(level for level in levels if level not in column.levels)]
    name = f"levels_{column.key}"
    known = ", ".join(f"'{quoted(level)}'" for level in levels)
    if not levels:
        return (), np.full(store.rows, -1, dtype=np.int64)
    store.open().execute(f"DROP TYPE IF EXISTS {name}")
    store.open().execute(f"CREATE TYPE {name} AS ENUM ({known})")
    codes = store.values(f"coalesce(enum_code({key}::{name})::INTEGER, -1)")
    return tuple(levels), np.asarray(codes).astype(np.int64)


def _natural(text: str) -> tuple[int, float, str]:
    """Sort numbers by value and before words."""
    try:
        return (0, float(text), text)
    except ValueError:
        return (1, 0.0, text)


def _without_missing(
    table: TableInput, levels: tuple[str, ...], codes: np.ndarray, train: np.ndarray
) -> tuple[tuple[str, ...], np.ndarray]:
    """Give missing categories the level that the spec says: one of their own, or the most frequent one."""
    if table.missing in ("indicator", "constant"):
        own = "missing" if table.missing == "indicator" else f"{table.fill:g}"
        levels = levels if own in levels else (*levels, own)
        return levels, np.where(codes < 0, levels.index(own), codes)
    here = codes[train]
    counts = np.bincount(here[here >= 0], minlength=max(len(levels), 1))
    return levels, np.where(codes < 0, int(np.argmax(counts)) if counts.any() else -1, codes)


def _lost(x: np.ndarray, n: int) -> np.ndarray:
    """Return which of the first ``n`` columns miss values."""
    lost = np.zeros(n, dtype=bool)
    for first in range(0, len(x), _CACHED):
        lost |= np.isnan(x[first : first + _CACHED, :n]).any(axis=0)
    return lost


def _replace(x: np.ndarray, n: int, stand_in: np.ndarray) -> int:
    """Put the stand-ins where the first ``n`` columns are NaN, in place, and return how many there were."""
    replaced = 0
    for first in range(0, len(x), _CACHED):
        block = x[first : first + _CACHED, :n]
        lost = np.isnan(block)
        if lost.any():
            replaced += int(lost.sum())
            block[lost] = np.broadcast_to(stand_in, block.shape)[lost]
    return replaced


def _unscaled(spec: DataSpec) -> DataSpec:
    return spec.model_copy(update={"scale": "none"})
