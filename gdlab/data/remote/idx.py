"""Read IDX files, plain or gzipped: the format of MNIST (LeCun)."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

from gdlab.spec.errors import DataError

_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_MOST_BYTES = 4 * 2**30


def read_idx(path: Path) -> np.ndarray:
    """Return the array of an IDX file.

    Raises:
        DataError: when it is no IDX file, truncated, too long or damaged.
    """
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            zeros, kind, dimensions = struct.unpack(">HBB", file.read(4))
            if zeros or kind not in _TYPES or not 1 <= dimensions <= 8:
                raise DataError(f"{path} is not an IDX file")
            shape = struct.unpack(f">{dimensions}I", file.read(4 * dimensions))
            dtype = np.dtype(_TYPES[kind])
            size = int(np.prod(shape, dtype=np.float64)) * dtype.itemsize
            if size > _MOST_BYTES:
                raise DataError(f"{path} claims {size / 1e9:.0f} GB, more than is opened here")
            content = _read(file, size)
            if len(content) < size:
                raise DataError(f"{path} is truncated: {len(content):,} of {size:,} bytes of values")
            if file.read(1):
                raise DataError(f"{path} goes on after its {size:,} bytes of values; it is damaged")
    except (EOFError, struct.error):
        raise DataError(f"{path} is truncated") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"{path} is a damaged gzip file: {error}") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from None
    return np.frombuffer(content, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))


def _read(file: gzip.GzipFile | object, size: int) -> bytes:
    """Return up to ``size`` bytes, without taking the room for more than there is."""
    blocks, left = [], size
    while left and (block := file.read(min(left, 1 << 20))):  # type: ignore[attr-defined]
        blocks.append(block)
        left -= len(block)
    return b"".join(blocks)


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
