"""All charts of the Lab, found by importing every module of this folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from gdlab.ui import charts
from gdlab.ui.charts.base import LabChart, registered_charts


def load_charts() -> list[type[LabChart]]:
    """Import every module of this folder and return the charts that they define."""
    for module in pkgutil.iter_modules(charts.__path__, f"{charts.__name__}."):
        import_module(module.name)
    return registered_charts()
