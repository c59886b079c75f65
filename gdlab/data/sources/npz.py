"""The user's own NumPy arrays: .npz, or .npy files that are mapped and may be larger than memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.gate import checked_file, file_stamp, unchanged
from gdlab.data.inputs.base import Inputs
from gdlab.data.inputs.images import Images
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.numpy_files import read_npy, read_npz
from gdlab.data.progress import Progress
from gdlab.data.targets import Targets, read_targets
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Look

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
        "auto",
        "Whether targets are classes or values; auto takes words, one-hot rows and few whole numbers for classes.",
    )
    pictures: bool = knob(True, "Take bytes of shape (N, height, width[, channels]) for pictures, scaled to 0…1.")
    flatten: bool = knob(True, "Hand each picture over as one row of pixels; off keeps (channels, height, width).")

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when a file changes."""
        return (file_stamp(Path(self.path).expanduser()), file_stamp(Path(self.target_path).expanduser()))

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the arrays, checked."""
        path = checked_file(self.path)
        with unchanged(path):
            x, y = self._pair(path, progress)
        for name, array in (("inputs", x), ("targets", y)):
            if array.ndim == 0:
                raise DataError(f"{path}: the {name} are a single number, and an array is needed")
        if len(x) != len(y):
            raise DataError(f"{path}: {len(x):,} inputs and {len(y):,} targets do not belong together")
        if not len(x):
            raise DataError(f"{path} has no examples")
        if x.dtype.kind not in "biuf" or x.ndim < 2:
            raise DataError(f"{path}: inputs must be numbers of shape (N, ...), and are {x.dtype} of {x.shape}")
        self._check_finite(x, path, progress)
        read = read_targets(y, x, self.task, str(path))
        note = f"{len(x):,} examples of {path.name}. {read.reason}."
        if self.pictures and x.dtype == np.uint8 and x.ndim in (3, 4):
            pixels = x[..., None] if x.ndim == 3 else x
            return self._raw(Images(pixels), read, "image", note)
        look = "points" if x.shape[1:] == (2,) else "image" if x.ndim == 4 else "series" if x.ndim == 3 else "table"
        inputs = Numbers(x if isinstance(x, np.memmap) else x.astype(np.float32), ())
        return self._raw(inputs, read, look, note)

    def _raw(self, inputs: Inputs, read: Targets, look: Look, note: str) -> Raw:
        several = {"several_labels": True} if read.several else {}
        return Raw(inputs, read.values, task=read.task, classes=read.classes, look=look, note=note, extra=several)

    def _pair(self, path: Path, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
        if path.suffix.lower() == ".npy":
            return read_npy(path), np.asarray(read_npy(checked_file(self.target_path)))
        arrays = read_npz(path, progress)
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
