"""Make room for arrays: in memory while they fit, else in a file that is mapped and removed with its last user."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import weakref
from pathlib import Path

import numpy as np

from gdlab.spec.errors import DataError
from gdlab.temporary import process_folder

#: Arrays above this many bytes live in a file; set GDLAB_IN_MEMORY_BYTES to change it.
LARGEST_IN_MEMORY = 2**31


def allocate(shape: tuple[int, ...]) -> np.ndarray:
    """Return a float32 array of zeros, mapped from a file in the cache folder when it is large.

    Raises:
        DataError: when the disk has no room for it.
    """
    size = int(np.prod(shape, dtype=np.int64)) * 4
    if size <= int(os.environ.get("GDLAB_IN_MEMORY_BYTES", LARGEST_IN_MEMORY)):
        return np.zeros(shape, dtype=np.float32)
    folder = process_folder()
    handle, name = tempfile.mkstemp(prefix="rows-", suffix=".f32", dir=folder)
    try:
        _reserve(handle, size)
        mapped = np.memmap(name, dtype=np.float32, mode="r+", shape=shape)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise DataError(f"{folder} has no room for {size / 1e9:.1f} GB of examples: {error.strerror}") from None
    finally:
        os.close(handle)
    weakref.finalize(mapped, _remove, name)
    return mapped


def _reserve(handle: int, size: int) -> None:
    """Take the space now, so that a full disk is an error here and not a crash in the middle of training."""
    if sys.platform == "linux":
        os.posix_fallocate(handle, 0, size)
    else:
        os.truncate(handle, size)


def _remove(name: str) -> None:
    with contextlib.suppress(OSError):  # Windows keeps a mapped file until the process ends
        Path(name).unlink(missing_ok=True)
