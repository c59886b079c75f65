"""The search of a sweep: Optuna proposes configurations, is told what came of them, and says which to prune."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.sweeps.journal import SweepJournal
from gdlab.lab.sweeps.optuna_library import optuna, quiet_optuna
from gdlab.lab.sweeps.pruners.base import Pruner
from gdlab.lab.sweeps.samplers.base import Sampler
from gdlab.lab.sweeps.sweep_storage import sweep_storage
from gdlab.lab.sweeps.trial import SweepTrial, TrialState, configuration_key
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError, SpecError
from gdlab.spec.run import RunSpec
from gdlab.spec.space import Scalar, SearchParameter
from gdlab.spec.space_values import own_values
from gdlab.spec.sweep import SweepSpec

_STATES = {
    "COMPLETE": TrialState.COMPLETE,
    "PRUNED": TrialState.PRUNED,
    "FAIL": TrialState.FAILED,
    "RUNNING": TrialState.RUNNING,
}
#: The attribute of a study that holds the text of the sweep, and of a trial that holds what gdlab notes of it.
TEXT, NOTES = "gdlab", "gdlab"


class Search:
    """The trials of a sweep in Optuna's storage, and what proposes the next one; any thread may call it.

    A sweep whose space or settings were changed goes on in a new Optuna study of the same file, which begins with the
    ended trials that lie in the new space too.

    Args:
        sweep: what is searched.
        path: the journal.
        name: the name of the sweep.
        salt: what tells equal specs apart, such as a content hash of data given from Python.

    Raises:
        GdlabError: when Optuna is missing, or another process goes on with the sweep.
    """

    def __init__(self, sweep: SweepSpec, path: Path, name: str, salt: str = "") -> None:
        self.sweep, self.name, self._salt = sweep, name, salt
        self._guard = threading.RLock()
        check_searchable(sweep)
        self._journal = SweepJournal(path)
        try:
            with quiet_optuna():
                self._storage = sweep_storage(self._journal)
                self._study: Any = self._open()
        except BaseException:
            self._journal.close()
            raise
        self._open_trials: dict[int, Any] = {}
        self.ended, self.epochs, self.examples = 0, 0.0, 0
        self._by_key: dict[str, SweepTrial] = {}
        for trial in self.trials:
            if trial.state is not TrialState.RUNNING:
                self._count(trial)
        self._grid: Iterator[dict[str, Scalar]] | None = None
        self._left_over = [trial for trial in self.trials if trial.state is TrialState.RUNNING]

    # --- proposals ----------------------------------------------------------------------------------------------------
    def ask(self) -> SweepTrial | None:
        """Return the next trial: one that an earlier start left open, else a new one; None at the end of a grid."""
        with self._guard, quiet_optuna():
            if self._left_over:
                asked = self._again(self._left_over.pop(0))
            elif self.sweep.sampler.enumerates and not self._enqueue_next():
                return None
            else:
                asked = self._take(self._study.ask())
            self._journal.flush()
            return asked

    @property
    def has_left_over(self) -> bool:
        """Return whether a trial of an earlier start is still open."""
        return bool(self._left_over)

    def _again(self, left: SweepTrial) -> SweepTrial:
        trial = next(one for one in self._study.get_trials(deepcopy=False) if one.number == left.number)
        self.trials.remove(left)
        return self._take(optuna().trial.Trial(self._study, trial._trial_id))

    def _take(self, trial: Any) -> SweepTrial:
        values: dict[str, Scalar] = {}

        def choose(parameter: SearchParameter) -> Scalar:
            values[parameter.name] = found = self._suggest(trial, parameter)
            return found

        changes = self.sweep.search_space.walk(choose)
        made = SweepTrial(trial.number, values, changes)
        try:
            made.spec = change(self.sweep.searched_run, changes)
            made.key = configuration_key(made.spec, self._salt)
        except SpecError:
            made.key = f"trial {trial.number}"  # values that contradict each other; it fails when it is trained
        self._open_trials[trial.number] = trial
        self.trials.append(made)
        return made

    def _suggest(self, trial: Any, parameter: SearchParameter) -> Scalar:
        if self.sweep.sampler.enumerates:
            return trial.suggest_categorical(parameter.name, parameter.grid())
        if parameter.kind == "choice":
            return trial.suggest_categorical(parameter.name, list(parameter.choices))
        if parameter.kind == "int":
            low, high, step = int(parameter.low), int(parameter.high), int(parameter.step) or 1
            return trial.suggest_int(parameter.name, low, high, step=step, log=parameter.log)
        step = parameter.step or None
        return trial.suggest_float(parameter.name, parameter.low, parameter.high, step=step, log=parameter.log)

    def _enqueue_next(self) -> bool:
        """Enqueue the next combination of a grid that was not tried yet, if there is one."""
        if self._grid is None:
            tried = {json.dumps(trial.values, sort_keys=True) for trial in self.trials}
            every = self.sweep.search_space.combinations()
            self._grid = (one for one in every if json.dumps(one, sort_keys=True) not in tried)
        values = next(self._grid, None)
        if values is not None:
            self._study.enqueue_trial(values)
        return values is not None

    def spec_of(self, trial: SweepTrial) -> RunSpec:
        """Return the spec of a trial's configuration, with the spec's own seed.

        Raises:
            SpecError: when its values contradict each other.
        """
        return trial.spec or change(self.sweep.searched_run, trial.changes)

    # --- results ------------------------------------------------------------------------------------------------------
    def report(self, trial: SweepTrial, step: int, figure: float) -> bool:
        """Note a figure on the way and tell whether the trial is to be pruned."""
        with self._guard, quiet_optuna():
            if not np.isfinite(figure):
                return False
            held = self._open_trials[trial.number]
            trial.curve.append((step, figure))
            held.report(figure, step)
            return bool(held.should_prune())

    def tell(self, trial: SweepTrial) -> None:
        """Note how a trial ended, as its state, figures and notes say."""
        with self._guard, quiet_optuna():
            held = self._open_trials.pop(trial.number)
            held.set_user_attr(NOTES, trial.attributes())
            states = optuna().trial.TrialState
            if trial.figures:
                self._study.tell(held, [float(figure) for figure in trial.figures])
            else:
                self._study.tell(held, state=states.PRUNED if trial.state is TrialState.PRUNED else states.FAIL)
            self._count(trial)

    def twin_of(self, trial: SweepTrial) -> SweepTrial | None:
        """Return an ended trial of the same configuration, None for none."""
        with self._guard:
            return self._by_key.get(trial.key)

    def _count(self, trial: SweepTrial) -> None:
        """Add an ended trial to the totals, on which limits and progress rest."""
        trial.spec = None
        self.ended += 1
        self.epochs += trial.epochs
        self.examples += trial.examples
        if trial.was_trained:
            self._by_key.setdefault(trial.key, trial)

    def leave_open(self, trial: SweepTrial) -> None:
        """Leave a trial that was stopped to the next start."""
        with self._guard:
            self._open_trials.pop(trial.number, None)
            self.trials.remove(trial)

    def note(self, name: str, value: Any) -> None:
        """Keep a further result of the sweep under a name, as plain data."""
        with self._guard:
            self._study.set_user_attr(name, value)

    def noted(self, name: str) -> Any:
        """Return what :meth:`note` kept, None for nothing."""
        with self._guard:
            return self._study.user_attrs.get(name)

    def sync(self) -> None:
        """Force what was noted to the disk."""
        with self._guard:
            self._journal.sync()

    def close(self) -> None:
        """Let go of the file."""
        with self._guard:
            self._journal.close()

    # --- opening ------------------------------------------------------------------------------------------------------
    def _open(self) -> Any:
        """Open the study of this sweep, or begin one: a later one of the same file where the sweep was changed."""
        names = optuna().study.get_all_study_names(self._storage)
        if names:
            last = self._load(names[-1])
            self._study, self.trials = last, read_trials(last)
            if last.user_attrs.get("signature") == _signature(self.sweep, self._salt):
                return last
        before, old = (self.trials, self._study) if names else ([], None)
        name = f"{self.name} {len(names) + 1}" if names else self.name
        study = self._create(name, 0)
        study.set_user_attr(TEXT, self.sweep.to_toml())
        study.set_user_attr("signature", _signature(self.sweep, self._salt))
        self.trials = []
        if old is not None and _comparable(old.user_attrs.get("signature"), self.sweep):
            self._copy(before, study)
        elif (own := own_values(self.sweep)) is not None and not self.sweep.sampler.enumerates:
            study.enqueue_trial(own)
        return self._load(name)

    def _create(self, name: str, begun: int) -> Any:
        directions = ["maximize" if self.sweep.higher(metric) else "minimize" for metric in self.sweep.metric]
        sampler, pruner = self.sweep.sampler, self.sweep.pruner
        if not isinstance(sampler, Sampler) or not isinstance(pruner, Pruner):
            raise GdlabError(f"{sampler.type} and {pruner.type} are no sampler and pruner that can search")
        return optuna().create_study(
            storage=self._storage,
            study_name=name,
            directions=directions,
            sampler=sampler.make(self.sweep.seed, begun),
            pruner=pruner.make(),
            load_if_exists=True,
        )

    def _load(self, name: str) -> Any:
        found = optuna().load_study(study_name=name, storage=self._storage, sampler=None, pruner=None)
        if len(found.directions) != len(self.sweep.metric):
            return found
        return self._create(name, len(found.get_trials(deepcopy=False)))

    def _copy(self, before: Sequence[SweepTrial], study: Any) -> None:
        """Begin a changed space with the ended trials that lie in it."""
        states = optuna().trial.TrialState
        for trial in before:
            if not trial.was_trained:
                continue
            held = _in_space(trial, self.sweep)
            if held is None or configuration_key(change(self.sweep.searched_run, held[1]), self._salt) != trial.key:
                continue
            copied = optuna().trial.create_trial(
                state=states.COMPLETE if trial.figures else states.PRUNED,
                values=list(trial.figures) or None,
                params=held[0],
                distributions={p.name: self._distribution(p) for p in held[2]},
                intermediate_values=dict(trial.curve),
                user_attrs={NOTES: {**trial.attributes(), "changes": held[1]}},
            )
            study.add_trial(copied)
        self.trials = read_trials(study)

    def _distribution(self, parameter: SearchParameter) -> Any:
        kinds = optuna().distributions
        if parameter.kind == "choice" or self.sweep.sampler.enumerates:
            return kinds.CategoricalDistribution(parameter.grid())
        if parameter.kind == "int":
            step = int(parameter.step) or 1
            return kinds.IntDistribution(int(parameter.low), int(parameter.high), log=parameter.log, step=step)
        return kinds.FloatDistribution(parameter.low, parameter.high, log=parameter.log, step=parameter.step or None)


def check_searchable(sweep: SweepSpec) -> None:
    """Check that what searches is installed.

    Raises:
        GdlabError: when Optuna is missing, or what the sampler needs beside it.
    """
    optuna()
    if isinstance(sweep.sampler, Sampler):
        sweep.sampler.check_installed()


def _in_space(
    trial: SweepTrial, sweep: SweepSpec
) -> tuple[dict[str, Scalar], dict[str, Scalar], list[SearchParameter]] | None:
    """Return a trial's values, its changes and its parameters in a space, None where it does not lie in it."""
    used: list[SearchParameter] = []

    def choose(parameter: SearchParameter) -> Scalar:
        value = trial.values.get(parameter.name)
        allowed = parameter.grid() if sweep.sampler.enumerates else None
        if value is None or not parameter.holds(value) or (allowed is not None and value not in allowed):
            raise LookupError(parameter.name)
        used.append(parameter)
        return value

    try:
        changes = sweep.search_space.walk(choose)
    except LookupError:
        return None
    return {parameter.name: trial.values[parameter.name] for parameter in used}, changes, used


