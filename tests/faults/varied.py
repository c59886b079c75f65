"""Runs of every kind that came after the store, ended by any signal, go on to the figures of an undisturbed run."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import suppress
from functools import cache

from gdlab.lab.resume import resume
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.train import train
from gdlab.spec.change import change
from gdlab.spec.files import dumps
from gdlab.spec.run import RunSpec
from tests.faults.site import Site, last_words
from tests.lab.small import same, spec

_WIDE = ["Linear(out_features=900)", "GELU", "Linear(out_features=2)"]
_PICTURES = ["Conv2d(out_channels=4, kernel_size=3)", "ReLU", "Flatten", "Linear(out_features=10)"]
_DIGITS = {"type": "digits", "flatten": False, "limit": 400, "val_fraction": 0.2}
_RULE = "param lr = 0.01 in [0, inf)\nstate m\nm = 0.9 * m + 0.1 * g\np = p - lr * sign(m)\n"
#: What is changed of the small spec: all that has a state of its own, or draws numbers, or trains in several threads.
VARIED = (
    {"data": _DIGITS, "network.layers": _PICTURES, "training.epochs": 300, "training.batch_size": 50,
     "training.augmentation": ["RandomCrop(padding=1)", "MixUp", "GaussianNoise"]},
    {"network.layers": _WIDE, "data.n_samples": 4000, "training.batch_size": 1500, "training.epochs": 500},
    {"training.epochs": 30_000, "training.curvature_every": 900, "training.diagnostics_every": 70},
    {"training.epochs": 30_000, "optimizer": "SAM(lr=0.05)", "training.average": "EMA"},
    {"training.epochs": 40_000, "optimizer": {"type": "UpdateRule", "text": _RULE}, "schedule": "ReduceLROnPlateau"},
    {"training.epochs": 30_000, "optimizer": "ScheduleFreeAdamW", "training.max_norm": 2.0, "training.average": "SWA"},
    {"training.epochs": 2_000, "optimizer": "LBFGS(lr=0.1)", "training.batch_size": "full"},
    {"training.epochs": 30_000, "optimizer": "Muon", "training.metrics": ["f1"], "training.clip_grad_norm": 1.0},
)  # fmt: skip
#: The signals that end a run, one after the other.
_ENDS = (
    (signal.SIGKILL,), (signal.SIGTERM,), (signal.SIGHUP,), (signal.SIGINT, signal.SIGINT),
    (signal.SIGTERM, signal.SIGKILL), (signal.SIGINT, signal.SIGTERM, signal.SIGHUP),
)  # fmt: skip


def ended_run(site: Site) -> list[str]:
    """End a run of any kind by signals, go on with it with another number of threads, and end that, too."""
    asked = change(spec(name="varied"), site.rng.choice(VARIED))
    asked = change(asked, {"training.epochs": max(3, int(asked.training.epochs * site.length))})
    (site.folder / "varied.toml").write_text(dumps(asked))
    problems = _end(site, "run", "varied.toml", "--store", str(site.store))
    held = Store(site.store)
    keys = [line.id for line in held.list()]
    if len(keys) != 1:
        return [*problems, f"{len(keys)} runs are kept of one"]
    if _left(held):
        problems += _end(site, "resume", keys[0], "--store", str(site.store))
    if _left(held):
        resume(keys[0], held)
    (run,) = held.load()
    return problems + ([] if same(run, _twin(asked)) else [f"{asked.optimizer.type} goes on to other figures"])


@cache
def _undisturbed(asked: RunSpec) -> Run:
    return train(asked)


def _twin(asked: RunSpec) -> Run:
    return _undisturbed(asked)  # pyright: ignore[reportArgumentType] - a spec has a hash


def _left(held: Store) -> bool:
    return any(line.status in ("interrupted", "stopped") for line in held.list())


def _end(site: Site, *words: str) -> list[str]:
    """Start a command with one or two threads, send it signals within some seconds of its run's start."""
    ends = site.rng.choice(_ENDS)
    threads = f"GDLAB_THREADS={site.rng.choice((1, 2))}"
    began = time.time()
    with site.spawn(["env", threads, sys.executable, "-m", "gdlab", *words]) as child:
        site.wait_for_checkpoint(child, site.store, began)
        time.sleep(site.rng.uniform(0, site.within))
        for number in ends:
            with suppress(ProcessLookupError):
                child.send_signal(number)
            time.sleep(site.rng.choice((0.0, 0.01, 0.2)))
        site.kills += signal.SIGKILL in ends
        said = last_words(child)
    expected = {0, 3, *(-number for number in ends), *(128 + number for number in ends)}
    if "Traceback" in said or "went wrong inside" in said or child.returncode not in expected:
        return [f"{words[0]} after {ends} ended with {child.returncode}: {said[-300:]}"]
    return []
