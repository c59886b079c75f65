"""What a journal says of a sweep that is not carried out at the moment, or by another process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gdlab.lab.store import Store
from gdlab.lab.sweeps.confirm import Confirmation
from gdlab.lab.sweeps.journal import is_carried_out, read_journal
from gdlab.lab.sweeps.names import held_sweep
from gdlab.lab.sweeps.optuna_library import optuna, quiet_optuna
from gdlab.lab.sweeps.outcome import noted_confirmation
from gdlab.lab.sweeps.search import read_trials
from gdlab.lab.sweeps.sweep_run import journal_path
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.spec.plain import is_table
from gdlab.spec.sweep import SweepSpec


@dataclass(frozen=True)
class StoredSweep:
    """A sweep as its journal has it.

    Attributes:
        name: its name; sweep: what was searched last; trials: the trials of that search.
        is_carried_out: whether a process carries it out now; trials that are open are interrupted where none does.
        confirmation: what the check on fresh seeds came to, None where it was not made.
    """

    name: str
    sweep: SweepSpec
    trials: tuple[SweepTrial, ...]
    is_carried_out: bool = False
    confirmation: Confirmation | None = None

    @property
    def seconds(self) -> float:
        """How long it was at work, to the end of its last trial."""
        return max((trial.at for trial in self.trials), default=0.0)


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
    path = journal_path(store, name)
    sweep, is_held = held_sweep(store, name), is_carried_out(path)
    with quiet_optuna():
        storage = optuna().storages.JournalStorage(_ReadJournal(read_journal(path)))
        studies = optuna().study.get_all_study_names(storage)
        study = optuna().load_study(study_name=studies[-1], storage=storage)
        trials, checks = read_trials(study), study.user_attrs.get("checks")
    for trial in trials:
        if trial.state is TrialState.RUNNING and not is_held:
            trial.state = TrialState.INTERRUPTED
    found = noted_confirmation(name, sweep, trials, checks) if is_table(checks) else None
    return StoredSweep(name, sweep, tuple(trials), is_held, found)
