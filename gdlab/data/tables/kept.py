"""One imported table, kept from its preview until it is opened again in the same way, so that a file is read once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from gdlab.data.folder_stamp import folder_stamp
from gdlab.data.tables.reading import Reading
from gdlab.data.tables.store import TableStore

_LOCK = threading.Lock()
_kept: list[tuple[tuple[Any, ...], Reading, TableStore]] = []


def remember_table(file: Path, how: Reading, store: TableStore) -> None:
    """Keep a table for who opens the same file next, read in the same way; the one that was kept before is dropped."""
    drop_kept_table()
    with _LOCK:
        _kept.append((folder_stamp(file), how, store.handed_over()))


def take_table(file: Path, how: Reading) -> TableStore | None:
    """Return the table that is kept of a file, if the file is as it was and is to be read in the same way."""
    with _LOCK:
        if not _kept or _kept[0][:2] != (folder_stamp(file), how):
            return None
        return _kept.pop()[2]


def drop_kept_table() -> None:
    """Close the table that is kept, if there is one."""
    with _LOCK:
        store = _kept.pop()[2] if _kept else None
    if store is not None:
        store.close()
