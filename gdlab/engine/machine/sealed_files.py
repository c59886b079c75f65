"""Sealed files: content behind a checksum, which is given out only if it is whole, the user's own and at its place.

What is unpacked from a file of compiled kernels becomes code of this process. So a file is read only if it belongs to
the user and only the user may write it, and its content is given out only if it carries the digest of itself and of the
file's name: a file that was cut short, flipped by a disk or copied over another one is told from a whole one.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

_MARK = b"gdlab sealed 1\n"
_DIGEST = hashlib.sha256().digest_size
_LARGEST = 2**28


class BrokenSealError(Exception):
    """A sealed file that is not to be used; the message is the end of a sentence that names the file."""


def write_sealed(path: Path, content: bytes) -> None:
    """Write content with its checksum, for the user alone; a reader meanwhile gets the old file or the new one.

    Raises:
        OSError: when it cannot be written; no part of it is left then.
    """
    beside = path.with_name(f"{path.name}.tmp.{uuid4().hex[:16]}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MARK + _digest(path.name, content))
            file.write(content)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def read_sealed(path: Path) -> bytes:
    """Return a sealed file's content.

    Raises:
        FileNotFoundError: when there is no such file.
        BrokenSealError: when it is damaged, belongs to another user, may be written by others or cannot be read.
    """
    try:
        raw = _read_own(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BrokenSealError("cannot be read") from error
    begin = len(_MARK) + _DIGEST
    if len(raw) < begin:
        raise BrokenSealError("is empty" if not raw else "is cut short")
    content = raw[begin:]
    if not raw.startswith(_MARK):
        raise BrokenSealError("is no file of compiled kernels")
    if raw[len(_MARK) : begin] != _digest(path.name, content):
        raise BrokenSealError("is damaged")
    return content


def _read_own(path: Path) -> bytes:
    """Read an ordinary file of the user's; a pipe or a device in its place is not waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            raise BrokenSealError("is no file of compiled kernels")
        if sys.platform != "win32" and (found.st_uid != os.getuid() or found.st_mode & 0o022):
            raise BrokenSealError("belongs to another user or may be written by others")
        return file.read(_LARGEST)


def _digest(name: str, content: bytes) -> bytes:
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape"))
    digest.update(b"\0")
    digest.update(content)
    return digest.digest()
