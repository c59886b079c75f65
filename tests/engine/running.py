"""Make trainers and arenas for tests without a data catalogue: arrays in, a run out."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from gdlab.engine import catalogue
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from gdlab.spec.examples import Examples
from gdlab.spec.kinds import DataSpec
from gdlab.spec.run import RunSpec


def spec_of(layers: Any, **rest: Any) -> RunSpec:
    """Return a run spec whose data are somebody else's business; ``training`` and others as in a file."""
    catalogue.load_engine_members()
    data = rest.pop("data", None) or {"type": _any_data()}
    return RunSpec.parse({"data": data, "network": {"layers": list(layers)}, **rest})


def _any_data() -> str:
    try:
        from gdlab.data import catalogue as data_catalogue

        data_catalogue.load_sources()
    except ImportError:
        pass
    known = members("data")
    if not known:

        class Nothing(DataSpec):
            """Stand in for a data set."""

            type: Literal["digits"] = "digits"

        known = members("data")
    return "digits" if "digits" in known else next(iter(known))


def trainer_of(
    layers: Any, x: np.ndarray, y: np.ndarray, parameters: Any = None, val: Any = None, **rest: Any
) -> Trainer:
    """Return a trainer on these arrays; ``val`` is (x, y), nothing by default."""
    x_val, y_val = val if val is not None else (x[:0], y[:0])
    task = "classification" if np.issubdtype(y.dtype, np.integer) else "regression"
    return Trainer(spec_of(layers, **rest), Examples(x, y, x_val, y_val, task=task), parameters)
