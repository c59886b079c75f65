"""The discovery of the engine's members, from layers to step options: the packages that hold them are imported."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

PACKAGES = (
    "ops", "losses", "metrics", "optimizers", "schedules", "initialisers", "averages", "step_options", "augmentations",
)  # fmt: skip


@cache
def load_engine_members() -> None:
    """Import every module of every package of members once; each registers what it defines."""
    for name in PACKAGES:
        load_package(name)


@cache
def load_package(name: str) -> None:
    """Import every module of one package of members once; that of the metrics needs none of the others."""
    package = importlib.import_module(f"gdlab.engine.{name}")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        importlib.import_module(f"gdlab.engine.{name}.{module.name}")
