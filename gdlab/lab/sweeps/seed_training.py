"""The training of a trial's runs, one a seed, in this process: slice by slice, and what each has measured so far."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gdlab.data import load
from gdlab.engine.trainer import Trainer
from gdlab.lab.outcome import Outcome, outcome
from gdlab.lab.precedence import WINDOW
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorded_run import Recordable
from gdlab.lab.train import Arrays, conclude, examples_for, next_slice, prepared_trainer
from gdlab.spec.examples import Examples
from gdlab.spec.metrics import split_tag
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class TrialRules:
    """What holds for every run of a trial.

    Attributes:
        sequential: whether the seeds train one after the other instead of side by side.
        run_seconds: the time budget of each run, 0 for none.
        tested: metrics that are measured on the test part when a run has ended.
        pauses: whether a slice ends at the next evaluation at the latest, so that no step is trained in vain that
            follows bad news.
        judged: whether a run that learnt nothing gets a status of its own; see :mod:`gdlab.lab.outcome`.
        measured: whether the reason of such a run holds what is measured for it, which takes longer than a short run.
    """

    sequential: bool = False
    pauses: bool = False
    run_seconds: float = 0.0
    tested: tuple[str, ...] = ()
    judged: bool = False
    measured: bool = True


class SeedRun(Protocol):
    """One run of a trial while it trains, in this process or elsewhere."""

    run: Run
    figures: dict[str, float]

    @property
    def finished(self) -> bool:
        """Return whether it has trained to its end."""
        ...

    @property
    def recordable(self) -> Recordable | None:
        """Return what the store writes from, None before the first slice and for a run that had ended before."""
        ...


class TrialTraining(Protocol):
    """The runs of one trial while they train."""

    @property
    def seeds(self) -> Sequence[SeedRun]:
        """Return the runs, in the order of their seeds."""
        ...

    @property
    def finished(self) -> bool:
        """Return whether every run has trained to its end."""
        ...

    def advance(self, seconds: float) -> None:
        """Train for about so long."""
        ...

    def end(self, status: Status | None, reason: str = "") -> None:
        """Conclude the runs: as finished or diverged for None, else those that have not ended with a status."""
        ...


class LocalSeed:
    """One run of a trial in this process.

    Args:
        run: its record; a run that has ended before is taken as it is.
        state: where it goes on from, None for the start.
        data: the user's own arrays in place of the spec's data.
        rules: what holds for every run of the trial.
        test: the user's own arrays that are set aside.
    """

    def __init__(
        self,
        run: Run,
        state: Mapping[str, np.ndarray] | None,
        rules: TrialRules,
        data: Arrays | None = None,
        test: Arrays | None = None,
    ) -> None:
        self.run, self.figures = run, {}
        self.trainer: Trainer | None = None
        self._state, self._rules, self._data, self._test = state, rules, data, test
        self._steps = 1
        self._had_ended = run.status.ended and state is None and run.status is not Status.INTERRUPTED

    @property
    def finished(self) -> bool:
        """Return whether it has trained to its end, or to that of its time budget."""
        if self._had_ended:
            return True
        budget = self._rules.run_seconds
        trainer = self.trainer
        return trainer is not None and (trainer.finished or bool(budget and trainer.elapsed >= budget))

    @property
    def recordable(self) -> Trainer | None:
        """Return the trainer, None for a run that had ended before."""
        return self.trainer

    def advance(self, seconds: float) -> None:
        """Train for about so long; the first slice makes the trainer."""
        if self.trainer is None:
            self._begin()
        assert self.trainer is not None
        began = time.perf_counter()
        while not self.finished:
            WINDOW.give_way()
            before = time.perf_counter()
            steps = min(self._steps, self._until_evaluation()) if self._rules.pauses else self._steps
            self.trainer.advance(steps)
            now = time.perf_counter()
            self._steps = next_slice(max(self._steps, steps), now - before, seconds)
            if now - began >= seconds or (self._rules.pauses and self._until_evaluation() == self._interval):
                break

    def end(self, status: Status | None, reason: str) -> None:
        """Fill in the run's results; see :meth:`TrialTraining.end`."""
        if self._had_ended:
            return
        if self.trainer is None:
            self.run.status, self.run.reason = status or Status.STOPPED, reason
            return
        ended, rules = self.finished, self._rules
        WINDOW.give_way()
        conclude(self.run, self.trainer, judge=rules.judged and status is None, measured=rules.measured)
        if ended and not self.trainer.finished:
            found = outcome(self.trainer, measured=rules.measured) if rules.judged and status is None else Outcome()
            budget = f"its time budget of {rules.run_seconds:g} s ended"
            self.run.reason, self.run.status = found.reason or budget, found.status
        elif not ended:
            self.run.reason, self.run.status = reason, status or Status.STOPPED
        if status is None and self._rules.tested and not self.trainer.diverged:
            self.figures = held_out_figures(self.trainer, self._rules.tested, self._test)

    @property
    def _interval(self) -> int:
        """Return how many steps lie between two evaluations."""
        assert self.trainer is not None
        return self.run.spec.training.eval_every or self.trainer.steps_per_epoch

    def _until_evaluation(self) -> int:
        """Return how many steps the next evaluation is away, at least 1."""
        assert self.trainer is not None
        return self._interval - self.trainer.step % self._interval

    def _begin(self) -> None:
        examples = examples_for(self.run.spec, self._data)
        WINDOW.give_way()
        trainer = prepared_trainer(self.run.spec, examples, None, _silent)
        if self._state is not None:
            trainer.restore(self._state)
        self._state = None
        self.run.history, self.run.status = trainer.history, Status.RUNNING
        self.trainer = trainer


