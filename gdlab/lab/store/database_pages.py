"""The pages of a database of SQLite that may be damaged, read without SQLite, which refuses many such files.

The layout is that of https://www.sqlite.org/fileformat2.html. What was committed and is in the write-ahead log yet
is taken from there, as SQLite does. A page that was cut off is as short as what is left of it.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import IO

_USUAL = 4096
_SIZES = tuple(1 << power for power in range(9, 17))
#: The kinds of pages of a tree, by their first byte: what is in front of the places of their cells, in bytes.
HEADS = {2: 12, 5: 12, 10: 8, 13: 8}
#: Bytes that some builds of SQLite leave free at the end of each page; other numbers come from damage.
_RESERVED = (0, 8, 12, 32)
#: Bytes at the beginning of a file by which the size of its pages is found out where its header is damaged.
_SAMPLE = 1 << 24


class DatabasePages:
    """The pages of a database, by number from 1.

    Args:
        path: the file; its write-ahead log is looked for beside it.

    Raises:
        OSError: when the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._log: IO[bytes] | None = None
        self._in_log: dict[int, int] = {}
        try:
            length = os.fstat(self._file.fileno()).st_size
            self.size = _page_size(self._file.read(_SAMPLE))
            self.count = -(-length // self.size)
            beside = path.with_name(f"{path.name}-wal")
            if beside.is_file():
                self._log = beside.open("rb")
                self._in_log = _frames(self._log.read, self.size)
                self.count = max(self.count, *self._in_log, 0)
        except BaseException:
            self.close()
            raise
        self.head = self.page(1)[:100].ljust(100, b"\0")
        self.usable = self.size - (self.head[20] if self.head[20] in _RESERVED else 0)

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes:
        """Return a page, shorter where the file ends within it, b"" where there is none of this number."""
        if not 0 < number <= self.count:
            return b""
        at = self._in_log.get(number)
        file = self._file if at is None or self._log is None else self._log
        file.seek((number - 1) * self.size if at is None else at)
        return file.read(self.size)

    def number_in_header(self, at: int) -> int:
        """Return the number of four bytes at a place of the file's header."""
        return int.from_bytes(self.head[at : at + 4], "big")

    def free(self) -> set[int]:
        """Return the pages that hold nothing any more; none where the list of them is damaged."""
        found: set[int] = set()
        trunk, expected = self.number_in_header(32), self.number_in_header(36)
        while trunk and len(found) < expected:
            page = self.page(trunk)
            if trunk in found or len(page) < self.size:
                return set()
            following, count = struct.unpack_from(">II", page)
            if count > self.usable // 4 - 2:
                return set()
            found |= {trunk, *struct.unpack_from(f">{count}I", page, 8)}
            trunk = following
        return found if len(found) == expected else set()


def _page_size(start: bytes) -> int:
    """Return the bytes of a page, by the distances at which pages of trees are, whatever the header says.

    Of a larger size only every second page, or fewer, would be found, of a smaller one those that are nearly empty not.
    """
    pages = {size: sum(_is_plausible(start, at, size) for at in range(0, len(start), size)) for size in _SIZES}
    return max(_SIZES, key=lambda size: (pages[size], size == _USUAL, size))


def _is_plausible(start: bytes, at: int, size: int) -> bool:
    """Return whether a page of a tree may begin at a place."""
    at += 100 if at == 0 else 0
    kind = start[at] if at < len(start) else 0
    if kind not in HEADS or len(start) < at + 8:
        return False
    count, content = struct.unpack_from(">HH", start, at + 3)
    fills = content == size % 65536 if count == 0 else HEADS[kind] + 2 * count <= content <= size
    return fills and count < size // 4


def _frames(read: Callable[[int], bytes], size: int) -> dict[int, int]:
    """Return where in a write-ahead log the newest committed content of each page is.

    Args:
        read: reads the log from its beginning.
        size: the bytes of a page.
    """
    head = read(32)
    if len(head) < 32 or head[:3] != b"\x37\x7f\x06" or int.from_bytes(head[8:12], "big") != size:
        return {}
    order = ">" if head[3] & 1 else "<"
    sums = _checksum((0, 0), head[:24], order)
    if sums != struct.unpack_from(">II", head, 24):
        return {}
    committed: dict[int, int] = {}
    waiting: dict[int, int] = {}
    at = 32
    while len(frame := read(24 + size)) == 24 + size and frame[8:16] == head[16:24]:
        sums = _checksum(_checksum(sums, frame[:8], order), frame[24:], order)
        number, commit = struct.unpack_from(">II", frame)
        if sums != struct.unpack_from(">II", frame, 16) or not number:
            break
        waiting[number] = at + 24
        at += 24 + size
        if commit:
            committed |= waiting
            waiting.clear()
    return committed


def _checksum(sums: tuple[int, int], raw: bytes, order: str) -> tuple[int, int]:
    """Return the running checksum of a write-ahead log after some bytes more."""
    first, second = sums
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
