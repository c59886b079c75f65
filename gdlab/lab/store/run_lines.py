"""The lines of a store's list, read again only where they are others than before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from gdlab.lab.store.processes import is_alive
from gdlab.lab.store.store import Store
from gdlab.lab.store.stored_run import UNDER_WAY, StoredRun, figures, recorded_status

_TYPE = re.compile(r'^\[(data|optimizer)\]\s*^type = "([^"\n]*)"', re.MULTILINE)
_COLUMNS = "id, name, grp, status, reason, started, elapsed, summary, process"
#: Ids that one query asks for at the most.
_AT_ONCE = 500


@dataclass(frozen=True)
class RunLine:
    """A run of the store's list, with what the list is filtered by.

    Attributes:
        run: the run without its arrays.
        optimizer, data: the types in its spec.
        text: name, status, race, tags, optimizer and data in lower case.
    """

    run: StoredRun
    optimizer: str
    data: str
    text: str = field(repr=False)


class RunLines:
    """The list of a store's runs, the newest first; :meth:`refresh` reads what has changed.

    Args:
        store: the store.
        removed: whether the list is that of the trash.
    """

    def __init__(self, store: Store, *, removed: bool = False) -> None:
        self.store, self._removed = store, removed
        self._seen: dict[str, tuple[Any, ...]] = {}
        self._lines: dict[str, RunLine] = {}

    def refresh(self) -> tuple[list[RunLine], set[str]]:
        """Return all lines and the ids of those that are new or others.

        Raises:
            StoreError: when the store cannot be read.
        """
        where = f"removed IS {'NOT NULL' if self._removed else 'NULL'}"
        with self.store.reading() as db:
            tags: dict[str, tuple[str, ...]] = {}
            for key, tag in db.execute("SELECT run, tag FROM tags ORDER BY run, tag"):
                tags[key] = (*tags.get(key, ()), tag)
            seen = {
                row[0]: (*row[1:], tags.get(row[0], ()))
                for row in db.execute(
                    f"SELECT id, status, elapsed, name, process FROM runs WHERE {where} "
                    "ORDER BY started DESC, rowid DESC"
                )
            }
            changed = [key for key, mark in seen.items() if self._seen.get(key) != mark]
            rows: list[tuple[Any, ...]] = []
            for start in range(0, len(changed), _AT_ONCE):
                part = changed[start : start + _AT_ONCE]
                places = ", ".join("?" * len(part))
                rows += db.execute(
                    f"SELECT {_COLUMNS}, substr(spec, 1, 6000) FROM runs WHERE id IN ({places})", part
                ).fetchall()
        alive = {p for p in {row[8] for row in rows if row[3] in UNDER_WAY} if is_alive(self.store.path, p)}
        for row in rows:
            self._lines[row[0]] = _line(row, tags.get(row[0], ()), alive)
        self._seen = seen
        self._lines = {key: self._lines[key] for key in seen}
        return list(self._lines.values()), set(changed)


def _line(row: tuple[Any, ...], tags: tuple[str, ...], alive: set[str]) -> RunLine:
    key, name, group, status, reason, started, elapsed, summary, process, spec = row
    run = StoredRun(
        key, name, group, recorded_status(status, process, alive), reason, started, elapsed, figures(summary), tags
    )
    types = dict(_TYPE.findall(spec))
    optimizer, data = types.get("optimizer", ""), types.get("data", "")
    return RunLine(run, optimizer, data, " ".join((name, run.status, group, *tags, optimizer, data, key)).lower())
