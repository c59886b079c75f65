"""The user's own NumPy arrays: .npz, or .npy files that are mapped and may be larger than memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.inputs.images import Images
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.numpy_files import read_npy, read_npz
from gdlab.data.progress import Progress
from gdlab.data.tables.plain import checked_file, stamp, unchanged
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError

_BLOCK = 16_384


class Npz(ValueSource):
    """Train on NumPy arrays of your own: one .npz, or a .npy of inputs and a .npy of targets."""

    title: ClassVar[str] = "NumPy arrays"
    family: ClassVar[str] = "your own"
    type: Literal["npz"] = "npz"
    path: str = knob("", "A .npz with inputs and targets, or a .npy with the inputs.")
    target_path: str = knob("", "The .npy with the targets, where path is a .npy.")
    x: str = knob("X", "Name of the inputs within the .npz.")
    y: str = knob("y", "Name of the targets within the .npz.")
    task: Literal["auto", "classification", "regression"] = knob(
        "auto", "Whether targets are classes or values; auto takes whole numbers for classes."
    )
    pictures: bool = knob(True, "Take bytes of shape (N, height, width[, channels]) for pictures, scaled to 0…1.")
    flatten: bool = knob(True, "Hand each picture over as one row of pixels; off keeps (channels, height, width).")

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when a file changes."""
        return (stamp(Path(self.path).expanduser()), stamp(Path(self.target_path).expanduser()))

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the arrays, checked."""
        path = checked_file(self.path)
        with unchanged(path):
            x, y = self._pair(path)
        if len(x) != len(y):
            raise DataError(f"{path}: {len(x):,} inputs and {len(y):,} targets do not belong together")
        if not len(x):
            raise DataError(f"{path} has no examples")
        if x.dtype.kind not in "biuf" or x.ndim < 2:
            raise DataError(f"{path}: inputs must be numbers of shape (N, ...), and are {x.dtype} of {x.shape}")
        self._check_finite(x, path, progress)
        targets, task = self._targets(y, path)
        note = f"{len(x):,} examples of {path.name}."
        classes = tuple(str(k) for k in range(int(targets.max()) + 1)) if task == "classification" else ()
        if self.pictures and x.dtype == np.uint8 and x.ndim in (3, 4):
            pixels = x[..., None] if x.ndim == 3 else x
            return Raw(Images(pixels), targets, task=task, classes=classes, look="image", note=note)
        look = "points" if x.shape[1:] == (2,) else "image" if x.ndim == 4 else "series" if x.ndim == 3 else "table"
        inputs = Numbers(x if isinstance(x, np.memmap) else x.astype(np.float32), ())
        return Raw(inputs, targets, task=task, classes=classes, look=look, note=note)

    def _pair(self, path: Path) -> tuple[np.ndarray, np.ndarray]:
        if path.suffix.lower() == ".npy":
            return read_npy(path), np.asarray(read_npy(checked_file(self.target_path)))
        arrays = read_npz(path)
        missing = [name for name in (self.x, self.y) if name not in arrays]
        if missing:
            raise DataError(f"{path} has no array {missing[0]!r}; it has {', '.join(sorted(arrays)) or 'none'}")
        return arrays[self.x], arrays[self.y]

    def _check_finite(self, x: np.ndarray, path: Path, progress: Progress) -> None:
        if x.dtype.kind != "f":
            return
        for first in range(0, len(x), _BLOCK):
            block = x[first : first + _BLOCK]
            if not np.isfinite(block).all():
                row = first + int(np.argwhere(~np.isfinite(block))[0][0])
                raise DataError(f"{path}: the inputs hold NaN or an infinity, the first in row {row}")
            progress(first / len(x), f"checking {path.name}")

    def _targets(self, y: np.ndarray, path: Path) -> tuple[np.ndarray, Literal["classification", "regression"]]:
        if y.dtype.kind not in "biuf":
            raise DataError(f"{path}: targets must be numbers, and are {y.dtype}")
        classes = self.task == "classification" or (self.task == "auto" and y.dtype.kind in "biu")
        if not classes:
            return np.asarray(y, dtype=np.float64).reshape(len(y), -1), "regression"
        whole = np.asarray(y).astype(np.int64)
        if (whole != y).any() or whole.min() < 0:
            raise DataError(f"{path}: classes must be whole numbers from 0")
        if int(whole.max()) >= 100_000:
            raise DataError(f"{path}: class {int(whole.max()):,} is too high; classes are numbered from 0")
        return whole.reshape(len(y)) if whole.ndim == 2 and whole.shape[1] == 1 else whole, "classification"
