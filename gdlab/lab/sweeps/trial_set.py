"""The trials of a sweep in the form in which the pictures of a comparison take runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gdlab.lab.comparison.compared_run import ComparedRun, field_text, short_field
from gdlab.lab.comparison.compared_set import ComparedSet, SetColumn
from gdlab.lab.comparison.run_figures import AskedFigure
from gdlab.lab.comparison.run_groups import RunGroup
from gdlab.lab.number_text import format_number
from gdlab.lab.store import StoredRun
from gdlab.lab.sweeps.importance import ParameterImportance, parameter_importance
from gdlab.lab.sweeps.trial import SweepTrial, TrialState

#: Trials that one picture shows at the most: the newest, and the best of the others; the second while a sweep runs.
MOST_SHOWN, MOST_GROWING = 300, 160
#: A group a state, in the order of their colours.
_GROUPS = (
    TrialState.COMPLETE,
    TrialState.PRUNED,
    TrialState.DIVERGED,
    TrialState.FAILED,
    TrialState.RUNNING,
    TrialState.GUESSING,
    TrialState.INTERRUPTED,
)


@dataclass(frozen=True)
class TrialSet(ComparedSet):
    """Trials as a comparison: a column a searched field and an objective, a group a state (also one without trials).

    Attributes:
        trials: the trials that are shown; count: how many there are.
        metrics: the objectives.
    """

    trials: tuple[SweepTrial, ...] = ()
    count: int = 0
    metrics: tuple[str, ...] = ()

    @cached_property
    def varied(self) -> dict[str, list[Any]]:
        """The searched fields, with a value a trial."""
        names = dict.fromkeys(name for trial in self.trials for name in trial.values)
        return {name: [trial.values.get(name) for trial in self.trials] for name in names}

    @cached_property
    def columns(self) -> list[SetColumn]:
        """The searched fields, then the objectives and what a trial took."""
        names = list(self.varied)
        found = [
            SetColumn(name, short_field(name, names), values, [field_text(value) for value in values])
            for name, values in self.varied.items()
        ]
        for i, metric in enumerate(self.metrics):
            values = [_figure(trial, i) for trial in self.trials]
            found.append(_numbers("last" if i == 0 else metric, metric, values))
        for key, title in (("epochs", "Epochs"), ("seconds", "Seconds"), ("number", "Trial")):
            found.append(_numbers(key, title, [float(getattr(trial, key)) for trial in self.trials]))
        found.append(_numbers("at", "Ended at, s", [trial.at or math.nan for trial in self.trials]))
        return found

    @cached_property
    def importances(self) -> list[ParameterImportance]:
        """How much of the spread of the first objective each searched field explains, over the trials shown."""
        return parameter_importance(self.trials)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The states that occur, each with the place of its group."""
        return [(place, group.label) for place, group in enumerate(self.groups) if group.runs]

    @property
    def basis(self) -> str:
        """How many trials are shown, and of how many."""
        shown = len(self.trials)
        return f"{shown} trials" if shown == self.count else f"{shown} of {self.count} trials: newest and best"


def trial_set(
    trials: Sequence[SweepTrial], metrics: Sequence[str], *, higher: bool, most: int = MOST_SHOWN
) -> TrialSet:
    """Return trials as a set: all of them, or of many the newest, each that was the best so far, and the best others.

    Args:
        trials: the trials, in the order of their beginning.
        metrics: the objectives.
        higher: whether a larger figure of the first one is the better one.
        most: how many are shown.
    """
    chosen = list(trials)
    if len(chosen) > most:
        newest, older = chosen[-most // 2 :], chosen[: -most // 2]
        sign = -1.0 if higher else 1.0
        rest = sorted(older, key=lambda trial: _order(sign * _figure(trial, 0)))
        once_best = {id(trial) for trial in best_so_far(older, higher=higher)}
        kept = {id(trial) for trial in newest} | once_best
        kept |= {id(trial) for trial in rest[: max(0, most - len(kept))]}
        chosen = [trial for trial in chosen if id(trial) in kept]
    runs = [ComparedRun(_line(trial), {}) for trial in chosen]
    groups = [
        RunGroup(str(state), tuple(run for run, trial in zip(runs, chosen, strict=True) if trial.state is state), {})
        for state in _GROUPS
    ]
    return TrialSet(tuple(runs), tuple(groups), AskedFigure(metrics[0]), tuple(chosen), len(trials), tuple(metrics))


def best_so_far(trials: Sequence[SweepTrial], place: int = 0, *, higher: bool) -> list[SweepTrial]:
    """Return the trials that were better than every one before them in the sequence.

    Args:
        trials: the trials in any order.
        place: by which objective, counted from 0.
        higher: whether a larger figure of it is the better one.
    """
    sign, best = -1.0 if higher else 1.0, math.inf
    found: list[SweepTrial] = []
    for trial in trials:
        if trial.found and sign * trial.figures[place] < best:
            best = sign * trial.figures[place]
            found.append(trial)
    return found


def _line(trial: SweepTrial) -> StoredRun:
    name = f"trial {trial.number}: {trial.label} ({trial.state})"
    return StoredRun(f"trial {trial.number}", name, "", str(trial.state), trial.reason, 0.0, trial.seconds, {})


def _figure(trial: SweepTrial, place: int) -> float:
    """Return a trial's figure, of a pruned one its last on the way, NaN for none or an infinite one."""
    if trial.figures and place < len(trial.figures):
        return trial.figures[place] if math.isfinite(trial.figures[place]) else math.nan
    return trial.curve[-1][1] if trial.curve and place == 0 else math.nan


def _order(value: float) -> float:
    return value if value == value else math.inf


def _numbers(key: str, title: str, values: list[float]) -> SetColumn:
    return SetColumn(key, title, values, ["–" if value != value else format_number(value) for value in values])
