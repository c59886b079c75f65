"""Compare each step with what one core could do: its sgemm, its memory, and the record for a tiny gradient."""

from __future__ import annotations

import time

import numpy as np

from gdlab.engine.machine import blas, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import call_op, kernel
from gdlab.engine.program.arena import example_columns
from gdlab.engine.program.assembly import build_network
from gdlab.engine.program.spec_members import optimizer_of
from gdlab.engine.trainer import Trainer
from gdlab.lab import bench
from gdlab.lab.workloads import cost, workloads
from gdlab.spec.base import load_members
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec
from tests.benchmarks.growth import microseconds
from tests.benchmarks.report import lines

_SECONDS = 2.5


@kernel
def many_gradients(job, ctx, fp, mem, imem):
    """Run the kernel whose address stands in the column of results as often as there are steps."""
    for _ in range(job[columns.STEPS]):
        call_op(job[columns.RESULT], job, ctx, fp, mem, imem)


def simple_chains() -> float:
    """Return the microseconds of value and gradient of 24-8-2 tanh with dropout 0.2, batch 200, in float64."""
    load_members()
    spec = RunSpec(
        network={"layers": ["Linear(out_features=8)", "Tanh", "Dropout(p=0.2)", "Linear(out_features=2)"]},
        loss="MSELoss",
        optimizer="SGD(lr=0.01)",
        training={"batch_size": 200, "dtype": "float64"},
    )
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(200, 24)), rng.normal(size=(200, 2))
    trainer = Trainer(spec, Examples(x, y, x[:0], y[:0], task="regression"))
    arena = trainer.arena
    told = example_columns(trainer.training_arrays, np.arange(200)) | {
        columns.FIRST: 0,
        columns.TAKE: 200,
        columns.STEPS: 100,
    }
    told |= {columns.RESULT: loop.gradient.address("float64")}
    arena.run(many_gradients, told)
    best = float("inf")
    for _ in range(200):
        began = time.process_time()
        arena.run(many_gradients, told)
        best = min(best, (time.process_time() - began) / 100)
    return 1e6 * best


def table() -> str:
    """Return how far each workload's step is from the machine's limits, and the tiny gradient."""
    blas.one_thread()
    sgemm, bandwidth = bench.sgemm(2.0), bench.bandwidth(2.0)
    rows: list[tuple[str, ...]] = []
    for workload in workloads():
        us = microseconds(workload, _SECONDS)
        builder, _ = build_network(workload.spec, workload.shape)
        least = cost(workload, builder, optimizer_of(workload.spec).slot_count())
        flops, touched = 1e6 * least.flops / us, 1e-3 * least.bytes / us
        rows.append((workload.title, f"{us:.1f}", f"{1e-9 * flops:.1f}", f"{flops / sgemm:.0%}", f"{touched:.1f}"))
    tiny = simple_chains()
    return (
        f"One core multiplies square float32 matrices at {sgemm / 1e9:.0f} GFLOP/s and copies "
        f"{bandwidth / 1e9:.1f} GB/s to and from memory, both measured in the same run. A step's products alone "
        "count as its work, so what it spends on optimizer, activations and data lowers its share; convolutions by "
        "Winograd's method do fewer multiplications than are counted. Bytes are parameters, optimizer state and "
        "activations; above the memory's bandwidth they come from the caches.\n\n"
        + lines(("step", "µs", "GFLOP/s", "of sgemm", "GB/s"), rows)
        + f"\nValue and gradient of 24-8-2 tanh with dropout 0.2, batch 200, float64: {tiny:.1f} µs; the README of "
        "SimpleChains.jl prints 5.7 µs, on another processor.\n"
    )
