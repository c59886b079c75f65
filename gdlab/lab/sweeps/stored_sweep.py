"""What a journal says of a sweep that is not carried out at the moment, or by another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gdlab.lab.store import Store
from gdlab.lab.sweeps.journal import read_journal
from gdlab.lab.sweeps.names import held_sweep
from gdlab.lab.sweeps.optuna_library import optuna, quiet_optuna
from gdlab.lab.sweeps.search import read_trials
from gdlab.lab.sweeps.sweep_run import journal_path
from gdlab.lab.sweeps.trial import SweepTrial
from gdlab.spec.sweep import SweepSpec


@dataclass(frozen=True)
class StoredSweep:
    """A sweep as its journal has it.

    Attributes:
        name: its name; sweep: what was searched last; trials: the trials of that search.
    """

    name: str
    sweep: SweepSpec
    trials: tuple[SweepTrial, ...]


class _ReadJournal:
    """A journal that is read once and never written."""

    def __init__(self, logs: list[dict[str, Any]]) -> None:
        self._logs = logs

    def read_logs(self, log_number_from: int) -> list[dict[str, Any]]:
        return self._logs[log_number_from:]

    def append_logs(self, logs: list[dict[str, Any]]) -> None:
        raise NotImplementedError("a journal that is only read")


def stored_sweep(store: Store, name: str) -> StoredSweep:
    """Return what the journal of a sweep holds, also while another process writes it.

    Raises:
        GdlabError: when there is no such sweep, its journal is damaged, or Optuna is missing.
    """
    sweep = held_sweep(store, name)
    with quiet_optuna():
        storage = optuna().storages.JournalStorage(_ReadJournal(read_journal(journal_path(store, name))))
        studies = optuna().study.get_all_study_names(storage)
        study = optuna().load_study(study_name=studies[-1], storage=storage)
        return StoredSweep(name, sweep, tuple(read_trials(study)))
