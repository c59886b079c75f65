"""Rules about whether figures are in the order of printed ones, or of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Literal

import numpy as np

from gdlab.lab import evidence
from gdlab.lab.evidence import NOTHING
from gdlab.lab.intervals import interval
from gdlab.lab.number_text import format_number
from gdlab.lab.statistics import spearman
from gdlab.spec.base import knob
from gdlab.studies.kinds import Rule
from gdlab.studies.rules.base import Where, in_quotes, name_of, too_few
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding


class Ranks(Rule):
    """The question whether figures are in the same order as printed ones."""

    type: Literal["ranks"] = "ranks"
    column: str = knob("", "Which figure, compared from row to row; empty compares columns within one row.")
    by: str = knob("", "The factor whose levels are compared.")
    where: Where = knob({}, "Levels of other factors, or of the one row.")
    printed: dict[str, float] = knob(..., "The printed figure of each level, or of each column.")
    least: float = knob(0.8, "The rank correlation is at least this.", ge=-1, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        rows, least, by = name_of(self.where), format_number(self.least, 3), self.by
        return (
            f"The order of {f'“{self.column}” by “{by}”' if self.column else f'the columns of {rows}'} agrees with the "
            f"printed order: Spearman's rank correlation is at least {least}."
        )

    def columns_read(self) -> tuple[str, ...]:
        """Return the column, or the columns that are compared within a row."""
        return (self.column,) if self.column else tuple(self.printed)

    def labels_read(self) -> tuple[str, ...]:
        """Return the levels that are compared."""
        return tuple(self.printed) if self.column else ()

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        if len(self.printed) < 3 or len(set(self.printed.values())) < 2:
            return "printed needs three figures or more, and not all equal, to have an order"
        return too_few(self, factors, 3) if self.column else ""

    def judge(self, table: StudyTable) -> Finding:
        """Return what the rank correlations say."""
        if self.column:
            cells = [table.sample({**self.where, self.by: k}, self.column) for k in self.printed]
        else:
            cells = [table.sample(self.where, k) for k in self.printed]
        stack, wanted = np.stack([c.values for c in cells]), np.array(list(self.printed.values()))
        if np.isnan(stack).any():
            return Finding.of(NOTHING, "A figure is missing.")
        found = np.array([spearman(stack[:, s], wanted) for s in range(stack.shape[1])])
        figures = ", ".join(f"{in_quotes(k)}: {c.estimate()}" for k, c in zip(self.printed, cells, strict=True))
        said = f"The correlation is {interval(found)} ({figures})."
        return Finding.of(evidence.within(found, self.least, inf), said)


class Agree(Rule):
    """The question whether two sets of columns put things into the same order."""

    type: Literal["agree"] = "agree"
    first: str = knob(..., "How the columns of one set begin.")
    second: str = knob(..., "How the columns of the other set begin; what follows is the same.")
    where: Where = knob({}, "The levels of the row.")
    least: float = knob(0.6, "The rank correlation is at least this.", ge=-1, le=1)

    def words(self) -> str:
        """Return the rule in words."""
        first, second, rows = self.first.strip(" @"), self.second.strip(" @"), name_of(self.where)
        least = format_number(self.least, 3)
        return (
            f"“{first}” and “{second}” of {rows} put the columns into the same order: Spearman's rank correlation is "
            f"at least {least}."
        )

    def columns_read(self) -> tuple[str, ...]:
        """Return how the columns of both sets begin."""
        return self.first, self.second

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why no figures could decide the rule."""
        return f"first and second are the same columns ('{self.first}')" if self.first == self.second else ""

    def judge(self, table: StudyTable) -> Finding:
        """Return what the rank correlations say."""
        tails = [c.removeprefix(self.first) for c in table.columns if c.startswith(self.first)]
        tails = [t for t in tails if self.second + t in table.columns]
        if len(tails) < 3:
            return Finding.of(NOTHING, "There are fewer than three columns to compare.")
        a, b = (np.stack([table.values(self.where, head + t) for t in tails]) for head in (self.first, self.second))
        found = np.array([spearman(a[:, s], b[:, s]) for s in range(a.shape[1])])
        return Finding.of(evidence.within(found, self.least, inf), f"The correlation is {interval(found)}.")
