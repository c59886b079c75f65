"""Read members of a tar archive one after the other, without writing any of them to disk."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from gdlab.data.gate import Bounded, Limits, unpacked
from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError


def archive_members(
    path: Path, wanted: Callable[[str], bool], most_bytes: int, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the plain files that are wanted.

    Args:
        path: the archive, a .tar that may be gzipped.
        wanted: tells of a member's name whether it is wanted.
        most_bytes: what it may unpack to.
        progress: called with the share that is done and a text.

    Raises:
        DataError: when the archive is damaged or truncated, names a place outside itself, or unpacks to more than
            ``most_bytes``.
    """
    limits = Limits(path, progress, most_bytes)
    with unpacked(limits) as stream:
        try:
            yield from _members(stream, wanted, limits)
        except (EOFError, tarfile.ReadError, gzip.BadGzipFile, zlib.error) as error:
            raise DataError(f"{path} is truncated or damaged: {error}") from None
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error.strerror or error}") from None


def _members(stream: Bounded, wanted: Callable[[str], bool], limits: Limits) -> Iterator[tuple[str, bytes]]:
    total = 0
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for count, member in enumerate(archive):
            _check_name(member.name, limits.path)
            total += max(member.size, 0)
            limits.check_unpacked(total)
            limits.check_count(count, "members")
            if member.isfile() and wanted(member.name):
                content = archive.extractfile(member)
                if content is not None:
                    yield member.name, content.read()
    _read_to_the_end(stream)


def _read_to_the_end(stream: Bounded) -> None:
    """Read what follows the last member, so that a cut or a wrong checksum is noticed."""
    for _ in range(1024):
        if not stream.read(1 << 16):
            return
    raise DataError("the archive goes on for long after its last member; it is not opened")


def _check_name(name: str, path: Path) -> None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or (parts and ":" in parts[0]):
        raise DataError(f"{path} names a place outside itself ({name!r}); it is not opened")
