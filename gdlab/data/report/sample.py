"""Evenly spaced rows of a table as numbers, small enough to be looked at again after every change of mind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from gdlab.data.tables.kinds import Kind
from gdlab.data.tables.store import StoredColumn, TableStore, date_expression

_MOST_ROWS, _MOST_COLUMNS, _HEAD = 20_000, 300, 5_000


@dataclass(frozen=True)
class SampledColumn:
    """A column of a sample.

    Attributes:
        name: its name.
        kind: what it holds.
        values: numbers, or days for dates, NaN where missing; else a code for each different word, NaN where missing.
        distinct: how many different values the sample holds.
        head: the values of the first rows without a gap, where the sample leaves rows out; else None.
    """

    name: str
    kind: Kind
    values: np.ndarray
    distinct: int
    head: np.ndarray | None = None

    @property
    def is_number(self) -> bool:
        """Whether the values have an order and distances."""
        return self.kind in ("numeric", "date")

    @property
    def known(self) -> np.ndarray:
        """The values that are not missing."""
        return self.values[~np.isnan(self.values)]


@dataclass(frozen=True)
class Sample:
    """Evenly spaced rows of a table.

    Attributes:
        columns: the first 300 columns that are not ignored.
        rows: how many rows the sample has.
        step: the distance of two rows of the sample in the table; 1 where it holds every row.
    """

    columns: tuple[SampledColumn, ...]
    rows: int
    step: int

    def successive(self, column: SampledColumn) -> np.ndarray:
        """Return a column's values in rows that follow each other in the table, as many as are at hand."""
        return column.values if column.head is None else column.head

    def column(self, name: str) -> SampledColumn | None:
        """Return a column by its name, None where the sample has it not."""
        return next((c for c in self.columns if c.name == name), None)


def sample_of(store: TableStore) -> Sample:
    """Return at most 20,000 evenly spaced rows of an imported table."""
    chosen = [c for c in store.columns if c.kind != "ignore"][:_MOST_COLUMNS]
    step = max(1, -(-store.rows // _MOST_ROWS))
    if not chosen:
        return Sample((), 0, step)
    expressions = ", ".join(f"{_expression(c)} AS e{k}" for k, c in enumerate(chosen))
    found = store.open().execute(f"SELECT {expressions} FROM t WHERE rowid % {step} = 0").fetchnumpy()
    columns = tuple(_sampled(c, found[f"e{k}"]) for k, c in enumerate(chosen))
    if step > 1:
        first = store.open().execute(f"SELECT {expressions} FROM t WHERE rowid < {_HEAD}").fetchnumpy()
        heads = [_sampled(c, first[f"e{k}"]).values for k, c in enumerate(chosen)]
        columns = tuple(replace(c, head=head) for c, head in zip(columns, heads, strict=True))
    return Sample(columns, len(columns[0].values), step)


def _expression(column: StoredColumn) -> str:
    if column.kind == "numeric":
        return column.key
    if column.kind == "date":
        return f"epoch({date_expression(column)}) / 86400.0"
    return f"trim(CAST({column.key} AS VARCHAR))"


def _sampled(column: StoredColumn, found: np.ndarray) -> SampledColumn:
    values = _numbers(found) if column.kind in ("numeric", "date") else _codes(np.ma.filled(found, None))
    return SampledColumn(column.name, column.kind, values, len(np.unique(values[~np.isnan(values)])))


def _numbers(found: np.ndarray) -> np.ndarray:
    return np.ma.filled(np.ma.asarray(found, dtype=np.float64), np.nan)


def _codes(words: Iterable[str | None]) -> np.ndarray:
    """Return a number for each word, the same for the same, NaN for none."""
    numbers: dict[str, int] = {}
    return np.array([np.nan if w is None else numbers.setdefault(w, len(numbers)) for w in words], dtype=np.float64)
