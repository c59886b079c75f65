"""The figures of a search: the best candidate is chosen on some seeds and judged on others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from gdlab.spec.base import knob
from gdlab.studies.kinds import Derivation
from gdlab.studies.rules.base import GOAL, Goal
from gdlab.studies.table import Row, StudyTable
from gdlab.translation import tr_noop


class Tuned(Derivation):
    """Choose a level of a factor as a tuner with a budget would, and give the figures of that choice on other seeds.

    For each seed the choice is made by the mean of ``choose`` over all *other* seeds, among the first so many levels as
    the budget allows, and the figures of the chosen level are taken from that seed alone: no figure that is judged took
    part in its own choice. A level with an infinite or missing figure counts as the worst.
    """

    type: Literal["tuned"] = "tuned"
    by: str = knob(..., "The factor whose levels are the candidates, in the order in which they are tried.")
    choose: str = knob(..., "The figure by which a level is chosen.")
    goal: Goal = knob("low", GOAL)
    budgets: tuple[Annotated[int, Field(ge=1)], ...] = knob((), "How many candidates may be tried; none tries all.")
    column: str = knob(..., "The figure that is judged.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (self.column, "chosen")

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return why it gives no figures."""
        levels = factors.get(self.by, ())
        if len(set(self.budgets)) < len(self.budgets):
            return "budgets names a number twice"
        if levels and max(self.budgets, default=1) > len(levels):
            return f"a budget of {max(self.budgets)} is more than the {len(levels)} levels of '{self.by}'"
        return ""

    def rows(self, rows: list[Row], factors: Mapping[str, list[str]]) -> list[Row]:
        """Return a row for each combination of the other factors and each budget."""
        rest = {tuple((k, v) for k, v in r.levels.items() if k != self.by): None for r in rows}
        budgets = self.budgets or (len(factors[self.by]),)
        made: list[Row] = []
        for levels in rest:
            for budget_figure in map(str, budgets):
                label = ", ".join([*(v for _, v in levels), tr_noop(f"{budget_figure} tried")])
                made.append(Row(label, {**dict(levels), "budget": budget_figure}))
        return made

    def fill(self, source: StudyTable, target: StudyTable) -> None:
        """Fill in the chosen figures, and the chosen level where it is a number."""
        for row in target.rows:
            levels = {k: v for k, v in row.levels.items() if k != "budget"}
            labels = [v for v in source.levels(self.by) if any(r.matches({**levels, self.by: v}) for r in source.rows)]
            labels = labels[: int(row.levels["budget"])]
            cells = [{**levels, self.by: v} for v in labels]
            chosen = _choices(np.stack([source.values(c, self.choose) for c in cells]), self.goal)
            judged = np.stack([source.values(c, self.column) for c in cells])
            seeds = np.arange(judged.shape[1])
            target.put_all(row.label, self.column, judged[chosen, seeds])
            target.put_all(row.label, "chosen", np.array([_number(labels[i]) for i in chosen]))


def _choices(figures: np.ndarray, goal: Goal) -> np.ndarray:
    """Return for each seed the candidate with the best mean over the other seeds; figures are (candidates, seeds)."""
    signed = np.where(np.isfinite(figures), figures, np.inf if goal == "low" else -np.inf)
    signed = signed if goal == "low" else -signed
    n = signed.shape[1]
    if n == 1:
        return signed.argmin(axis=0)
    means = [np.delete(signed, seed, axis=1).mean(axis=1) for seed in range(n)]
    return np.array([int(mean.argmin()) for mean in means])


def _number(label: str) -> float:
    try:
        return float(label)
    except ValueError:
        return float("nan")
