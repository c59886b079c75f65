"""Sweeps that are carried out in a blink."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gdlab.lab.store import Store
from gdlab.lab.sweeps.place import LocalPlace
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.spec.sweep import SweepSpec
from tests.lab.small import spec

RATES = {"optimizer.lr": {"low": 0.01, "high": 1.0, "log": True}}


def small_sweep(run: dict[str, Any] | None = None, **table: Any) -> SweepSpec:
    """Return a sweep of the small spec over its rate, six trials by lot, without a check."""
    usual = {"sampler": "random", "trials": 6, "confirm": 0, "space": RATES}
    return SweepSpec(run=spec(**(run or {})), **{**usual, **table})


def carried_out(folder: Path, sweep: SweepSpec, name: str = "small", slots: int = 1, **rest: Any) -> SweepRun:
    """Return a sweep that was carried out with a store in a folder."""
    done = SweepRun(sweep, name, Store(folder / "runs.sqlite"), LocalPlace(slots), **rest)
    done.run()
    return done
