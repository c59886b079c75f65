"""Which rows of a table are left when its memory is used up: both ends in full, of each bucket between them the rest.

Rows are counted from 0. The first rows and the last ones stay. Those between are divided into buckets, and of each
bucket stay the rows of the smallest and of the largest value of every tag, and its last row.

A bucket's width is a power of two and it begins at a multiple of its width, so that a bucket of a later thinning is a
union of buckets of the earlier one: the smallest of the smallest values is the smallest of all. When and how far a
table is thinned follows from the number of rows alone, not from how they came. A run that is resumed therefore ends
with the same rows as one that was not disturbed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

#: The share of the stated memory that the rows take. While a table is thinned there are the old rows and the new ones,
#: and what is being written to disk may hold on to those before.
_SHARE = 0.3
#: Rows for each row that a bucket may leave; with fewer the buckets could not be as wide as they must be.
_ROWS_A_LEFT_ONE = 64


@dataclass(frozen=True)
class Limit:
    """How much memory a table may take.

    Attributes:
        size: bytes.
        tail: rows at the end that something reads and that must be there in full.
    """

    size: int
    tail: int = 0


@dataclass
class ThinningPlan:
    """When a table is thinned, and into which buckets.

    Attributes:
        capacity: rows that are held at the most.
        left: rows that a bucket leaves at the most.
        width: rows of the widest buckets.
        due: the number of rows, of all that there ever were, at which the table is thinned.
        last: the number at which it was thinned last, 0 for never.
    """

    capacity: int
    left: int
    width: int = field(init=False)
    due: int = field(init=False)
    last: int = 0

    def __post_init__(self) -> None:
        self.due, self.width = self.capacity, self._narrowest

    @classmethod
    def of(cls, limit: Limit, columns: int, tags: int) -> ThinningPlan:
        """Return the plan of a table that was never thinned.

        Args:
            limit: the memory that it may take.
            columns: how many columns of float64 it has.
            tags: how many of them are values, whose extremes are left.
        """
        left = 2 * tags + 1
        rows = int(limit.size * _SHARE) // (8 * columns)
        return cls(max(rows, _ROWS_A_LEFT_ONE * left, 8 * limit.tail), left)

    @property
    def head(self) -> int:
        """Return the rows at the beginning that stay."""
        return self.capacity // 16

    def advance(self) -> None:
        """Widen the buckets as far as the thinning that is due needs, and say when the next one is."""
        self.last = self.due
        while self._most_left() > 3 * self.capacity // 8 and self.width < self._inner():
            self.width *= 2
        self.due = self.last + self.capacity - self._most_left()

    def edges(self) -> np.ndarray:
        """Return the first row of each bucket of the last thinning, and the end of the last bucket, ascending."""
        inner = self._inner()
        ends = list(range(self.width, inner + 1, self.width))
        at, width = inner // self.width * self.width, self.width // 2
        while width >= self._narrowest:
            if at + width <= inner:
                at += width
                ends.append(at)
            width //= 2
        return self.head + np.array([0, *ends], np.int64)

    @property
    def _narrowest(self) -> int:
        """Return the width of the narrowest buckets: the least power of two at which they leave anything out."""
        return 1 << self.left.bit_length()

    def _inner(self) -> int:
        """Return how many rows lie in buckets; at least an eighth of the capacity follows them."""
        return max(0, self.last - self.head - self.capacity // 8) // self._narrowest * self._narrowest

    def _most_left(self) -> int:
        """Return how many rows are there at the most after the last thinning."""
        inner = self._inner()
        whole, rest = divmod(inner, self.width)
        return self.last - inner + (whole + (rest // self._narrowest).bit_count()) * self.left


def rows_left(
    columns: Mapping[str, np.ndarray], tags: Sequence[str], places: np.ndarray, plan: ThinningPlan
) -> np.ndarray:
    """Return the indices of the rows that stay, ascending.

    Args:
        columns: the rows that are there.
        tags: the columns whose extremes stay.
        places: which row of all that there ever were each of them is, ascending.
        plan: the plan, advanced to this thinning.
    """
    edges = np.searchsorted(places, plan.edges())
    first, end = int(edges[0]), int(edges[-1])
    starts = np.unique(edges[:-1])
    starts = starts[starts < end]
    stays = np.ones(len(places), bool)
    if len(starts) == 0:
        return np.flatnonzero(stays)
    stays[first:end] = False
    stays[np.append(starts[1:], end) - 1] = True
    counts = np.diff(np.append(starts, end))
    for tag in tags:
        values = columns[tag][first:end]
        missing = np.isnan(values)
        low, high = np.where(missing, np.inf, values), np.where(missing, -np.inf, values)
        lowest = np.minimum.reduceat(low, starts - first)
        highest = np.maximum.reduceat(high, starts - first)
        differ = np.repeat(lowest < highest, counts)
        for bound, column in ((lowest, low), (highest, high)):
            hits = np.flatnonzero((column == np.repeat(bound, counts)) & differ)
            bucket = np.searchsorted(starts - first, hits, side="right")
            stays[first + hits[np.unique(bucket, return_index=True)[1]]] = True
    return np.flatnonzero(stays)
