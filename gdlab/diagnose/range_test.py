"""The learning-rate range test: a short training whose rate grows with every step, and the rate that it suggests."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gdlab import data as sources
from gdlab.data.output_files import atomic_write
from gdlab.engine.schedules.lambda_lr import LambdaLR
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run import RunSpec, required_spec

COLUMNS = ("rate", "loss", "smoothed")
#: The test has shown enough when the smoothed loss is this many times its lowest.
_RISEN = 4.0
#: The weight of smoothing, and the share of the loss by which it has to fall for a rate to be suggested.
_SMOOTHING, _FALLEN = 0.85, 0.02
#: Steps that the running mean takes to settle: their mean is the start of the fall. The steepest fall is looked for
#: from where the loss has left the start for good by this share of its fall to the lowest.
_WARM, _LEFT = 10, 0.1
_FEWEST, _MOST = 20, 100_000
#: Steps between two tellings of the progress.
_TOLD = 10


@dataclass(frozen=True, eq=False)
class RangeTest:
    """The loss of each step of a training whose rate grows, and what follows from it.

    Attributes:
        rates: (steps,) the learning rate of each step, in equal steps of its logarithm.
        losses: (steps,) the loss of the mini-batch on which each step was made, before the step.
        smoothed: (steps,) its running mean with exponentially falling weights, without the bias towards 0.
        suggested: the rate at which the smoothed loss falls most steeply over the rate's logarithm, once it has left
            its start by a tenth of its fall to the lowest; NaN where no rate lowered it.
        lowest: the rate at which it is lowest.
        largest: the rate from which on it is higher than at the start, or not finite; NaN where it never is.
    """

    rates: np.ndarray
    losses: np.ndarray
    smoothed: np.ndarray
    suggested: float
    lowest: float
    largest: float

    def to_csv(self, path: str | Path) -> None:
        """Write rate, loss and smoothed loss of each step, with all digits."""
        with atomic_write(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(zip(self.rates.tolist(), self.losses.tolist(), self.smoothed.tolist(), strict=True))


def range_test(
    spec: RunSpec,
    *,
    low: float = 1e-6,
    high: float = 10.0,
    steps: int = 200,
    examples: Examples | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> RangeTest:
    """Train for a few steps with a rate that grows from ``low`` to ``high`` (Smith 2017), and suggest a rate.

    Args:
        spec: what is trained; its own rate and schedule take no part.
        low: the rate of the first step.
        high: the rate of the last step; the test ends before when the loss has risen to four times its lowest.
        steps: how many steps are made at most.
        examples: prepared examples, those of the spec's data if None.
        progress: is told how many steps of how many are done; what it raises ends the test.

    Raises:
        SpecError: when a value is wrong.
        DataError: when the data cannot be had.
    """
    _check(low, high, steps)
    spec = required_spec(spec)
    held = examples or sources.load(spec.data, spec.seed, dtype=spec.training.dtype)
    trainer = Trainer(_spec_of(spec, low, high, steps, len(held.x_train)), held)
    done = 0
    while done < steps and (made := trainer.advance(min(_TOLD, steps - done))):
        done += made
        progress(done, steps)
    losses = np.asarray(trainer.history[objective_tag("train")], np.float64)
    rates = low * (high / low) ** (np.arange(len(losses)) / (steps - 1))
    smoothed = _smooth(losses)
    end = _end_of(smoothed)
    return RangeTest(rates[:end], losses[:end], smoothed[:end], *_rates_of(rates[:end], smoothed[:end]))


def _check(low: float, high: float, steps: int) -> None:
    problems = []
    if not 0 < low < high <= 1e6:
        problems.append(Problem("low", f"must be above 0 and below high, which is at most 1e6 (got {low}, {high})"))
    if not _FEWEST <= steps <= _MOST:
        problems.append(Problem("steps", f"must be at least {_FEWEST} and at most {_MOST} (got {steps})"))
    if problems:
        raise SpecError(problems)


def _spec_of(spec: RunSpec, low: float, high: float, steps: int, examples: int) -> RunSpec:
    """Return the run of the test: the rate of step t is low · (high / low)^(t / (steps − 1))."""
    grows = LambdaLR(lr_lambda=f"{high / low!r} ** (t / {steps - 1})", interval="step")
    wanted = spec.training.batch_size
    per_epoch = 1 if wanted == "full" else max(1, -(-examples // int(wanted)))
    training = spec.training.replace(epochs=-(-steps // per_epoch), max_steps=steps, patience=0)
    return spec.replace(optimizer=spec.optimizer.replace(lr=low), schedule=grows, training=training)


def _smooth(losses: np.ndarray) -> np.ndarray:
    """Return the running mean, in which what is not finite stays so."""
    mean, made = 0.0, np.empty(len(losses))
    for k, loss in enumerate(losses):
        mean = _SMOOTHING * mean + (1 - _SMOOTHING) * loss
        made[k] = mean / (1 - _SMOOTHING ** (k + 1))
    return made


def _end_of(smoothed: np.ndarray) -> int:
    """Return before which step the loss has risen far above its lowest, or is not finite."""
    lowest = np.minimum.accumulate(np.where(np.isfinite(smoothed), smoothed, np.inf))
    risen = ~np.isfinite(smoothed) | (smoothed > _RISEN * np.abs(lowest) + 1e-12)
    where = np.flatnonzero(risen)
    return max(int(where[0]) + 1, 2) if len(where) else len(smoothed)


def _rates_of(rates: np.ndarray, smoothed: np.ndarray) -> tuple[float, float, float]:
    """Return the suggested rate, the one at which the loss is lowest, and the one from which on it is too high."""
    values = np.where(np.isfinite(smoothed), smoothed, np.inf)
    first, best = values[0], int(np.argmin(values))
    high = np.flatnonzero(values[best:] > first)
    largest = float(rates[best + high[0]]) if len(high) else float("nan")
    if best < 2 or not values[best] < first - _FALLEN * abs(first):
        return float("nan"), float(rates[best]), largest
    slope = np.gradient(values[: best + 1], np.log(rates[: best + 1]))
    begin = float(np.mean(values[: min(_WARM, best)]))
    left = np.flatnonzero(values[:best] > begin - _LEFT * (begin - values[best]))
    down = int(left[-1]) if len(left) else 0
    return float(rates[down + int(np.argmin(slope[down:]))]), float(rates[best]), largest
