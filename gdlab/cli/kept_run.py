"""The kept runs that a command line names."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.cli.console import errors
from gdlab.lab.comparison.kept import is_named
from gdlab.lab.run import Run
from gdlab.lab.store import Store, StoreError
from gdlab.spec.errors import DataError


def kept_run(store: Store, key: str, *, trained: bool = True) -> Run:
    """Return the one run that a key names; of several the newest, with a line on standard error that says which.

    Args:
        store: where it is kept.
        key: its id, the start of its id, or its name.
        trained: whether a run without trained parameters is refused.

    Raises:
        StoreError: when there is no such run, or it is damaged.
        DataError: when it has no trained parameters and needs them.
    """
    entries = [entry for entry in store.list() if is_named(entry, key)]
    chosen = next((entry for entry in entries if entry.id == key), entries[0] if entries else None)
    if chosen is None:
        return store.load([key])[-1]
    if len(entries) > 1 and chosen.id != key:
        others = ", ".join(entry.id for entry in entries[1:6]) + (", …" if len(entries) > 6 else "")
        errors.print(
            f"'{key}' names {len(entries)} runs; this is the newest, {chosen.id} (older: {others})", soft_wrap=True
        )
    run = next(run for run in store.load([chosen.id]) if run.id == chosen.id)
    if trained and not run.parameters:
        raise DataError(run.why_untrained)
    return run


def named_ids(store: Store, keys: Sequence[str], *, removed: bool = False) -> list[str]:
    """Return the ids of all runs that ids, starts of ids or names stand for, each once.

    Args:
        store: where they are kept.
        keys: ids, starts of ids, or names.
        removed: whether the runs in the trash are meant.

    Raises:
        StoreError: when a key matches no run.
    """
    entries, found = store.list(removed=removed), dict[str, None]()
    for key in keys:
        matching = [entry.id for entry in entries if is_named(entry, key)]
        if not matching:
            place, listed = (" in the trash", "gdlab runs --trash") if removed else ("", "gdlab runs")
            raise StoreError(f"{store.path}: there is no run '{key}'{place}; `{listed}` lists those there are")
        found.update(dict.fromkeys(matching))
    return list(found)
