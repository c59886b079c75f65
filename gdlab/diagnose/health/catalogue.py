"""All checks of a run's health, found by importing every module of their folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from gdlab.diagnose.health import checks
from gdlab.diagnose.health.base import HealthCheck
from gdlab.spec.base import members


@cache
def load_checks() -> None:
    """Import every module of the folder of checks once."""
    for module in sorted(pkgutil.iter_modules(checks.__path__), key=lambda m: m.name):
        importlib.import_module(f"{checks.__name__}.{module.name}")


def all_checks() -> list[HealthCheck]:
    """Return every check with its usual bounds, in the order in which they are asked."""
    load_checks()
    found = [kind() for kind in members("check").values() if issubclass(kind, HealthCheck)]
    return sorted(found, key=lambda check: (check.order, check.type))
