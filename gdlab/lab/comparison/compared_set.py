"""All that a comparison shows: runs, groups, what is asked of them, and columns to draw one against another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from gdlab.lab.comparison.compared_run import ComparedRun, field_text, short_field, varied_fields
from gdlab.lab.comparison.group_ranking import group_ranking
from gdlab.lab.comparison.run_figures import RUN_FIGURES, Asked, RunFigure
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.ranking import Ranking
from gdlab.spec.metrics import higher_is_better, words_of

#: Groups up to which every pair is ranked, and sentences that are shown.
_MOST_RANKED, _MOST_SENTENCES = 24, 5


@dataclass(frozen=True)
class SetColumn:
    """A column of a comparison, a value a run.

    Attributes:
        key: the dotted path of a field, or the key of a figure.
        title: what it reads as.
        values: a value a run, None or NaN for none.
        texts: the values as texts.
    """

    key: str
    title: str
    values: Sequence[Any]
    texts: Sequence[str]


@dataclass(frozen=True)
class ComparedSet:
    """The runs of a comparison in their groups.

    Attributes:
        runs: the runs; groups: the same runs in groups; asked: the tag and the target.
    """

    runs: tuple[ComparedRun, ...]
    groups: tuple[RunGroup, ...]
    asked: Asked

    @cached_property
    def varied(self) -> dict[str, list[Any]]:
        """The fields in which the runs differ, with a value a run."""
        return varied_fields(self.runs)

    @cached_property
    def columns(self) -> list[SetColumn]:
        """Every column: the varied fields, then the figures that at least one run has."""
        names = list(self.varied)
        found = [
            SetColumn(path, short_field(path, names), values, [field_text(value) for value in values])
            for path, values in self.varied.items()
        ]
        for figure in RUN_FIGURES:
            values = [figure.value(run, self.asked) for run in self.runs]
            if any(math.isfinite(value) for value in values):
                texts = [figure.text(self.asked, value) for value in values]
                found.append(SetColumn(figure.key, self.title_of(figure), values, texts))
        return found

    def column(self, key: str) -> SetColumn | None:
        """Return a column by its key, None where there is none."""
        return next((column for column in self.columns if column.key == key), None)

    def title_of(self, figure: RunFigure) -> str:
        """Return what a figure reads as here: "Last validation loss"."""
        return f"{figure.title} {words_of(self.asked.tag)}" if figure.key in ("last", "best") else figure.title

    @cached_property
    def ranking(self) -> Ranking | None:
        """The ranking of the groups, None where there is one group or too many to rank every pair."""
        return group_ranking(self.groups, self.asked) if 1 < len(self.groups) <= _MOST_RANKED else None

    @property
    def sentences(self) -> list[str]:
        """What can be said of the order of the groups, the best first."""
        if len(self.groups) > _MOST_RANKED:
            return [
                f"{len(self.groups)} groups are too many for a ranking of every pair; choose {_MOST_RANKED} or fewer"
            ]
        if self.ranking is None:
            return []
        if all(group.seeds == 1 for group in self.groups):
            return ["An order cannot be told with 1 seed each; train each variant with 5 seeds or more"]
        said = self.ranking.sentences
        return [*said[:_MOST_SENTENCES], *([f"and {len(said) - _MOST_SENTENCES} more"] * (len(said) > _MOST_SENTENCES))]

    @property
    def basis(self) -> str:
        """On how many runs and seeds a picture of these groups rests."""
        runs = f"{len(self.runs)} run{'s' * (len(self.runs) != 1)}"
        seeds = sorted({group.seeds for group in self.groups})
        if not seeds or len(self.groups) == len(self.runs):
            return runs
        each = f"{seeds[0]}" if len(seeds) == 1 else f"{seeds[0]} to {seeds[-1]}"
        return f"{runs}, {each} seed{'s' * (each != '1')} each"

    def usual_target(self) -> float:
        """Return a value that every group reaches and none begins at: the worst of the groups' best values, rounded."""
        higher = higher_is_better(self.asked.tag)
        bests = [[run.best(self.asked.tag)[0] for run in group.runs] for group in self.groups]
        worst = [
            float(np.min(v) if higher else np.max(v)) for v in (np.array(b) for b in bests) if np.isfinite(v).all()
        ]
        if not worst:
            return math.nan
        value = min(worst) if higher else max(worst)
        if value == 0:
            return 0.0
        unit = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
        rounded = (math.floor if higher else math.ceil)(value / unit) * unit
        return float(f"{rounded:.6g}")
