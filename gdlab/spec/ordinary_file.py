"""Read small files that a person names, where a pipe that never begins or a device that never ends may stand."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


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


def _not_ordinary(path: Path) -> OSError:
    return OSError(errno.EINVAL, "it is a folder, a pipe, a device or a socket, and a file is needed", str(path))
