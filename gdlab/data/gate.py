"""The one gate through which strangers' files come in: what may be opened, and how much it may take.

A file may be a device that never ends, a pipe that never begins, or a few megabytes that unpack to terabytes. Every
reader opens files here, reads unpacked content through :class:`Bounded`, and asks :class:`Limits` before it takes
memory. Each block that is read tells the progress, which may stop the work.
"""

from __future__ import annotations

import gzip
import os
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from gdlab.data.progress import Progress, silent
from gdlab.spec.errors import DataError

#: What a packed file may unpack to: so many times its size, and this much in any case.
MOST_RATIO, ALWAYS_UNPACKED = 100, 512 * 2**20
#: How many members an archive may have.
MOST_MEMBERS = 1_000_000
#: How many folders may lie in one another.
MOST_DEPTH = 100
#: Arrays in a .npz, columns of a table, keys of JSON objects.
MOST_NAMES = 10_000
#: The share of the machine's memory that one file's content may take.
MEMORY_SHARE = 0.5
#: How long reading may take: so many seconds, and one more for each so many bytes of the file.
MOST_SECONDS, BYTES_A_SECOND = 300.0, 2**20
_BLOCK = 1 << 18
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Limits:
    """The limits of reading one file, and the progress that is told meanwhile.

    Args:
        path: the file, which every refusal names.
        progress: called with each block; may raise ``Cancelled``.
        most: bytes that its content may have unpacked, where its reader knows better than the usual ratio.
        to_disk: whether the content goes to disk and takes no memory.

    Attributes:
        unpacked: how many bytes its content may have unpacked.
    """

    def __init__(
        self, path: Path, progress: Progress = silent, most: int | None = None, *, to_disk: bool = False
    ) -> None:
        self.path = path
        self.size = _regular(path).st_size
        self.unpacked = max(ALWAYS_UNPACKED, MOST_RATIO * self.size)
        self._by_ratio = most is None or self.unpacked <= most
        self.unpacked = self.unpacked if most is None else min(self.unpacked, most)
        self._progress, self._to_disk = progress, to_disk
        self._seconds = MOST_SECONDS + self.size / BYTES_A_SECOND
        self._began = time.monotonic()

    def step(self, share: float, text: str) -> None:
        """Tell the progress, and refuse a file that takes too long.

        Raises:
            DataError: when the time is up.
            Cancelled: when the progress raised it.
        """
        self._progress(share, text)
        if time.monotonic() - self._began > self._seconds:
            raise DataError(
                f"{self.path} takes longer than the {self._seconds:,.0f} seconds that a file of its size may take"
            )

    def check_unpacked(self, size: float) -> None:
        """Refuse content that is, or says that it is, larger unpacked than allowed, or than fits into memory.

        Raises:
            DataError: when it is; the sentence says the limit.
        """
        if size > self.unpacked:
            why = f", {MOST_RATIO} times its size and more" if self._by_ratio else ", which no such file does"
            raise DataError(f"{self.path} unpacks to more than {size_text(self.unpacked)}{why}; it is not opened")
        self.check_memory(size)

    def check_memory(self, size: float) -> None:
        """Refuse content that takes more than half of the machine's memory.

        Raises:
            DataError: when it does; the sentence says the limit.
        """
        most = most_memory()
        if size > most and not self._to_disk:
            raise DataError(
                f"{self.path} takes {size_text(size)} of memory, more than the {size_text(most)} that are allowed "
                "(half of this machine's)"
            )

    def check_count(self, count: int, what: str, most: int = MOST_MEMBERS) -> None:
        """Refuse a file with too many members.

        Raises:
            DataError: when it has; the sentence says the limit.
        """
        if count > most:
            raise DataError(f"{self.path} holds more than {most:,} {what}; it is not opened")

    def check_depth(self, depth: int) -> None:
        """Refuse a file with folders in one another that are too many.

        Raises:
            DataError: when they are; the sentence says the limit.
        """
        if depth > MOST_DEPTH:
            raise DataError(f"{self.path} holds more than {MOST_DEPTH} folders in one another; it is not opened")


