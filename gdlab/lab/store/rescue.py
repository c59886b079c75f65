"""A file in another folder for runs that the store refuses."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from gdlab.lab.store.database import StoreError, told
from gdlab.lab.store.recorded_run import RecordedRun
from gdlab.lab.store.records import SavedRows
from gdlab.lab.store.run_writer import RunWriter
from gdlab.lab.store.store import Store


def default_folders() -> list[Path]:
    """Return the folders for runs that the store refuses: the user's home, and the one for temporary files."""
    return [Path.home(), Path(tempfile.gettempdir())]


def write_elsewhere(refusing: Path, entries: Sequence[RecordedRun], folders: Sequence[Path]) -> Path:
    """Write runs with their checkpoints into a store in the first folder that takes them.

    Args:
        refusing: the store that cannot be written, from which the other file has its name.
        entries: the runs; they are left as they are.
        folders: where to.

    Returns:
        The file that was written.

    Raises:
        StoreError: when no folder takes it.
    """
    stem = re.sub(r"[^\w.-]", "", refusing.stem) or "runs"
    name = f"{stem}-rescued-{time.strftime('%Y%m%d-%H%M%S')}.sqlite"
    problems: list[str] = []
    for folder in folders:
        path = folder / name
        is_new = not path.exists()
        try:
            lost = _write(path, entries)
        except StoreError as error:
            problems.append(str(error))
            if is_new:
                _remove(path)
            continue
        if lost:
            reasons = "; ".join(f"run {key} cannot be written: {error}" for key, error in lost.items())
            raise StoreError(f"{reasons}; the other runs are in {path}")
        return path
    raise StoreError("; ".join(dict.fromkeys(problems)))


def _write(path: Path, entries: Sequence[RecordedRun]) -> dict[str, Exception]:
    writer = RunWriter(Store(path), threading.Lock())
    try:
        return writer.write([replace(entry, saved=SavedRows(), begun=False) for entry in entries])
    except sqlite3.Error as error:
        raise told(path, error) from None
    finally:
        writer.close()


def _remove(path: Path) -> None:
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            file.unlink(missing_ok=True)
