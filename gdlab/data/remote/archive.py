"""Read members of a tar archive one after the other, without writing any of them to disk."""

from __future__ import annotations

import gzip
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from gdlab.data.progress import Progress
from gdlab.spec.errors import DataError

_MOST_MEMBERS = 1_000_000


def archive_members(
    path: Path, wanted: Callable[[str], bool], most_bytes: int, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the plain files that are wanted.

    Raises:
        DataError: when the archive is damaged or truncated, names a place outside itself, or unpacks to more than
            ``most_bytes``.
    """
    read, size = 0, path.stat().st_size
    try:
        with path.open("rb") as file, _stream(file) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for count, member in enumerate(archive):
                _check_name(member.name, path)
                read += max(member.size, 0)
                if read > most_bytes or count > _MOST_MEMBERS:
                    raise DataError(f"{path} unpacks to more than {most_bytes / 1e9:.1f} GB, which no such file does")
                if member.isfile() and wanted(member.name):
                    content = archive.extractfile(member)
                    if content is not None:
                        yield member.name, content.read()
                if count % 64 == 0:
                    progress(min(file.tell() / max(size, 1), 1.0), f"reading {path.name}")
            _read_to_the_end(stream)
    except (EOFError, tarfile.ReadError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path} is truncated or damaged: {error}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from None


def _stream(file: IO[bytes]) -> IO[bytes]:
    """Return the unpacked content; unlike tarfile's own, it checks gzip's checksum at the end."""
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if packed else file


def _read_to_the_end(stream: IO[bytes]) -> None:
    """Read what follows the last member, so that a cut or a wrong checksum is noticed."""
    for _ in range(1024):
        if not stream.read(1 << 16):
            return
    raise DataError("the archive goes on for long after its last member; it is not opened")


def _check_name(name: str, path: Path) -> None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts or name.startswith(("/", "\\")) or (parts and ":" in parts[0]):
        raise DataError(f"{path} names a place outside itself ({name!r}); it is not opened")
