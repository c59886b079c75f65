"""The register of members: which classes there are of each kind, and the import of those that are asked for.

Defining a member registers it (:mod:`gdlab.spec.member`). The modules that define them are imported when all members of
a kind are asked for, or the one of a name.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from threading import RLock

from pydantic_core import PydanticCustomError

from gdlab.spec.member import MEMBERS, Member
from gdlab.spec.member_modules import import_package, module_names, module_of

#: The packages whose modules define the members of a run's spec, by kind. They stand above this package, so they are
#: named here and imported when a member is first asked for.
PACKAGES = {
    "layer": "gdlab.engine.ops",
    "loss": "gdlab.engine.losses",
    "metric": "gdlab.engine.metrics",
    "optimizer": "gdlab.engine.optimizers",
    "schedule": "gdlab.engine.schedules",
    "init": "gdlab.engine.initialisers",
    "average": "gdlab.engine.averages",
    "augmentation": "gdlab.engine.augmentations",
    "data": "gdlab.data.sources",
}
#: What completes the table [training].
_STEP_OPTIONS = "gdlab.spec.step_options:load_step_options"
#: The functions that register the members of other kinds, as ``module:function``.
_CATALOGUES = {
    "surface": "gdlab.diagnose.surfaces.catalogue:load_surfaces",
    "check": "gdlab.diagnose.health.catalogue:load_checks",
    "sampler": "gdlab.lab.sweeps.catalogue:load_sweep_members",
    "pruner": "gdlab.lab.sweeps.catalogue:load_sweep_members",
}
#: What registers members of the user's own, after those of the kinds that were asked for.
_PLUGINS = "gdlab.lab.plugins:load_plugins"
_BEGUN: set[str] = set()
_LOADED: set[str] = set()
_LOADING = RLock()


def load_members(kind: str = "") -> None:
    """Register the members of a kind by importing the modules that define them, once in a process.

    Args:
        kind: such as ``"optimizer"``; "" for every kind that a run's spec may hold.
    """
    of_kind = PACKAGES.get(kind) or _CATALOGUES.get(kind)
    _load_all([of_kind] if of_kind else [*PACKAGES.values(), _STEP_OPTIONS])


def load_training_fields() -> None:
    """Complete the table [training]: its step options declare their fields in modules of their own.

    The members that a spec names are registered one by one when it is read; this is all that has to be there before.
    """
    _load_all([_STEP_OPTIONS])


def _load_all(wanted: list[str]) -> None:
    """Import the packages and call the functions that have not been, and the plugins after them."""
    wanted = [*wanted, _PLUGINS]
    if _LOADED.issuperset(wanted):
        return
    with _LOADING:  # another thread waits until every member is there; this one may ask again while it loads
        for name in wanted:
            if name not in _BEGUN:
                _load(name)


def _load(name: str) -> None:
    """Import the modules of a package, or call a function given as ``module:function``."""
    _BEGUN.add(name)
    try:
        module, _, function = name.partition(":")
        if function:
            getattr(importlib.import_module(module), function)()
        else:
            import_package(name)
            _sort_members(name)
    except BaseException:
        _BEGUN.discard(name)
        raise
    _LOADED.add(name)


def _sort_members(package: str) -> None:
    """Put the members of a package in the order of its modules, whichever of them was imported first."""
    places = {name: i for i, name in enumerate(module_names(package))}
    for kind in [kind for kind, held in PACKAGES.items() if held == package]:
        known = list(MEMBERS.get(kind, {}).items())
        MEMBERS[kind] = dict(sorted(known, key=lambda named: places.get(named[1].__module__, len(places))))


def _load_one(kind: str, name: str) -> None:
    """Register one member by importing the module that defines it alone, or all of its kind where that is not seen."""
    package = PACKAGES.get(kind, "")
    if not package or package in _LOADED:
        load_members(kind)
        return
    _load_all([])  # a plugin may define it
    with _LOADING:
        if name not in MEMBERS.get(kind, {}) and (module := module_of(package, name)):
            importlib.import_module(module)
    if name not in MEMBERS.get(kind, {}):
        load_members(kind)


def registered_members() -> dict[tuple[str, str], type[Member]]:
    """Return the classes that are registered by now, by kind and type."""
    return {(kind, name): cls for kind, held in MEMBERS.items() for name, cls in held.items()}


def restore_members(held: Mapping[tuple[str, str], type[Member]]) -> None:
    """Take back what was registered since :func:`registered_members` gave this."""
    for kind in MEMBERS:
        MEMBERS[kind] = {name: cls for (of, name), cls in held.items() if of == kind}


def kinds() -> tuple[str, ...]:
    """Return the kinds that have at least one registered member: those of a run's spec first."""
    for kind in ("", *_CATALOGUES):
        load_members(kind)
    return tuple(kind for kind in dict.fromkeys([*PACKAGES, *_CATALOGUES, *MEMBERS]) if MEMBERS.get(kind))


def members(kind: str) -> dict[str, type[Member]]:
    """Return the registered classes of a kind by type name, in the order of their registration."""
    load_members(kind)
    return dict(MEMBERS.get(kind, {}))


def member(kind: str, name: str) -> type[Member]:
    """Return one registered class.

    Raises:
        PydanticCustomError: when no member of that kind has this name; the message offers the nearest names.
    """
    known = MEMBERS.get(kind, {})
    if name in known:
        return known[name]
    _load_one(kind, name)
    known = MEMBERS.get(kind, {})
    if name in known:
        return known[name]
    folded = {key.lower(): key for key in known}
    if name.lower() in folded:
        return known[folded[name.lower()]]
    near = [folded[n] for n in difflib.get_close_matches(name.lower(), list(folded), n=3, cutoff=0.5)]
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose one of {', '.join(sorted(known))}"
    raise PydanticCustomError(
        "unknown_member",
        "there is no {kind} called '{name}'; {hint}",
        {"kind": kind, "name": name, "hint": hint},
    )
