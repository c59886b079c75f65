"""Stores of made-up runs, for tests of what is done with many."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.spec.change import change
from gdlab.spec.files import dumps
from tests.lab.small import SMALL


def history_of(values: Sequence[float] | np.ndarray, tag: str = "val/loss", every: int = 10) -> History:
    """Return a history with a tag's values at the steps 0, 10, 20, ..."""
    n = len(values)
    step = np.arange(n) * float(every)
    made = History()
    index = {"step": step, "epoch": step / 45, "examples": 10 * step, "gradients": 20 * step, "elapsed": step / 1000}
    made.table(tag).append({**index, "wall_time": step / 1000 + 1.7e9, tag: np.asarray(values, float)}, n)
    return made


def run_of(values: Sequence[float] | np.ndarray, changes: Mapping[str, Any] | None = None, **fields: Any) -> Run:
    """Return a finished run with these validation losses."""
    spec = change(SMALL, dict(changes or {}))
    return Run(spec, history=history_of(values), status=Status.FINISHED, **{"elapsed": 1.0, **fields})


def store_of_variants(path: Path, seeds: int = 5) -> Store:
    """Return a store of two optimizers of two rates with some seeds each: Adam is ahead by 0.1, lr decides little."""
    store = Store(path)
    rng = np.random.default_rng(0)
    for optimizer, level in (("SGD", 0.4), ("Adam", 0.3)):
        for lr in (0.01, 0.1):
            for seed in range(seeds):
                values = 1.0 * np.exp(-np.arange(12) / (4 if optimizer == "SGD" else 2)) + level
                values = values + 0.004 * rng.normal(size=12) + 0.02 * seed
                run = run_of(values, {"optimizer": f"{optimizer}(lr={lr})", "seed": seed})
                run.name, run.group = f"{optimizer}, lr={lr} · seed {seed}", "race1"
                store.save(run)
    return store


def store_of_many(path: Path, count: int) -> Store:
    """Return a store of so many runs that are but lines, as an older session left them."""
    store = Store(path)
    specs = [dumps(change(SMALL, {"optimizer": name})) for name in ("SGD", "Adam", "RMSprop")]
    rows = [
        (f"{i:08x}", f"run {i % 97}", f"g{i // 40}", "finished", "", 1.7e9 + i, (i % 50) / 10, specs[i % 3],
         json.dumps({"steps": 900, "val/loss": (i * 7919 % count) / count, "best val/loss": 0.1}))
        for i in range(count)
    ]  # fmt: skip
    with store._transaction(write=True) as db:
        db.executemany(
            "INSERT INTO runs (id, name, grp, status, reason, started, elapsed, spec, summary) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    return store
