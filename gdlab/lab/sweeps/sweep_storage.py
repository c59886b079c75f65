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
    base: Any = optuna().storages.JournalStorage
    waiting = optuna().trial.TrialState.WAITING

    class SweepStorage(base):
        """A journal's storage that keeps the identities of the trials that wait, by study."""

        def __init__(self) -> None:
            super().__init__(journal)
            self._enqueued: dict[int, list[int]] = {}

        def create_new_trial(self, study_id: int, template_trial: Any = None) -> int:
            made: int = super().create_new_trial(study_id, template_trial)
            if template_trial is not None and template_trial.state == waiting and study_id in self._enqueued:
                self._enqueued[study_id].append(made)
            return made

        def get_all_trials(
            self, study_id: int, deepcopy: bool = True, states: Container[Any] | None = None
        ) -> list[Any]:
            if states != (waiting,):
                return super().get_all_trials(study_id, deepcopy, states)
            known = self._enqueued.get(study_id)
            found = super().get_all_trials(study_id, False, states) if known is None else map(self.get_trial, known)
            left = [trial for trial in found if trial.state == waiting]
            self._enqueued[study_id] = [trial._trial_id for trial in left]
            return copied(left) if deepcopy else left

    return SweepStorage()
