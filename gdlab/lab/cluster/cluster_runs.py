"""Single runs on the workers of a cluster, each as a trial of one seed: those of comparisons and studies."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.cluster.place import ClusterPlace
from gdlab.lab.cluster.remote_training import RemoteSeed, RemoteTraining
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.sweeps.objective import last_index
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.lab.sweeps.seed_training import TrialRules
from gdlab.lab.train import Terminated
from gdlab.lab.training_progress import TrainingProgress

#: Seconds between two looks at whether a worker is free, and of training between two looks at a run.
_WAIT, _SLICE = 0.2, 0.02


class ClusterRuns:
    """What trains runs on the workers of a cluster, in the place of :func:`gdlab.lab.train.train`; for any threads.

    Args:
        place: the cluster; it is not closed here, but by the caller that made it.
    """

    def __init__(self, place: ClusterPlace) -> None:
        self.place = place
        self._free = threading.Condition()
        self._busy = 0

    @property
    def threads(self) -> int:
        """Return how many threads may call :meth:`train` at a time; those beyond the workers wait."""
        return self.place.most_slots

    def train(
        self,
        run: Run,
        *,
        progress: Callable[[TrainingProgress], None],
        preparing: Callable[[str], None],
        recorder: RunRecorder | None = None,
        state: Mapping[str, np.ndarray] | None = None,
        judge: bool = True,
    ) -> Run:
        """Train a run on a worker to its end and return it; see :func:`gdlab.lab.train.train` for the arguments.

        Raises:
            PlaceLostError: when the cluster is lost; the store has the last checkpoint.
            GdlabError: when the run does not fit.
        """
        if recorder is not None:
            recorder.begin(run, resumed=state is not None)
        training = self.place.begin([(run, state)], TrialRules(judged=judge))
        try:
            with self._slot(preparing):
                self._to_the_end(training, progress, recorder)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt) and len(run.history):
                training.end(Status.INTERRUPTED if isinstance(error, Terminated) else Status.STOPPED, "interrupted")
            else:
                _end_unfinished(training, error, recorder)
                raise
        if recorder is not None:
            recorder.end(run, training.seeds[0].recordable)
        return run

    @contextmanager
    def _slot(self, waiting: Callable[[str], None]) -> Generator[None]:
        """Occupy one of the workers' threads during the block; wait until one is free."""
        with self._free:
            while self._busy >= self.place.slots:
                self._free.wait(_WAIT)
                waiting("Waiting for a worker")
            self._busy += 1
        try:
            yield
        finally:
            with self._free:
                self._busy -= 1
                self._free.notify()

    @staticmethod
    def _to_the_end(
        training: RemoteTraining, progress: Callable[[TrainingProgress], None], recorder: RunRecorder | None
    ) -> None:
        (seed,) = training.seeds
        while not training.finished:
            training.advance(_SLICE)
            if recorder is not None and seed.recordable is not None and not seed.finished:
                recorder.offer(seed.run, seed.recordable)
            progress(SeedProgress(seed))
        training.end(None)


class SeedProgress:
    """How far a run on a worker is, as a trainer tells it."""

    def __init__(self, seed: RemoteSeed) -> None:
        self._seed = seed

    @property
    def step(self) -> int:
        """Return the steps done."""
        return max(self._seed.step, 0)

    @property
    def epoch(self) -> float:
        """Return the epochs done."""
        return last_index(self._seed.run, "epoch")

    @property
    def elapsed(self) -> float:
        """Return the seconds of training."""
        return self._seed.run.elapsed

    @property
    def history(self) -> History:
        """Return the metrics so far."""
        return self._seed.run.history

    @property
    def planned_steps(self) -> int:
        """Return how many steps the run will do, as its worker says."""
        return self._seed.planned_steps

    @property
    def total_steps(self) -> int:
        """Return how many steps its epochs have, as its worker says."""
        return self._seed.total_steps


def _end_unfinished(training: RemoteTraining, error: BaseException, recorder: RunRecorder | None) -> None:
    """Conclude a run that an error ended, and have it written with what is known of it."""
    (seed,) = training.seeds
    stopped = isinstance(error, KeyboardInterrupt | SystemExit | PlaceLostError)
    reason = str(error) or ("" if stopped else type(error).__name__)
    training.end(Status.INTERRUPTED if stopped else Status.FAILED, reason)
    if recorder is not None:
        recorder.end(seed.run, seed.recordable)
