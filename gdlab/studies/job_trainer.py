"""The training of a study's runs: ended ones are taken from the store, others are written into it from their start."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from gdlab.lab.cluster.cluster_runs import ClusterRuns
from gdlab.lab.resume import take_over
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store, StoreError
from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import Terminated, train
from gdlab.lab.training_progress import TrainingProgress
from gdlab.spec.errors import GdlabError
from gdlab.studies.experiment import Job

#: Seconds for which saving at the end goes on: where nothing is known against the store, and where it refuses.
_PATIENCE, _LITTLE_PATIENCE = 30.0, 0.5


class JobTrainer:
    """What trains the runs of one study and writes them into a store.

    Args:
        study: the study's name, the start of the runs' names.
        store: where to; None keeps nothing.
        fresh: train again what the store has.
        on_trouble: called, in another thread, when the store cannot be written, and with None when it can be again.
        cluster: the workers that train; None has the calling thread do so.
    """

    def __init__(
        self,
        study: str,
        store: Store | None,
        *,
        fresh: bool,
        on_trouble: Callable[[StoreTrouble | None], None] | None,
        cluster: ClusterRuns | None = None,
    ) -> None:
        self._study, self._store, self._fresh, self._cluster = study, store, fresh, cluster
        self.recorder = RunRecorder(store, on_trouble) if store is not None else None
        self.unsaved = ""

    def ended(self, job: Job) -> Run | None:
        """Return the run that the store has under the job's key, if it ended by itself."""
        if self._store is None or self._fresh:
            return None
        try:
            run = self._store.load([job.key])[0]
        except (StoreError, IndexError):
            return None
        return run if run.status in (Status.FINISHED, Status.DIVERGED) else None

    def train(self, job: Job, progress: Callable[[TrainingProgress], None], preparing: Callable[[str], None]) -> Run:
        """Train a job's run, from its last checkpoint where an earlier start was stopped or interrupted.

        Args:
            job: the job.
            progress: called between slices; KeyboardInterrupt from it ends the run.
            preparing: called with what is done before the first step.
        """
        assert job.spec is not None
        name, group = f"{self._study}: {job.spec.name}", f"study {self._study}"
        begun = Run(job.spec, id=job.key, name=name, group=group)
        run, state = self._begun(job) or (begun, None)
        held = self._is_held_elsewhere(job)
        recorder = None if held else self.recorder
        try:
            if self._cluster is None or job.timed:
                run = train(
                    job.spec, judge=False, progress=progress, preparing=preparing, recorder=recorder, run=run,
                    state=state, native=True,
                )  # fmt: skip
            else:
                run = self._cluster.train(
                    run, progress=progress, preparing=preparing, recorder=recorder, state=state, judge=False
                )
        except KeyboardInterrupt as asked:  # before its first step
            if recorder is not None and state is None and not isinstance(asked, Terminated):
                recorder.withdraw(run)
            raise
        if held and self.recorder is not None and not self._is_held_elsewhere(job) and self.ended(job) is None:
            self.recorder.end(run)  # the other process has ended without it
        return run

    def close(self, saving: Callable[[int], None] | None = None) -> str:
        """Write what is left and return what went wrong in a sentence, "" for nothing.

        Args:
            saving: called several times a second with how many runs are still to be written.
        """
        if self.recorder is None or self._store is None:
            return ""
        try:
            elsewhere = self.recorder.close(_PATIENCE if self.recorder.trouble is None else _LITTLE_PATIENCE, saving)
        except StoreError as error:
            self.unsaved = f"runs could not be saved: {error}"
            return self.unsaved
        return f"{self._store.path} could not be written; the runs are in {elsewhere} instead" if elsewhere else ""

    def _begun(self, job: Job) -> tuple[Run, Mapping[str, np.ndarray]] | None:
        """Return the run of an earlier start that was stopped or interrupted, with its last checkpoint."""
        if self._store is None or self._fresh:
            return None
        try:
            found = take_over(self._store, job.key)
        except GdlabError:
            return None
        return (found.run, found.state) if found.state is not None else None

    def _is_held_elsewhere(self, job: Job) -> bool:
        """Return whether another process trains the same run at the moment, and writes it."""
        try:
            return self._store is not None and self._store.is_held_elsewhere(job.key)
        except StoreError:  # it cannot be read for now; the recorder tells of it
            return False
