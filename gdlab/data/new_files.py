"""New pictures, texts and arrays to predict, read as those that were trained on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gdlab.data.gate import checked_file
from gdlab.data.inputs.images import prepared_pictures
from gdlab.data.numpy_files import read_npy, read_npz
from gdlab.data.pictures import SUFFIXES, decode
from gdlab.data.progress import silent
from gdlab.data.recognise_folder import folder_names
from gdlab.data.text_files import TEXT_SUFFIXES, read_texts
from gdlab.data.zipped import is_zipped, unpacked_folder
from gdlab.spec.errors import DataError


@dataclass(frozen=True)
class NewPictures:
    """New pictures as a network's inputs.

    Attributes:
        names: the name of each file, below the folder that was named.
        x: the inputs, float32 (N, *shape).
        reasons: why each cannot be read, "" where it can.
    """

    names: tuple[str, ...]
    x: np.ndarray
    reasons: tuple[str, ...]


def holds_texts(path: Path) -> bool:
    """Return whether a path is likely one of texts: a folder, a .zip, or a file with their ending."""
    return path.is_dir() or is_zipped(path) or path.suffix.lower() in TEXT_SUFFIXES


def read_new_pictures(path: Path, how: Mapping[str, Any]) -> NewPictures:
    """Return new pictures, prepared as those that a run was trained on.

    Args:
        path: a picture, or a folder or .zip of pictures, in folders or not.
        how: what the run keeps of the preparation of its pictures.

    Raises:
        DataError: when there is no picture, or there are more than allowed.
    """
    with _files(path, SUFFIXES, "PNG or JPEG picture") as (folder, names):
        files, grey = [folder / name for name in names], how["channels"] == 1
        pixels, bad = decode(files, int(how["height"]), int(how["width"]), grey=grey, progress=silent)
        shown = [path if path.is_file() and not is_zipped(path) else path / name for name in names]
        reasons = tuple(bad.get(k, "").replace(str(files[k]), str(shown[k])) for k in range(len(names)))
    return NewPictures(names, prepared_pictures(pixels, how), reasons)


def read_new_array(path: Path, name: str) -> np.ndarray:
    """Return the array of new rows in a .npy or .npz file.

    Args:
        path: the file.
        name: the name of the array within a .npz that has several.

    Raises:
        DataError: when it cannot be read, or has no array of that name.
    """
    if path.suffix.lower() == ".npy":
        return np.asarray(read_npy(path))
    arrays = read_npz(path)
    if name not in arrays and len(arrays) != 1:
        raise DataError(f"{path} has no array {name!r}; it has {', '.join(sorted(arrays)) or 'none'}")
    return arrays.get(name, next(iter(arrays.values())))


def read_new_texts(path: Path) -> dict[str, str]:
    """Return new texts by the names of their files.

    Args:
        path: a text, or a folder or .zip of texts, in folders or not.

    Raises:
        DataError: when there is no text, or there are more than allowed.
    """
    with _files(path, TEXT_SUFFIXES, "text (.txt)") as (folder, names):
        return dict(zip(names, read_texts([folder / name for name in names], path, silent), strict=True))


@contextmanager
def _files(path: Path, suffixes: tuple[str, ...], what: str) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Give a folder, and the names of the files in it that have one of some endings, in order."""
    path = path.expanduser()
    if not path.is_dir() and not is_zipped(path):
        if checked_file(path).suffix.lower() not in suffixes:
            raise DataError(
                f"{path} is no {what}, nor a folder or .zip of them, and the run was not trained on rows of a table; "
                "in Python, give Run.predict an array of the network's inputs"
            )
        yield path.parent, (path.name,)
        return
    with unpacked_folder(path, lambda name: name.suffix.lower() in suffixes, silent) as folder:
        names = tuple(str(name) for name in folder_names(folder) if name.suffix.lower() in suffixes)
        if not names:
            raise DataError(f"{path} holds no {what}")
        yield folder, names
