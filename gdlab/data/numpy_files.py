"""Read NumPy files without ever unpickling, and without believing what their headers promise."""

from __future__ import annotations

import math
import struct
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import IO

import numpy as np

from gdlab.data.gate import MOST_NAMES, Bounded, Limits, opened
from gdlab.data.progress import Progress, silent
from gdlab.data.zip_directory import opened_zip
from gdlab.spec.errors import DataError

#: What zipfile and NumPy raise for damaged files.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, struct.error,
    OverflowError, UnicodeError, TypeError,
)  # fmt: skip


def read_npy(path: Path) -> np.memmap:
    """Return the array of a .npy file, mapped; it can be written to without changing the file.

    Raises:
        DataError: when it is damaged, truncated, a single number, or holds Python objects.
    """
    with opened(path) as file:
        shape, _, dtype = _header(file, path.name, path)
    if not shape or 0 in shape:
        raise DataError(f"{path} holds {'a single number' if not shape else 'no numbers'}, and an array is needed")
    if dtype.hasobject:
        raise DataError(f"{path} {_why(ValueError('object'))}")
    try:
        array = np.load(path, mmap_mode="c", allow_pickle=False)
    except (ValueError, OSError, EOFError, OverflowError) as error:
        raise DataError(f"{path} {_why(error)}") from None
    if not isinstance(array, np.memmap):
        raise DataError(f"{path} is not a .npy file")
    return array


def read_npz(path: Path, progress: Progress = silent) -> dict[str, np.ndarray]:
    """Return the arrays of a .npz file.

    Raises:
        DataError: when it is damaged, holds Python objects, or unpacks to more than is allowed.
        Cancelled: when ``progress`` raised it.
    """
    limits = Limits(path, progress)
    try:
        with opened_zip(limits, "arrays", MOST_NAMES) as archive:
            limits.check_unpacked(sum(entry.file_size for entry in archive.infolist()))
            entries = [e for e in archive.infolist() if e.filename.endswith(".npy")]
            return {entry.filename.removesuffix(".npy"): _entry(archive, entry, limits) for entry in entries}
    except MemoryError:
        raise DataError(f"{path} does not fit into memory; save its arrays as .npy files, which are mapped") from None
    except _DAMAGE as error:
        raise DataError(f"{path} {_why(error)}") from None


def npz_names(path: Path) -> tuple[str, ...]:
    """Return the names of the arrays of a .npz file, in the order of the file, without reading them.

    Raises:
        DataError: when it is no .npz file.
    """
    try:
        with opened_zip(Limits(path), "arrays", MOST_NAMES) as archive:
            return tuple(n.removesuffix(".npy") for n in archive.namelist() if n.endswith(".npy"))
    except _DAMAGE as error:
        raise DataError(f"{path} {_why(error)}") from None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> np.ndarray:
    """Return one array, after checking that the file is as long as its header says."""
    path = limits.path
    with archive.open(entry) as file:
        shape, _, dtype = _header(file, entry.filename, path)
        if dtype.hasobject:
            raise DataError(f"{path} holds Python objects in {entry.filename!r}, which are never unpickled")
        if math.prod(shape) * dtype.itemsize > entry.file_size:
            raise DataError(f"{path} is truncated: {entry.filename!r} is shorter than its header says")
    with archive.open(entry) as file:
        return np.lib.format.read_array(Bounded(file, limits), allow_pickle=False)


def _header(file: IO[bytes], name: str, path: Path) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Return shape, order and type that a .npy file declares.

    Raises:
        DataError: when the header is none; NumPy reads it as an expression of Python, which may nest too deeply.
    """
    try:
        major, _ = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's remarks on what is in the header
            shape, order, dtype = read(file)
    except (OSError, zlib.error, zipfile.BadZipFile):
        raise
    except Exception as error:  # whatever a parser of expressions makes of a damaged one
        raise DataError(f"{path} {_why(error)} (the header of {name!r})") from None
    return shape, order, dtype


def _why(error: Exception) -> str:
    text = str(error)
    if "pickle" in text or "Object arrays" in text or "object" in text.lower().split():
        return "holds Python objects, which are never unpickled; save arrays of numbers"
    return f"cannot be read as a NumPy file: {text or type(error).__name__}"
