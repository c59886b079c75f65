"""A trial of a sweep as a record: its values, its runs and what came of it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from gdlab.lab.run import Status
from gdlab.spec.run import RunSpec
from gdlab.spec.space import Scalar
from gdlab.translation import tr_noop


class TrialState(StrEnum):
    """The state of a trial.

    A trial that a stop or a crash has left open is interrupted: the next start of its sweep goes on with it.
    A trial has diverged when one of its runs has: its loss was not finite any more, or ended far above its start.
    Optuna holds it as complete with an infinite value, the worst there is, so that its samplers keep away from there; a
    failed one teaches them nothing. A trial whose every run learnt nothing is no better than guessing: its figures
    count for the search, and it is never the best.
    """

    RUNNING = "running"
    COMPLETE = tr_noop("complete")
    GUESSING = Status.GUESSING.value
    DIVERGED = "diverged"
    PRUNED = "pruned"
    FAILED = "failed"
    INTERRUPTED = Status.INTERRUPTED.value


@dataclass
class SweepTrial:
    """One configuration of a sweep.

    Attributes:
        number: its place in the sweep, from 0.
        values: the searched values by parameter's name.
        changes: the same by dotted path, as they change the spec.
        state: how it is.
        figures: one value an objective (the mean over its seeds), infinite where a run diverged.
        reason: why it was pruned, diverged, learnt nothing or failed.
        key: the identity of its configuration; equal configurations have equal keys.
        runs: the ids of its runs in the store, one a seed.
        epochs, examples, seconds: what its runs took together.
        curve: evaluation and figure (the mean over its seeds), as they were reported to the pruner.
        spec: its configuration while it is under way, None otherwise.
        at: seconds from the beginning of the sweep until it ended, pauses of the sweep excluded.
    """

    number: int
    values: dict[str, Scalar]
    changes: dict[str, Scalar]
    state: TrialState = TrialState.RUNNING
    figures: tuple[float, ...] = ()
    reason: str = ""
    key: str = ""
    runs: tuple[str, ...] = ()
    epochs: float = 0.0
    examples: int = 0
    seconds: float = 0.0
    at: float = 0.0
    curve: list[tuple[int, float]] = field(default_factory=list)
    spec: RunSpec | None = None

    @property
    def label(self) -> str:
        """Return the changed fields in one line."""
        return change_text(self.changes)

    @property
    def found(self) -> bool:
        """Return whether it learnt and ended with finite figures, so that it may be the best."""
        return self.state is TrialState.COMPLETE and all(map(math.isfinite, self.figures))

    @property
    def has_ended(self) -> bool:
        """Return whether all is known of it, so that nothing of it changes any more."""
        return not self.is_open and self.spec is None and self.at > 0

    @property
    def is_open(self) -> bool:
        """Return whether it trains, or would go on training with the next start of its sweep."""
        return self.state in (TrialState.RUNNING, TrialState.INTERRUPTED)

    @property
    def was_trained(self) -> bool:
        """Return whether its runs ended by themselves or were pruned, so that an equal one needs no training."""
        return self.state in (TrialState.COMPLETE, TrialState.GUESSING, TrialState.DIVERGED, TrialState.PRUNED)

    def attributes(self) -> dict[str, Any]:
        """Return, as plain data, what Optuna does not keep of a trial by itself."""
        return {
            "state": str(self.state),
            "changes": self.changes,
            "reason": self.reason,
            "key": self.key,
            "runs": list(self.runs),
            "epochs": self.epochs,
            "examples": self.examples,
            "seconds": self.seconds,
            "at": self.at,
        }


def change_text(changes: Mapping[str, Scalar]) -> str:
    """Return changes as text; a member stands for itself, and the path of a field is shortened to its name."""
    parts: list[str] = []
    for path, value in changes.items():
        shown = f"{value:.4g}" if isinstance(value, float) else f"{value}"
        whole = path in ("optimizer", "schedule", "loss")
        parts.append(shown if whole else f"{path.rpartition('.')[2]}={shown}")
    return ", ".join(parts) or "the spec itself"


def configuration_key(spec: RunSpec, salt: str = "") -> str:
    """Return the identity of a configuration with its seed: equal specs, names aside, have equal ones.

    Args:
        spec: the configuration.
        salt: what else tells two apart, such as the name of the sweep or the content hash of the data.
    """
    text = json.dumps([salt, {**spec.to_dict(), "name": ""}], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def better(a: float, b: float, *, higher: bool) -> bool:
    """Return whether a figure is better than another one; NaN is the worst."""
    if np.isnan(a) or np.isnan(b):
        return bool(np.isnan(b) and not np.isnan(a))
    return a > b if higher else a < b


def pareto_front(trials: list[SweepTrial], higher: list[bool]) -> list[SweepTrial]:
    """Return the trials that no other one beats in every objective, best in the first objective first."""
    ended = [trial for trial in trials if trial.found]
    if not ended:
        return []
    signs = np.where(higher, -1.0, 1.0)
    costs = np.array([trial.figures for trial in ended]) * signs
    order = np.lexsort(costs.T[::-1])
    kept: list[int] = []
    for i in order.tolist():
        beaten = any((costs[j] <= costs[i]).all() for j in kept)
        if not beaten:
            kept.append(i)
    return [ended[i] for i in kept]
