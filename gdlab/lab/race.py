"""Train several runs side by side in a few threads, and stop all of them when one is told to stop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any

from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.lab.train import Arrays, Terminated, train
from gdlab.lab.training_progress import TrainingProgress
from gdlab.logs.faults import record
from gdlab.spec.errors import GdlabError

if TYPE_CHECKING:
    from gdlab.lab.cluster.cluster_runs import ClusterRuns

#: Seconds from one call of ``show`` to the next.
_SHOW_EVERY = 0.2


class Race:
    """The runs of a comparison, trained in a few threads; what stops one of them stops all."""

    def __init__(
        self,
        records: list[Run],
        data: Arrays | None,
        progress: Callable[[int, TrainingProgress], None] | None,
        recorder: RunRecorder | None,
        preparing: Callable[[str], None] | None = None,
        cluster: ClusterRuns | None = None,
    ) -> None:
        self._records, self._data, self._progress, self._recorder = records, data, progress, recorder
        self._preparing, self._cluster = preparing, cluster
        self._lost: PlaceLostError | None = None
        self._asked: KeyboardInterrupt | None = None

    def run(self, workers: int, show: Callable[[], None] | None = None) -> list[Run]:
        """Train the runs and return those that had begun.

        Args:
            workers: runs at a time.
            show: called a few times a second while they train.

        Raises:
            PlaceLostError: when the cluster was lost; what had been trained is in the store.
        """
        if self._recorder is not None:
            for run in self._records:
                self._recorder.begin(run)
        with ThreadPoolExecutor(workers, thread_name_prefix="gdlab-run") as pool:
            futures = [pool.submit(self._train, i) for i in range(len(self._records))]
            try:
                _wait(futures, show)
            except KeyboardInterrupt as asked:
                self._asked = asked
            if any(f.done() and not f.cancelled() and f.exception() for f in futures):
                self._asked = self._asked or KeyboardInterrupt()  # after a fault of ours no run goes on
            runs = [run for future in futures if (run := future.result()) is not None]
        self._record_those_that_never_began()
        if self._lost is not None:
            raise self._lost
        return runs

    def _train(self, i: int) -> Run | None:
        if self._asked is not None:
            return None
        run = self._records[i]
        try:
            return self._train_here_or_there(i, run)
        except PlaceLostError as error:
            self._lost, self._asked = error, self._asked or KeyboardInterrupt()
            return run
        except KeyboardInterrupt as asked:  # before its first step
            self._asked = self._asked or asked
            run.status = Status.QUEUED
            return None
        except (GdlabError, MemoryError) as error:  # one that fails leaves the others alone
            record(error, "A run of a comparison")
            run.status, run.reason = Status.FAILED, str(error) or "there is not enough memory"
            return run

    def _train_here_or_there(self, i: int, run: Run) -> Run:
        """Train a run in this thread, or on a worker of the cluster."""

        def progress(seen: TrainingProgress) -> None:
            self._after_slice(i, seen)

        say = self._before_the_first_step
        if self._cluster is not None:
            return self._cluster.train(run, progress=progress, preparing=say, recorder=self._recorder)
        return train(run.spec, self._data, progress=progress, preparing=say, recorder=self._recorder, run=run)

    def _before_the_first_step(self, text: str) -> None:
        if self._asked is not None:
            raise type(self._asked)
        if self._preparing is not None:
            self._preparing(text)

    def _after_slice(self, i: int, trainer: TrainingProgress) -> None:
        if self._asked is not None:
            raise type(self._asked)
        if self._progress is not None:
            try:
                self._progress(i, trainer)
            except KeyboardInterrupt as asked:
                self._asked = self._asked or asked
                raise

    def _record_those_that_never_began(self) -> None:
        """Leave them to the next start when the system ends the process, and none of them when a person does."""
        for run in self._records:
            if self._recorder is None or run.status is not Status.QUEUED:
                continue
            if isinstance(self._asked, Terminated):
                run.status = Status.INTERRUPTED
                self._recorder.end(run)
            else:
                self._recorder.withdraw(run)


def _wait(futures: Sequence[Future[Any]], show: Callable[[], None] | None) -> None:
    """Wait until all futures are done or one has failed, and show the progress on the way."""
    while True:
        done, pending = wait(futures, _SHOW_EVERY if show else None, return_when=FIRST_EXCEPTION)
        if show is not None:
            show()
        if not pending or any(future.exception() for future in done):
            return
