"""Measure how fast this machine trains, and how near that is to what it could do."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from gdlab.engine.machine import blas
from gdlab.engine.program.assembly import build_network
from gdlab.engine.program.spec_members import optimizer_of
from gdlab.lab.train import SpecTrainer
from gdlab.lab.workloads import Workload, cost, workloads

#: Called between measurements with what is measured and the share of the whole that is done.
BenchmarkProgress = Callable[[str, float], None]

_SLICE = 0.03


@dataclass(frozen=True)
class Machine:
    """The machine of a measurement: name, cores, one core's sgemm in FLOP/s and memory bandwidth in bytes/s."""

    name: str
    cores: int
    sgemm: float
    bandwidth: float


@dataclass(frozen=True)
class WorkloadResult:
    """The measured figures of one workload.

    ``share_of_sgemm`` is what the step's products take of one core's measured sgemm, ``gbytes_per_s`` how fast
    parameters, states and activations are touched; above the memory's bandwidth they come from the caches.
    """

    name: str
    title: str
    parameters: int
    steps_per_s: float
    us_per_step: float
    examples_per_s: float
    gflops: float
    share_of_sgemm: float
    gbytes_per_s: float


@dataclass(frozen=True)
class BenchmarkReport:
    """The machine and the figures of all workloads."""

    machine: Machine
    results: tuple[WorkloadResult, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a JSON file."""
        return asdict(self)


def run_benchmarks(
    seconds: float = 60.0,
    names: Sequence[str] = (),
    progress: BenchmarkProgress | None = None,
    chosen: Sequence[Workload] = (),
) -> BenchmarkReport:
    """Measure the machine, then each workload, one run on one thread.

    Args:
        seconds: about how long it all takes, compiling aside.
        names: the workloads by name; all for none.
        progress: called between measurements.
        chosen: workloads in place of the registered ones.
    """
    say = progress or _no_progress
    todo = [w for w in (chosen or workloads()) if not names or w.name in names]
    say("this machine", 0.0)
    blas.one_thread()
    machine = Machine(processor(), os.cpu_count() or 1, sgemm(seconds / 30), bandwidth(seconds / 30))
    results: list[WorkloadResult] = []
    for i, workload in enumerate(todo):
        say(workload.title, (i + 0.5) / (len(todo) + 0.5))
        results.append(measure(workload, machine, seconds * 0.9 / len(todo)))
    say("done", 1.0)
    return BenchmarkReport(machine, tuple(results))


def _no_progress(text: str, share: float) -> None:
    """Do nothing, where no progress is wanted."""


def measure(workload: Workload, machine: Machine, seconds: float) -> WorkloadResult:
    """Return one workload's figures: the median rate of slices of about 30 ms."""
    trainer = SpecTrainer(workload.spec, workload.arrays())
    trainer.ready()
    rates = _rates(trainer, seconds)
    rate = statistics.median(rates)
    spec = workload.spec
    builder, _ = build_network(spec, workload.shape)
    least = cost(workload, builder, optimizer_of(spec).slot_count())
    return WorkloadResult(
        workload.name,
        workload.title,
        least.parameters,
        rate,
        1e6 / rate,
        rate * workload.batch_size,
        1e-9 * least.flops * rate,
        least.flops * rate / machine.sgemm,
        1e-9 * least.bytes * rate,
    )


def _rates(trainer: SpecTrainer, seconds: float) -> list[float]:
    """Return steps a second of slice after slice; the first tenth of the time warms up and finds the slice's length."""
    n, rates, end = 1, list[float](), time.perf_counter() + seconds
    warm = time.perf_counter() + seconds / 10
    while not rates or time.perf_counter() < end:
        began = time.perf_counter()
        did = trainer.advance(n)
        took = time.perf_counter() - began
        if began >= warm:
            rates.append(did / took)
        else:
            n = max(1, min(4 * n, int(n * _SLICE / took)))
    return rates


def sgemm(seconds: float, size: int = 768) -> float:
    """Return the FLOP/s of a product of square float32 matrices, as the kernels' BLAS makes it: the best of many."""
    from scipy.linalg.blas import sgemm as product

    a, b, c = (np.ones((size, size), np.float32, order="F") for _ in range(3))
    return 2.0 * size**3 / _best(lambda: product(1.0, a, b, c=c, overwrite_c=True), seconds)


def bandwidth(seconds: float, megabytes: int = 128) -> float:
    """Return the bytes a second of a copy far larger than the caches, reads and writes counted: the best of many."""
    a = np.ones(megabytes * 2**20 // 8)
    b = np.empty_like(a)
    return 2.0 * a.nbytes / _best(lambda: np.copyto(b, a), seconds)


def _best(job: Callable[[], object], seconds: float) -> float:
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return min(times)


def processor() -> str:
    """Return the processor's name as the system tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  # no file of ours
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
