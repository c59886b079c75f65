"""Read the small data sets that are shipped under resources/data."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np

from gdlab import paths
from gdlab.spec.errors import DataError


def arrays(name: str) -> dict[str, np.ndarray]:
    """Return the arrays of resources/data/<name>.npz.

    Raises:
        DataError: when the file is missing or damaged.
    """
    path = _path(f"{name}.npz")
    try:
        with np.load(path, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    except (OSError, ValueError, EOFError, KeyError) as error:
        raise DataError(f"the shipped data file {path} is damaged ({error}); reinstall gdlab") from None


def text(name: str) -> str:
    """Return the text of resources/data/<name>.txt.gz.

    Raises:
        DataError: when the file is missing or damaged.
    """
    path = _path(f"{name}.txt.gz")
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"the shipped data file {path} is damaged ({error}); reinstall gdlab") from None


def photograph(name: str) -> np.ndarray:
    """Return the pixels of resources/data/<name>.jpg, shape (height, width, 3), uint8.

    Raises:
        DataError: when the file is missing or damaged.
    """
    from PIL import Image  # only where a photograph is read

    path = _path(f"{name}.jpg")
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGB"))
    except (OSError, ValueError) as error:
        raise DataError(f"the shipped data file {path} is damaged ({error}); reinstall gdlab") from None


def words(packed: np.ndarray) -> tuple[str, ...]:
    """Return the strings that an array of bytes holds, one a line."""
    return tuple(packed.tobytes().decode("utf-8").split("\n"))


def _path(name: str) -> Path:
    try:
        return paths.resource("data", name)
    except FileNotFoundError as error:
        raise DataError(str(error)) from None
