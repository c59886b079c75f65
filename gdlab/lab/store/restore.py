"""Take runs that a store refused, and that were written into a file of another folder, back into the store."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdlab.lab.store.checkpoint_files import embed_checkpoints
from gdlab.lab.store.database import OF_A_RUN, StoreError, connect, is_foreign, remove_store, store_error, transaction
from gdlab.lab.store.migrations import make_or_migrate
from gdlab.lab.store.processes import is_alive, remove_folder
from gdlab.lab.store.records import delete_run
from gdlab.lab.store.rescue import default_folders, origin_of, rescue_stem
from gdlab.lab.store.store import Store

logger = logging.getLogger(__name__)

#: Columns of ``runs`` that a person set in the store, which a run's return leaves as they are.
_OWN = ("name", "removed")
#: Statuses from which a run may go on; the more steps its checkpoint has, the further it is.
_UNFINISHED = "('queued', 'running', 'paused', 'stopped', 'interrupted')"


@dataclass(frozen=True)
class TakenBack:
    """What became of one file of runs that a store had refused.

    Attributes:
        path: the file.
        runs: how many runs came into the store; those that the store has already do not count.
        problem: why the file is still there, as a sentence without the full stop; "" when it was removed.
    """

    path: Path
    runs: int
    problem: str = ""

    @property
    def sentence(self) -> str:
        """Return what a person is told of it."""
        count = f"{self.runs} run{'s' * (self.runs != 1)}"
        if self.problem:
            return f"Runs that the store had refused are still in {self.path}: {self.problem}."
        if not self.runs:
            return f"The store has every run of {self.path}; that file was removed."
        return f"{count} that the store had refused came back into it from {self.path}; that file was removed."


def take_back(store: Store, folders: Sequence[Path] | None = None) -> list[TakenBack]:
    """Find the files of runs that this store refused, put the runs into it, and remove the files.

    A file that a living process of gdlab has written stays, since that process tries the store itself.

    Args:
        store: where to.
        folders: where the files are looked for; those where :func:`write_elsewhere` puts them if None.
    """
    found: list[TakenBack] = []
    for path in _files(store, default_folders() if folders is None else folders):
        try:
            origin = origin_of(path)
            if origin is None or origin.store != store.path.resolve() or is_alive(path, origin.process):
                continue
            found.append(TakenBack(path, restore(store, path)))
            remove_store(path)
            remove_folder(path)
        except (StoreError, OSError) as error:
            logger.warning("%s", error)
            found.append(TakenBack(path, 0, str(error)))
    return found


def restore(store: Store, path: Path) -> int:
    """Put the runs of another store's file into a store; the file is left as it is.

    A run that is in both is taken over where the file has more of it.

    Args:
        store: where to.
        path: the other file.

    Returns:
        How many runs were taken over.

    Raises:
        StoreError: when the file is no store of gdlab or cannot be read, the store cannot be written, or another
            process trains one of the runs at the moment.
    """
    if not path.is_file() or not path.stat().st_size or path.resolve() == store.path.resolve():
        raise StoreError(f"{path}: there is no file of other runs here")
    store.open()
    try:
        with closing(connect(path)) as other:
            if is_foreign(other):
                raise StoreError(f"{path}: this is a database of another program; choose another file")
            make_or_migrate(other, path)
            with transaction(store.path, write=True, patience=store.patience) as db:
                taken = [key for (key,) in other.execute("SELECT id FROM runs") if _take_over(store, db, other, key)]
                embed_checkpoints(db, path, {}, taken)
        store.remove_unused_files(taken)
        return len(taken)
    except sqlite3.Error as error:
        raise store_error(path, error) from None


def _take_over(store: Store, db: sqlite3.Connection, other: sqlite3.Connection, key: str) -> bool:
    """Copy one run where the other file has more of it; say whether it was copied."""
    held = db.execute("SELECT process FROM runs WHERE id = ?", (key,)).fetchone()
    if held is not None and _standing(db, key) >= _standing(other, key):
        return False
    if held is not None and is_alive(store.path, held[0]):
        raise StoreError(f"{store.path}: another process trains run {key} at the moment; try again when it has ended")
    kept = _kept(db, key)
    delete_run(db, key)
    for table in ("runs", *OF_A_RUN):
        for row in other.execute(f"SELECT * FROM {table} WHERE {_column(table)} = ?", (key,)):
            db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    db.execute("UPDATE runs SET process = '' WHERE id = ?", (key,))
    for name, value in kept["runs"].items():
        db.execute(f"UPDATE runs SET {name} = ? WHERE id = ?", (value, key))
    for table in ("tags", "notes"):
        for row in kept[table]:
            db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", row)
    return True


def _kept(db: sqlite3.Connection, key: str) -> dict[str, Any]:
    """Return what a person said of a run in the store, which its return must not undo."""
    line = db.execute(f"SELECT {', '.join(_OWN)} FROM runs WHERE id = ?", (key,)).fetchone()
    words = {
        table: db.execute(f"SELECT * FROM {table} WHERE run = ?", (key,)).fetchall() for table in ("tags", "notes")
    }
    return {"runs": dict(zip(_OWN, line or (), strict=False))} | words


def _standing(db: sqlite3.Connection, key: str) -> tuple[int, int]:
    """Return how far a run is: whether it ended by itself, and the steps of its checkpoint."""
    ended, step = db.execute(
        f"SELECT status NOT IN {_UNFINISHED}, "
        "coalesce((SELECT max(step) FROM blobs WHERE run = runs.id AND kind IN ('latest', 'parameters')), -1) "
        "FROM runs WHERE id = ?",
        (key,),
    ).fetchone()
    return int(ended), int(step)


def _column(table: str) -> str:
    return "id" if table == "runs" else "run"


def _files(store: Store, folders: Sequence[Path]) -> list[Path]:
    """Return the user's own files in these folders whose names say that they hold what such a store refused."""
    found: list[Path] = []
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            found += sorted(path for path in folder.glob(f"{rescue_stem(store.path)}*.sqlite") if _is_own(path))
    return found


def _is_own(path: Path) -> bool:
    """Return whether this is an ordinary file of the user's, and none that another user put into a common folder."""
    with suppress(OSError):
        facts = path.lstat()
        return stat.S_ISREG(facts.st_mode) and (sys.platform == "win32" or facts.st_uid == os.getuid())
    return False
