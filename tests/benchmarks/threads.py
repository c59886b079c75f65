"""Measure one thread and several of one run against PyTorch with as many, turn by turn in one process.

    PYTHONPATH=. python tests/benchmarks/threads.py [WORKLOAD]... [--threads N] [--rounds N] [--no-torch] [--shares]

One thread is measured in processor time, several by the clock, for which the machine has to be quiet; a figure is the
median over rounds of a ratio within a round. ``--threads 1`` measures one thread alone, which a busy machine disturbs
less; ``--markdown`` prints rows of a table for docs/performance.md. ``--shares`` measures instead, on one thread and
in processor time, which share of a step lies in kernels that threads share, and what that allows by Amdahl's law; it
does not need a quiet machine.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import Frame, Kernel
from gdlab.engine.machine.team import LEAST_WORK
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.spec_members import loss_of, optimizer_of
from gdlab.lab.train import SpecTrainer
from gdlab.lab.workloads import Workload
from tests.benchmarks.large_networks import large_workloads
from tests.benchmarks.peers import Peer, torch_peer

_SLICE = 0.25  # seconds a turn
#: Seconds between turns, more than those for which gdlab counts a run that has just left the loop, which until then
#: has a core that the next one could use.
_PAUSE = 0.05


def gdlab_run(w: Workload, threads: int) -> Peer:
    """Return gdlab's own trainer with so many threads."""
    trainer = SpecTrainer(replace(w, threads=threads).spec, w.arrays())
    trainer.ready()
    return trainer.advance


def torch_run(w: Workload, threads: int) -> Peer:
    """Return PyTorch with so many threads."""
    made, torch = torch_peer(w), importlib.import_module("torch")

    def run(steps: int) -> int:
        torch.set_num_threads(threads)
        return made(steps)

    return run


@dataclass(frozen=True)
class Turn:
    """What a step took in one turn: seconds of the clock and of the processor."""

    clock: float
    processor: float


def compare(w: Workload, threads: int, rounds: int, torch: bool, markdown: bool) -> str:
    """Return one line of the table."""
    counts = (1, threads) if threads > 1 else (1,)
    peers = [make(w, n) for make in ((gdlab_run, torch_run) if torch else (gdlab_run,)) for n in counts]
    steps = [max(1, int(_SLICE / _warm_turn(peer).clock)) for peer in peers]
    taken = [[_turn(peer, n) for peer, n in zip(peers, steps, strict=True)] for _ in range(rounds)]
    theirs, several = len(counts), len(counts) - 1
    cells = [f"{1e3 * statistics.median(turns[0].processor for turns in taken):.3f} ms"]
    if torch:
        cells.append(_ratio(turns[theirs].processor / turns[0].processor for turns in taken))
    if several:
        cells.append(f"{1e3 * statistics.median(turns[1].clock for turns in taken):.3f} ms")
        cells.append(_ratio(turns[0].clock / turns[1].clock for turns in taken))
    if torch and several:
        cells.append(_ratio(turns[theirs + 1].clock / turns[1].clock for turns in taken))
    if markdown:
        return f"| {w.title} | {' | '.join(cells)} |"
    return f"{w.name:14} {w.title:54} " + " ".join(f"{cell:>12}" for cell in cells)


def _ratio(found: Iterable[float]) -> str:
    return f"{statistics.median(found):.2f}×"


def _warm_turn(peer: Peer) -> Turn:
    peer(2)
    return _turn(peer, 1)


def _turn(peer: Peer, steps: int) -> Turn:
    time.sleep(_PAUSE)
    clock, processor = time.perf_counter(), time.process_time()
    done = peer(steps)
    return Turn((time.perf_counter() - clock) / done, (time.process_time() - processor) / done)


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
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("GDLAB_THREADS", str(max(asked.threads, 2)))
    torch = importlib.util.find_spec("torch") is not None and not asked.no_torch
    print(f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    for w in large_workloads():
        if not asked.workloads or w.name in asked.workloads:
            print(
                shares(w) if asked.shares else compare(w, asked.threads, asked.rounds, torch, asked.markdown),
                flush=True,
            )


if __name__ == "__main__":
    main()
