"""Kills at any moment: every run that had begun is kept, a second is lost at the most, and it goes on bit for bit."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
import tomllib
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from gdlab.lab.compare import variants
from gdlab.lab.resume import resume, resume_all
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.train import train
from gdlab.spec.change import change
from gdlab.spec.files import dumps
from gdlab.spec.run import RunSpec
from gdlab.studies.catalogue import parse_study
from gdlab.studies.experiment import Plan, plan
from gdlab.studies.members import load_all_members
from gdlab.studies.runner import StudyRun
from tests.faults.site import Site
from tests.faults.slices import PRELUDE, noted_slices
from tests.lab.small import same, spec
from tests.studies.tiny import TINY

#: Trained in some seconds at full speed, with everything whose state could be forgotten: moments, masks, statistics.
LONG = spec(
    name="long",
    data={"type": "moons", "n_samples": 2000, "val_fraction": 0.2},
    network__layers=["Linear(out_features=64)", "BatchNorm1d", "ReLU", "Dropout(p=0.1)", "Linear(out_features=2)"],
    optimizer="Adam(lr=0.01)",
    schedule="CosineAnnealingLR(T_max=4000)",
    training__batch_size=100,
    training__epochs=4000,
)
#: One whose checkpoints, of 23 MB, stand in files beside the store.
WIDE = change(
    LONG,
    {
        "name": "wide",
        "network.layers": ["Linear(out_features=1200)", "ReLU", "Linear(out_features=1200)", "Linear(out_features=2)"],
        "training.epochs": 30,
    },
)
_VARY = {"optimizer.lr": [0.01, 0.003, 0.001]}
_WINDOW = (
    "import sys\n"
    "from pathlib import Path\n"
    "from PySide6.QtCore import QTimer\n"
    "from gdlab.spec.change import change\n"
    "from gdlab.ui.app import make_app, run_app\n"
    "from tests.faults.kills import LONG\n"
    "app, timer = make_app(), QTimer()\n"
    "def begin():\n"
    "    for window in app.topLevelWidgets():\n"
    "        if getattr(window, 'is_filled', False):\n"
    "            timer.stop()\n"
    "            window.lab.controls.speed.set_value('full')\n"
    "            for seed in (0, 1):\n"
    "                window.lab.starter.begin(change(LONG, {'seed': seed, 'training.epochs': int(sys.argv[1])}))\n"
    "timer.timeout.connect(begin)\n"
    "timer.start(10)\n"
    "raise SystemExit(run_app())\n"
)


def _long(site: Site, whole: RunSpec = LONG) -> RunSpec:
    return change(whole, {"training.epochs": max(1, int(whole.training.epochs * site.length))})


@cache
def _undisturbed(asked: RunSpec) -> Run:
    return train(asked)


def _study_text(length: float) -> str:
    """Return a study whose runs take seconds, as TOML."""
    return TINY.replace("epochs = 3 }", f"epochs = {int(60_000 * length)} }}")


def _plan(length: float) -> Plan:
    load_all_members()
    return plan(parse_study({"name": "killed", **tomllib.loads(_study_text(length))}), "quick", 1)


@cache
def _figures(length: float) -> dict[Any, float]:
    """Return what the study measures when nothing disturbs it."""
    return _measured(StudyRun(_plan(length)))


def _measured(study: StudyRun) -> dict[Any, float]:
    result = study.run()
    table = study.tables["main"]
    problems = dict.fromkeys(result.problems if result is not None else ("stopped",), 0.0)
    return problems | {(r.label, c, s): v for r, c, s, v in table.long() if c not in table.timed}


def _kill(site: Site, child: subprocess.Popen[str], store: Path, status: str = "") -> None:
    """Kill a process within some seconds from the first run in its store, and note what was lost of each run."""
    began = time.time()
    site.wait_for_run(child, status, store)
    if site.rng.random() < 0.7:
        site.wait_for_checkpoint(child, store, began)
    time.sleep(site.rng.uniform(0, site.within))
    if child.poll() is not None:
        return
    child.kill()
    now = time.time()
    child.wait()
    site.kills += 1
    noted = noted_slices(site.slices, began)
    for line in Store(store).interrupted():
        trained = noted.get(line.id, [])
        if not trained:
            continue  # by a process before this one, or not at all
        with closing(sqlite3.connect(store, timeout=30)) as database:
            found = database.execute("SELECT step FROM blobs WHERE run = ? AND kind = 'latest'", (line.id,)).fetchone()
        kept = [one for one in trained if found is not None and one.step <= found[0]]
        last = kept[-1] if kept else trained[0]
        site.lost.append(now - last.time)
        site.waited.append(trained[-1].waited - last.waited)


def _sound(store: Path, least: int) -> list[str]:
    with closing(sqlite3.connect(store, timeout=30)) as database:
        answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    problems = [] if answer == "ok" else [f"the store is damaged: {answer}"]
    kept = len(Store(store).load())
    return problems + ([] if kept >= least else [f"{kept} runs are kept, and {least} had begun"])


def _go_on(store: Path) -> list[str]:
    """Resume what was interrupted and tell which runs end otherwise than undisturbed ones."""
    held = Store(store)
    _, problems = resume_all((), held, each=lambda key: resume(key, held))
    problems += [f"{run.name} is {run.status}" for run in held.list() if run.status != "finished"]
    return problems + [f"{run.label} goes on to other figures" for run in held.load() if not same(run, _twin(run))]


def _twin(run: Run) -> Run:
    return _undisturbed(run.spec.replace(name=""))  # pyright: ignore[reportArgumentType] - a spec has a hash


def _spec_file(site: Site, whole: RunSpec = LONG) -> str:
    (site.folder / "long.toml").write_text(dumps(_long(site, whole)))
    return "long.toml"


def killed_run(site: Site) -> list[str]:
    """Kill a training and go on with it."""
    with site.start_noted("run", _spec_file(site), "--store", str(site.store)) as child:
        _kill(site, child, site.store)
    return _sound(site.store, 1) + _go_on(site.store)


def killed_large_run(site: Site) -> list[str]:
    """Kill a training of a large network, and again when it goes on; at its end no file of its checkpoints is left."""
    store = str(site.store)
    with site.start_noted("run", _spec_file(site, WIDE), "--store", store) as child:
        _kill(site, child, site.store)
    if Store(site.store).interrupted():
        with site.start_noted("resume", "--store", store) as child:
            _kill(site, child, site.store, "queued")
    problems = _sound(site.store, 1) + _go_on(site.store)
    left = [path.name for path in (site.folder / "runs.sqlite-checkpoints").glob("*")]
    return problems + [f"left {name}" for name in left]


def killed_compare(site: Site) -> list[str]:
    """Kill a comparison and go on with every variant, those that had not begun included."""
    text = ",".join(str(lr) for lr in _VARY["optimizer.lr"])
    words = ("compare", _spec_file(site), "--vary", f"optimizer.lr={text}", "--store", str(site.store))
    with site.start_noted(*words) as child:
        _kill(site, child, site.store)
    names = sorted(run.label for run in Store(site.store).load())
    expected = sorted(variant.spec.name for variant in variants(_long(site), _VARY))
    missing = [] if names == expected else [f"{names} are kept of {expected}"]
    return _sound(site.store, 1) + missing + _go_on(site.store)


def killed_study(site: Site) -> list[str]:
    """Kill a study; the next start of it goes on, and measures what an undisturbed one does."""
    (site.folder / "killed.toml").write_text(_study_text(site.length))
    words = ("study", "killed.toml", "--quick", "--seeds", "1", "--store", str(site.store))
    with site.start_noted(*words) as child:
        _kill(site, child, site.store)
    problems = _sound(site.store, 1)
    again = StudyRun(_plan(site.length), Store(site.store))
    return problems + ([] if _measured(again) == _figures(site.length) else ["the study goes on to other figures"])


def killed_window(site: Site) -> list[str]:
    """Kill a window that trains two runs and go on with both."""
    store = site.folder / "data" / "runs.sqlite"
    program = PRELUDE.format(path=str(site.slices)) + _WINDOW
    with site.spawn([sys.executable, "-c", program, str(_long(site).training.epochs)]) as child:
        _kill(site, child, store)
    return _sound(store, 1) + _go_on(store)


def killed_resume(site: Site) -> list[str]:
    """Kill a training, and again each time it is resumed, several times over."""
    store = str(site.store)
    with site.start_noted("run", _spec_file(site), "--store", store) as child:
        _kill(site, child, site.store)
    for _ in range(site.resumed):
        if Store(site.store).interrupted():
            with site.start_noted("resume", "--store", store) as child:
                _kill(site, child, site.store, "queued")
    return _sound(site.store, 1) + _go_on(site.store)


KILLS = (killed_run, killed_large_run, killed_compare, killed_study, killed_window, killed_resume)
