"""Measure one thread against several of one run, and against PyTorch with as many, turn by turn in one process.

    PYTHONPATH=. python tests/benchmarks/threads.py [WORKLOAD]... [--threads N] [--rounds N] [--no-torch] [--shares]

Times are the clock's, so the machine has to be quiet; a figure is the median over rounds of a ratio within a round.
``--shares`` measures instead, on one thread and in processor time, which share of a step lies in kernels that threads
share, and what that allows by Amdahl's law; it does not need a quiet machine.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import statistics
import time
from dataclasses import replace

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import Frame, Kernel
from gdlab.engine.machine.team import LEAST_WORK
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.spec_members import loss_of, optimizer_of
from gdlab.lab.train import SpecTrainer
from gdlab.lab.workloads import Workload, all_workloads
from gdlab.spec.base import load_members
from tests.benchmarks.peers import Peer, torch_peer

_SLICE = 0.4  # seconds a turn


def _dense(*units: int) -> tuple[str, ...]:
    inner = [part for n in units[:-1] for part in (f"Linear(out_features={n})", "ReLU")]
    return (*inner, f"Linear(out_features={units[-1]})")


def _conv(channels: int, size: int = 3) -> str:
    return f"Conv2d(out_channels={channels}, kernel_size={size}, padding={size // 2})"


_VGG = (_conv(64), "ReLU", _conv(64), "ReLU", "MaxPool2d", _conv(128), "ReLU", _conv(128), "ReLU", "MaxPool2d")
_WIDE_CONV = (
    _conv(16, 5),
    "ReLU",
    "MaxPool2d",
    _conv(32, 5),
    "ReLU",
    "MaxPool2d",
    "Flatten",
    "Linear(out_features=10)",
)


def large_workloads() -> list[Workload]:
    """Return the workloads whose steps are long enough for several threads, and small ones that must not get slower."""
    load_members()
    known = {w.name: w for w in all_workloads()}
    recurrent = [
        Workload(
            f"{kind.lower()}512", f"{kind} 512, 32 steps of 64, batch 32, Adam", layers, (32, 64), 10, 32, "Adam", 256
        )
        for kind in ("LSTM", "GRU", "RNN")
        for layers in [(f"{kind}(hidden_size=512)", "Linear(out_features=10)")]
    ]
    vgg = (*_VGG, "Flatten", "Linear(out_features=256)", "ReLU", "Linear(out_features=10)")
    return [
        replace(
            known["resnet20"],
            name="resnet20",
            title="ResNet-20 32×32, batch 128, momentum",
            batch_size=128,
            examples=512,
        ),
        Workload("vgg", "VGG 64-64-128-128, batch 32, Adam", vgg, (3, 32, 32), 10, 32, "Adam", 128),
        Workload(
            "dense2048", "dense 2048, 2 layers, batch 512, Adam", _dense(2048, 2048, 10), (2048,), 10, 512, "Adam"
        ),
        Workload("softmax8000", "softmax 512-8000, batch 128, SGD", _dense(8000), (512,), 8000, 128, "SGD(lr=0.01)"),
        Workload("conv5", "CNN 28×28, 5×5 filters, batch 64, Adam", _WIDE_CONV, (1, 28, 28), 10, 64, "Adam", 1024),
        *recurrent,
        known["mlp256"],
        known["cnn"],
        known["digits"],
        known["tiny"],
    ]


def gdlab_run(w: Workload, threads: int) -> Peer:
    """Return gdlab's own trainer with so many threads."""
    trainer = SpecTrainer(replace(w, threads=threads).spec, w.arrays())
    trainer.ready()
    return trainer.advance


def torch_run(w: Workload, threads: int) -> Peer:
    """Return PyTorch with so many threads."""
    made = torch_peer(w)
    importlib.import_module("torch").set_num_threads(threads)
    return made


def compare(w: Workload, threads: int, rounds: int, torch: bool) -> str:
    """Return one line of the table."""
    peers = [gdlab_run(w, 1), gdlab_run(w, threads)] + ([torch_run(w, threads)] if torch else [])
    steps = [max(1, int(_SLICE / _seconds(peer, 1))) for peer in peers]
    taken = [[_seconds(peer, n) for peer, n in zip(peers, steps, strict=True)] for _ in range(rounds)]
    one, several = (statistics.median(times[i] for times in taken) for i in (0, 1))
    gain = statistics.median(times[0] / times[1] for times in taken)
    against = f"{statistics.median(times[2] / times[1] for times in taken):9.2f}×" if torch else ""
    return f"{w.title:44} {one * 1e3:9.3f} ms {several * 1e3:9.3f} ms {gain:6.2f}× {against}"


def _seconds(peer: Peer, steps: int) -> float:
    began = time.perf_counter()
    done = peer(steps)
    return (time.perf_counter() - began) / done


def shares(w: Workload) -> str:
    """Return the share of a step's processor time that lies in kernels which threads share."""
    trainer = SpecTrainer(replace(w, threads=0).spec, w.arrays())
    trainer.ready()
    trainer.advance(1)
    arena = trainer.arena
    examples = min(int(arena.ctx[abi.CAPACITY]), trainer.batch_size)
    arena.ctx[[abi.BATCH, abi.TRAIN, abi.GRADIENT, abi.ACCUMULATE, abi.TEAM]] = examples, 1, 1, 0, 0
    chunks = -(-trainer.batch_size // examples)
    rows, loss = arena.ops.reshape(-1, abi.ROW), int(arena.job[columns.LOSS_ROW])
    total = shared = 0.0
    for i, op in enumerate(arena.program.instructions):
        both = [op.forward] + ([op.backward] if op.backward is not None and rows[i][abi.BACKWARD] >= 0 else [])
        used = chunks * sum(_processor_seconds(arena, i, kernel) for kernel in both)
        total, shared = total + used, shared + used * (rows[i][abi.WORK] * examples >= LEAST_WORK)
    total += chunks * _processor_seconds(arena, loss, loss_of(trainer.spec).kernel())
    update = int(arena.job[columns.UPDATE_ROW])
    used = _processor_seconds(arena, update, optimizer_of(trainer.spec).kernel())
    total, shared = total + used, shared + used * (rows[update][abi.WORK] > 0)
    part = shared / total
    return f"{w.title:44} {loss:3} layers {total * 1e3:9.3f} ms {part:7.1%} {1 / (1 - part / 2):6.2f}×"


def _processor_seconds(arena: Arena, row: int, kernel: Kernel) -> float:
    """Return the shortest of three calls of a row's kernel."""
    frame = Frame(arena.ops.reshape(-1, abi.ROW)[row], arena.ctx, arena.fp, arena.mem, arena.imem)
    times = []
    for _ in range(3):
        began = time.thread_time()
        frame.run(kernel)
        times.append(time.thread_time() - began)
    return min(times)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-torch", action="store_true")
    parser.add_argument("--shares", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("GDLAB_THREADS", str(max(asked.threads, 2)))
    torch = importlib.util.find_spec("torch") is not None and not asked.no_torch
    print(f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    for w in large_workloads():
        if not asked.workloads or w.name in asked.workloads:
            print(shares(w) if asked.shares else compare(w, asked.threads, asked.rounds, torch), flush=True)


if __name__ == "__main__":
    main()