class LocalTraining:
    """The runs of one trial in this process.

    Args:
        seeds: the runs.
        rules: what holds for each of them.
    """

    def __init__(self, seeds: Sequence[LocalSeed], rules: TrialRules) -> None:
        self._seeds, self._rules = list(seeds), rules

    @property
    def seeds(self) -> Sequence[LocalSeed]:
        """Return the runs, in the order of their seeds."""
        return self._seeds

    @property
    def finished(self) -> bool:
        """Return whether every run has trained to its end."""
        return all(seed.finished for seed in self._seeds)

    def advance(self, seconds: float) -> None:
        """Give a slice to the next unfinished seed, or one to each."""
        left = [seed for seed in self._seeds if not seed.finished]
        for seed in left[:1] if self._rules.sequential else left:
            seed.advance(seconds)

    def end(self, status: Status | None, reason: str = "") -> None:
        """Conclude the runs."""
        for seed in self._seeds:
            seed.end(status, reason)


def evaluations(run: Run, tag: str) -> np.ndarray:
    """Return a curve's values after the first steps: what is at step 0 tells nothing of a configuration."""
    if tag not in run.history:
        return np.empty(0)
    rows = run.history.rows(tag)
    return rows.read(tag)[rows.read("step") > 0]


def held_out_figures(trainer: Trainer, metrics: Sequence[str], data: Arrays | None) -> dict[str, float]:
    """Return metrics over the test part, by their names.

    Args:
        trainer: what was trained.
        metrics: tags such as ``val/loss``, of which the metric counts.
        data: the inputs and targets of the test part where the data were given from Python.
    """
    spec: RunSpec = trainer.spec
    if data is None:
        held: Examples = load(spec.data, spec.seed, dtype=spec.training.dtype, tested=True)
        x, y = held.x_val, held.y_val
    else:
        x, y = data
    found = trainer.evaluate(x, y)
    names = {split_tag(tag)[0] for tag in metrics if split_tag(tag)[1]}
    return {name: float(found[name]) for name in names if name in found}


def _silent(text: str) -> None:
    """Ignore a message about what is prepared."""
