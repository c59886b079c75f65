"""All views of *Look inside*, found by importing every module of this folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from gdlab.ui import inside
from gdlab.ui.inside.base import InsideView, registered_views


def load_views() -> list[type[InsideView]]:
    """Import every module of this folder and return the views that they define."""
    for module in pkgutil.iter_modules(inside.__path__, f"{inside.__name__}."):
        import_module(module.name)
    return registered_views()
