"""Rules about the levels of a factor: their order, which is best, whether the best lies between the ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal

from gdlab.lab import evidence
from gdlab.lab.evidence import NOTHING, Evidence
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import (
    EFFECT_WORDS,
    GOAL,
    TAKE,
    Goal,
    Take,
    Where,
    in_quotes,
    name_of,
    present_levels,
    too_few,
)
from gdlab.studies.table import SeedFigures, StudyTable
from gdlab.studies.verdict import EFFECT, Finding, RuleOutcome
from gdlab.translation import tr_noop


class Order(Rule):
    """The question whether a figure rises from each level of a factor to the next, in a given order."""

    type: Literal["order"] = "order"
    column: str = knob(..., "Which figure; with * at its end every one that begins so, and all have to be in order.")
    by: str = knob(..., "Which factor.")
    labels: tuple[str, ...] = knob((), "The levels from the lowest figure to the highest; none takes the file's order.")
    where: Where = knob({}, "Levels of other factors.")
    take: Take = knob("mean", TAKE)
    effect: float = knob(EFFECT, EFFECT_WORDS, ge=0, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        order = " < ".join(map(in_quotes, self.labels)) if self.labels else f"rising with {in_quotes(self.by)}"
        rows, column = name_of(self.where), self.column.removesuffix("*").strip()
        if self.column.endswith("*"):
            return f"Each “{column}”{f' among {rows}' if self.where else ''} is ordered {order}."
        return f"“{column}”{f' among {rows}' if self.where else ''} is ordered {order}."

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return too_few(self, factors, 2)

    def judge(self, table: StudyTable) -> Finding:
        """Return what neighbouring pairs, and the two ends, say."""
        if not self.column.endswith("*"):
            return self._judge(table, self.column)
        head = self.column.removesuffix("*")
        found = [self._judge(table, column) for column in table.columns if column.startswith(head)]
        if not found:
            return Finding.of(NOTHING, f"Nothing measured begins with “{head}”.")
        joined = evidence.evidence_for_all([f.evidence for f in found])
        first, last = found[0].figures, found[-1].figures
        held = sum(f.outcome is RuleOutcome.HELD for f in found)
        wrong = sum(f.outcome is RuleOutcome.FAILED for f in found)
        counts = f"Of {len(found)}, taken singly, {held} are and {wrong} are not."
        return Finding.of(joined, f"{counts} The first: {first} The last: {last}")

    def _judge(self, table: StudyTable, column: str) -> Finding:
        labels = present_levels(table, self.by, self.where, self.labels)
        cells = [table.sample({**self.where, self.by: label}, column, self.take) for label in labels]
        pairs = [_less(a, b, self.effect) for a, b in pairwise(cells)]
        found = evidence.evidence_for_all(pairs)
        if len(cells) > 2:  # the ends may tell that the order is reversed where no pair does
            ends = _less(cells[0], cells[-1], self.effect)
            found = Evidence(found.held, min(1.0, 2 * min(found.failed, ends.failed)), found.note)
        return Finding.of(found, _listed(labels, cells))


class BestIs(Rule):
    """The question which level of a factor is the best."""

    type: Literal["best_is"] = "best_is"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    labels: tuple[str, ...] = knob(..., "The levels of which one should be the best.", min_length=1)
    goal: Goal = knob("low", GOAL)
    where: Where = knob({}, "Levels of other factors.")
    take: Take = knob("mean", TAKE)
    effect: float = knob(EFFECT, EFFECT_WORDS, ge=0, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        rows, best = name_of(self.where), _one_of(self.labels)
        return (
            f"The {'lowest' if self.goal == 'low' else 'highest'} “{self.column}”"
            f"{f' among {rows}' if self.where else ''} is that of {best}, against every other."
        )

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        if self.labels and set(self.labels) >= set(factors.get(self.by, ())):
            return f"labels names every level of '{self.by}', so that there is nothing to be better than"
        return too_few(self, factors, 1)

    def judge(self, table: StudyTable) -> Finding:
        """Compare each of the named levels with each of the others."""
        labels = present_levels(table, self.by, self.where)
        cells = {v: table.sample({**self.where, self.by: v}, self.column, self.take) for v in labels}
        mine = [s for v, s in cells.items() if v in self.labels]
        rest = [s for v, s in cells.items() if v not in self.labels]
        figures = _listed(labels, list(cells.values()))
        if not mine or not rest:
            return Finding.of(NOTHING, figures)
        pairs = [[_better(a, b, self.goal, self.effect) for b in rest] for a in mine]
        held = evidence.evidence_for_any([Evidence(max(p.held for p in row), 1.0) for row in pairs]).held
        failed = min(max(row[j].failed for row in pairs) for j in range(len(rest)))
        note = next((p.note for row in pairs for p in row if p.note), "")
        return Finding.of(Evidence(held, min(1.0, len(rest) * failed), note), figures)


class Interior(Rule):
    """The question whether the best level of a factor lies between its ends."""

    type: Literal["interior"] = "interior"
    column: str = knob(..., "Which figure.")
    by: str = knob(..., "Which factor.")
    goal: Goal = knob("low", GOAL)
    where: Where = knob({}, "Levels of other factors.")
    take: Take = knob("mean", TAKE)
    effect: float = knob(EFFECT, EFFECT_WORDS, ge=0, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        rows = name_of(self.where)
        return (
            f"The {'lowest' if self.goal == 'low' else 'highest'} “{self.column}”"
            f"{f' among {rows}' if self.where else ''} stands at a level of “{self.by}” between the ends and is better "
            "than both ends."
        )

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return too_few(self, factors, 3)

    def judge(self, table: StudyTable) -> Finding:
        """Compare each level between the ends with both ends."""
        labels = present_levels(table, self.by, self.where)
        cells = [table.sample({**self.where, self.by: v}, self.column, self.take) for v in labels]
        if len(cells) < 3:
            return Finding.of(NOTHING, _listed(labels, cells))
        ends = (cells[0], cells[-1])
        pairs = [[_better(middle, end, self.goal, self.effect) for end in ends] for middle in cells[1:-1]]
        held = evidence.evidence_for_any([Evidence(max(p.held for p in row), 1.0) for row in pairs]).held
        failed = min(1.0, 2 * min(max(row[j].failed for row in pairs) for j in (0, 1)))
        note = next((p.note for row in pairs for p in row if p.note), "")
        return Finding.of(Evidence(held, failed, note), _listed(labels, cells))


def _less(a: SeedFigures, b: SeedFigures, effect: float) -> Evidence:
    return evidence.less(a.values, b.values, log=a.scale == "log", effect=effect)


def _better(a: SeedFigures, b: SeedFigures, goal: Goal, effect: float) -> Evidence:
    found = _less(a, b, effect)
    return found if goal == "low" else evidence.opposite(found)


def _one_of(labels: Sequence[str]) -> str:
    """Return names of which one is meant: “a”, “b” or “c”."""
    first, last = ", ".join(map(in_quotes, labels[:-1])), labels[-1]
    return tr_noop(f"{first} or “{last}”") if first else in_quotes(last)


def _listed(labels: list[str], cells: list[SeedFigures]) -> str:
    return ", ".join(f"{in_quotes(label)}: {cell.estimate()}" for label, cell in zip(labels, cells, strict=True)) + "."
