"""The figures of a run in a comparison: last, best and when, what it took to a target, speed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.comparison.compared_run import ComparedRun
from gdlab.lab.intervals import interval, scatters_by_factors
from gdlab.lab.number_text import format_count, format_duration, format_metric
from gdlab.lab.statistics import Estimate, estimate
from gdlab.spec.metrics import is_share
from gdlab.translation import tr, tr_noop


@dataclass(frozen=True)
class AskedFigure:
    """What a comparison asks of the runs' curves: the tag, and the target, NaN for none."""

    tag: str
    target: float = math.nan


@dataclass(frozen=True)
class RunFigure:
    """A figure of a run.

    Attributes:
        key: the identifier; title: the heading; tip: what it means.
        value: the figure, NaN where the run has none.
        text: a value as text.
        to_target: whether it is about the target.
    """

    key: str
    title: str
    value: Callable[[ComparedRun, AskedFigure], float]
    text: Callable[[AskedFigure, float], str]
    tip: str
    to_target: bool = False


def _metric(asked: AskedFigure, value: float) -> str:
    return format_metric(asked.tag, value)


def _count(_asked: AskedFigure, value: float) -> str:
    return format_count(value) if math.isfinite(value) else "–"


def _seconds(_asked: AskedFigure, value: float) -> str:
    return format_duration(value) if math.isfinite(value) else "–"


def _at_best(column: str) -> Callable[[ComparedRun, AskedFigure], float]:
    return lambda run, asked: run.best(asked.tag)[1].get(column, math.nan)


def _at_target(column: str) -> Callable[[ComparedRun, AskedFigure], float]:
    return lambda run, asked: run.reaching(asked.tag, asked.target).get(column, math.nan)


def _summary(key: str) -> Callable[[ComparedRun, AskedFigure], float]:
    def value(run: ComparedRun, _asked: AskedFigure) -> float:
        found = run.run.summary.get(key)
        return float(found) if isinstance(found, int | float) else math.nan

    return value


#: The figures, in the order of the table's columns.
RUN_FIGURES = (
    RunFigure("last", tr_noop("Last"), lambda run, asked: run.last, _metric, tr_noop("The last value of the curve")),
    RunFigure(
        "best",
        tr_noop("Best"),
        lambda run, asked: run.best(asked.tag)[0],
        _metric,
        tr_noop("The best value of the curve"),
    ),
    RunFigure("best_step", tr_noop("Best at step"), _at_best("step"), _count, tr_noop("The step of the best value")),
    RunFigure(
        "target_step",
        tr_noop("Steps to target"),
        _at_target("step"),
        _count,
        tr_noop("Steps until the target is reached"),
        True,
    ),
    RunFigure(
        "target_examples",
        tr_noop("Examples to target"),
        _at_target("examples"),
        _count,
        tr_noop("Examples seen until then"),
        True,
    ),
    RunFigure(
        "target_gradients",
        tr_noop("Evaluations to target"),
        _at_target("gradients"),
        _count,
        tr_noop("Gradients of single examples that were evaluated until then"),
        True,
    ),
    RunFigure(
        "target_time",
        tr_noop("Time to target"),
        _at_target("elapsed"),
        _seconds,
        tr_noop("Training time until then"),
        True,
    ),
    RunFigure(
        "time", tr_noop("Time"), lambda run, asked: run.run.elapsed, _seconds, tr_noop("Training time, pauses excluded")
    ),
    RunFigure(
        "speed", tr_noop("Examples/s"), _summary("examples_per_s"), _count, tr_noop("Training examples a second")
    ),
    RunFigure("steps", tr_noop("Steps"), _summary("steps"), _count, tr_noop("Steps that were trained")),
)


@dataclass(frozen=True)
class GroupFigure:
    """A figure over the runs of a group: its mean with the 95 % interval, and how many of the runs have one."""

    over: Estimate
    runs: int

    @property
    def has_all(self) -> bool:
        """Return whether every run of the group has the figure."""
        return self.over.n == self.runs


def group_figure(runs: Sequence[ComparedRun], figure: RunFigure, asked: AskedFigure) -> GroupFigure:
    """Return the mean of a figure over runs and its 95 % interval; runs without it are left out and counted.

    Of figures that scatter by factors it is the geometric mean; shares, which cannot, always have the mean.
    """
    values = np.array([figure.value(run, asked) for run in runs])
    values = values[np.isfinite(values)]
    by_factors = scatters_by_factors(values) and not (figure.text is _metric and is_share(asked.tag))
    return GroupFigure(interval(values, "log") if by_factors else estimate(values), len(runs))


def group_figure_text(figure: RunFigure, asked: AskedFigure, found: GroupFigure) -> str:
    """Return a group's figure as a cell: the mean, ± half of its interval, and how many runs have it if not all.

    A geometric mean is followed by the ends of its interval.
    """
    if not found.over.n:
        return "–" if not figure.to_target else tr("not reached")
    text = figure.text(asked, found.over.mean)
    if found.over.ends is not None:
        text += f" ({figure.text(asked, found.over.low)}{tr(' to ')}{figure.text(asked, found.over.high)})"
    elif math.isfinite(found.over.half):
        text += f" ± {figure.text(asked, found.over.half)}"
    return (
        text if found.has_all else tr("{shown} ({count} of {total})", shown=text, count=found.over.n, total=found.runs)
    )
