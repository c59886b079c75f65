"""Rules about how a figure goes along a factor or from column to column."""

from __future__ import annotations

from typing import Literal

import numpy as np

from gdlab.lab.number_text import format_number
from gdlab.lab.statistics import estimate, spearman
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import Where, below, inside, name_of, range_words
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding, RuleOutcome


class Slope(Rule):
    """Ask how steeply a figure goes with a factor on double logarithmic axes: the exponent of a power law."""

    type: Literal["slope"] = "slope"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor; its levels are numbers.")
    where: Where = knob({}, "Levels of other factors.")
    low: float = knob(..., "The exponent is at least this.")
    high: float = knob(..., "The exponent is at most this.")

    def words(self) -> str:
        """Return the rule in words."""
        return (
            f"“{self.column}” goes with a power of {self.by} {range_words(self.low, self.high)} "
            "(least squares on logarithms, one slope a seed)."
        )

    def judge(self, table: StudyTable) -> Finding:
        """Return the interval of the slopes."""
        x, y = along(table, self.column, self.by, self.where)
        with np.errstate(all="ignore"):
            lx, ly = np.log(x), np.log(y)
        if len(x) < 2 or not np.isfinite(ly).all():
            return Finding(RuleOutcome.UNCLEAR, "A figure is missing, zero or infinite.")
        slopes = np.array([np.polyfit(lx, ly[:, s], 1)[0] for s in range(ly.shape[1])])
        found = estimate(slopes)
        return Finding(inside(found, self.low, self.high), f"The exponent is {found}.")


