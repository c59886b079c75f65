"""Run a study: train what is missing, take what the store has, measure, judge; stop and resume."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from gdlab.lab.cluster.cluster_runs import ClusterRuns
from gdlab.lab.compile_ahead import compile_in_child
from gdlab.lab.run import Run, Status
from gdlab.lab.session import lower_thread_priority
from gdlab.lab.store import Store
from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.restore import take_back
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.lab.train import SpecTrainer
from gdlab.lab.training_progress import TrainingProgress
from gdlab.logs.faults import Fault, record
from gdlab.spec.errors import GdlabError
from gdlab.studies.experiment import Job, Plan
from gdlab.studies.job_trainer import JobTrainer
from gdlab.studies.judging import judge
from gdlab.studies.kept_figures import KeptFigures
from gdlab.studies.live_job import LiveJob
from gdlab.studies.measured_figures import MeasuredFigures
from gdlab.studies.model import Part
from gdlab.studies.result import Result
from gdlab.studies.timing import interleaved_times

_log = logging.getLogger(__name__)


@dataclass
class StudyRun:
    """The carrying out of a plan: :meth:`run` in this thread, or :meth:`start` in one of its own.

    Everything may be read at any time from another thread. Each run is in the store from its start, under a key of its
    spec: a later start takes an ended one from there and goes on with one that was stopped or interrupted.

    Args:
        plan: what to do.
        store: where runs are kept; None keeps nothing.
        workers: runs at a time; the number of cores by default. Times are measured when all runs have ended.
        fresh: train again what the store already has.
        on_trouble: called, in another thread, when the store cannot be written, and with None when it can be again.
        on_saving: called several times a second at the end with how many runs are still to be written.
        cluster: the workers of a cluster that train, in place of threads; procedures and parts that measure time stay
            in this process.
        apart: let a child process compile first what is not compiled yet, and let the threads that train give way, so
            that this process stays responsive.
        quietly: returns the context in which times are measured, once all runs have ended; it may wait until nothing
            else of this program works.
    """

    plan: Plan
    store: Store | None = None
    workers: int | None = None
    fresh: bool = False
    apart: bool = False
    live: dict[str, LiveJob] = field(default_factory=dict)
    finished: dict[str, tuple[Job, Run]] = field(default_factory=dict)
    done: int = 0
    reused: int = 0
    problems: list[str] = field(default_factory=list)
    result: Result | None = None
    error: str = ""
    fault: Fault | None = None
    note: str = ""
    on_trouble: Callable[[StoreTrouble | None], None] | None = None
    on_saving: Callable[[int], None] | None = None
    cluster: ClusterRuns | None = None
    quietly: Callable[[], AbstractContextManager[None]] = nullcontext

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._trainer = JobTrainer(
            self.plan.study.name, self.store, fresh=self.fresh, on_trouble=self.on_trouble, cluster=self.cluster
        )
        self._lost: PlaceLostError | None = None
        self._kept = KeptFigures(self.store.path if self.store is not None else None, fresh=self.fresh)
        self._asked = KeyboardInterrupt()
        self._began = self._ended = self._waited = 0.0
        self.figures = MeasuredFigures(self.plan)

    # --- controls -----------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Carry the plan out in a thread of its own."""
        self._thread = threading.Thread(target=self._safely, name="gdlab-study", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask to end soon; finished runs are kept."""
        self._stop.set()

    def close(self, waiting: Callable[[], None] | None = None) -> None:
        """End and join the thread.

        Args:
            waiting: called several times a second until it has ended.
        """
        self.stop()
        if self._thread is None:
            return
        while waiting is not None and self._thread.is_alive():
            self._thread.join(0.05)
            waiting()
        self._thread.join()

    @property
    def stopped(self) -> bool:
        """Return whether the end was asked for."""
        return self._stop.is_set()

    @property
    def recorder(self) -> RunRecorder | None:
        """Return what writes the runs, None where none is kept."""
        return self._trainer.recorder

    @property
    def unsaved(self) -> str:
        """Why runs could be kept nowhere, in a sentence; "" where all are kept, or before the end."""
        return self._trainer.unsaved

    @property
    def busy(self) -> bool:
        """Return whether the thread still works."""
        return self._thread is not None and self._thread.is_alive()

    # --- where it is ----------------------------------------------------------------------------------------------
    @property
    def share(self) -> float:
        """Return the share of the work that is done, 0 to 1, a job's part counted by its steps."""
        part = sum(live.share for live in list(self.live.values()))
        return min(1.0, (self.done + part) / max(len(self.plan.distinct), 1))

    @property
    def seconds(self) -> float:
        """Return how long it has been at work; waiting until nothing else works is none."""
        return (self._ended or time.monotonic()) - self._began - self._waited if self._began else 0.0

    @property
    def seconds_left(self) -> float:
        """Return a guess of the time left, NaN while nothing is known."""
        fresh = self.share - self.reused / max(len(self.plan.distinct), 1)
        return self.seconds * (1 - self.share) / fresh if fresh > 0.01 else float("nan")

    # --- the work ---------------------------------------------------------------------------------------------------
    def _compile_apart(self) -> None:
        self.note = "Preparing the engine"
        compile_in_child([job.spec for job in self.plan.jobs if job.spec is not None], lambda: self.stopped)
        self.note = ""

    def run(self, progress: Callable[[StudyRun], None] | None = None) -> Result | None:
        """Carry the plan out in this thread and return the result, None when it was stopped first.

        Args:
            progress: called a few times a second; KeyboardInterrupt from it or from the keyboard stops.

        Raises:
            GdlabError: when a run could not be carried out, or the cluster was lost.
            KeyboardInterrupt: when it was stopped by one.
        """
        self._began = time.monotonic()
        for done in take_back(self.store) if self.store is not None else ():
            _log.warning("%s", done.sentence)
        try:
            if self.apart:
                self._compile_apart()
            for jobs, workers in self._batches():
                self._run_jobs(jobs, workers, progress)
            timed = [part for part in self.plan.study.parts if part.timed]
            asked = time.monotonic()
            with self.quietly() if timed and not self.stopped else nullcontext():
                self._waited = time.monotonic() - asked
                for part in timed:
                    self._time(part, progress)
        except KeyboardInterrupt as asked:
            self._asked = asked
            self.stop()
            raise
        finally:
            if problem := self._trainer.close(self.on_saving):
                _log.warning("%s", problem)
                self.problems.append(problem)
            self._ended = time.monotonic()
        if self._lost is not None:
            raise self._lost
        if self.stopped:
            return None
        if not self.figures:
            raise GdlabError("\n".join(dict.fromkeys(self.problems)) or "nothing was measured")
        self.result = self._conclude()
        return self.result

    def _safely(self) -> None:
        try:
            self.run()
        except GdlabError as error:
            record(error, "Carrying out a study")
            self.error = str(error)
        except Exception as error:  # a fault of ours must not pass for a verdict
            self.fault = record(error, "Carrying out a study")
            self.error = f"{type(error).__name__}: {error}"

    def _batches(self) -> Iterator[tuple[list[Job], int]]:
        """Yield the jobs that are worked on beside one another, seed by seed, and how many at a time.

        What the cluster trains goes by its threads.
        """
        kinds: dict[str, list[Job]] = {"cluster": [], "here": []}
        for job in sorted(self.plan.distinct, key=lambda j: j.seed):
            afar = self.cluster is not None and job.spec is not None and not job.timed
            kinds["cluster" if afar else "here"].append(job)
        threads = {"here": self.workers or os.cpu_count() or 1}
        if self.cluster is not None:
            threads["cluster"] = max(1, min(self.cluster.threads, len(kinds["cluster"])))
        for kind, jobs in kinds.items():
            if jobs:
                yield jobs, threads[kind]

    def _run_jobs(self, jobs: list[Job], workers: int, progress: Callable[[StudyRun], None] | None) -> None:
        give_way = lower_thread_priority if self.apart else None  # to the window; a command has none
        with ThreadPoolExecutor(workers, thread_name_prefix="gdlab-study", initializer=give_way) as pool:
            futures: list[Future[None]] = [pool.submit(self._do, job) for job in jobs]
            try:
                waiting = set(futures)
                while waiting:
                    _, waiting = wait(waiting, timeout=0.2)
                    if progress is not None:
                        progress(self)
            except KeyboardInterrupt as asked:
                self._asked = asked
                self.stop()
                raise
            for future in futures:
                future.result()

    def _do(self, job: Job) -> None:
        if self.stopped:
            return
        self.live[job.key] = LiveJob(job)
        try:
            if job.procedure is not None:
                self._do_procedure(job)
            else:
                self._do_run(job)
            self.done += not self.stopped
        except KeyboardInterrupt:
            pass
        except PlaceLostError as error:
            self._lost = error
            self.stop()
        except (GdlabError, MemoryError) as error:
            record(error, "A run of a study")
            self.problems.append(f"{job.row}, seed {job.seed}: {error or 'there is not enough memory'}")
            self.done += 1
        finally:
            self.live.pop(job.key, None)

    def _do_procedure(self, job: Job) -> None:
        held = job.procedure
        assert held is not None
        figures = self._kept.get(job.key)
        self.reused += figures is not None
        if figures is None:
            figures = held.measure(job.row, job.seed, self._stop.is_set)
            if not self.stopped:
                self._kept.put(job.key, figures)
        self.figures.put(job, figures, timed=held.timed)

    def _do_run(self, job: Job) -> None:
        kept = self._trainer.ended(job)
        self.reused += kept is not None
        run = kept or self._train(job)
        if run.status in (Status.STOPPED, Status.INTERRUPTED):
            return
        with self._lock:
            self.finished[job.key] = (job, run)
        if run.status is Status.FAILED:
            self.problems.append(f"{job.row}, seed {job.seed}: {run.reason}")
            return
        part = self.plan.study.part(job.part)
        for measured in part.measures:
            if part.timed and measured.take.timed:
                continue  # when all rows are there, interleaved
            figures = self._kept.taken(
                f"{job.key} {measured.take.model_dump_json()}",
                partial(measured.take.take, run, lambda: SpecTrainer(run.spec, None, run.parameters)),
                anew=kept is None or measured.take.timed,
            )
            self.figures.put(job, measured.named(figures), timed=measured.take.timed)

    def _time(self, part: Part, progress: Callable[[StudyRun], None] | None) -> None:
        """Measure the times of a part's runs, those of one seed interleaved."""
        timed = [m for m in part.measures if m.take.timed]

        def asked() -> bool:
            if progress is not None:
                progress(self)
            return self.stopped

        for seed in self.plan.seeds if timed else ():
            mine = [(j, r) for j, r in self.finished.values() if (j.part, j.seed) == (part.name, seed)]
            mine = [(j, r) for j, r in mine if r.status is not Status.FAILED]
            if self.stopped or not mine:
                continue
            self.note = f"Timing, seed {seed}"
            try:
                found = interleaved_times([job.spec for job, _ in mine if job.spec is not None], asked)
            except KeyboardInterrupt:
                if not self.stopped:
                    raise
                return
            self.figures.put_busy(part.name, found.busy)
            for (job, run), seconds in zip(mine, found.seconds_per_example, strict=True):
                self.figures.put_pace(job, seconds)
                for measured in timed:
                    self.figures.put(job, measured.named(measured.take.take_timed(run, seconds)), timed=True)
        self.note = ""

    def _train(self, job: Job) -> Run:
        def progress(trainer: TrainingProgress) -> None:
            self.live[job.key].trainer = trainer
            if self.stopped:
                raise type(self._asked)

        def note(text: str) -> None:
            self.note = text
            if self.stopped:
                raise type(self._asked)

        return self._trainer.train(job, progress, note)

    def _conclude(self) -> Result:
        runs: dict[tuple[str, str], list[Run]] = {}
        for job in self.plan.jobs:
            if job.key in self.finished:
                runs.setdefault((job.part, job.row), []).append(self.finished[job.key][1])
        tables = self.figures.conclude()
        verdict = judge(self.plan.study, tables, size=self.plan.size, data=self.plan.data)
        return Result(
            self.plan, tables, runs, verdict, self.seconds, self.reused, tuple(self.problems), dict(self.figures.paces),
            unsaved=self.unsaved,
        )  # fmt: skip

    def seen(self) -> Iterator[tuple[Job, Run | TrainingProgress]]:
        """Yield every run that has curves to show, ended or under way."""
        with self._lock:
            held: dict[str, Run | TrainingProgress] = {key: run for key, (_, run) in self.finished.items()}
        for key, live in list(self.live.items()):
            if live.trainer is not None:
                held.setdefault(key, live.trainer)
        for job in self.plan.jobs:
            if job.key in held:
                yield job, held[job.key]
