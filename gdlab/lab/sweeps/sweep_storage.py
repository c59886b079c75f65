"""Optuna's storage over a sweep's journal, which finds enqueued trials without looking through all trials."""

from __future__ import annotations

from collections.abc import Container
from copy import deepcopy as copied
from typing import Any

from gdlab.lab.sweeps.journal import SweepJournal
from gdlab.lab.sweeps.optuna_library import optuna


def sweep_storage(journal: SweepJournal) -> Any:
    """Return Optuna's storage of a journal.

    Optuna looks through every trial of a study for enqueued ones before each proposal, which in a sweep of ten thousand
    takes as long as a short training. One process writes a journal, so that the enqueued trials are known.

    Args:
        journal: the file.
    """
    storage: Any = optuna().storages.JournalStorage(journal)
    known = _EnqueuedTrials(storage)
    storage.create_new_trial, storage.get_all_trials = known.create_new_trial, known.get_all_trials
    return storage


class _EnqueuedTrials:
    """The identities of the trials of a storage that wait, by study.

    Args:
        storage: Optuna's storage, before two of its methods are replaced by those of this class.
    """

    def __init__(self, storage: Any) -> None:
        self._storage = storage
        self._create_any, self._all_of = storage.create_new_trial, storage.get_all_trials
        self._waiting: Any = optuna().trial.TrialState.WAITING
        self._enqueued: dict[int, list[int]] = {}

    def create_new_trial(self, study_id: int, template_trial: Any = None) -> int:
        """Make a trial, as Optuna's method of this name does, and note one that waits."""
        made: int = self._create_any(study_id, template_trial)
        if template_trial is not None and template_trial.state == self._waiting and study_id in self._enqueued:
            self._enqueued[study_id].append(made)
        return made

    def get_all_trials(self, study_id: int, deepcopy: bool = True, states: Container[Any] | None = None) -> list[Any]:
        """Return the trials of a study in any of the states, as Optuna's method of this name does."""
        if states != (self._waiting,):
            return self._all_of(study_id, deepcopy, states)
        known = self._enqueued.get(study_id)
        found: list[Any] = self._all_of(study_id, False, states) if known is None else self._trials(known)
        left = [trial for trial in found if trial.state == self._waiting]
        self._enqueued[study_id] = [trial._trial_id for trial in left]
        return copied(left) if deepcopy else left

    def _trials(self, known: list[int]) -> list[Any]:
        return [self._storage.get_trial(identity) for identity in known]
