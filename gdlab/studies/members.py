"""Make every measure, rule and procedure known by importing the rooms that hold them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from gdlab.spec.base import load_members as load_lab
from gdlab.studies import measures, procedures, rules


@cache
def load_all_members() -> None:
    """Import every module of the three rooms, and the members of engine and data, once."""
    load_lab()
    for room in (measures, rules, procedures):
        for module in sorted(pkgutil.iter_modules(room.__path__), key=lambda m: m.name):
            importlib.import_module(f"{room.__name__}.{module.name}")
