"""Rules that set one row against another."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np

from gdlab.lab.number_text import format_number
from gdlab.lab.statistics import estimate
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import Where, below, inside, name_of, range_words, shown
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding, RuleOutcome

_TAKE = "Where several rows fit: their mean a seed, or the row with the lowest or highest mean."
Take = Literal["mean", "min", "max"]


class Below(Rule):
    """Ask whether one figure is lower than another, over paired seeds."""

    type: Literal["below"] = "below"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of the rows that should be lower.")
    b: Where = knob(..., "The levels of the rows that should be higher.")
    margin: float = knob(0.0, "By how much.")
    take: Take = knob("mean", _TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        how = "is below"
        if self.margin > 0:
            how = f"is more than {format_number(self.margin, 3)} below"
        elif self.margin < 0:
            how = f"is not above, by {format_number(-self.margin, 3)} or more,"
        return f"“{self.column}” of {name_of(self.a)} {how} that of {name_of(self.b)}."

    def judge(self, table: StudyTable) -> Finding:
        """Return what the paired differences say."""
        a, b = (table.values(w, self.column, self.take) for w in (self.a, self.b))
        return Finding(below(a, b, self.margin), shown(table, [self.a, self.b], self.column, self.take))


class Ratio(Rule):
    """Ask whether one figure is so many times another."""

    type: Literal["ratio"] = "ratio"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of the numerator.")
    b: Where = knob(..., "The levels of the denominator.")
    low: float = knob(0.0, "The ratio is at least this.")
    high: float = knob(1e300, "The ratio is at most this.")
    take: Take = knob("mean", _TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        return (
            f"“{self.column}” of {name_of(self.a)} is "
            f"{range_words(self.low or float('-inf'), self.high if self.high < 1e300 else float('inf'))} times that of "
            f"{name_of(self.b)}."
        )

    def judge(self, table: StudyTable) -> Finding:
        """Return what the ratios over paired seeds say."""
        a, b = (table.values(w, self.column, self.take) for w in (self.a, self.b))
        with np.errstate(all="ignore"):
            ratio = a / b
        both = np.isinf(a) & ~np.isinf(b)
        ratio[both] = np.inf
        found = estimate(ratio)
        return Finding(inside(found, self.low, self.high), f"The ratio is {found}.")


class Order(Rule):
    """Ask whether a figure rises from each level of a factor to the next, in a given order."""

    type: Literal["order"] = "order"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    labels: tuple[str, ...] = knob((), "The levels from the lowest figure to the highest; none takes the file's order.")
    where: Where = knob({}, "Levels of other factors.")
    take: Take = knob("mean", _TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        order = " < ".join(self.labels) if self.labels else f"rising with {self.by}"
        among = f" among {name_of(self.where)}" if self.where else ""
        return f"“{self.column}”{among} is ordered {order}."

    def judge(self, table: StudyTable) -> Finding:
        """Return what neighbouring pairs say."""
        labels = self.labels or tuple(table.levels(self.by))
        wheres = [{**self.where, self.by: label} for label in labels]
        present = [w for w in wheres if any(r.matches(w) for r in table.rows)]
        cells = [table.values(w, self.column, self.take) for w in present]
        figures = ", ".join(f"{w[self.by]}: {estimate(c)}" for w, c in zip(present, cells, strict=True)) + "."
        if len(cells) < 2:
            return Finding(RuleOutcome.UNCLEAR, figures)
        pairs = [below(a, b) for a, b in pairwise(cells)]
        if all(p is RuleOutcome.HELD for p in pairs):
            return Finding(RuleOutcome.HELD, figures)
        wrong = sum(p is RuleOutcome.FAILED for p in pairs)
        reversed_ends = below(cells[0], cells[-1]) is RuleOutcome.FAILED
        outcome = RuleOutcome.FAILED if reversed_ends or 2 * wrong > len(pairs) else RuleOutcome.UNCLEAR
        return Finding(outcome, figures)


class Within(Rule):
    """Ask whether a figure lies within bounds."""

    type: Literal["within"] = "within"
    column: str = knob(..., "Which figure.")
    where: Where = knob({}, "The levels of the rows.")
    low: float = knob(-1e300, "At least this.")
    high: float = knob(1e300, "At most this.")
    take: Take = knob("mean", _TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        low = self.low if self.low > -1e300 else float("-inf")
        high = self.high if self.high < 1e300 else float("inf")
        return f"“{self.column}” of {name_of(self.where)} is {range_words(low, high)}."

    def judge(self, table: StudyTable) -> Finding:
        """Return where the interval lies."""
        values = table.values(self.where, self.column, self.take)
        return Finding(
            inside(estimate(values), self.low, self.high), shown(table, [self.where], self.column, self.take)
        )


class Alike(Rule):
    """Ask whether two figures are the same for all practical purposes."""

    type: Literal["alike"] = "alike"
    column: str = knob(..., "Which figure.")
    a: Where = knob(..., "The levels of one.")
    b: Where = knob(..., "The levels of the other.")
    tolerance: float = knob(..., "The largest difference that does not matter.", gt=0)

    def words(self) -> str:
        """Return the rule in words."""
        both = f"{name_of(self.a)} and of {name_of(self.b)}"
        return f"“{self.column}” of {both} differ by at most {format_number(self.tolerance, 3)}."

    def judge(self, table: StudyTable) -> Finding:
        """Return where the interval of the difference lies."""
        gap = estimate(table.values(self.a, self.column) - table.values(self.b, self.column))
        figures = shown(table, [self.a, self.b], self.column)
        return Finding(inside(gap, -self.tolerance, self.tolerance), figures)


class BestIs(Rule):
    """Ask which level of a factor is the best."""

    type: Literal["best_is"] = "best_is"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    labels: tuple[str, ...] = knob(..., "The levels of which one should be the best.")
    goal: Literal["low", "high"] = knob("low", "Whether low or high is good.")
    where: Where = knob({}, "Levels of other factors.")
    take: Take = knob("mean", _TAKE)

    def words(self) -> str:
        """Return the rule in words."""
        extreme = "lowest" if self.goal == "low" else "highest"
        among = f" among {name_of(self.where)}" if self.where else ""
        return (
            f"The {extreme} “{self.column}”{among} is that of {' or '.join(self.labels)}, "
            "against the best of the others."
        )

    def judge(self, table: StudyTable) -> Finding:
        """Compare the best of the named levels with the best of the others."""
        sign = 1.0 if self.goal == "low" else -1.0
        cells = {
            label: table.values({**self.where, self.by: label}, self.column, self.take)
            for label in table.levels(self.by)
            if any(r.matches({**self.where, self.by: label}) for r in table.rows)
        }
        figures = ", ".join(f"{k}: {estimate(v)}" for k, v in cells.items()) + "."
        mine = [sign * v for k, v in cells.items() if k in self.labels]
        rest = [sign * v for k, v in cells.items() if k not in self.labels]
        if not mine or not rest:
            return Finding(RuleOutcome.UNCLEAR, figures)
        best = min(mine, key=lambda v: float(np.mean(v)))
        other = min(rest, key=lambda v: float(np.mean(v)))
        return Finding(below(best, other), figures)
