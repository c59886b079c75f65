"""All that a comparison shows: runs, groups, what is asked of them, and columns to draw one against another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np

from gdlab.lab.comparison.compared_run import ComparedRun, field_text, short_field, varied_fields
from gdlab.lab.comparison.group_ranking import group_ranking
from gdlab.lab.comparison.run_figures import RUN_FIGURES, AskedFigure, RunFigure
from gdlab.lab.comparison.run_groups import RunGroup, group_runs
from gdlab.lab.ranking import Ranking, different_problems
from gdlab.spec.metrics import higher_is_better, words_of
from gdlab.translation import tr, tr_n

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
    asked: AskedFigure

    @cached_property
    def varied(self) -> dict[str, list[Any]]:
        """The fields in which the runs differ, with a value a run."""
        return varied_fields(self.runs)

    def asking(self, asked: AskedFigure) -> ComparedSet:
        """Return the same runs and groups with another question of them."""
        made = ComparedSet(self.runs, self.groups, asked)
        made.__dict__["varied"] = self.varied  # it does not depend on the question, and many runs take a second
        return made

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
        title = tr(figure.title)
        if figure.key not in ("last", "best"):
            return title
        return tr("{title} {metric}", title=title, metric=words_of(self.asked.tag))

    @cached_property
    def ranking(self) -> Ranking | None:
        """The ranking of the groups by the last value, None where there is one group or too many to rank every pair."""
        return self._ranked(AskedFigure(self.asked.tag))

    @cached_property
    def ranking_to_target(self) -> Ranking | None:
        """The ranking of the groups by the steps to the target, None where there is none."""
        return None if math.isnan(self.asked.target) else self._ranked(self.asked)

    def _ranked(self, asked: AskedFigure) -> Ranking | None:
        return group_ranking(self.groups, asked) if 1 < len(self.groups) <= _MOST_RANKED else None

    @cached_property
    def sentences(self) -> list[str]:
        """What can be said of the order of the groups: by the last value, then by the steps to the target."""
        if len(self.groups) > _MOST_RANKED:
            return [
                tr(
                    "{groups} groups are too many for a ranking of every pair; take {most} or fewer",
                    groups=len(self.groups),
                    most=_MOST_RANKED,
                )
            ]
        if len(self.groups) > 1 and all(group.seeds == 1 for group in self.groups):
            return self._sentences_of_single_seeds()
        rankings = [ranking for ranking in (self.ranking, self.ranking_to_target) if ranking is not None]
        said = [list(ranking.sentences[:_MOST_SENTENCES]) for ranking in rankings]
        return [text for both in zip_longest(*said) for text in both if text]

    def _sentences_of_single_seeds(self) -> list[str]:
        """Return that more seeds are needed, unless no two groups learn the same: that is said where it is so."""
        ranking = self.ranking
        order = tr("An order cannot be told with 1 seed each; train each variant with 5 seeds or more")
        if ranking is None or len(ranking.leaders) < 2:
            return [order]
        unlike = different_problems(self.asked.tag)
        return [unlike] if len(ranking.leaders) == len(ranking.order) else [unlike, order]

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The places of groups whose colours a picture has to name; none where a table beside it names them."""
        return []

    @property
    def basis(self) -> str:
        """On how many runs and seeds a picture of these groups rests."""
        runs = tr_n("{n} run", "{n} runs", len(self.runs))
        seeds = sorted({group.seeds for group in self.groups})
        if not seeds or len(self.groups) == len(self.runs):
            return runs
        if len(seeds) > 1:
            return tr("{runs}, {low} to {high} seeds each", runs=runs, low=seeds[0], high=seeds[-1])
        return tr_n("{runs}, {n} seed each", "{runs}, {n} seeds each", seeds[0], runs=runs)

    def usual_target(self) -> float:
        """Return a target that about half of the groups reach, of two groups both: the median of their best values.

        Of a group with several runs its worst run's best value counts, and the target is rounded to two digits so that
        what reaches the median reaches it.
        """
        higher = higher_is_better(self.asked.tag)
        bests = [np.array([run.best(self.asked.tag)[0] for run in group.runs]) for group in self.groups]
        found = sorted((float(v.min() if higher else v.max()) for v in bests if np.isfinite(v).all()), reverse=higher)
        if not found:
            return math.nan
        value = found[len(found) // 2]
        if value == 0:
            return 0.0
        unit = 10.0 ** (math.floor(math.log10(abs(value))) - 1)
        return float(f"{(math.floor if higher else math.ceil)(value / unit) * unit:.6g}")


def arranged_set(runs: Sequence[ComparedRun], by: str, asked: AskedFigure) -> ComparedSet:
    """Return runs in groups, with the fields that vary among them.

    Args:
        runs: the runs.
        by: what is put together, as in :func:`gdlab.lab.comparison.run_groups.group_runs`.
        asked: the tag and the target.
    """
    varied = varied_fields(runs)
    made = ComparedSet(tuple(runs), tuple(group_runs(runs, by, varied)), asked)
    made.__dict__["varied"] = varied
    return made
