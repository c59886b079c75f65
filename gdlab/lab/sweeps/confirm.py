"""The check of what a sweep has found: its best configurations and the spec itself, again, on fresh seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.statistics import Estimate, estimate
from gdlab.lab.sweeps.luck import Luck, luck_of
from gdlab.lab.sweeps.trial import SweepTrial
from gdlab.spec.run import RunSpec
from gdlab.spec.sweep import SweepSpec

#: Fresh seeds begin so far behind the spec's own, beyond any that a search takes.
_FRESH = 100_000
#: The key of the spec itself.
REFERENCE = "spec"


@dataclass(frozen=True)
class FreshCheck:
    """A configuration that is run again.

    Attributes:
        key: which: ``spec`` for the spec itself, else ``trial`` and its number.
        label: what it is called.
        spec: the configuration with the spec's own seed.
        seeds: the fresh seeds, counted from that.
        trial: the trial, None for the spec itself.
    """

    key: str
    label: str
    spec: RunSpec
    seeds: tuple[int, ...]
    trial: SweepTrial | None = None

    @property
    def is_reference(self) -> bool:
        """Return whether it is the spec itself."""
        return self.trial is None


@dataclass(frozen=True)
class CheckedConfiguration:
    """A configuration with its figures on fresh seeds.

    Attributes:
        label: what it is called; trial: its number, -1 for the spec itself.
        seen: its figure in the search; NaN for several objectives where it has none.
        fresh: the figures on fresh seeds.
        found: their mean and interval.
    """

    label: str
    trial: int
    seen: float
    fresh: tuple[float, ...]
    found: Estimate


@dataclass(frozen=True)
class Confirmation:
    """What the check of a sweep came to, in its first objective.

    Attributes:
        metric: the objective; on_test: whether fresh figures are those of the test part.
        rows: the best configurations in the order of the search, then the spec itself.
        luck: how much of the gain of the search's best one was luck; None where the spec itself diverged.
    """

    metric: str
    on_test: bool
    rows: tuple[CheckedConfiguration, ...]
    luck: Luck | None


def wanted_checks(
    sweep: SweepSpec,
    best: Sequence[SweepTrial],
    trials: Sequence[SweepTrial],
    spec_of: Callable[[SweepTrial], RunSpec],
) -> list[FreshCheck]:
    """Return what is run again: the best trials, each configuration once, and the spec itself.

    Args:
        sweep: the sweep.
        best: its front, which has one trial for one objective.
        trials: every trial.
        spec_of: the spec of a trial.
    """
    sign = -1 if sweep.higher(sweep.metric[0]) else 1
    ranked = sorted((trial for trial in trials if trial.found), key=lambda trial: sign * trial.figures[0])
    chosen = {trial.key: trial for trial in reversed([*(best if len(sweep.metric) > 1 else ()), *ranked])}
    order = list(reversed(chosen.values()))[: sweep.confirm] if chosen else []
    seeds = tuple(range(_FRESH, _FRESH + sweep.confirm_seeds))
    checks = [FreshCheck(f"trial {trial.number}", trial.label, spec_of(trial), seeds, trial) for trial in order]
    return [*checks, FreshCheck(REFERENCE, "the spec itself", sweep.searched_run, seeds)]


def confirmation(
    sweep: SweepSpec, checks: Sequence[FreshCheck], found: Mapping[tuple[str, int], Mapping[str, float]]
) -> Confirmation:
    """Return what the check came to.

    Args:
        sweep: the sweep.
        checks: what was run again.
        found: the figures by key and seed; of the spec itself also those of the search's own seeds.
    """
    metric = sweep.metric[0]
    rows: list[CheckedConfiguration] = []
    for check in checks:
        fresh = tuple(_figure(found, check.key, seed, metric) for seed in check.seeds)
        own = [_figure(found, check.key, seed, metric) for seed in range(sweep.seeds)]
        seen = check.trial.figures[0] if check.trial is not None else float(np.mean(own))
        number = check.trial.number if check.trial is not None else -1
        rows.append(CheckedConfiguration(check.label, number, seen, fresh, estimate(np.array(fresh))))
    best, reference = rows[0], rows[-1]
    whole = np.isfinite([reference.seen, best.seen, *reference.fresh, *best.fresh]).all()
    higher = sweep.higher(metric)
    luck = luck_of(reference.seen, best.seen, reference.fresh, best.fresh, higher=higher) if whole else None
    return Confirmation(metric, bool(sweep.test_fraction) and "/" in metric, tuple(rows), luck)


def _figure(found: Mapping[tuple[str, int], Mapping[str, float]], key: str, seed: int, metric: str) -> float:
    return float(found.get((key, seed), {}).get(metric, float("nan")))