class Bounded:
    """A stream that tells the progress with each block, and ends in a refusal beyond the limit."""

    def __init__(self, stream: IO[bytes], limits: Limits, packed: IO[bytes] | None = None) -> None:
        self._stream, self._limits, self._packed = stream, limits, packed
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all that there are for −1."""
        blocks, left = [], size if size >= 0 else None
        while left is None or left > 0:
            block = self._stream.read(_BLOCK if left is None else min(left, _BLOCK))
            if not block:
                break
            self.count += len(block)
            self._limits.check_unpacked(self.count)
            self._limits.step(self._share(), f"reading {self._limits.path.name}")
            blocks.append(block)
            left = None if left is None else left - len(block)
        return b"".join(blocks)

    def _share(self) -> float:
        return min(self._packed.tell() / max(self._limits.size, 1), 1.0) if self._packed is not None else -1.0


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open an ordinary file for reading; whatever else is there is refused before it is opened.

    Raises:
        DataError: when it is missing, unreadable, a folder, a device, a pipe or a socket.
    """
    _regular(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(descriptor, "rb")
    except OSError as error:
        raise _unreadable(path, error) from None
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was exchanged meanwhile
            raise DataError(f"{path} is not an ordinary file, and one is needed")
        yield file


@contextmanager
def unpacked(limits: Limits) -> Iterator[Bounded]:
    """Open a file that may be gzipped and give its content, bounded; gzip's checksum is verified at its end.

    Raises:
        DataError: when the file cannot be opened, or its gzip data are damaged or end too early.
    """
    with opened(limits.path) as file:
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if is_packed else file
        try:
            yield Bounded(stream, limits, file)
        except EOFError:
            raise DataError(f"{limits.path} is truncated: the gzip data end too early") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise DataError(f"{limits.path} is a damaged gzip file: {error}") from None


def read_whole(path: Path, most: int, progress: Progress = silent) -> bytes:
    """Return the bytes of a file as it is.

    Raises:
        DataError: when it is no ordinary file, cannot be read, or is larger than ``most`` bytes.
    """
    with opened(path) as file:
        content = Bounded(file, Limits(path, progress)).read(most + 1)
    if len(content) > most:
        raise DataError(f"{path} is larger than {size_text(most)}, which no such file is")
    return content


def checked_file(path: str | Path) -> Path:
    """Return the path of an ordinary file that exists, can be read and is not empty.

    Raises:
        DataError: when it is missing, a folder, a device, a pipe, a socket, unreadable or empty.
    """
    if not str(path):
        raise DataError("no file is named; set 'path' to the file that holds the data")
    path = Path(path).expanduser()
    with opened(path) as file:
        try:
            first = file.read(1)
        except OSError as error:
            raise _unreadable(path, error) from None
    if not first:
        raise DataError(f"{path} is empty")
    return path


def file_stamp(path: Path) -> tuple[str, int, int]:
    """Return what changes when a file changes: its path, size and time of change; −1 where it is missing."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return (str(path), -1, -1)
    return (str(path), found.st_size, found.st_mtime_ns)


@contextmanager
def refuse_changes(path: Path) -> Iterator[None]:
    """Refuse what was read within when the file changed meanwhile.

    Raises:
        DataError: when size or time of change differ at the end.
    """
    before = file_stamp(path)
    yield
    if file_stamp(path) != before:
        raise DataError(f"{path} changed while it was read; nothing was kept, read it again")


def most_memory() -> float:
    """Return how many bytes of memory the content of one file may take."""
    if sys.platform != "win32":  # Windows does not say
        with suppress(OSError, ValueError):
            return MEMORY_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return 8 * 2**30


def size_text(size: float) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"


def _regular(path: Path) -> os.stat_result:
    """Return the facts of an ordinary file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise DataError(f"{path} does not exist") from None
    except OSError as error:
        raise _unreadable(path, error) from None
    except ValueError as error:  # a null character in the name
        raise DataError(f"{str(path)!r} is no name of a file: {error}") from None
    for is_kind, name in _KINDS:
        if is_kind(found.st_mode):
            raise DataError(f"{path} is {name}, and a file is needed")
    return found


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(f"{path} cannot be read: {error.strerror or error}")
