"""Open a .zip whose list of files is bounded before it is read, since the whole list is read in one go, unstoppably."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from gdlab.data.gate import MOST_MEMBERS, Limits, opened, size_text
from gdlab.spec.errors import DataError

#: Bytes that the list of an archive's files may take, which are read within a second.
MOST_LISTED = 16 * 2**20
_END, _END_SIZE, _LONGEST_COMMENT = b"PK\x05\x06", 22, 1 << 16
_LOCATOR, _LOCATOR_SIZE, _END_64, _END_64_SIZE = b"PK\x06\x07", 20, b"PK\x06\x06", 56


@contextmanager
def opened_zip(limits: Limits, what: str = "files", most: int = MOST_MEMBERS) -> Iterator[zipfile.ZipFile]:
    """Open a .zip, after checking the size of its list, how many members it has and how deep their folders are.

    Args:
        limits: of the file.
        what: what a member is called in a refusal.
        most: how many members it may have.

    Raises:
        DataError: when the file is no ordinary one, or has more than is allowed.
        BadZipFile: when it is damaged.
    """
    with opened(limits.path) as file:
        size = _listed(file)
        if size > MOST_LISTED:
            raise DataError(
                f"{limits.path} lists its files in {size_text(size)}, more than the {size_text(MOST_LISTED)} that are "
                "read; unpack it, and open the folder"
            )
        with zipfile.ZipFile(file) as archive:
            limits.check_count(len(archive.infolist()), what, most)
            for entry in archive.infolist():
                limits.check_depth(entry.filename.count("/") + entry.filename.count("\\"))
            yield archive


def _listed(file: IO[bytes]) -> int:
    """Return how many bytes an archive says that the list of its files takes, where ``zipfile`` looks for that."""
    length = file.seek(0, 2)
    file.seek(max(0, length - _LONGEST_COMMENT - _END_SIZE - _LOCATOR_SIZE - _END_64_SIZE))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return 0  # no archive, which its reader says
    locator = at - _LOCATOR_SIZE
    record = tail[max(0, locator - _END_64_SIZE) : max(0, locator)]
    if locator >= 0 and tail[locator:at].startswith(_LOCATOR) and record.startswith(_END_64):
        return int(struct.unpack_from("<Q", record, 40)[0])
    return int(struct.unpack_from("<I", tail, at + 12)[0])
