"""A log file of bounded size that several processes write to at once."""

from __future__ import annotations

import logging
import sys
from collections.abc import Generator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

#: The byte whose lock stands for the whole file on Windows: beyond any content, since locked bytes cannot be read.
_FAR = 2**30


class SharedRotatingFileHandler(RotatingFileHandler):
    """A rotating file handler whose file is open only while a record is written, under a lock of all processes.

    So a process never goes on writing into a file that another one has renamed, and Windows can rename it.
    The file and its folder are made with the first record. Where they cannot be written, records are dropped.
    """

    def __init__(self, path: Path, size: int, backups: int) -> None:
        super().__init__(
            path, maxBytes=size, backupCount=backups, encoding="utf-8", delay=True, errors="backslashreplace"
        )
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.with_suffix(".lock").open("ab") as guard, locked(guard):
                super().emit(record)
                if self.stream is not None:
                    self.stream.close()
                    self.stream = None  # pyright: ignore[reportAttributeAccessIssue]
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record: a log that cannot be written is no reason to disturb anyone."""


@contextmanager
def locked(file: IO[bytes]) -> Generator[None]:
    """Wait for the lock of an open file and hold it while the block runs."""
    take_lock(file, wait=True)
    try:
        yield
    finally:
        release_lock(file)


def take_lock(file: IO[bytes], *, wait: bool) -> None:
    """Take the lock of an open file, which no other process has then; it ends with the process at the latest.

    Raises:
        OSError: when another process has it, at once or, with ``wait``, after the system's patience.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def release_lock(file: IO[bytes]) -> None:
    """Give back the lock of an open file."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