def _signature(sweep: SweepSpec, salt: str) -> str:
    """Return what two starts of a sweep have in common whose trials are of one study."""
    space = json.dumps([sweep.space, sweep.sampler.enumerates, _names(sweep.run)], sort_keys=True)
    return f"{_compared(sweep)}|{space}|{salt}"


def _names(run: RunSpec) -> dict[str, Any]:
    return {**run.to_dict(), "name": ""}


def _compared(sweep: SweepSpec) -> str:
    """Return the settings without which figures of two trials cannot be compared."""
    return json.dumps([sweep.metric, sweep.value, sweep.seeds, sweep.run_seconds, sweep.test_fraction, sweep.run.seed])


def _comparable(signature: Any, sweep: SweepSpec) -> bool:
    return isinstance(signature, str) and signature.split("|", 1)[0] == _compared(sweep)


def read_trials(study: Any) -> list[SweepTrial]:
    """Return the trials of a study."""
    found: list[SweepTrial] = []
    for one in study.get_trials(deepcopy=False):
        if one.state.name not in _STATES:
            continue
        notes: dict[str, Any] = one.user_attrs.get(NOTES, {})
        trial = SweepTrial(one.number, dict(one.params), dict(notes.get("changes", {})), _STATES[one.state.name])
        trial.figures = tuple(one.values or ())
        if trial.state is TrialState.COMPLETE and not np.isfinite(trial.figures).all():
            trial.state = TrialState.DIVERGED
        elif trial.state is TrialState.COMPLETE and notes.get("state") == TrialState.GUESSING:
            trial.state = TrialState.GUESSING
        trial.curve = sorted(one.intermediate_values.items())
        for name in ("reason", "key", "epochs", "examples", "seconds", "at"):
            setattr(trial, name, notes.get(name, getattr(trial, name)))
        trial.runs = tuple(notes.get("runs", ()))
        found.append(trial)
    return found
