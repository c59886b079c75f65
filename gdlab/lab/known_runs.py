"""Runs that are imported again: a store that has the same content under any name is not given it twice."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout

from gdlab.lab.run import Run
from gdlab.lab.store import Store, StoredRun, StoreError
from gdlab.paths import cache_dir
from gdlab.spec.files import dumps

#: Seconds for which an import waits for another one.
_LONGEST = 120.0


class _Hash(Protocol):
    """What a hash of the standard library offers."""

    def update(self, content: bytes, /) -> None:
        """Take further bytes in."""
        ...


@dataclass(frozen=True)
class ImportedRun:
    """A run that was to be imported.

    Attributes:
        run: the run as the store has it: the imported one, or the one that was there.
        known: the line of the store that has the same content already, None for a run that is new.
    """

    run: Run
    known: StoredRun | None = None


def import_into(store: Store, runs: Sequence[Run]) -> list[ImportedRun]:
    """Put runs into a store, but for those whose content it has, and return what became of each.

    Runs are the same where spec, curves and weights are, whatever they are called; what is in the trash does not count.

    Args:
        store: where to.
        runs: the runs.
    """
    with _one_at_a_time(store):
        by_length: dict[float, list[StoredRun]] = {}
        for line in store.list():
            by_length.setdefault(line.elapsed, []).append(line)
        found: list[ImportedRun] = []
        for run in runs:
            same = _same(store, run, by_length.get(run.elapsed, []))
            if same is None:
                store.save(run)
                same = ImportedRun(run)
            found.append(same)
        return found


@contextmanager
def _one_at_a_time(store: Store) -> Generator[None]:
    """Have two imports into a store follow each other, so that the second one sees what the first one brought.

    Where no lock can be made, or another import holds it for long, the import goes on without.
    """
    with ExitStack() as held:
        with suppress(OSError, Timeout):
            name = hashlib.sha256(str(store.path.resolve()).encode()).hexdigest()[:16]
            held.enter_context(FileLock(cache_dir() / f"import-{name}.lock", timeout=_LONGEST, thread_local=False))
        yield


def content_key(run: Run) -> str:
    """Return the identity of what a run holds: its spec, its curves and its weights, names aside."""
    held = hashlib.sha256(dumps(run.spec.replace(name="")).encode())
    for table in run.history.tables:
        for name in sorted(("step", *table.tags)):
            _add(held, name, np.asarray(table.rows.read(name)))
    for kind in (run.parameters, run.averaged):
        for name, array in sorted(kind.items()):
            _add(held, name, array)
    return held.hexdigest()


def _same(store: Store, run: Run, lines: Sequence[StoredRun]) -> ImportedRun | None:
    """Return the run among some lines of a store that has the content of another one."""
    key = ""
    for line in lines:
        if line.status != str(run.status):
            continue
        key = key or content_key(run)
        try:
            (held,) = store.load([line.id])
        except (StoreError, ValueError):
            continue
        if content_key(held) == key:
            return ImportedRun(held, line)
    return None


def _add(held: _Hash, name: str, array: np.ndarray) -> None:
    whole = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    held.update(f"{name} {whole.dtype.str} {whole.shape}".encode())
    held.update(whole.tobytes())
