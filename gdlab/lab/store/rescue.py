"""A file in another folder for runs that the store refuses.

The file is a store, and says besides which store refused its runs and which process wrote it, so that the next start
finds it (:mod:`gdlab.lab.store.restore`).
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gdlab.lab.store.database import StoreError, connect_to_read, remove_store, store_error, transaction
from gdlab.lab.store.processes import enter_process
from gdlab.lab.store.recorded_run import RecordedRun
from gdlab.lab.store.records import SavedRows
from gdlab.lab.store.run_writer import RunWriter
from gdlab.lab.store.store import Store


def default_folders() -> list[Path]:
    """Return the folders for runs that the store refuses: the user's home, and the one for temporary files."""
    return [Path.home(), Path(tempfile.gettempdir())]


def rescue_stem(refusing: Path) -> str:
    """Return the beginning of the names of the files that hold what a store refused."""
    stem = re.sub(r"[^\w.-]", "", refusing.stem) or "runs"
    return f"{stem}-rescued-"


@dataclass(frozen=True)
class RescueOrigin:
    """Where the runs of such a file belong.

    Attributes:
        store: the store that refused them.
        process: the token of the process that wrote the file, and that tries the store as long as it lives.
    """

    store: Path
    process: str


def origin_of(path: Path) -> RescueOrigin | None:
    """Return where the runs of a file belong; None when it is not one that :func:`write_elsewhere` made.

    Raises:
        StoreError: when it cannot be read.
    """
    try:
        with closing(connect_to_read(path)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'rescued'").fetchone():
                return None
            found = db.execute("SELECT origin, process FROM rescued").fetchone()
    except sqlite3.Error as error:
        raise store_error(path, error) from None
    return RescueOrigin(Path(found[0]), found[1]) if found is not None else None


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
    when = time.strftime("%Y%m%d-%H%M%S")
    name = f"{rescue_stem(refusing)}{when}-{secrets.token_hex(2)}.sqlite"
    problems: list[str] = []
    for folder in folders:
        path = folder / name
        try:
            path.touch(mode=0o600, exist_ok=False)
            lost = _write(path, refusing, entries)
        except (StoreError, OSError) as error:
            problems.append(str(error))
            _remove(path)
            continue
        if lost:
            reasons = "; ".join(f"run {key} cannot be written: {error}" for key, error in lost.items())
            raise StoreError(f"{reasons}; the other runs are in {path}")
        return path
    raise StoreError("; ".join(dict.fromkeys(problems)))


def _write(path: Path, refusing: Path, entries: Sequence[RecordedRun]) -> dict[str, Exception]:
    """Write runs into a file, which counts as in use until the process ends or calls :func:`leave_process`."""
    writer = RunWriter(Store(path), threading.Lock(), in_one_file=True)
    try:
        with transaction(path, write=True) as db:
            db.execute("CREATE TABLE rescued (origin TEXT NOT NULL, process TEXT NOT NULL)")
            db.execute("INSERT INTO rescued VALUES (?, ?)", (str(refusing.resolve()), enter_process(path)))
        return writer.write([replace(entry, saved=SavedRows(), begun=False) for entry in entries])
    except sqlite3.Error as error:
        raise store_error(path, error) from None
    finally:
        writer.close()


def _remove(path: Path) -> None:
    with suppress(OSError):
        remove_store(path)
