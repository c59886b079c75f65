"""Read NumPy files without ever unpickling, and without believing what their headers promise."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import numpy as np

from gdlab.spec.errors import DataError

_MOST_BYTES = 16 * 2**30


def read_npy(path: Path) -> np.memmap:
    """Return the array of a .npy file, mapped; it can be written to without changing the file.

    Raises:
        DataError: when it is damaged, truncated, or holds Python objects.
    """
    try:
        array = np.load(path, mmap_mode="c", allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise DataError(f"{path} {_why(error)}") from None
    if not isinstance(array, np.memmap):
        raise DataError(f"{path} is not a .npy file")
    return array


def read_npz(path: Path) -> dict[str, np.ndarray]:
    """Return the arrays of a .npz file.

    Raises:
        DataError: when it is damaged, holds Python objects, or unpacks to more than 16 GB.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > _MOST_BYTES:
                raise DataError(f"{path} unpacks to {size / 1e9:.0f} GB, more than the 17 GB that are allowed")
            entries = [e for e in archive.infolist() if e.filename.endswith(".npy")]
            return {entry.filename.removesuffix(".npy"): _entry(archive, entry, path) for entry in entries}
    except MemoryError:
        raise DataError(f"{path} does not fit into memory; save its arrays as .npy files, which are mapped") from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DataError(f"{path} {_why(error)}") from None


def npz_names(path: Path) -> tuple[str, ...]:
    """Return the names of the arrays of a .npz file, in the order of the file, without reading them.

    Raises:
        DataError: when it is no .npz file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(n.removesuffix(".npy") for n in archive.namelist() if n.endswith(".npy"))
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{path} {_why(error)}") from None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> np.ndarray:
    """Return one array, after checking that the file is as long as its header says."""
    with archive.open(entry) as file:
        major, _ = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(file)
        if dtype.hasobject:
            raise DataError(f"{path} holds Python objects in {entry.filename!r}, which are never unpickled")
        if int(np.prod(shape, dtype=np.float64)) * dtype.itemsize > entry.file_size:
            raise DataError(f"{path} is truncated: {entry.filename!r} is shorter than its header says")
    with archive.open(entry) as file:
        return np.lib.format.read_array(file, allow_pickle=False)


def _why(error: Exception) -> str:
    text = str(error)
    if "pickle" in text or "Object arrays" in text or "object" in text.lower().split():
        return "holds Python objects, which are never unpickled; save arrays of numbers"
    return f"cannot be read as a NumPy file: {text or type(error).__name__}"
