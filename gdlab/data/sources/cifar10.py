"""CIFAR-10, fetched on request or opened from its python version, its binary version or a .npz."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar, Literal

import numpy as np

from gdlab.data.base import ImageSource, Raw, Split
from gdlab.data.gate import read_whole
from gdlab.data.inputs.images import Images
from gdlab.data.numpy_files import read_npz
from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.data.remote.archive import archive_members
from gdlab.data.remote.base import RemoteSource
from gdlab.data.remote.literal_pickle import load_literals
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

NAMES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
_PYTHON = "cifar-10-python.tar.gz"
_ROW = 3 * 32 * 32
_MOST_BYTES = 2**30


class Cifar10(RemoteSource, ImageSource):
    """Tell ten kinds of things apart on 60,000 colour pictures of 32×32 pixels."""

    title: ClassVar[str] = "CIFAR-10"
    family: ClassVar[str] = "images"
    licence: ClassVar[str] = (
        "None stated; cite Krizhevsky (2009), Learning multiple layers of features from tiny images."
    )
    stand_in: ClassVar[str] = "shapes32"
    accepts: ClassVar[str] = "the python or the binary version, as .tar.gz or as a folder, or a .npz"
    download_size: ClassVar[int] = 170_498_071
    remotes: ClassVar[tuple[Remote, ...]] = (
        Remote(
            _PYTHON,
            (f"https://www.cs.toronto.edu/~kriz/{_PYTHON}",),
            download_size,
            "md5:c58f30108f718f92721af3b95e74349a",
        ),
    )
    type: Literal["cifar10"] = "cifar10"
    split: Split = knob("given", "How the validation part is chosen; given takes the published test part.")

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return training and test part, one after the other."""
        path = self.location()
        path = path / _PYTHON if (path / _PYTHON).is_file() else path
        train, test = _from_npz(path, progress) if path.suffix == ".npz" else _from_batches(path, progress)
        pixels, labels = (np.concatenate(pair) for pair in zip(train, test, strict=True))
        if labels.max() >= len(NAMES):
            raise DataError(f"{path}: label {labels.max()} is none of the ten classes 0 to 9")
        return Raw(
            Images(pixels),
            labels.astype(np.int64),
            classes=NAMES,
            look="image",
            given=np.repeat([False, True], [len(train[1]), len(test[1])]),
            note=f"{len(labels):,} colour pictures of CIFAR-10, 32×32, scaled to 0…1.",
        )


def _from_npz(path: Path, progress: Progress) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return the parts of a .npz with x_train, y_train, x_test and y_test."""
    arrays = read_npz(path, progress)
    for name in ("x_train", "y_train", "x_test", "y_test"):
        if name not in arrays:
            raise DataError(f"{path} has no array {name!r}; it has {', '.join(sorted(arrays))}")
    for name in ("x_train", "x_test"):
        if arrays[name].dtype != np.uint8 or arrays[name].shape[1:] != (32, 32, 3):
            raise DataError(f"{path}: {name!r} must hold bytes of shape (N, 32, 32, 3), and has {arrays[name].shape}")
    for part in ("train", "test"):
        if arrays[f"y_{part}"].reshape(-1).shape != arrays[f"x_{part}"].shape[:1]:
            raise DataError(f"{path}: 'y_{part}' does not hold one label a picture")
    return (arrays["x_train"], arrays["y_train"].reshape(-1)), (arrays["x_test"], arrays["y_test"].reshape(-1))


def _from_batches(
    path: Path, progress: Progress
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return the parts of the python or binary version, from an archive or a folder."""
    found: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for name, content in _contents(path, progress):
        read = _binary if name.endswith(".bin") else _python
        progress(-1.0, f"reading {name}")
        found[PurePosixPath(name).stem] = read(content, f"{path}: {name}")
    wanted = [*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]
    missing = [name for name in wanted if name not in found]
    if missing:
        raise DataError(f"{path} holds no {missing[0]}; CIFAR-10 has five data batches and a test batch")
    train = [found[name] for name in wanted[:5]]
    return (np.concatenate([x for x, _ in train]), np.concatenate([y for _, y in train])), found["test_batch"]


def _contents(path: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
    def wanted(name: str) -> bool:
        stem, _, suffix = PurePosixPath(name).name.partition(".")
        return stem.startswith(("data_batch_", "test_batch")) and suffix in ("", "bin")

    if not path.is_dir():
        yield from archive_members(path, wanted, _MOST_BYTES, progress)
        return
    for file in sorted(path.rglob("*_batch*")):
        if file.is_file() and wanted(file.name):
            yield file.name, read_whole(file, _MOST_BYTES, progress)


def _python(content: bytes, where: str) -> tuple[np.ndarray, np.ndarray]:
    table = load_literals(content, where)
    if not isinstance(table, dict):
        raise DataError(f"{where} holds no dictionary")
    named = {key.decode("latin-1") if isinstance(key, bytes) else key: value for key, value in table.items()}
    pixels, labels = named.get("data"), named.get("labels")
    if not isinstance(pixels, np.ndarray) or pixels.ndim != 2 or pixels.shape[1] != _ROW:
        raise DataError(f"{where} holds no 'data' of {_ROW} bytes a picture")
    if not isinstance(labels, list) or len(labels) != len(pixels) or not all(type(k) is int for k in labels):
        raise DataError(f"{where} holds no 'labels', one a picture")
    return _upright(pixels), np.array(labels, dtype=np.int64)


def _binary(content: bytes, where: str) -> tuple[np.ndarray, np.ndarray]:
    if not content or len(content) % (_ROW + 1):
        raise DataError(f"{where} is truncated: {len(content):,} bytes are no whole number of pictures")
    rows = np.frombuffer(content, dtype=np.uint8).reshape(-1, _ROW + 1)
    return _upright(rows[:, 1:]), rows[:, 0].astype(np.int64)


def _upright(rows: np.ndarray) -> np.ndarray:
    """Return (N, 32, 32, 3) of rows that hold all red, then all green, then all blue bytes."""
    return rows.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
