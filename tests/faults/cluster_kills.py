"""Kills during a sweep on a cluster: ``python -m tests.faults.cluster_kills --kills 60``.

A worker, the scheduler and the sweep's own process are killed in turn, each after training has gone on since the last
kill, and started again. With ``--local`` the sweep runs on ``local:4``, whose scheduler lives in the sweep's process:
workers and that process are killed in turn. At the end of every sweep each trial has to be there once, with the
figures, curves and parameters of a sweep that was left alone.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil

from gdlab.lab.store import Store
from gdlab.lab.sweeps.names import held_sweep
from gdlab.spec.errors import GdlabError
from tests.faults.site import TOP, Site
from tests.lab.small import same
from tests.lab.sweeps.searches import small_sweep

_RATES = [float(rate) for rate in np.round(np.geomspace(0.05, 0.6, 12), 5)]
_EPOCHS = 12_000
#: Seconds until a start must show a new checkpoint, before the next kill comes all the same.
_PATIENCE = 60.0


class Fleet:
    """The processes of a sweep on a cluster.

    Args:
        site: the folder in which they work.
        local: whether the sweep makes its workers itself.
    """

    def __init__(self, site: Site, *, local: bool) -> None:
        self._site, self._local = site, local
        self._port = _free_port()
        self._scheduler = self._workers = self.sweep = None

    @property
    def kinds(self) -> list[str]:
        """Return what can be killed, in turn."""
        return ["worker", "sweep"] if self._local else ["worker", "scheduler", "sweep"]

    def start(self) -> None:
        """Start what does not run."""
        if not self._local and _has_ended(self._scheduler):
            words = ["--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
            self._scheduler = self._quiet(["-m", "distributed.cli.dask_scheduler", *words])
        if not self._local and _has_ended(self._workers):
            words = [f"tcp://127.0.0.1:{self._port}", "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
            self._workers = self._quiet(["-m", "distributed.cli.dask_worker", *words])
        if _has_ended(self.sweep):
            self.sweep = self._quiet(["-m", "gdlab", "sweep", *self._words()])

    def kill(self, kind: str) -> bool:
        """Kill one process, with those below it that cannot live without it; return whether there was one."""
        if kind == "worker":
            return self._kill_worker()
        killed = [self.sweep] if kind == "sweep" else [self._scheduler, self._workers]
        for process in killed:
            _end(process)
        return True

    def end(self) -> None:
        """End everything."""
        for process in (self.sweep, self._workers, self._scheduler):
            _end(process)

    def _kill_worker(self) -> bool:
        above = self.sweep if self._local else self._workers
        try:
            below = psutil.Process(above.pid).children(recursive=True)
            trains = [p for p in below if not p.children() and "spawn_main" in " ".join(p.cmdline())]
        except psutil.Error:
            return False
        if not trains:
            return False
        self._site.rng.choice(trains).send_signal(signal.SIGKILL)
        return True

    def _words(self) -> list[str]:
        where = "local:4" if self._local else f"tcp://127.0.0.1:{self._port}"
        words = ["--quiet", "--cluster", where, "--store", "runs.sqlite", "--csv", "found.csv"]
        try:
            held_sweep(Store(self._site.store), "small")
        except GdlabError:  # it was killed before its sweep stood in the journal
            shutil.rmtree(self._site.folder / "runs-sweeps", ignore_errors=True)
            return ["s.toml", "--name", "small", *words]
        return ["--resume", "small", *words]

    def _quiet(self, words: list[str]) -> subprocess.Popen[bytes]:
        with (self._site.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=self._site.folder,
                env=_environment(self._site),
                stdout=said,
                stderr=said,
            )


def sweep_under_kills(site: Site, kills: Counter[str], wanted: int, *, local: bool) -> list[str]:
    """Carry out a sweep in which processes are killed until so many were, and return what was broken."""
    (site.folder / "s.toml").write_text(_sweep().to_toml())
    fleet, problems = Fleet(site, local=local), []
    try:
        fleet.start()
        while fleet.sweep.poll() != 0:
            began = time.time()
            while fleet.sweep.poll() is None and time.time() < began + _PATIENCE and not _has_trained(site, began):
                time.sleep(0.05)
            if fleet.sweep.poll() not in (None, 0):
                problems += [] if kills["sweep"] else [f"the sweep ended with {fleet.sweep.poll()}"]
            elif fleet.sweep.poll() is None and kills.total() < wanted:
                time.sleep(site.rng.uniform(0.0, 1.0))
                kind = fleet.kinds[kills.total() % len(fleet.kinds)]
                kills[kind] += fleet.kill(kind)
                time.sleep(0.2)
            if fleet.sweep.poll() != 0:
                fleet.start()
    finally:
        fleet.end()
    return problems + broken(site)


def broken(site: Site) -> list[str]:
    """Return in which way a sweep's trials and runs are not those of a sweep that was left alone."""
    alone = site.folder.parent / "alone"
    tables = [_trials(folder / name) for folder, name in ((alone, "alone.csv"), (site.folder, "found.csv"))]
    problems = []
    if tables[0] != tables[1]:
        problems.append(f"trials differ: {set(tables[0]) ^ set(tables[1])}")
    if len(tables[1]) != len(_RATES):
        problems.append(f"{len(tables[1])} trials, not {len(_RATES)}")
    runs = [{run.name: run for run in Store(folder / "runs.sqlite").load()} for folder in (alone, site.folder)]
    lines = Store(site.store).list()
    if len(lines) != len(_RATES) or {line.status for line in lines} != {"finished"}:
        problems.append(f"{len(lines)} runs in the store: {Counter(line.status for line in lines)}")
    problems += [f"{name} differs" for name, run in runs[0].items() if name in runs[1] and not same(run, runs[1][name])]
    return problems


