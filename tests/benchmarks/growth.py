"""Measure how the cost of a step grows with batch, width, depth, examples and runs in a race."""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import replace
from typing import Any

from gdlab.engine.ops.resnet import resnet
from gdlab.lab.session import Session
from gdlab.lab.train import SpecTrainer
from gdlab.lab.workloads import Workload, workloads
from tests.benchmarks.report import lines

_SECONDS = 1.2
_RACE_SECONDS = 2.0


def microseconds(w: Workload, seconds: float = _SECONDS) -> float:
    """Return the median microseconds of processor time a step, over slices of a twelfth of the time."""
    trainer = SpecTrainer(w.spec, w.arrays())
    trainer.ready()
    trainer.advance(1)
    n, took = 1, 0.0
    while took < seconds / 24 and n < 1 << 20:
        n *= 2
        began = time.process_time()
        trainer.advance(n)
        took = time.process_time() - began
    n = max(1, int(n * seconds / 12 / took))
    times: list[float] = []
    end = time.process_time() + seconds
    while len(times) < 3 or (time.process_time() < end):
        began = time.process_time()
        did = trainer.advance(n)
        times.append((time.process_time() - began) / did)
    return 1e6 * statistics.median(times)


def _short(value: float) -> str:
    return f"{value:.1f}" if value < 1000 else f"{value:,.0f}"


def _table(what: str, unit: str, measured: list[tuple[str, float, float]]) -> str:
    rows = [(name, _short(microseconds), _short(each)) for name, microseconds, each in measured]
    return lines((what, "µs a step", unit), rows) + "\n"


def _dense(*widths: int) -> tuple[Any, ...]:
    layers: list[Any] = []
    for width in widths:
        layers += [f"Linear(out_features={width})", "ReLU"]
    return tuple(layers[:-1])


def by_batch(base: Workload) -> str:
    """Grow the mini-batch of the digits network."""
    found: list[tuple[str, float, float]] = []
    for batch in (1, 4, 16, 64, 256, 1024, 4096):
        us = microseconds(replace(base, batch_size=batch, examples=8192))
        found.append((str(batch), us, 1e3 * us / batch))
    return _table("batch size, 64-64-10 ReLU, Adam", "ns an example", found)


def by_width(base: Workload) -> str:
    """Grow the hidden layer of the digits network."""
    found: list[tuple[str, float, float]] = []
    for width in (8, 32, 128, 512, 2048, 4096):
        us = microseconds(replace(base, layers=_dense(width, 10)))
        found.append((str(width), us, 1e3 * us / width))
    return _table("width, 64-W-10 ReLU, batch 32, Adam", "ns a unit", found)


def by_depth(base: Workload, images: Workload) -> str:
    """Grow the number of layers, of a dense network and of the residual networks."""
    found: list[tuple[str, float, float]] = []
    for depth in (1, 3, 10, 30, 110):
        us = microseconds(replace(base, layers=_dense(*[64] * (depth - 1), 10)))
        found.append((str(depth), us, us / depth))
    dense = _table("layers, 64 wide, batch 32, Adam", "µs a layer", found)
    found = []
    for depth in (20, 56, 110):
        us = microseconds(replace(images, layers=tuple(resnet(depth)), examples=64))
        found.append((str(depth), us, us / depth))
    return dense + _table("layers, ResNet 32×32, batch 32, momentum", "µs a layer", found)


def by_examples(base: Workload) -> str:
    """Grow the data, whose inputs leave one cache after the other."""
    found: list[tuple[str, float, float]] = []
    for examples in (100, 1_000, 10_000, 100_000, 1_000_000):
        us = microseconds(replace(base, examples=examples))
        found.append((f"{examples:,}", us, 1e-3 * us * -(-examples // base.batch_size)))
    return _table("examples, 64-64-10 ReLU, batch 32, Adam", "ms an epoch", found)


def by_runs(base: Workload) -> str:
    """Race 1 to 32 runs of the digits network on all cores, as the window does, and count their steps together."""
    found: list[tuple[str, ...]] = []
    first = 0.0
    for runs in (1, 2, 4, 8, 16, 32):
        rate = _race(base, runs)
        first = first or rate
        found.append((str(runs), f"{rate:,.0f}", f"{rate / runs:,.0f}", f"{rate / first:.2f}×"))
    head = (f"runs in a race on {os.cpu_count()} cores, digits", "steps/s together", "steps/s a run", "against one")
    return lines(head, found)


def _race(base: Workload, runs: int) -> float:
    """Return the steps a second of so many runs together, on the digits themselves.

    Raises:
        RuntimeError: when a run does not start.
    """
    specs = [base.spec.replace(name=str(i)) for i in range(runs)]
    session = Session()
    try:
        racing = session.race(specs)
        end = time.perf_counter() + 60
        while any(run.step < 10 for run in racing) and time.perf_counter() < end:
            time.sleep(0.02)
        if any(run.step < 10 for run in racing):
            raise RuntimeError("a run of the race does not start")
        began, before = time.perf_counter(), sum(run.step for run in racing)
        time.sleep(_RACE_SECONDS)
        return (sum(run.step for run in racing) - before) / (time.perf_counter() - began)
    finally:
        for run in session.runs:
            run.stop()
        session.close()


def table() -> str:
    """Return all tables."""
    known = {w.name: w for w in workloads()}
    base = known["digits"]
    parts = [by_batch(base), by_width(base), by_depth(base, known["resnet20"]), by_examples(base), by_runs(base)]
    return "Processor time of one run on one thread; in the last table the clock's, of all cores.\n\n" + "\n".join(
        part.strip() + "\n" for part in parts
    )
