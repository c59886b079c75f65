"""A measured table: rows are what was compared, columns what was measured, a cell one figure a seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from gdlab.lab.intervals import Scale, interval
from gdlab.lab.statistics import Estimate
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest


@dataclass(frozen=True)
class Row:
    """A row's name, and its level of each factor."""

    label: str
    levels: Mapping[str, str]

    def matches(self, where: Mapping[str, str]) -> bool:
        """Return whether the row has all these levels."""
        return all(self.levels.get(k) == str(v) for k, v in where.items())


@dataclass(frozen=True)
class SeedFigures:
    """The figures of some rows, one a seed, and how they scatter."""

    values: np.ndarray
    scale: Scale = "plain"
    trials: int = 1

    def estimate(self) -> Estimate:
        """Return the middle and its 95 % interval."""
        return interval(self.values, self.scale, self.trials)


#: The share of the time that other programs may take before times are not to be told.
BUSY = 0.15


@dataclass
class StudyTable:
    """The figures of one part of a study.

    Attributes:
        rows: what was compared, in the order of the file.
        factors: the levels of each factor, in the order of the file.
        columns: what was measured, in order.
        seeds: the seeds, which every row shares.
        timed: the columns that are times, and so differ from one repetition to the next.
        scales: how the figures of a column scatter, where that was said; trials: of how many trials shares are.
        busy: the share of the time that other programs took while times were measured, 0 to 1.
    """

    rows: Sequence[Row]
    factors: Mapping[str, Sequence[str]]
    seeds: Sequence[int]
    columns: list[str] = field(default_factory=list)
    timed: set[str] = field(default_factory=set)
    scales: dict[str, Scale] = field(default_factory=dict)
    trials: dict[str, int] = field(default_factory=dict)
    busy: float = 0.0
    _cells: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def put(self, row: str, seed: int, figures: Mapping[str, float], *, timed: bool = False) -> None:
        """Fill in what one run gave."""
        for column, value in figures.items():
            if column not in self.columns:
                self.columns.append(column)
            if timed:
                self.timed.add(column)
            cell = self._cells.setdefault((row, column), np.full(len(self.seeds), np.nan))
            cell[list(self.seeds).index(seed)] = value

    def put_all(self, row: str, column: str, figures: np.ndarray) -> None:
        """Fill in a cell, one figure a seed."""
        for seed, value in zip(self.seeds, figures.tolist(), strict=True):
            self.put(row, seed, {column: value})

    def cell(self, row: str, column: str) -> np.ndarray:
        """Return a cell's figures, one a seed, NaN where nothing was measured."""
        self.check_column(column)
        return self._cells.get((row, column), np.full(len(self.seeds), np.nan))

    def estimate(self, row: str, column: str) -> Estimate:
        """Return a cell's middle and interval."""
        return self.sample_of(row, column).estimate()

    def sample_of(self, row: str, column: str) -> SeedFigures:
        """Return a cell's figures, and how they scatter."""
        return SeedFigures(self.cell(row, column), self.scale(column), self.trials.get(column, 1))

    def scale(self, column: str) -> Scale:
        """Return how a column's figures scatter; where nothing was said, one that is all 0 and 1 is a share."""
        if column in self.timed:
            return "log"
        if column in self.scales:
            return self.scales[column]
        cells = [cell for (_, name), cell in self._cells.items() if name == column]
        binary = bool(cells) and bool(np.isin(np.concatenate(cells), (0.0, 1.0)).all())
        return "share" if binary else "plain"

    def sample(self, where: Mapping[str, str], column: str, take: str = "mean") -> SeedFigures:
        """Return a column's figures over the rows with these levels, joined as :meth:`values` says."""
        rows = len(self.select(where)) if take == "mean" else 1
        return SeedFigures(self.values(where, column, take), self.scale(column), rows * self.trials.get(column, 1))

    def busy_for(self, columns: Sequence[str]) -> float:
        """Return what other programs took, if that is too much for times and one of these columns is one; else 0."""
        return self.busy if self.busy > BUSY and not self.timed.isdisjoint(columns) else 0.0

    def select(self, where: Mapping[str, str]) -> list[Row]:
        """Return the rows with these levels.

        Raises:
            SpecError: when there is none.
        """
        found = [r for r in self.rows if r.matches(where)]
        if not found:
            levels = {k: list(v) for k, v in self.factors.items()}
            raise SpecError([Problem("rules", f"no row has {dict(where)}; the levels are {levels}")])
        return found

    def values(self, where: Mapping[str, str], column: str, take: str = "mean") -> np.ndarray:
        """Return a column's figures, one a seed, over the rows with these levels.

        Several rows are joined as ``take`` says: their "mean" a seed, or the one row with the lowest ("min") or
        highest ("max") mean, as a tuner would choose it.
        """
        stack = np.stack([self.cell(r.label, column) for r in self.select(where)])
        if len(stack) == 1 or take == "mean":
            return stack.mean(axis=0)
        means = stack.mean(axis=1)
        means = np.where(np.isnan(means), np.inf if take == "min" else -np.inf, means)
        return stack[int(means.argmin() if take == "min" else means.argmax())]

    def check_column(self, column: str) -> None:
        """Raise SpecError, with the nearest name, when there is no such column."""
        if column not in self.columns:
            hint = nearest(column, self.columns) or f" There are {', '.join(self.columns)}."
            raise SpecError([Problem("rules", f"nothing measured is called '{column}'.{hint}")])

    def levels(self, factor: str) -> Sequence[str]:
        """Return a factor's levels in order.

        Raises:
            SpecError: when there is no such factor.
        """
        if factor not in self.factors:
            raise SpecError([Problem("rules", f"there is no factor '{factor}'; there are {', '.join(self.factors)}")])
        return self.factors[factor]

    def long(self) -> Iterator[tuple[Row, str, int, float]]:
        """Yield (row, column, seed, value) of every figure."""
        for row in self.rows:
            for column in self.columns:
                for seed, value in zip(self.seeds, self.cell(row.label, column), strict=True):
                    if not np.isnan(value):
                        yield row, column, seed, float(value)
