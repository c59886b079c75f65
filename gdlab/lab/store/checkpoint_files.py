"""Large checkpoints in files of their own beside the store, which are written once instead of twice.

What goes into the store's file is written into SQLite's log first and from there into the file, which a large network's
state cannot afford each second. Each run has two files in a folder beside the store and writes them in turn, each time
the one to which no line of the store points: a line that names the other one is committed once that is on the disk. So
whatever happens while a file is written, the line points to a whole one. In the store is a pointer: the number of
the file, and its head, which holds the checksum of all that follows.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import sqlite3
import stat
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from gdlab.lab.files import flush_folder
from gdlab.lab.store.codec import HEAD_SIZE, check_packed, pack_arrays, packed_parts, unpack_arrays
from gdlab.lab.store.database import StoreError
from gdlab.lab.store.recorded_run import LARGE
from gdlab.lab.store.records import read_blob

_log = logging.getLogger(__name__)

#: Bytes that a pointer in the store takes at the most; a blob of more holds its arrays itself.
_LARGEST_POINTER = 4096
#: Seconds for which a file stays to which no line points.
_FRESH = 60.0
#: Ids of runs that may be the names of files; any other run's checkpoint is in the store.
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_POINTER = "file"
_POINTERS = "SELECT run, data FROM blobs WHERE kind = 'latest' AND length(data) <= ?"


def is_large(run: str, state: Mapping[str, np.ndarray]) -> bool:
    """Return whether the checkpoint of a run is to be in a file of its own."""
    return sum(array.nbytes for array in state.values()) > LARGE and _ID.fullmatch(run) is not None


class CheckpointFiles:
    """The files of large checkpoints beside a store.

    Args:
        store: the store's file.
    """

    def __init__(self, store: Path) -> None:
        self._store = store

    @property
    def folder(self) -> Path:
        """Return the folder, beside the file to which the store's path leads through links; it need not exist."""
        store = self._store.resolve()
        return store.parent / f"{store.name}-checkpoints"

    def write(self, db: sqlite3.Connection, run: str, state: Mapping[str, np.ndarray]) -> bytes:
        """Write a checkpoint into the file to which no line points, and return the pointer to it.

        Args:
            db: the store.
            run: the run's id.
            state: the checkpoint; its memory is not copied.

        Raises:
            StoreError: when the file cannot be written.
        """
        number = 1 - _number_of(_pointer(db, run))
        parts = packed_parts(state)
        try:
            self._write_parts(self._path(run, number), parts)
        except OSError as error:
            raise _told(self._store, self.folder, error) from None
        noted = {"marks": state["marks"]} if "marks" in state else {}
        about = np.array([number, sum(len(part) for part in parts)], np.int64)
        head = np.frombuffer(parts[0], np.uint8)
        return pack_arrays({_POINTER: about, "head": head} | noted, compress=False)

    def _write_parts(self, path: Path, parts: Sequence[bytes | memoryview]) -> None:
        """Write over a file that is there: its places on the disk and in memory serve again."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        is_new = not path.exists()
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(path, flags, 0o600)
        try:
            for part in parts:
                rest = memoryview(part)
                while len(rest):
                    rest = rest[os.write(handle, rest) :]
            os.ftruncate(handle, sum(len(part) for part in parts))
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            flush_folder(self.folder)

    def read(self, run: str, pointer: Mapping[str, np.ndarray]) -> bytes:
        """Return the content of the file to which a pointer points, as :func:`pack_arrays` gave it.

        Raises:
            ValueError: when it is missing, is damaged or is another one.
        """
        if _ID.fullmatch(run) is None:
            raise ValueError("its file has no name")
        path, size = self._path(run, _number_of(pointer)), int(pointer[_POINTER][1])
        try:
            facts = path.lstat()
            is_right = stat.S_ISREG(facts.st_mode) and facts.st_size == size
            content = path.read_bytes() if is_right else b""
        except OSError as error:
            raise ValueError(f"its file in {self.folder} cannot be read: {error.strerror or error}") from None
        if len(content) != size or content[:HEAD_SIZE] != pointer["head"].tobytes():
            raise ValueError(f"its file in {self.folder} is not the one that was written")
        check_packed(content)
        return content

    @property
    def exist(self) -> bool:
        """Return whether there is a folder of such files."""
        return self.folder.is_dir()

    def remove_unused(self, db: sqlite3.Connection, run: str) -> None:
        """Remove the files of a run to which no line of the store points, and the folder when it is empty."""
        held = _number_of(_pointer(db, run)) if _pointer(db, run) else None
        for number in (0, 1):
            if number != held and _ID.fullmatch(run) is not None:
                _unlink(self._path(run, number))
        self._remove_empty_folder()

    def tidy(self, db: sqlite3.Connection) -> None:
        """Remove the files that killed processes left and to which no line of the store points.

        Files that were written within the last minute stay, since their line may be committed in a moment.
        """
        if not self.exist:
            return
        held = {self._path(run, _number_of(pointer)) for run, pointer in pointers(db)}
        for path in set(self.folder.glob("*.arrays")) - held:
            if path.lstat().st_mtime < time.time() - _FRESH:
                _unlink(path)
        self._remove_empty_folder()

    def _remove_empty_folder(self) -> None:
        with suppress(OSError):
            self.folder.rmdir()

    def _path(self, run: str, number: int) -> Path:
        return self.folder / f"{run}.{number}.arrays"


def read_checkpoint(db: sqlite3.Connection, store: Path, run: str) -> tuple[int, dict[str, np.ndarray]] | None:
    """Return the step and the arrays of a run's checkpoint, None when it has none.

    Args:
        db: the store.
        store: its file, beside which large checkpoints are.
        run: the run's id.

    Raises:
        ValueError: when it is damaged.
    """
    found = read_blob(db, run, "latest")
    if found is None or not is_pointer(found[1]):
        return found
    return found[0], unpack_arrays(CheckpointFiles(store).read(run, found[1]))


def embed_checkpoints(
    db: sqlite3.Connection, store: Path, known: Mapping[str, bytes], runs: Collection[str] | None = None
) -> None:
    """Put the large checkpoints that are beside a store into a copy of it, which then needs no file beside it.

    A checkpoint that cannot be had is noted in the log, and its run has none in the copy.

    Args:
        db: the copy, in a transaction that writes.
        store: the store's own file.
        known: the content of files that have changed since, by run.
        runs: the ids of those that are meant; all for None.
    """
    for run, pointer in pointers(db):
        if runs is not None and run not in runs:
            continue
        try:
            content = known[run] if run in known else CheckpointFiles(store).read(run, pointer)
            db.execute("UPDATE blobs SET data = ? WHERE run = ? AND kind = 'latest'", (content, run))
        except (ValueError, KeyError, IndexError, sqlite3.DataError, MemoryError) as error:
            _log.warning("the checkpoint of run %s was not copied: %s", run, error)
            db.execute("DELETE FROM blobs WHERE run = ? AND kind = 'latest'", (run,))


def _pointer(db: sqlite3.Connection, run: str) -> dict[str, np.ndarray]:
    """Return the pointer of a run, nothing where it has none."""
    return dict(pointers(db, f"{_POINTERS} AND run = ?", run)).get(run, {})


def pointers(
    db: sqlite3.Connection, query: str = _POINTERS, *words: str
) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    """Yield the runs whose checkpoints are in files, with the pointers; damaged lines are passed over."""
    for run, data in db.execute(query, (_LARGEST_POINTER, *words)).fetchall():
        try:
            found = unpack_arrays(data)
        except (ValueError, TypeError):
            continue
        if is_pointer(found):
            yield run, found


def is_pointer(arrays: Mapping[str, np.ndarray]) -> bool:
    """Return whether what is in the store for a checkpoint only points to a file."""
    return _POINTER in arrays


def _number_of(pointer: Mapping[str, np.ndarray]) -> int:
    """Return the number of the file to which a pointer points, 1 where it is none."""
    return int(pointer[_POINTER][0]) if is_pointer(pointer) else 1


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("%s: this checkpoint cannot be removed: %s", path, error)


def _told(store: Path, folder: Path, error: OSError) -> StoreError:
    """Return why a checkpoint cannot be written, as a sentence with what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreError(f"{store}: the disk is full; free some space or choose another file with --store")
    reason = error.strerror or str(error)
    return StoreError(f"{store}: checkpoints cannot be written into {folder}: {reason}; choose another with --store")
