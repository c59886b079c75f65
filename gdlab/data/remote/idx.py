"""Read IDX files, plain or gzipped: the format of MNIST (LeCun)."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np

from gdlab.data.gate import Limits, size_text, unpacked
from gdlab.data.progress import Progress, silent
from gdlab.spec.errors import DataError

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read_idx(path: Path, progress: Progress = silent) -> np.ndarray:
    """Return the array of an IDX file.

    Raises:
        DataError: when it is no IDX file, truncated, too long or damaged.
        Cancelled: when ``progress`` raised it.
    """
    limits = Limits(path, progress)
    try:
        with unpacked(limits) as file:
            zeros, kind, dimensions = struct.unpack(">HBB", file.read(4))
            if zeros or kind not in _TYPES or not 1 <= dimensions <= 8:
                raise DataError(f"{path} is not an IDX file")
            shape = struct.unpack(f">{dimensions}I", file.read(4 * dimensions))
            dtype = np.dtype(_TYPES[kind])
            size = math.prod(shape) * dtype.itemsize
            if size > limits.unpacked:
                raise DataError(
                    f"{path} claims {size / 1e9:.0f} GB, more than the {size_text(limits.unpacked)} allowed"
                )
            limits.check_memory(size)
            content = file.read(size)
            if len(content) < size:
                raise DataError(f"{path} is truncated: {len(content):,} of {size:,} bytes of values")
            if file.read(1):
                raise DataError(f"{path} goes on after its {size:,} bytes of values; it is damaged")
    except struct.error:
        raise DataError(f"{path} is truncated") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from None
    return np.frombuffer(content, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))


def find(folder: Path, name: str) -> Path:
    """Return an IDX file of a folder, plain or gzipped, with either of the two spellings of its name.

    Raises:
        DataError: when it is not there.
    """
    for spelling in (name, name.replace("-idx", ".idx")):
        for suffix in (".gz", ""):
            if (folder / f"{spelling}{suffix}").is_file():
                return folder / f"{spelling}{suffix}"
    raise DataError(f"{folder} holds no {name}.gz; the four IDX files of training and test part are needed")
