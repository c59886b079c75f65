"""Columns in files of the program's temporary folder, for tables that keep every row.

The files are mapped into memory, so that readers see ordinary arrays. What was written is taken out of the process's
memory from time to time; the system reads it back where it is asked for.
"""

from __future__ import annotations

import mmap
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

import numpy as np

from gdlab.temporary import process_folder

#: Bytes of one column by which its file grows at the most, so that little of the disk is taken ahead.
_LARGEST_GROWTH = 1 << 26
#: Bytes of all columns that are written or read between two times at which they are taken out of memory.
_RELEASED_AT = 1 << 23


class ColumnFiles:
    """The files of one table's columns of float64.

    They are removed with the object. Arrays that were given out stay good, since the system keeps a removed file that
    is mapped.

    Args:
        names: the columns.

    Raises:
        OSError: when the folder cannot be made.
    """

    def __init__(self, names: Sequence[str]) -> None:
        folder = mkdtemp(prefix="history-", dir=process_folder())
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._paths = {name: Path(folder) / f"{place}.f8" for place, name in enumerate(names)}
        self._maps: list[mmap.mmap] = []
        self._touched = 0

    def grown(self, size: int, needed: int) -> dict[str, np.ndarray]:
        """Return the columns with more rows; the rows that there are stay, and no row is copied.

        Args:
            size: the rows that there were.
            needed: the rows that there must be.

        Raises:
            OSError: when the disk has no place for them; the columns are as they were then.
        """
        rows = max(needed, min(2 * size, size + _LARGEST_GROWTH // 8))
        maps = {name: _mapped(path, 8 * rows) for name, path in self._paths.items()}
        self._maps = list(maps.values())
        return {name: np.frombuffer(held, np.float64) for name, held in maps.items()}

    def note_touched(self, rows: int) -> None:
        """Take what was written and read out of the process's memory, once it is much."""
        self._touched += 8 * rows * len(self._paths)
        if self._touched >= _RELEASED_AT:
            self._touched = 0
            for held in self._maps:
                _release(held)

    def copy(self, columns: Mapping[str, np.ndarray], rows: int, into: Mapping[str, np.ndarray]) -> None:
        """Copy the first rows of columns into those of the files."""
        piece = _RELEASED_AT // 8 // len(self._paths)
        for first in range(0, rows, piece):
            end = min(rows, first + piece)
            for name, column in into.items():
                column[first:end] = columns[name][first:end]
            self.note_touched(end - first)


def _mapped(path: Path, size: int) -> mmap.mmap:
    """Return a file as memory that can be written, after the disk has set all of its bytes aside.

    Without that a full disk would end the process at the moment at which a byte is written.
    """
    with path.open("r+b" if path.exists() else "w+b") as file:
        there = os.fstat(file.fileno()).st_size
        if size > there:
            _reserve(file.fileno(), there, size)
        return mmap.mmap(file.fileno(), max(size, there))


def _reserve(handle: int, there: int, size: int) -> None:
    try:
        if sys.platform == "linux":
            os.posix_fallocate(handle, there, size - there)
            return
        os.lseek(handle, there, os.SEEK_SET)
        while there < size:
            there += os.write(handle, bytes(min(1 << 20, size - there)))
    except OSError:
        os.ftruncate(handle, there)
        raise


def _release(held: mmap.mmap) -> None:
    """Give the pages of a file back to the system, which has their content in the file."""
    if sys.platform != "win32":
        held.madvise(mmap.MADV_DONTNEED)
