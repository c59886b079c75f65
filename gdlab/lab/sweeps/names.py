"""The names of sweeps: each is that of a journal beside the store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gdlab.lab.store import Store
from gdlab.lab.sweeps.journal import read_journal
from gdlab.lab.sweeps.sweep_run import journal_path, sweeps_folder
from gdlab.spec.errors import GdlabError
from gdlab.spec.plain import is_table
from gdlab.spec.problems import nearest
from gdlab.spec.sweep import SweepSpec, parse_sweep

_NAME = re.compile(r"[\w][\w .,=()+-]{0,79}")


def refuse_name(name: str) -> None:
    """Refuse a name that cannot be that of a file.

    Raises:
        GdlabError: when it cannot.
    """
    if not _NAME.fullmatch(name):
        raise GdlabError(f"'{name}' cannot be the name of a sweep: take letters, figures, spaces, - and _, at most 80")


def sweep_names(store: Store) -> list[str]:
    """Return the names of the sweeps that have a journal beside a store, the newest first."""
    found = sweeps_folder(store).glob("*.log")
    return [path.stem for path in sorted(found, key=lambda path: -path.stat().st_mtime)]


def fresh_name(store: Store, wanted: str) -> str:
    """Return a name that no sweep has: the wanted one, if need be with a number behind it."""
    cleaned = re.sub(r"[^\w .,=()+-]", "-", wanted).strip(" -.")[:70] or "sweep"
    taken, name, number = set(sweep_names(store)), cleaned, 1
    while name in taken:
        number += 1
        name = f"{cleaned}-{number}"
    return name


def held_sweep(store: Store, name: str) -> SweepSpec:
    """Return the sweep of a name as it was last carried out.

    Raises:
        GdlabError: when there is none of that name, or its journal is damaged.
    """
    path = journal_path(store, name)
    known = sweep_names(store)
    if name not in known:
        shown = f"there are {', '.join(known[:8])}" if known else "there is none yet"
        hint = nearest(name, known, as_clause=True) or shown
        raise GdlabError(f"{store.path}: there is no sweep called '{name}'; {hint}")
    text = _last_text(path)
    if text is None:
        raise GdlabError(f"{path}: the sweep was never begun; start it from its spec file")
    return parse_sweep(text, str(path))


def _last_text(path: Path) -> str | None:
    """Return the text of the sweep that was written last into a journal."""
    found: str | None = None
    for log in read_journal(path):
        held: Any = log.get("user_attr")
        if is_table(held) and isinstance(held.get("gdlab"), str):
            found = str(held["gdlab"])
    return found
