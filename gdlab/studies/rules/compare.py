"""Rules that set one row, or one column, against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Literal

import numpy as np

from gdlab.lab import evidence
from gdlab.lab.intervals import interval
from gdlab.lab.number_text import format_number
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import (
    EFFECT_WORDS,
    TAKE,
    Take,
    Where,
    bounds_problem,
    in_quotes,
    name_of,
    range_words,
    same_rows_problem,
    shown,
)
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import EFFECT, Finding

_ENDLESS = 1e300


class Below(Rule):
    """The question whether one figure is lower than another, over paired seeds."""

    type: Literal["below"] = "below"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of the rows that should be lower.")
    b: Where = knob(..., "The levels of the rows that should be higher.")
    margin: float = knob(0.0, "By how much.")
    take: Take = knob("mean", TAKE)
    effect: float = knob(EFFECT, EFFECT_WORDS, ge=0, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        a, b, margin = name_of(self.a), name_of(self.b), format_number(abs(self.margin), 3)
        if self.margin > 0:
            return f"“{self.column}” of {a} is more than {margin} below that of {b}."
        if self.margin < 0:
            return f"“{self.column}” of {a} is not above, by {margin} or more, that of {b}."
        return f"“{self.column}” of {a} is below that of {b}."

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return same_rows_problem(self.a, self.b)

    def judge(self, table: StudyTable) -> Finding:
        """Return what the paired differences say."""
        a, b = (table.sample(w, self.column, self.take) for w in (self.a, self.b))
        found = evidence.less(a.values, b.values, margin=self.margin, log=a.scale == "log", effect=self.effect)
        return Finding.of(found, shown(table, [self.a, self.b], self.column, self.take))


class Ratio(Rule):
    """The question whether one figure is so many times another."""

    type: Literal["ratio"] = "ratio"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of the numerator.")
    b: Where = knob(..., "The levels of the denominator.")
    low: float = knob(0.0, "The ratio is at least this.")
    high: float = knob(_ENDLESS, "The ratio is at most this.")
    take: Take = knob("mean", TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        return (
            f"“{self.column}” of {name_of(self.a)} is {range_words(*self._bounds())} times that of {name_of(self.b)}."
        )

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return same_rows_problem(self.a, self.b) or bounds_problem(*self._bounds())

    def judge(self, table: StudyTable) -> Finding:
        """Return what the ratios over paired seeds say, on logarithms."""
        a, b = (table.sample(w, self.column, self.take).values for w in (self.a, self.b))
        with np.errstate(all="ignore"):
            ratio = a / b
        ratio[np.isinf(a) & np.isinf(b)] = np.nan
        found = evidence.within(ratio, *self._bounds(), scale="log")
        return Finding.of(found, f"The ratio is {interval(ratio, 'log')}.")

    def _bounds(self) -> tuple[float, float]:
        return (self.low or -inf, self.high if self.high < _ENDLESS else inf)


class Within(Rule):
    """The question whether a figure lies within bounds."""

    type: Literal["within"] = "within"
    column: str = knob(..., "Which figure.")
    where: Where = knob({}, "The levels of the rows.")
    low: float = knob(-_ENDLESS, "At least this.")
    high: float = knob(_ENDLESS, "At most this.")
    take: Take = knob("mean", TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        return f"“{self.column}” of {name_of(self.where)} is {range_words(*self._bounds())}."

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return bounds_problem(*self._bounds())

    def judge(self, table: StudyTable) -> Finding:
        """Return what the figures say of the bounds."""
        sample = table.sample(self.where, self.column, self.take)
        found = evidence.within(sample.values, *self._bounds(), scale=sample.scale, trials=sample.trials)
        return Finding.of(found, shown(table, [self.where], self.column, self.take))

    def _bounds(self) -> tuple[float, float]:
        return (self.low if self.low > -_ENDLESS else -inf, self.high if self.high < _ENDLESS else inf)


class Alike(Rule):
    """The question whether two figures are the same for all practical purposes."""

    type: Literal["alike"] = "alike"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of one.")
    b: Where = knob(..., "The levels of the other.")
    tolerance: float = knob(..., "The largest difference that does not matter.", gt=0)

    def words(self) -> str:
        """Return the rule in words."""
        a, b, most = name_of(self.a), name_of(self.b), format_number(self.tolerance, 3)
        return f"“{self.column}” of {a} and of {b} differ by at most {most}."

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return same_rows_problem(self.a, self.b)

    def judge(self, table: StudyTable) -> Finding:
        """Return what two one-sided tests say."""
        a, b = (table.sample(w, self.column).values for w in (self.a, self.b))
        return Finding.of(evidence.alike(a, b, self.tolerance), shown(table, [self.a, self.b], self.column))


class Columns(Rule):
    """The question whether one column is below another in the same rows."""

    type: Literal["columns"] = "columns"
    a: str = knob(..., "The column that should be lower.")
    b: str = knob(..., "The column that should be higher.")
    where: Where = knob({}, "The levels of the rows.")
    factor: float = knob(1.0, "A figure of b is at least so many times that of a.", gt=0)
    effect: float = knob(EFFECT, EFFECT_WORDS, ge=0, le=1)
    take: Take = knob("mean", TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        factor, rows = format_number(self.factor, 3), name_of(self.where)
        return f"{f'{factor} times ' if self.factor != 1 else ''}“{self.a}” of {rows} is below “{self.b}”."

    def columns_read(self) -> tuple[str, ...]:
        """Return both columns."""
        return self.a, self.b

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        same = self.a == self.b and self.factor == 1
        return f"a and b are the same column ('{self.a}')" if same else ""

    def judge(self, table: StudyTable) -> Finding:
        """Return what the paired differences say."""
        a, b = table.sample(self.where, self.a, self.take), table.sample(self.where, self.b, self.take)
        log = a.scale == "log" and b.scale == "log"
        found = evidence.less(self.factor * a.values, b.values, log=log, effect=self.effect)
        return Finding.of(found, f"{in_quotes(self.a)}: {a.estimate()}, {in_quotes(self.b)}: {b.estimate()}.")
