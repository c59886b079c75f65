"""Long hours made short: ``python -m tests.faults.endurance shared --minutes 10`` and ``... speed --minutes 10``.

``shared`` has two windows and four command lines work with one store and counts what is in it at the end. ``speed``
trains in a window at full speed and prints memory, handles and speed at the beginning and at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from gdlab.lab.store import Store
from tests.faults.site import Site

_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from gdlab.ui.app import make_app, run_app
from tests.lab.small import spec
app, timer, begun = make_app(), QTimer(), []
log = Path(sys.argv[1])
def step():
    for window in app.topLevelWidgets():
        if getattr(window, "is_filled", False) and all(run.status.ended for run in begun[-2:]):
            window.lab.controls.speed.set_value("full")
            for seed in (1, 2):
                begun.append(window.lab.starter.begin(spec(name=log.stem, training__epochs=4000, seed=seed)))
            log.write_text("\\n".join(run.id for run in begun))
timer.timeout.connect(step)
timer.start(200)
raise SystemExit(run_app())
"""
_SPEED = """
import gc, os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QTimer
from gdlab.ui.app import make_app, run_app
from tests.lab.small import spec
app, timer, state = make_app(), QTimer(), {}
log = open(sys.argv[1], "w")
kept = sys.argv[2] if sys.argv[2] == "all" else int(sys.argv[2])
tick = os.sysconf("SC_CLK_TCK")
def trained():
    workers = [t.native_id for t in threading.enumerate() if t.name.startswith("gdlab-worker")]
    texts = [open(f"/proc/self/task/{key}/stat").read().rpartition(")")[2].split() for key in workers]
    return sum(int(text[11]) + int(text[12]) for text in texts) / tick
def sample():
    for window in app.topLevelWidgets():
        if not getattr(window, "is_filled", False):
            continue
        if "run" not in state:
            window.lab.controls.speed.set_value("full")
            run = spec(data__n_samples=6000, training__epochs=10**7, training__history=kept)
            state["run"] = window.lab.starter.begin(run)
        elif time.monotonic() > state.get("next", 0):
            memory = int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
            store = window.bridge.store.path
            size = sum(f.stat().st_size for f in store.parent.glob(store.name + "*") if f.is_file()) >> 20
            now = time.monotonic()
            handles = len(os.listdir("/proc/self/fd"))
            line = (now, time.process_time(), state["run"].step, memory, handles, size, trained())
            print(*line, file=log, flush=True)
            state["next"] = now + 15
timer.timeout.connect(sample)
timer.start(500)
raise SystemExit(run_app())
"""


def shared(site: Site, minutes: float) -> list[str]:
    """Have two windows and four command lines use one store, and return what is wrong with it at the end."""
    store, until, problems, ids = site.folder / "data" / "runs.sqlite", time.monotonic() + 60 * minutes, [], list[str]()
    store.parent.mkdir()
    logs = [site.folder / f"window-{k}.txt" for k in range(2)]
    windows = [site.spawn([sys.executable, "-c", _WINDOW, str(log)]) for log in logs]

    def command(words: Callable[[], list[str]]) -> None:
        count = 0
        while time.monotonic() < until:
            child = site.spawn([sys.executable, "-m", "gdlab", *words()], output=subprocess.PIPE)
            out, said = child.communicate(timeout=300)
            count += 1
            if child.returncode != 0 or "Traceback" in said:
                problems.append(f"{words()} ended with {child.returncode}: {said[-300:]}")
            ids.extend(re.findall(r"^run ([0-9a-f]{8})$", out, re.MULTILINE))
        print(f"{count} times {words()[0]}", flush=True)

    lists: list[Callable[[], list[str]]] = [
        lambda: ["run", "small.toml", "--quiet"],
        lambda: ["compare", "small.toml", "--vary", "optimizer.lr=0.1,0.2,0.3", "--quiet"],
        lambda: ["runs"],
        lambda: random.choice(
            (["export", "--format", "summary", "--out", "all.csv"], ["runs", "--backup", "copy.sqlite"])
        ),
    ]
    site.run("run", "small.toml", "--quiet")
    threads = [threading.Thread(target=command, args=(words,)) for words in lists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for window in windows:
        window.send_signal(signal.SIGTERM)
        _, said = window.communicate(timeout=120)
        problems += [f"a window ended with {window.returncode}: {said[-300:]}"] if window.returncode != 143 else []
    ids += [key for log in logs for key in log.read_text().split()]
    with closing(sqlite3.connect(store)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    held = {run.id: run for run in Store(store).list()}
    lost = [key for key in ids if key not in held]
    kept = sum(1 for _ in Store(store).iterate())
    print(f"{len(held)} runs in the store, {len(ids)} told, {len(lost)} of them missing, {kept} read, {answer}")
    return problems + [f"run {key} is missing" for key in lost] + ([] if answer == "ok" else [answer])


def speed(site: Site, minutes: float, history: str) -> list[str]:
    """Train at full speed in a window, and print how it was at the beginning and at the end."""
    log = site.folder / "samples.txt"
    (site.folder / "data").mkdir()
    with site.spawn([sys.executable, "-c", _SPEED, str(log), history]) as window:
        time.sleep(60 * minutes)
        window.send_signal(signal.SIGTERM)
        _, said = window.communicate(timeout=300)
    rows = [[float(word) for word in line.split()] for line in log.read_text().splitlines()]
    most = [max(row[6] for row in rows[: k + 1]) for k in range(len(rows))]
    rows = [row for row, so_far in zip(rows, most, strict=True) if row[6] == so_far]  # the thread that trains had ended
    count = max(2, min(len(rows) // 4, 40))  # samples of ten minutes, or of a quarter of the time
    for name, part in (("beginning", rows[1 : count + 1]), ("end", rows[-count:])):
        steps, wall, processor, thread = (part[-1][k] - part[0][k] for k in (2, 0, 1, 6))
        print(
            f"{name}: {steps / wall:,.0f} steps/s, {steps / processor:,.0f} a second of the process's time, "
            f"{steps / thread:,.0f} of its training thread's, {part[-1][3]:.0f} MiB, {part[-1][4]:.0f} handles, "
            f"store {part[-1][5]:.0f} MiB, step {part[-1][2]:,.0f}",
            flush=True,
        )
    return [] if window.returncode == 143 else [f"the window ended with {window.returncode}: {said[-300:]}"]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults.endurance", description=__doc__)
    parser.add_argument("what", choices=("shared", "speed"))
    parser.add_argument("--minutes", type=float, default=10.0, help="how long")
    parser.add_argument("--history", default="32", help="how much of the steps is kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gdlab-endurance-", ignore_cleanup_errors=True) as top:
        kernels = Path(os.environ.get("NUMBA_CACHE_DIR", f"{top}/kernels"))
        place = Site(Path(top), kernels, random.Random(1))
        found = shared(place, asked.minutes) if asked.what == "shared" else speed(place, asked.minutes, asked.history)
    print(*found, sep="\n")
    sys.exit(1 if found else 0)
