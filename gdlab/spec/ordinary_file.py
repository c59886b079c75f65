"""Read small files that a person names, where a pipe that never begins or a device that never ends may stand."""

from __future__ import annotations

import errno
import os
import select
import stat
from pathlib import Path

#: Seconds that a pipe may stay empty before it is refused.
_PATIENCE = 2.0


def ordinary_bytes(path: Path, most: int) -> bytes:
    """Return the first bytes of an ordinary file.

    Args:
        path: the file.
        most: how many bytes at the most.

    Raises:
        OSError: when it cannot be read, or is a folder, a pipe, a device or a socket, which is not opened.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise _not_ordinary(path)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # it was exchanged meanwhile
            raise _not_ordinary(path)
        return file.read(most)


def piped_bytes(path: Path, most: int) -> bytes:
    """Return the first bytes of an ordinary file, or of a pipe into which something is written just now.

    Args:
        path: the file, or a pipe such as a shell puts in the place of ``<(command)``.
        most: how many bytes at the most.

    Raises:
        OSError: as for :func:`ordinary_bytes`, and when nothing is written into the pipe for two seconds.
    """
    if not stat.S_ISFIFO(path.stat().st_mode):
        return ordinary_bytes(path, most)
    held = b""
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb", buffering=0) as pipe:
        while len(held) < most:
            if not select.select([pipe], [], [], _PATIENCE)[0]:
                raise _not_ordinary(path)
            if not (piece := pipe.read(most - len(held))):
                break
            held += piece
    if not held:
        raise _not_ordinary(path)
    return held


def _not_ordinary(path: Path) -> OSError:
    return OSError(errno.EINVAL, "it is a folder, a pipe, a device or a socket, and a file is needed", str(path))
