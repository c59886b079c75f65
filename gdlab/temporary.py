"""Temporary files of the program: in one private folder of the cache, and gone at the latest with the next start.

A process that is killed removes nothing. So each process has a folder of its own beside a file that it keeps locked
while it lives; what a later process finds unlocked belongs to a dead one and is removed.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import stat
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from gdlab.logs.shared_file import take_lock
from gdlab.paths import cache_path, make_private, why_not_private

#: The beginning of the name of a note of a temporary file that is elsewhere.
_BESIDE = "beside-"
_held: dict[tuple[int, Path], tuple[IO[bytes], Path]] = {}


def temporary_root() -> Path:
    """Return the folder under which every process has its temporary files; it need not exist."""
    return cache_path() / "temporary"


def process_folder() -> Path:
    """Return this process's folder for temporary files; it is removed when the process ends.

    Where the cache folder cannot be used, it is in the system's folder for temporary files.
    """
    key = (os.getpid(), _usable_root())
    if key not in _held or not _held[key][1].is_dir():
        _held[key] = _new_folder(key[1])
    return _held[key][1]


@contextmanager
def temporary_folder(purpose: str) -> Generator[Path]:
    """Give a new folder for the time of the block.

    Args:
        purpose: a word that begins its name, such as "import".
    """
    with new_folder(purpose) as name:
        yield Path(name)


def new_folder(purpose: str) -> TemporaryDirectory[str]:
    """Return a new folder that its owner cleans up; the end of the process does so at the latest."""
    return TemporaryDirectory(prefix=f"{purpose}-", dir=process_folder(), ignore_cleanup_errors=True)


@contextmanager
def noted_while_written(path: Path) -> Generator[None]:
    """Note for the time of the block a temporary file that is beside a user's own file.

    A file that takes another one's place has to be made in the same folder. Where the process is killed before that,
    the next one finds the note and removes the file.

    Args:
        path: the temporary file, which need not be there yet.
    """
    note = None
    with suppress(OSError):
        note = process_folder() / f"{_BESIDE}{secrets.token_hex(6)}"
        note.write_bytes(os.fsencode(path.absolute()))
    try:
        yield
    finally:
        if note is not None:
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _remove_noted(folder: Path) -> None:
    """Remove the temporary files beside users' files that a dead process had noted."""
    for note in folder.glob(f"{_BESIDE}*"):
        with suppress(OSError, ValueError):
            path = Path(os.fsdecode(note.read_bytes()))
            if re.fullmatch(r"\..*-[0-9a-f]{8}(\..*)?", path.name) and stat.S_ISREG(path.lstat().st_mode):
                path.unlink()


def remove_leftovers() -> int:
    """Remove the temporary files of processes that have died, and return of how many."""
    removed = 0
    with suppress(OSError):
        for lock in temporary_root().glob("*.lock"):
            with suppress(OSError), lock.open("r+b") as file:
                take_lock(file, wait=False)  # refused while its process lives
                _remove_noted(lock.with_suffix(""))
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                file.close()
                lock.unlink()
                removed += 1
    return removed


def _usable_root() -> Path:
    with suppress(OSError):
        root = temporary_root()
        make_private(root)
        if not why_not_private(root) and os.access(root, os.W_OK):
            return root
    return Path(tempfile.gettempdir())


def _new_folder(root: Path) -> tuple[IO[bytes], Path]:
    """Make a folder and the locked file beside it, the file first, so that it is never taken for a leftover."""
    remove_leftovers()
    while True:
        folder = root / f"gdlab-{os.getpid()}-{secrets.token_hex(6)}"
        lock = Path(f"{folder}.lock")
        file = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b")
        try:
            take_lock(file, wait=False)
        except OSError:  # another process took it for a leftover in the moment before
            file.close()
            continue
        folder.mkdir(mode=0o700)
        atexit.register(_end, os.getpid(), file, folder, lock)
        return file, folder


def _end(process: int, file: IO[bytes], folder: Path, lock: Path) -> None:
    """Remove a process's folder, unless this is a fork of the process that made it."""
    if os.getpid() != process:
        return
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        file.close()
        lock.unlink(missing_ok=True)
