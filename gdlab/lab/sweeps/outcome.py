"""What a sweep came to, whether it runs here, has ended, or is read from its journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from gdlab.lab.sweeps.confirm import Confirmation, confirmation, wanted_checks
from gdlab.lab.sweeps.trial import SweepTrial, configuration_key, pareto_front
from gdlab.spec.change import change
from gdlab.spec.run import RunSpec
from gdlab.spec.sweep import SweepSpec


class SweepOutcome(Protocol):
    """What a report reads of a sweep.

    Attributes:
        sweep: what is searched; trials: the trials so far; seconds: how long it was at work.
        confirmation: what the check on fresh seeds came to, None before it.
    """

    @property
    def sweep(self) -> SweepSpec: ...

    @property
    def trials(self) -> Sequence[SweepTrial]: ...

    @property
    def seconds(self) -> float: ...

    @property
    def confirmation(self) -> Confirmation | None: ...


def ended_trials(trials: Sequence[SweepTrial]) -> int:
    """Return how many trials have ended."""
    return sum(not trial.is_open for trial in trials)


def best_trial(sweep: SweepSpec, trials: Sequence[SweepTrial]) -> SweepTrial | None:
    """Return the best trial by the first objective, None where none has ended with finite figures."""
    sign = -1 if sweep.higher(sweep.metric[0]) else 1
    return min((trial for trial in trials if trial.found), key=lambda trial: sign * trial.figures[0], default=None)


def best_trials(sweep: SweepSpec, trials: Sequence[SweepTrial]) -> list[SweepTrial]:
    """Return the front: the trials that no other one beats in every objective."""
    return pareto_front(list(trials), [sweep.higher(metric) for metric in sweep.metric])


def sweep_run_id(spec: RunSpec, name: str, sweep: SweepSpec, data_hash: str) -> str:
    """Return the id of a run of a sweep, which follows from what it trains.

    Args:
        spec: what is trained, with its seed.
        name: the name of the sweep.
        sweep: the sweep.
        data_hash: the content hash of data given from Python, "" for others.
    """
    return configuration_key(spec, f"{name}|{data_hash}|{sweep.run_seconds}")[:12]


def noted_confirmation(
    name: str, sweep: SweepSpec, trials: Sequence[SweepTrial], checks: Mapping[str, Mapping[str, Any]]
) -> Confirmation | None:
    """Return what the check of a sweep came to by the figures that its journal has, None where some are missing.

    Args:
        name: the name of the sweep.
        sweep: the sweep.
        trials: its trials.
        checks: the figures of the runs of the check, by the ids of the runs.
    """
    if not sweep.confirm or best_trial(sweep, trials) is None:
        return None
    wanted = wanted_checks(
        sweep,
        best_trials(sweep, trials),
        trials,
        lambda trial: change(sweep.searched_run, trial.changes),
    )
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for check in wanted:
        for seed in (*check.seeds, *(range(sweep.seeds) if check.is_reference else ())):
            one = check.spec.replace(seed=check.spec.seed + seed)
            figures = checks.get(sweep_run_id(one, name, sweep, ""))
            if figures is None:
                return None
            found[check.key, seed] = figures
    return confirmation(sweep, wanted, found)
