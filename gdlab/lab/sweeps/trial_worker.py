"""The training of a sweep's trials: their runs begin or go on, are pruned, are written and are told to the search."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from gdlab.lab.precedence import WINDOW
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.sweeps.objective import curve_so_far, figure_of, figures_of, last_index
from gdlab.lab.sweeps.outcome import sweep_run_id
from gdlab.lab.sweeps.place import Place, PlaceLostError
from gdlab.lab.sweeps.search import Search
from gdlab.lab.sweeps.seed_training import TrialRules, TrialTraining
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.lab.sweeps.trial_runs import HeldRun, TrialRuns
from gdlab.lab.train import Terminated
from gdlab.logs.faults import record
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec

#: Seconds of training between two looks at a trial's figures.
_SLICE = 0.02
#: Seconds before a crash of which the store may miss the end of runs that the journal has.
_CRASH = 10.0
_STOPPED = "its sweep was stopped"


class TrialWorker:
    """What trains the trials of one sweep; any number of threads call it, each with a trial.

    Args:
        search: the trials, and what is told of them.
        place: where they train.
        runs: what the store has of them.
        recorder: writes their runs.
        clock: returns the seconds since the sweep began.

    Attributes:
        usual_seconds: how long the last trials trained, a moving mean; infinite before the first.
    """

    def __init__(
        self, search: Search, place: Place, runs: TrialRuns, recorder: RunRecorder, clock: Callable[[], float]
    ) -> None:
        self.search, self.sweep, self.name, self.place = search, search.sweep, search.name, place
        self.under_way: dict[int, TrialTraining] = {}
        self.usual_seconds = math.inf
        self._runs, self._recorder, self._clock = runs, recorder, clock
        self._before = max((trial.at for trial in search.trials), default=0.0)
        self._stop = threading.Event()
        self._asked: KeyboardInterrupt = KeyboardInterrupt()
        self.lost: PlaceLostError | None = None
        self._by_key: dict[str, threading.Lock] = {}
        self._twin_guard = threading.Lock()

    @property
    def stopped(self) -> bool:
        """Return whether the end was asked for."""
        return self._stop.is_set()

    def stop(self, asked: KeyboardInterrupt | None = None) -> None:
        """Have every trial end after its slice, with a checkpoint from which it goes on."""
        self._asked = asked or self._asked
        self._stop.set()
        self.place.stop()

    def _lose(self, error: PlaceLostError) -> None:
        """Stop since no trial can train for now, unless the end was asked for before."""
        if not self.stopped:
            self.lost = error
            self.stop()

    # --- what a crash has left ----------------------------------------------------------------------------------------
    def is_unwritten(self, trial: SweepTrial) -> bool:
        """Return whether a trial's end is in the journal while that of its runs did not reach the store."""
        return trial.was_trained and self._runs.lacks(trial.runs, recent=trial.at >= self._before - _CRASH)

    def write_again(self, trial: SweepTrial) -> None:
        """Train the runs of a trial that was told to where it ended, from their checkpoints."""
        runs = [
            run for run in self.named(self.search.spec_of(trial), self.sweep.seeds, trial.label) if run.id in trial.runs
        ]
        held = self._runs.held(runs)
        training = self.place.begin([(one.run, one.state) for one in held], self._rules())
        self._begin_writing(held)
        pruned = trial.state is TrialState.PRUNED and bool(trial.curve)
        while not self.stopped and not training.finished:
            if pruned and len(self._curve(training, self.sweep.pruner.reads)) >= trial.curve[-1][0]:
                break
            self._advance(training)
        status = Status.INTERRUPTED if self.stopped else Status.PRUNED if pruned else None
        training.end(status, trial.reason if not self.stopped else _STOPPED)
        self._write(training, [one.ended for one in held])

    # --- one trial ----------------------------------------------------------------------------------------------------
    def do(self, trial: SweepTrial) -> None:
        """Train a trial's runs to their end, to where it is pruned or to where the sweep is stopped."""
        with self._twin_guard:
            mine = self._by_key.setdefault(trial.key, threading.Lock())
        with mine:  # the same configuration may be under way in another slot
            twin = self.search.twin_of(trial)
            if twin is not None:
                self._tell_as(trial, twin)
            else:
                self._do_alone(trial)

    def _tell_as(self, trial: SweepTrial, twin: SweepTrial) -> None:
        """Tell what came of an equal configuration, which is not trained twice."""
        told = {step for step, _ in trial.curve}
        for step, figure in list(twin.curve):
            if step not in told:
                self.search.report(trial, step, figure)
        trial.state, trial.figures, trial.runs = twin.state, twin.figures, twin.runs
        trial.reason, trial.at = f"the same as trial {twin.number}", self._clock()
        self.search.tell(trial)

    def _do_alone(self, trial: SweepTrial) -> None:
        WINDOW.give_way()
        try:
            spec = self.search.spec_of(trial)
            runs = self.named(spec, self.sweep.seeds, trial.label)
            trial.runs = tuple(run.id for run in runs)
            pruned = self._train(trial, runs)
        except PlaceLostError as error:
            self._lose(error)
            self.search.leave_open(trial)
            return
        except (GdlabError, MemoryError) as error:
            record(error, "A trial of a sweep")
            trial.state, trial.reason = TrialState.FAILED, str(error) or "there is not enough memory"
            self._tell(trial, [])
            return
        if self.stopped and pruned is None:
            self.search.leave_open(trial)
            return
        trial.runs = tuple(run.id for run in runs if len(run.history))
        trial.state, trial.figures, trial.reason = self._ended(runs, pruned=bool(pruned))
        self._tell(trial, runs)

    def _ended(self, runs: Sequence[Run], *, pruned: bool) -> tuple[TrialState, tuple[float, ...], str]:
        """Return state, figures and reason of a trial from its runs."""
        reason = next((run.reason for run in runs if run.reason), "")
        if pruned:
            return TrialState.PRUNED, (), reason
        figures = figures_of(runs, self.sweep)
        lost = next((run for run in runs if run.status is Status.DIVERGED), None)
        if lost is not None:
            return TrialState.DIVERGED, figures, _of_seed(lost, runs) + (lost.reason or "its loss is not finite")
        if not np.isfinite(figures).all():
            lacking = self.sweep.metric[int(np.argmin(np.isfinite(figures)))]
            return TrialState.FAILED, (), f"{lacking} has no finite value"
        guesses = [run for run in runs if run.status is Status.GUESSING]
        if len(guesses) < len(runs):
            said = [f"{_of_seed(run, runs)}{run.status}, {run.reason}" for run in guesses]
            return TrialState.COMPLETE, figures, "; ".join(said) or reason
        return TrialState.GUESSING, figures, _of_seed(guesses[0], runs) + guesses[0].reason

    def _tell(self, trial: SweepTrial, runs: Sequence[Run]) -> None:
        trial.epochs = sum(last_index(run, "epoch") for run in runs)
        trial.examples = sum(int(last_index(run, "examples")) for run in runs)
        trial.seconds, trial.at = sum(run.elapsed for run in runs), self._clock()
        before = self.usual_seconds
        self.usual_seconds = trial.seconds if math.isinf(before) else before + (trial.seconds - before) / 4
        WINDOW.give_way()
        self.search.tell(trial)

    def _train(self, trial: SweepTrial, runs: list[Run]) -> bool | None:
        """Train runs and tell whether the trial was pruned, None where the sweep was stopped first."""
        held = self._runs.held(runs)
        runs[:] = [one.run for one in held]
        training = self.place.begin([(one.run, one.state) for one in held], self._rules())
        self.under_way[trial.number] = training
        try:
            self._begin_writing(held)
            verdict = self._to_the_end(trial, training, self.sweep.pruner.reads)
            reason = f"pruned after evaluation {trial.curve[-1][0]}" if verdict and trial.curve else "pruned"
            if verdict is None:
                training.end(
                    Status.INTERRUPTED if isinstance(self._asked, Terminated) else Status.STOPPED,
                    _STOPPED,
                )
            else:
                training.end(Status.PRUNED if verdict else None, reason)
        except BaseException as error:
            lost = isinstance(error, PlaceLostError)
            training.end(Status.INTERRUPTED if lost else Status.FAILED, str(error))
            self._write(training, held_ended=[one.ended for one in held])
            raise
        finally:
            self.under_way.pop(trial.number, None)
        self._write(training, held_ended=[one.ended for one in held])
        return verdict

    def _rules(self) -> TrialRules:
        reads = self.sweep.pruner.reads
        rules = TrialRules(reads == "seeds", reads == "evaluations", self.sweep.run_seconds)
        return replace(rules, judged=True, measured=False)

    def _begin_writing(self, held: Sequence[HeldRun]) -> None:
        for one in held:
            if not one.ended:
                self._recorder.begin(one.run, resumed=one.state is not None)

    def _advance(self, training: TrialTraining) -> None:
        """Train a slice and hand over what there is to write of it."""
        WINDOW.give_way()
        training.advance(_SLICE)
        for seed in training.seeds:
            if seed.recordable is not None and not seed.finished:
                self._recorder.offer(seed.run, seed.recordable)

    def _write(self, training: TrialTraining, held_ended: list[bool]) -> None:
        for seed, had_ended in zip(training.seeds, held_ended, strict=True):
            if not had_ended and not len(seed.run.history) and seed.run.status is not Status.FAILED:
                self._recorder.withdraw(seed.run)  # it never began
            elif not had_ended:
                self._recorder.end(seed.run, seed.recordable, gather=True)

    def _to_the_end(self, trial: SweepTrial, training: TrialTraining, reads: str) -> bool | None:
        told = len(trial.curve)
        while True:
            if self.stopped:
                return None
            if reads != "nothing":
                values = self._curve(training, reads)
                for step, value in enumerate(values[told:], told + 1):
                    if self.search.report(trial, step, value) and not (training.finished and step == len(values)):
                        return True
                told = len(values)
            if training.finished:
                return any(seed.run.status is Status.PRUNED for seed in training.seeds)
            self._advance(training)

    def _curve(self, training: TrialTraining, reads: str) -> list[float]:
        runs = [seed.run for seed in training.seeds]
        if reads == "evaluations":
            return curve_so_far(runs, self.sweep)
        ended = [seed.run for seed in training.seeds if seed.finished]
        return [figure_of(run, self.sweep.metric[0], self.sweep) for run in ended]

    def named(self, spec: RunSpec, seeds: int, label: str, first: int = 0) -> list[Run]:
        """Return the records of a configuration's runs, whose ids follow from what they train."""
        made: list[Run] = []
        for k in range(first, first + seeds):
            one = spec.replace(seed=spec.seed + k, name=label[:180] + (f" · seed {spec.seed + k}" if seeds > 1 else ""))
            key = sweep_run_id(one, self.name, self.sweep, self.place.data_hash)
            made.append(Run(one, id=key, name=one.name, group=f"sweep {self.name}", own_data=self.place.own_data))
        return made

    # --- the check ----------------------------------------------------------------------------------------------------
    def check(self, run: Run, *, fresh: bool) -> dict[str, float] | None:
        """Train one run to its end and return its figures, on the test part where there is one; None when stopped."""
        metrics = self.sweep.metric
        (held,) = self._runs.held([run])
        if held.ended and not fresh:
            return {metric: figure_of(held.run, metric, self.sweep) for metric in metrics}
        tested = metrics if fresh and self.sweep.test_fraction else ()
        rules = TrialRules(run_seconds=self.sweep.run_seconds, tested=tuple(tested), judged=True, measured=False)
        training = self.place.begin([(run, None)], rules)
        self._recorder.begin(run)
        try:
            while not training.finished and not self.stopped:
                self._advance(training)
            (seed,) = training.seeds
            training.end(Status.STOPPED if not training.finished else None, _STOPPED)
        except PlaceLostError as error:
            self._lose(error)
            training.end(Status.INTERRUPTED, str(error))
            self._recorder.end(run, training.seeds[0].recordable)
            return None
        except (GdlabError, MemoryError) as error:
            training.end(Status.FAILED, str(error))
            self._recorder.end(run)
            return {metric: float("nan") for metric in metrics}
        self._recorder.end(run, seed.recordable)
        if run.status is Status.STOPPED:
            return None
        own = {metric: figure_of(run, metric, self.sweep) for metric in metrics}
        return own | {
            metric: seed.figures[name] for metric in metrics if (name := metric.partition("/")[2]) in seed.figures
        }


def _of_seed(run: Run, runs: Sequence[Run]) -> str:
    """Return the words that say which of several seeds a reason is about."""
    return f"seed {run.spec.seed}: " if len(runs) > 1 else ""
