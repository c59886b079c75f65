"""Runs that are trained in a blink, for tests of what is done with them."""

from __future__ import annotations

from typing import Any

import numpy as np

from gdlab.lab.run import Run
from gdlab.lab.train import train
from gdlab.spec.base import load_members
from gdlab.spec.change import change
from gdlab.spec.run import RunSpec

load_members()

SMALL = RunSpec(
    name="small",
    data={"type": "moons", "n_samples": 60, "val_fraction": 0.25},
    network={"layers": ["Linear(out_features=4)", "Tanh", "Linear(out_features=2)"]},
    optimizer="SGD(lr=0.1)",
    training={"epochs": 3, "batch_size": 10},
)


def spec(**changes: Any) -> RunSpec:
    """Return the small spec with changes by dotted path, dots written as two underscores."""
    return change(SMALL, {key.replace("__", "."): value for key, value in changes.items()})


def trained(**changes: Any) -> Run:
    """Return a finished run of the small spec with changes."""
    return train(spec(**changes))


def diverged(**changes: Any) -> Run:
    """Return a run whose rate is so high that its loss is soon not finite."""
    x = np.linspace(-1, 1, 40, dtype=np.float32).reshape(-1, 1)
    wild = spec(
        loss="MSELoss",
        optimizer="SGD(lr=1000)",
        network__layers=["Linear(out_features=8)", "Linear(out_features=1)"],
        **changes,
    )
    return train(wild, (x, 3 * x, x[:10], 3 * x[:10]))


def same(a: Run, b: Run) -> bool:
    """Tell whether two runs have the same figures and parameters bit for bit, times aside."""
    columns = [r.history.columns() for r in (a, b)]
    equal = all(
        np.array_equal(columns[0][k], columns[1][k], equal_nan=columns[0][k].dtype.kind == "f")
        for k in columns[0]
        if k != "wall_time"
    )
    return equal and all(np.array_equal(a.parameters[k], b.parameters[k]) for k in a.parameters | b.parameters)