def _sweep():
    return small_sweep({"epochs": _EPOCHS}, sampler="grid", trials=100, space={"optimizer.lr": _RATES})


def _trials(path: Path) -> list[tuple[str, ...]]:
    with path.open() as file:
        return sorted((row["optimizer.lr"], row["state"], row["val/loss"]) for row in csv.DictReader(file))


def _has_trained(site: Site, since: float) -> bool:
    """Return whether a run was written into the store since a time."""
    with suppress(GdlabError, OSError):
        wal = site.store.with_name("runs.sqlite-wal")
        held = Store(site.store).list() if site.store.exists() else []
        return any(line.status == "running" for line in held) and wal.exists() and wal.stat().st_mtime > since + 0.3
    return False


def _environment(site: Site) -> dict[str, str]:
    folders = {f"GDLAB_{kind}_DIR": str(site.folder / kind.lower()) for kind in ("CACHE", "DATA", "CONFIG")}
    folders |= {"NUMBA_CACHE_DIR": str(site.kernels), "HOME": str(site.folder)}
    return {**os.environ, **folders, "PYTHONPATH": str(TOP)}


def _has_ended(process: subprocess.Popen[bytes] | None) -> bool:
    return process is None or process.poll() is not None


def _end(process: subprocess.Popen[bytes] | None) -> None:
    """Kill a process and all that it started."""
    if process is None:
        return
    with suppress(psutil.Error):
        top = psutil.Process(process.pid)
        for one in (top, *top.children(recursive=True)):
            with suppress(psutil.Error):
                one.send_signal(signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> int:
    """Kill until so many processes were, print counts and problems; return 1 if there was a problem."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.cluster_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many processes are killed")
    parser.add_argument("--local", action="store_true", help="on local:4, whose scheduler is in the sweep's process")
    parser.add_argument("--seed", type=int, default=0, help="what chooses moments and workers")
    asked = parser.parse_args()
    top = Path(tempfile.mkdtemp(prefix="gdlab-cluster-"))
    rng, kills, sweeps, problems = random.Random(asked.seed), Counter[str](), 0, list[str]()
    alone = Site(_made(top / "alone"), top / "kernels", rng)
    (alone.folder / "s.toml").write_text(_sweep().to_toml())
    alone.run("sweep", "s.toml", "--quiet", "--name", "small", "--store", "runs.sqlite", "--csv", "alone.csv")
    began = time.monotonic()
    while kills.total() < asked.kills:
        site = Site(_made(top / str(sweeps)), top / "kernels", rng)
        found = sweep_under_kills(site, kills, asked.kills, local=asked.local)
        sweeps += 1
        problems += [f"sweep {sweeps}: {problem}" for problem in found]
        print(f"{sweeps} sweeps, {dict(kills)}, {len(problems)} problems", flush=True)
    print(
        f"{kills.total()} kills ({', '.join(f'{n} {kind}' for kind, n in kills.items())}) in {sweeps} sweeps of "
        f"{len(_RATES)} trials, {time.monotonic() - began:.0f} s; {len(problems)} problems"
    )
    print(*problems, sep="\n")
    shutil.rmtree(top, ignore_errors=True)
    return 1 if problems else 0


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
