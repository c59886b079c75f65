"""Make every measure, rule, procedure and derivation known by importing the packages that hold them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from gdlab.spec.base import load_members as load_lab
from gdlab.studies import derivations, measures, procedures, rules


def load_all_members() -> None:
    """Import every module of the four packages, and the members of engine and data."""
    load_lab()
    load_study_members()


@cache
def load_study_members() -> None:
    """Import every module of the four packages, once; the members of a run's spec come when a study names them."""
    for package in (measures, rules, procedures, derivations):
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            importlib.import_module(f"{package.__name__}.{module.name}")
