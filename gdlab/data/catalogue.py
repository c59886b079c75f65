"""Find every data set by importing the modules of ``sources``; each registers what it defines."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from gdlab.data import sources
from gdlab.data.base import Source
from gdlab.spec.base import members


@cache
def load_sources() -> None:
    """Import every module of ``sources`` once."""
    for module in sorted(pkgutil.iter_modules(sources.__path__), key=lambda m: m.name):
        importlib.import_module(f"{sources.__name__}.{module.name}")


def source_types() -> dict[str, type[Source]]:
    """Return every data set by its type name."""
    load_sources()
    return {name: cls for name, cls in members("data").items() if issubclass(cls, Source)}
