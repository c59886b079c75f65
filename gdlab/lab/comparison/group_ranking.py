"""The ranking of groups of stored runs, paired by seed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gdlab.lab.comparison.run_figures import AskedFigure
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.ranking import Ranking, compared_parts, rank_figures


def group_ranking(groups: Sequence[RunGroup], asked: AskedFigure) -> Ranking:
    """Return what can be said of the order of groups: by the last value, or where a target is set by the steps to it.

    A group that has several runs of a seed, because they differ in other fields too, counts with their mean.
    """
    target = None if math.isnan(asked.target) else asked.target
    figures = {group.label: _by_seed(group, asked) for group in groups}
    problems = {group.label: _problems(group, asked.tag) for group in groups}
    return rank_figures(figures, {group.label: group.seeds for group in groups}, asked.tag, target, problems)


def _problems(group: RunGroup, tag: str) -> frozenset[tuple[tuple[str, str], ...]]:
    """Return the data and, where it is the loss that is compared, the losses of a group's runs."""
    parts = compared_parts(tag)
    return frozenset(
        tuple(sorted((path, repr(value)) for path, value in run.fields.items() if path.split(".")[0] in parts))
        for run in group.runs
    )


def _by_seed(group: RunGroup, asked: AskedFigure) -> dict[int, float]:
    """Return the mean figure of each seed of which every run has one."""
    found: dict[int, list[float]] = {}
    for run in group.runs:
        value = run.last
        if not math.isnan(asked.target):
            steps = run.reaching(asked.tag, asked.target).get("step", math.nan)
            value = math.log(max(steps, 1.0)) if math.isfinite(steps) else math.nan
        found.setdefault(run.seed, []).append(value)
    means = {seed: float(np.mean(values)) for seed, values in found.items()}
    return {seed: value for seed, value in means.items() if math.isfinite(value)}
