"""Sweeps on an encrypted cluster of Dask, in a process of their own, whose threads end with it.

``python -m tests.lab.cluster.encrypted_sweep OWN FOREIGN`` takes two folders, each with ``cert.pem`` and ``key.pem``,
and prints as JSON the figures of a sweep whose orders are calls and of one whose orders are tasks, and what clients are
told that come with the foreign certificate or without encryption.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import dask.config
from distributed import LocalCluster, Security

from gdlab.lab.cluster import place as places
from gdlab.lab.cluster.place import ClusterPlace
from gdlab.lab.store import Store
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.spec.errors import GdlabError
from tests.lab.sweeps.searches import small_sweep


def settings(folder: Path) -> dict[str, str]:
    """Return the settings of Dask by which a folder's certificate is that of every side."""
    files = {"cert": str(folder / "cert.pem"), "key": str(folder / "key.pem")}
    sides = ("client", "worker", "scheduler")
    named = {f"distributed.comm.tls.{side}.{name}": file for side in sides for name, file in files.items()}
    return {"distributed.comm.tls.ca-file": files["cert"], **named}


def figures(address: str, called: int) -> list[Any]:
    """Return the figures of a sweep on a cluster; with more threads than ``called`` its orders travel as tasks."""
    places._CALLED = called
    with tempfile.TemporaryDirectory() as folder:
        done = SweepRun(small_sweep(trials=3), "there", Store(Path(folder) / "runs.sqlite"), ClusterPlace(address))
        done.run()
    return [list(trial.figures) for trial in done.trials]


def refusal(address: str) -> str:
    """Return why a cluster cannot be reached."""
    places._CONNECT = 0.5
    try:
        ClusterPlace(address).close()
    except GdlabError as error:
        return str(error)
    return ""


def main() -> None:
    """Print what the two folders' certificates bring about."""
    own, foreign = (settings(Path(folder)) for folder in sys.argv[1:])
    with dask.config.set(own), LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tls://", host="127.0.0.1",
        dashboard_address="127.0.0.1:0", worker_dashboard_address="127.0.0.1:0", silence_logs=50,
        security=Security(require_encryption=True),
    ) as cluster:  # fmt: skip
        address = str(cluster.scheduler_address)
        found = {"address": address, "calls": figures(address, 128), "tasks": figures(address, 0)}
        with dask.config.set(foreign):
            found["foreign"] = refusal(address)
        found["plain"] = refusal(address.replace("tls://", "tcp://"))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
