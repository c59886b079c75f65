"""How long it took: seconds an epoch, and steps, examples, epochs or seconds to a target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.lab.run import Run
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.spec.metrics import higher_is_better, objective_tag
from gdlab.studies.kinds import Measure

_UNITS = {"step": "steps", "epoch": "epochs", "examples": "gradients"}


class SecondsPerEpoch(Measure):
    """The seconds that one pass over the training part takes, evaluation apart.

    The lower quartile over the steps, without the first fifth: other programs only ever make a step slower.
    """

    type: Literal["seconds_per_epoch"] = "seconds_per_epoch"
    timed: ClassVar[bool] = True

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("seconds an epoch",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the median seconds a step, without the first fifth, times the steps of an epoch."""
        elapsed = np.asarray(run.history.index(objective_tag("train"), "elapsed"))
        examples = np.asarray(run.history.index(objective_tag("train"), "examples"))
        epochs = np.asarray(run.history.index(objective_tag("train"), "epoch"))
        steps, seen = np.diff(elapsed), np.diff(examples)
        full = seen == seen.max(initial=0)
        skip = len(steps) // 5
        pick = full & (np.arange(len(steps)) >= skip) & (steps > 0)
        if not pick.any():
            return {"seconds an epoch": float(elapsed[-1] / epochs[-1])}
        size = examples[-1] / epochs[-1]
        return {"seconds an epoch": float(np.quantile(steps[pick] / seen[pick], 0.25) * size)}

    def take_timed(self, run: Run, seconds_per_example: float) -> Mapping[str, float]:
        """Return the seconds of an example times the examples of an epoch."""
        return {"seconds an epoch": seconds_per_example * _per(run, "epoch")}


class SecondsPerUpdate(Measure):
    """The seconds of one update, evaluation apart; see seconds_per_epoch."""

    type: Literal["seconds_per_update"] = "seconds_per_update"
    timed: ClassVar[bool] = True

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("seconds an update",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the seconds an epoch over the updates an epoch."""
        updates = run.history.index(objective_tag("train"))[-1] / run.history.index(objective_tag("train"), "epoch")[-1]
        return {"seconds an update": SecondsPerEpoch().take(run, trained)["seconds an epoch"] / float(updates)}

    def take_timed(self, run: Run, seconds_per_example: float) -> Mapping[str, float]:
        """Return the seconds of an example times the examples of an update."""
        return {"seconds an update": seconds_per_example * _per(run, "step")}


class ToTarget(Measure):
    """How far a run had to go until a curve reached a value."""

    type: Literal["to_target"] = "to_target"
    scale: ClassVar[Scale] = "log"
    tag: str = knob("val/loss", "Which curve.")
    target: float = knob(..., "The value to reach: from below where higher is better, else from above.")
    unit: Literal["step", "epoch", "examples"] = knob("epoch", "What is counted; examples are gradient evaluations.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return (f"{_UNITS[self.unit]} to target",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the count, infinite where the target was never reached."""
        return {f"{_UNITS[self.unit]} to target": reached(run, self.tag, self.target, self.unit)}


class SecondsToTarget(Measure):
    """The seconds of training until a curve reached a value."""

    type: Literal["seconds_to_target"] = "seconds_to_target"
    timed: ClassVar[bool] = True
    tag: str = knob("val/loss", "Which curve.")
    target: float = knob(..., "The value to reach.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("seconds to target",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the seconds, infinite where the target was never reached."""
        return {"seconds to target": reached(run, self.tag, self.target, "elapsed")}

    def take_timed(self, run: Run, seconds_per_example: float) -> Mapping[str, float]:
        """Return the seconds of an example times the examples until the target."""
        return {"seconds to target": seconds_per_example * reached(run, self.tag, self.target, "examples")}


class Steps(Measure):
    """How many updates a run made."""

    type: Literal["steps"] = "steps"

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("updates",)

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the updates."""
        return {"updates": float(run.history.index(objective_tag("train"))[-1])}


def _per(run: Run, unit: str) -> float:
    """Return how many examples one step or one epoch has."""
    tag = objective_tag("train")
    return float(run.history.index(tag, "examples")[-1] / run.history.index(tag, unit)[-1])


def reached(run: Run, tag: str, target: float, unit: str) -> float:
    """Return where a curve first reached a value; infinite for never, NaN without the curve.

    Args:
        run: the run.
        tag: the tag of the curve; of the training part the mean of the last epoch is taken.
        target: the value.
        unit: a column of the index, such as ``step`` or ``elapsed``.
    """
    if tag not in run.history:
        return float("nan")
    values = np.asarray(run.history[tag])
    if tag.startswith("train/"):
        values = trailing(values, np.asarray(run.history.index(tag, "epoch")))
    hit = np.flatnonzero(values >= target if higher_is_better(tag) else values <= target)
    return float(run.history.index(tag, unit)[hit[0]]) if len(hit) else float("inf")


def trailing(values: np.ndarray, epochs: np.ndarray) -> np.ndarray:
    """Return the mean over the mini-batches of the last whole epoch before each step, NaN until there is one."""
    first = np.searchsorted(epochs, epochs - 1 + 1e-9, side="right")
    sums = np.concatenate([[0.0], np.cumsum(values)])
    steps = np.arange(len(values))
    means = (sums[steps + 1] - sums[first]) / (steps + 1 - first)
    return np.where(epochs >= 1 - 1e-9, means, np.nan)
