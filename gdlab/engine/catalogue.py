"""Find every layer, loss, optimizer, schedule and initialiser by importing the modules of their rooms."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

ROOMS = ("ops", "losses", "optimizers", "schedules", "initialisers", "averages")


@cache
def load() -> None:
    """Import every module of every room once; each registers what it defines."""
    for room in ROOMS:
        package = importlib.import_module(f"gdlab.engine.{room}")
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"gdlab.engine.{room}.{module.name}")
