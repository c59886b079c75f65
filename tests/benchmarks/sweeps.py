"""What a sweep costs beside its training, and what kills leave of it; docs/scale.md holds the figures.

PYTHONPATH=. python tests/benchmarks/sweeps.py trials 500 1      so many short trials in so many threads
PYTHONPATH=. python tests/benchmarks/sweeps.py cluster 200 4     the same on processes, through Dask; then epochs
PYTHONPATH=. python tests/benchmarks/sweeps.py simulated 5000 1000   replayed trials on so many pretended workers
PYTHONPATH=. python tests/benchmarks/sweeps.py kills 20          kills of workers and of the sweep itself, in turn
"""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from gdlab.lab.run import Status
from gdlab.lab.store import Store
from gdlab.lab.sweeps.place import LocalPlace
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.train import train
from tests.lab.small import spec
from tests.lab.sweeps.searches import small_sweep


def timed(place: LocalPlace, n: int, folder: Path, epochs: int = 1) -> None:
    """Carry out a sweep of short trials and print what each cost."""
    SweepRun(small_sweep({"epochs": 1}, trials=2), "warm", Store(folder / "runs.sqlite"), LocalPlace(1)).run()
    done = SweepRun(small_sweep({"epochs": epochs}, trials=n), "b", Store(folder / "runs.sqlite"), place)
    cpu = time.process_time()
    done.run()
    cpu = time.process_time() - cpu
    wall = max(trial.at for trial in done.trials)  # without the end of a cluster's processes
    size = (folder / "runs.sqlite").stat().st_size / 1e6
    alone, own_cpu = by_themselves(done)
    trains_here = isinstance(place, LocalPlace)
    clock, processor = 1000 * (wall / n - alone), 1000 * (cpu / n - own_cpu * trains_here)
    print(
        f"{n} trials: {wall:.1f} s, {n / wall:.0f} a second; a trial {1000 * wall / n:.2f} ms, of this process's "
        f"processor {1000 * cpu / n:.2f} ms; the runs by themselves {1000 * alone:.2f} and {1000 * own_cpu:.2f} ms; "
        f"overhead {clock:.2f} ms by the clock (of one slot), {processor:.2f} ms of the processor; store {size:.0f} "
        f"MB; load {os.getloadavg()[0]:.1f}"
    )


def by_themselves(done: SweepRun) -> tuple[float, float]:
    """Return what a run takes by itself, in seconds and of the processor: `gdlab.train`, one thread, no store."""
    specs = [done.search.spec_of(trial) for trial in done.trials[:300]]
    began, cpu = time.perf_counter(), time.process_time()
    for one in specs:
        train(one)
    return (time.perf_counter() - began) / len(specs), (time.process_time() - cpu) / len(specs)


class ReplayedTraining:
    """A trial that trains nowhere: a recorded run is handed out in five parts, a random time apart."""

    def __init__(self, runs, recorded) -> None:
        self.seeds = [
            type("Seed", (), {"run": run, "figures": {}, "finished": False, "recordable": None})() for run in runs
        ]
        self._recorded, self._part = recorded, 0

    @property
    def finished(self) -> bool:
        return self._part == 5

    def advance(self, seconds: float) -> None:
        time.sleep(random.uniform(0.1, 1.0))
        self._part += 1
        for seed in self.seeds:
            seed.run.history, seed.finished = self._recorded.history, self.finished

    def end(self, status, reason: str = "") -> None:
        for seed in self.seeds:
            seed.run.status, seed.run.reason = status or Status.FINISHED, reason
            seed.run.parameters, seed.run.elapsed = self._recorded.parameters, 2.5


class SimulatedPlace(LocalPlace):
    """A cluster of pretended workers."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self._recorded = train(spec(epochs=3))

    def begin(self, runs, rules):
        return ReplayedTraining([run for run, _ in runs], self._recorded)


def kills(count: int) -> None:
    """Kill workers and the sweep itself in turn, and compare what is found with a sweep that was left alone."""
    folder = Path(tempfile.mkdtemp())
    os.chdir(folder)
    rates = [float(rate) for rate in np.round(np.geomspace(0.05, 0.6, 24), 5)]
    sweep = small_sweep({"epochs": 12_000}, sampler="grid", trials=0, seconds=100_000.0, space={"optimizer.lr": rates})
    Path("s.toml").write_text(sweep.to_toml())
    base = [sys.executable, "-m", "gdlab", "sweep", "--quiet", "--csv"]
    subprocess.run([*base, "whole.csv", "s.toml", "--store", "whole.sqlite"], check=True, capture_output=True)
    left, clients, workers, starts = count, 0, 0, 0
    while True:
        again = ["--resume", "small"] if Path("killed-sweeps/small.log").exists() else ["s.toml", "--name", "small"]
        command = [*base, "killed.csv", *again, "--cluster", "local:2", "--store", "killed.sqlite"]
        starts += 1
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            while child.poll() is None and left:
                time.sleep(random.uniform(0.2, 3.0))
                below = [p for p in psutil.Process(child.pid).children(recursive=True) if not p.children()]
                if len(below) < 3:  # the workers are not there yet; the third is a helper of Python's
                    continue
                if left % 2 and below:
                    random.choice(below).send_signal(signal.SIGKILL)
                    workers += 1
                elif not left % 2:
                    for process in (*psutil.Process(child.pid).children(recursive=True), psutil.Process(child.pid)):
                        process.send_signal(signal.SIGKILL)
                    clients += 1
                left -= 1
            code = child.wait()
        if not left and code == 0:
            break
    tables = []
    for name in ("whole.csv", "killed.csv"):
        with Path(name).open() as file:
            tables.append(sorted((row["optimizer.lr"], row["state"], row["val/loss"]) for row in csv.DictReader(file)))
    runs = Store("killed.sqlite").list()
    print(
        f"{count} kills ({workers} workers, {clients} of the sweep with its scheduler) in {starts} starts: "
        f"{len(tables[1])} trials of {len(rates)}, {len({row[0] for row in tables[1]})} different, "
        f"figures {'equal' if tables[0] == tables[1] else 'DIFFER'}; {len(runs)} runs in the store, "
        f"{sum(run.status == 'finished' for run in runs)} finished; load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Measure what the command line names."""
    what, *numbers = sys.argv[1:]
    given = [int(number) for number in numbers]
    folder = Path(tempfile.mkdtemp())
    if what == "trials":
        timed(LocalPlace(given[1]), given[0], folder)
    elif what == "cluster":
        from gdlab.lab.cluster.place import ClusterPlace

        timed(ClusterPlace(f"local:{given[1]}"), given[0], folder, *given[2:])
    elif what == "simulated":
        timed(SimulatedPlace(given[1]), given[0], folder)
    else:
        kills(given[0])


if __name__ == "__main__":
    main()
