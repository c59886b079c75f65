"""The discovery of every layer, loss, optimizer, schedule, initialiser and average: their packages are imported."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

PACKAGES = ("ops", "losses", "optimizers", "schedules", "initialisers", "averages")


@cache
def load() -> None:
    """Import every module of every package of members once; each registers what it defines."""
    for name in PACKAGES:
        package = importlib.import_module(f"gdlab.engine.{name}")
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"gdlab.engine.{name}.{module.name}")
