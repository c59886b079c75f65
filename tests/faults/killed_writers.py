"""Kills while files are written: exports, imports, settings and sweeps.

The user's own file is the old one or the whole new one, the store is sound, and what was made beside a file is gone
after the next start.
"""

from __future__ import annotations

import csv
import signal
import sqlite3
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.lab.bundle.files import read_bundle
from gdlab.lab.store import Store
from gdlab.spec.files import dumps
from tests.faults.site import Site
from tests.lab.small import spec, trained

_OLD = "what was there before\n"
_SETTINGS = (
    "from gdlab.ui.settings import Settings\n"
    "settings = Settings.load()\n"
    "print('ready', flush=True)\n"
    "for width in range(1, 20_000):\n"
    "    settings.width, settings.store = width, 'x' * width\n"
    "    settings.save()\n"
)


_SWEEP = """
[sweep]
trials = 8
confirm = 0
[sweep.space]
"optimizer.lr" = { low = 0.01, high = 0.3, log = true }
"""


def killed_export(site: Site) -> list[str]:
    """Kill an export of many runs in the place of a file; it is as it was, or the whole new one."""
    store, kind = Store(site.store), site.rng.choice(("wide", "long", "bundle", "report", "summary"))
    for seed in range(4):
        store.save(trained(seed=seed, training__epochs=400))
    name = {"bundle": "out.gdlab", "report": "out.html"}.get(kind, "out.csv")
    target = site.folder / name
    target.write_text(_OLD)
    words = ("export", "--format", kind, "--out", name, "--quiet", "--store", str(site.store))
    _kill_while(site, [sys.executable, "-m", "gdlab", *words], lambda: bool(_beside(site, target)))
    problems = [] if _is_whole(target) else [f"{kind}: the file is half written"]
    return problems + _sound_store(site.store, 4) + _left_after_start(site, target)


def _is_whole(target: Path) -> bool:
    """Return whether a file that was to be replaced is the old one, or a whole new one."""
    raw = target.read_bytes()
    if raw == _OLD.encode():
        return True
    match target.suffix:
        case ".gdlab":
            return len(read_bundle(target).runs) == 4
        case ".html":
            return raw.rstrip().endswith(b"</html>")
    rows = list(csv.reader(raw.decode().splitlines()))
    return raw.endswith(b"\n") and len({len(row) for row in rows}) == 1 and len(rows) > 4


def killed_import(site: Site) -> list[str]:
    """Kill the import of runs, or of a table; the file is as it was and each run is whole or not there."""
    store = Store(site.folder / "theirs.sqlite")
    for seed in range(6):
        store.save(trained(seed=seed, training__epochs=200))
    site.run("export", "--format", "bundle", "--out", "a.gdlab", "--quiet", "--store", str(store.path))
    np.savetxt(site.folder / "a.csv", np.arange(900_000.0).reshape(-1, 3), "%.2f", ",", header="a,b,c", comments="")
    given = site.folder / site.rng.choice(("a.gdlab", "a.csv"))
    before = given.read_bytes()
    words = (
        ("import", "a.gdlab", "--store", str(site.store)) if given.suffix == ".gdlab" else ("data", "import", "a.csv")
    )
    _kill_while(site, [sys.executable, "-m", "gdlab", *words], lambda: site.store.exists() or _has_temporary(site))
    problems = [] if given.read_bytes() == before else ["the file that was imported was changed"]
    if site.store.exists():
        problems += _sound_store(site.store, 0)
        held = {run.id: run for run in store.load()}
        parts = [run.parameters for run in Store(site.store).load() if run.id in held]
        problems += ["a run came without its parameters"] if not all(parts) else []
    return problems + _left_after_start(site, given)


def killed_settings(site: Site) -> list[str]:
    """Kill a process that saves settings without end; they are those of before or of after a change."""
    path = site.folder / "config" / "settings.toml"
    _kill_while(site, [sys.executable, "-c", _SETTINGS], path.exists)
    held: dict[str, Any] = tomllib.loads(path.read_text()) if path.exists() else {"width": 0, "store": ""}
    whole = len(held["store"]) == held["width"]
    return ([] if whole else ["the settings are those of two moments"]) + _left_after_start(site, path)


def killed_sweep(site: Site) -> list[str]:
    """Kill a sweep, and once more when it goes on; at its end each trial is there once, with a whole run."""
    (site.folder / "sweep.toml").write_text(dumps(spec(epochs=300)) + _SWEEP)
    words = ("sweep", "--store", str(site.store), "--quiet", "--workers", "1")
    began = time.time()
    for asked in (("sweep.toml", "--name", "mine"), ("--resume", "mine")):
        begun = partial(_has_trial, site, began)
        _kill_while(site, [sys.executable, "-m", "gdlab", *words, *asked], begun, 1.5)
        began = time.time()
    problems = _sound_store(site.store, 0) if site.store.exists() else []
    asked = ("--resume", "mine") if _journals(site) else ("sweep.toml", "--name", "mine")
    code, said = site.run(*words, *asked, "--csv", "trials.csv")
    if code != 0:
        return [*problems, f"the sweep does not go on: {code}, {said[-300:]}"]
    rows = list(csv.DictReader((site.folder / "trials.csv").read_text().splitlines()))
    runs = [run for run in Store(site.store).load() if run.history]
    problems += [] if len(rows) == 8 and len({row["trial"] for row in rows}) == 8 else [f"{len(rows)} trials of 8"]
    problems += [] if len(runs) >= 8 and all(run.parameters for run in runs) else [f"{len(runs)} whole runs of 8"]
    return problems + _left_after_start(site, site.folder / "trials.csv")


def _journals(site: Site) -> list[Path]:
    return [path for path in (site.folder / "runs-sweeps").glob("*.log") if path.stat().st_size]


def _has_trial(site: Site, since: float) -> bool:
    return any(path.stat().st_mtime > since for path in _journals(site))


def _kill_while(site: Site, words: list[str], begun: Callable[[], bool], within: float = 0.3) -> None:
    """Start a program and kill it within a fraction of a second after it has begun to write."""
    with site.spawn(words, output=subprocess.DEVNULL) as child:
        until = time.monotonic() + 60
        while child.poll() is None and not begun() and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(within * site.rng.choice((0.0, 0.01, 0.1, 1.0)) * site.rng.random())
        if child.poll() is None:
            child.send_signal(signal.SIGKILL)
            site.kills += 1
        child.wait()


def _beside(site: Site, target: Path) -> list[Path]:
    return list(target.parent.glob(f".{target.stem}-*{target.suffix}"))


def _has_temporary(site: Site) -> bool:
    return any((site.folder / "cache" / "temporary").glob("*/*"))


def _sound_store(path: Path, least: int) -> list[str]:
    with closing(sqlite3.connect(path, timeout=30)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    problems = [] if answer == "ok" else [f"the store is damaged: {answer}"]
    return problems + ([] if len(Store(path).load()) >= least else ["runs are missing"])


def _left_after_start(site: Site, target: Path) -> list[str]:
    """Return what is left of temporary files after the next start of any command."""
    site.run("--version")
    left = _beside(site, target) + [file for file in (site.folder / "cache" / "temporary").rglob("*") if file.is_file()]
    return [f"left {file.name}" for file in left]


WRITERS = (killed_export, killed_import, killed_settings, killed_sweep)
