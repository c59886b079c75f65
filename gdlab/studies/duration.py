"""About how long a study takes, from a few steps of a few of its runs."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from gdlab.lab.train import SpecTrainer
from gdlab.studies.experiment import Job, Plan

#: Runs of a part that are tried at most, and the seconds that each is given.
_TRIED, _GIVEN = 4, 0.05


def expected_seconds(plan: Plan, workers: int | None = None) -> float:
    """Return about how many seconds a plan takes from an empty store, once its kernels are compiled.

    Of each part a few runs, spread over its rows, do a few steps, and the rest is reckoned from their number; a
    procedure does one row for one seed. The first step is not counted: it loads kernels and reads examples for the
    first time, and may take a thousand times as long as the next. Nor are evaluation and measures.

    Args:
        plan: what would be done.
        workers: runs at a time; the number of cores by default.
    """
    at_a_time = workers or os.cpu_count() or 1
    total = 0.0
    for part in plan.study.parts:
        jobs = [job for job in plan.distinct if job.part == part.name]
        if jobs:
            total += _of_part(jobs) / at_a_time
    return total


def _of_part(jobs: Sequence[Job]) -> float:
    """Return the seconds of a part's jobs one after the other."""
    tried = jobs[:: max(1, len(jobs) // _TRIED)][:_TRIED]
    if tried[0].spec is None:
        tried = tried[:1]
    return sum(_of_job(job) for job in tried) / len(tried) * len(jobs)


def _of_job(job: Job) -> float:
    """Return the seconds of one job: of all its steps, reckoned from the first ones, or of one row of a procedure."""
    began = time.perf_counter()
    if job.spec is None:
        assert job.procedure is not None
        job.procedure.measure(job.row, job.seed, lambda: False)
        return time.perf_counter() - began
    trainer = SpecTrainer(job.spec)
    trainer.ready()
    trainer.advance(1)
    began, done = time.perf_counter(), 0
    while not trainer.finished and time.perf_counter() - began < _GIVEN:
        done += trainer.advance(1 + done)
    return (time.perf_counter() - began) / max(done, 1) * trainer.total_steps
