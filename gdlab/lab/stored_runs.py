"""Runs of a store that are read one at a time, whenever something of them is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.spec.run import RunSpec


@dataclass
class _LastRead:
    """The one run that is in memory."""

    key: str = ""
    run: Run | None = None


@dataclass(frozen=True)
class StoredRunReader:
    """A run of a store in the place of a :class:`Run`: what is small is known, all else is read when asked for.

    Readers that share ``last`` hold one run in memory between them.
    """

    id: str
    label: str
    spec: RunSpec
    thinned: tuple[int, int] | None
    store: Store
    last: _LastRead = field(default_factory=_LastRead, repr=False, compare=False)

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the run.

        Raises:
            StoreError: when it is gone or damaged.
        """
        if name.startswith("__"):
            raise AttributeError(name)
        if self.last.run is None or self.last.key != self.id:
            self.last.key, self.last.run = "", None
            self.last.run = next(run for run in self.store.load([self.id]) if run.id == self.id)
            self.last.key = self.id
        return getattr(self.last.run, name)


def stored_runs(
    store: Store,
    keys: Sequence[str] = (),
    *,
    damaged: Callable[[str, str], None] | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> list[Run]:
    """Return runs of a store that take their place in memory one at a time, for as many as there are.

    Args:
        store: where they are kept.
        keys: ids, starts of ids, or names; all, the oldest first, for none.
        damaged: called with the id and the reason for each run that cannot be read, which is then left out.
        progress: called with the share that is read and a text.

    Raises:
        StoreError: when a key matches no run, or a run is damaged and ``damaged`` is None.
    """
    last, found = _LastRead(), list[Run]()
    total = max(1, len(keys) or len(store.list()))
    for number, run in enumerate(store.iterate(keys, damaged=damaged)):
        if progress is not None:
            progress(min(1.0, number / total), f"Reading {run.label}")
        found.append(cast("Run", StoredRunReader(run.id, run.label, run.spec, run.thinned, store, last)))
    return found