class Straight(Rule):
    """Ask whether a figure lies on a straight line over a factor."""

    type: Literal["straight"] = "straight"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor; its levels are numbers.")
    where: Where = knob({}, "Levels of other factors.")
    r2: float = knob(0.98, "The share of the variance that the line explains is at least this.", ge=0, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        line, share = f"A rising straight line of “{self.column}” over {self.by}", format_number(100 * self.r2, 3)
        return f"{line} explains at least {share} % of the variance of the means."

    def judge(self, table: StudyTable) -> Finding:
        """Return the fit of the means."""
        x, y = along(table, self.column, self.by, self.where)
        means = y.mean(axis=1)
        if len(x) < 3 or not np.isfinite(means).all():
            return Finding(RuleOutcome.UNCLEAR, "A figure is missing or infinite, or there are fewer than three.")
        slope, start = np.polyfit(x, means, 1)
        spread = float(((means - means.mean()) ** 2).sum())
        r2 = 1 - float(((means - slope * x - start) ** 2).sum()) / spread if spread else 0.0
        outcome = RuleOutcome.HELD if r2 >= self.r2 and slope > 0 else RuleOutcome.FAILED
        sign = "+" if start >= 0 else "−"
        return Finding(
            outcome,
            f"{format_number(float(slope), 3)} · {self.by} {sign} {format_number(abs(float(start)), 3)} "
            f"explains {format_number(100 * r2, 4)} %.",
        )


class Interior(Rule):
    """Ask whether the best level of a factor lies between its ends."""

    type: Literal["interior"] = "interior"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    goal: Literal["low", "high"] = knob("low", "Whether low or high is good.")
    where: Where = knob({}, "Levels of other factors.")
    take: Literal["mean", "min", "max"] = knob("mean", "How several rows are joined.")

    def words(self) -> str:
        """Return the rule in words."""
        extreme = "lowest" if self.goal == "low" else "highest"
        best = f"The {extreme} “{self.column}”"
        return f"{best} stands at a level of {self.by} between the ends and is better than both ends."

    def judge(self, table: StudyTable) -> Finding:
        """Compare the best level between the ends with both ends."""
        labels = [v for v in table.levels(self.by) if any(r.matches({**self.where, self.by: v}) for r in table.rows)]
        sign = 1.0 if self.goal == "low" else -1.0
        cells = [table.values({**self.where, self.by: v}, self.column, self.take) for v in labels]
        figures = ", ".join(f"{v}: {estimate(c)}" for v, c in zip(labels, cells, strict=True)) + "."
        if len(cells) < 3:
            return Finding(RuleOutcome.UNCLEAR, figures)
        signed = [sign * c for c in cells]
        best = min(signed[1:-1], key=lambda c: float(np.mean(c)))
        ends = [below(best, end) for end in (signed[0], signed[-1])]
        if all(e is RuleOutcome.HELD for e in ends):
            return Finding(RuleOutcome.HELD, figures)
        return Finding(RuleOutcome.FAILED if RuleOutcome.FAILED in ends else RuleOutcome.UNCLEAR, figures)


class Ranks(Rule):
    """Ask whether figures stand in the same order as printed ones."""

    type: Literal["ranks"] = "ranks"
    column: str = knob("", "Which figure, compared from row to row; empty compares columns within one row.")
    by: str = knob("", "The factor whose levels are compared.")
    where: Where = knob({}, "Levels of other factors, or of the one row.")
    printed: dict[str, float] = knob(..., "The printed figure of each level, or of each column.")
    least: float = knob(0.8, "The rank correlation is at least this.", ge=-1, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        what = f"“{self.column}” by {self.by}" if self.column else f"the columns of {name_of(self.where)}"
        return (
            f"The order of {what} agrees with the printed order: Spearman's rank correlation is at least "
            f"{format_number(self.least, 3)}."
        )

    def columns_read(self) -> tuple[str, ...]:
        """Return the column, or the columns that are compared within a row."""
        return (self.column,) if self.column else tuple(self.printed)

    def judge(self, table: StudyTable) -> Finding:
        """Return the interval of the rank correlations."""
        if self.column:
            cells = [table.values({**self.where, self.by: k}, self.column) for k in self.printed]
        else:
            cells = [table.values(self.where, k) for k in self.printed]
        stack, wanted = np.stack(cells), np.array(list(self.printed.values()))
        if np.isnan(stack).any():
            return Finding(RuleOutcome.UNCLEAR, "A figure is missing.")
        found = estimate(np.array([spearman(stack[:, s], wanted) for s in range(stack.shape[1])]))
        figures = ", ".join(f"{k}: {estimate(c)}" for k, c in zip(self.printed, cells, strict=True))
        return Finding(inside(found, self.least, float("inf")), f"The correlation is {found} ({figures}).")


class Agree(Rule):
    """Ask whether two sets of columns put things into the same order."""

    type: Literal["agree"] = "agree"
    first: str = knob(..., "How the columns of one set begin.")
    second: str = knob(..., "How the columns of the other set begin; what follows is the same.")
    where: Where = knob({}, "The levels of the row.")
    least: float = knob(0.6, "The rank correlation is at least this.", ge=-1, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        both = f"“{self.first.strip()}” and “{self.second.strip()}” of {name_of(self.where)}"
        least = f"Spearman's rank correlation is at least {format_number(self.least, 3)}"
        return f"{both} put the columns into the same order: {least}."

    def columns_read(self) -> tuple[str, ...]:
        """Return how the columns of both sets begin."""
        return self.first.strip(), self.second.strip()

    def judge(self, table: StudyTable) -> Finding:
        """Return the interval of the rank correlations."""
        tails = [c.removeprefix(self.first) for c in table.columns if c.startswith(self.first)]
        tails = [t for t in tails if self.second + t in table.columns]
        if len(tails) < 3:
            return Finding(RuleOutcome.UNCLEAR, "There are fewer than three columns to compare.")
        a, b = (np.stack([table.values(self.where, head + t) for t in tails]) for head in (self.first, self.second))
        found = estimate(np.array([spearman(a[:, s], b[:, s]) for s in range(a.shape[1])]))
        return Finding(inside(found, self.least, float("inf")), f"The correlation is {found}.")


class Columns(Rule):
    """Ask whether one column is below another in the same rows."""

    type: Literal["columns"] = "columns"
    a: str = knob(..., "The column that should be lower.")
    b: str = knob(..., "The column that should be higher.")
    where: Where = knob({}, "The levels of the rows.")
    factor: float = knob(1.0, "A figure of b is at least so many times that of a.", gt=0)

    def words(self) -> str:
        """Return the rule in words."""
        times = f"{format_number(self.factor, 3)} times " if self.factor != 1 else ""
        return f"{times}“{self.a}” of {name_of(self.where)} is below “{self.b}”."

    def columns_read(self) -> tuple[str, ...]:
        """Return both columns."""
        return self.a, self.b

    def judge(self, table: StudyTable) -> Finding:
        """Return what the paired differences say."""
        a, b = table.values(self.where, self.a), table.values(self.where, self.b)
        return Finding(below(self.factor * a, b), f"{self.a}: {estimate(a)}, {self.b}: {estimate(b)}.")


def along(table: StudyTable, column: str, by: str, where: Where) -> tuple[np.ndarray, np.ndarray]:
    """Return a factor's levels as numbers (levels,) and a column's figures (levels, seeds)."""
    labels = [v for v in table.levels(by) if any(r.matches({**where, by: v}) for r in table.rows)]
    try:
        x = np.array([float(v) for v in labels])
    except ValueError:
        return np.empty(0), np.empty((0, len(table.seeds)))
    return x, np.stack([table.values({**where, by: v}, column) for v in labels])
