"""gdlab: a training lab for gradient descent.

The public API::

    spec = gdlab.load_spec("digits.toml")
    run = gdlab.train(spec)
    run.history["val/accuracy"]
    runs = gdlab.compare(spec, vary={"optimizer": ["SGD(lr=0.1)", "Adam"]})
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # programs say where records go, libraries do not

if TYPE_CHECKING:
    from gdlab.diagnose.arena import arena
    from gdlab.diagnose.basins import basins
    from gdlab.diagnose.health.report import health
    from gdlab.diagnose.loss_landscape import landscape
    from gdlab.diagnose.range_test import range_test
    from gdlab.diagnose.spectrum import curvature
    from gdlab.lab.compare import compare
    from gdlab.lab.comparison.kept import compare_kept
    from gdlab.lab.export import export
    from gdlab.lab.presets import preset
    from gdlab.lab.run import Run, Status
    from gdlab.lab.sweeps.sweep import sweep
    from gdlab.lab.train import SpecTrainer as Trainer
    from gdlab.lab.train import train
    from gdlab.spec.errors import DataError, GdlabError, SpecError, StateError
    from gdlab.spec.files import load_spec
    from gdlab.spec.run import RunSpec

__all__ = [
    "DataError",
    "GdlabError",
    "Run",
    "RunSpec",
    "SpecError",
    "StateError",
    "Status",
    "Trainer",
    "__version__",
    "arena",
    "basins",
    "compare",
    "compare_kept",
    "curvature",
    "export",
    "health",
    "landscape",
    "load_spec",
    "preset",
    "range_test",
    "sweep",
    "train",
]

#: The module of each public name, and its name there where that is another.
_HOMES = {
    "arena": "gdlab.diagnose.arena",
    "basins": "gdlab.diagnose.basins",
    "compare": "gdlab.lab.compare",
    "compare_kept": "gdlab.lab.comparison.kept",
    "curvature": "gdlab.diagnose.spectrum",
    "export": "gdlab.lab.export",
    "preset": "gdlab.lab.presets",
    "Run": "gdlab.lab.run",
    "Status": "gdlab.lab.run",
    "sweep": "gdlab.lab.sweeps.sweep",
    "Trainer": "gdlab.lab.train:SpecTrainer",
    "train": "gdlab.lab.train",
    "DataError": "gdlab.spec.errors",
    "GdlabError": "gdlab.spec.errors",
    "SpecError": "gdlab.spec.errors",
    "StateError": "gdlab.spec.errors",
    "health": "gdlab.diagnose.health.report",
    "landscape": "gdlab.diagnose.loss_landscape",
    "load_spec": "gdlab.spec.files",
    "range_test": "gdlab.diagnose.range_test",
    "RunSpec": "gdlab.spec.run",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, with every member registered."""
    if name not in _HOMES:
        raise AttributeError(f"module 'gdlab' has no attribute '{name}'")
    from importlib import import_module

    from gdlab.spec.base import load_members

    load_members()
    module, _, inner = _HOMES[name].partition(":")
    return getattr(import_module(module), inner or name)


def __dir__() -> list[str]:
    return __all__
