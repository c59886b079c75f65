"""The discovery of samplers and pruners: every module of their folders is imported."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from gdlab.lab.sweeps import pruners, samplers


@cache
def load_sweep_members() -> None:
    """Import every module of both folders once; each registers what it defines."""
    for package in (samplers, pruners):
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"{package.__name__}.{module.name}")
