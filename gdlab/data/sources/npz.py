"""The user's own NumPy arrays: .npz, or .npy files that are mapped and may be larger than memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.gate import checked_file, file_stamp, refuse_changes
from gdlab.data.inputs.base import Inputs
from gdlab.data.inputs.images import Images
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.numpy_files import read_npy, read_npz
from gdlab.data.progress import Progress
from gdlab.data.report.array_leaks import array_leaks
from gdlab.data.targets import Targets, read_targets
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Look

_BLOCK = 16_384


class Npz(ValueSource):
    """Train on NumPy arrays of your own: one .npz, or a .npy of inputs and a .npy of targets."""

    title: ClassVar[str] = "NumPy arrays"
    family: ClassVar[str] = "your own"
    in_sight: ClassVar[tuple[str, ...]] = ("task", "split", "scale")
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "How the file is read": ("path", "target_path", "x", "y", "x_val", "y_val", "pictures", "flatten"),
    }
    type: Literal["npz"] = "npz"
    path: str = knob("", "A .npz with inputs and targets, or a .npy with the inputs.")
    target_path: str = knob("", "The .npy with the targets, where path is a .npy.")
    x: str = knob("X", "Name of the inputs within the .npz.")
    y: str = knob("y", "Name of the targets within the .npz.")
    x_val: str = knob("", "Name of the inputs that validate within the .npz, where split is given.")
    y_val: str = knob("", "Name of the targets that validate within the .npz, where split is given.")
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
        with refuse_changes(path):
            x, y, given = self._arrays(path, progress)
        if x.dtype.kind not in "biuf" or x.ndim < 2:
            raise DataError(f"{path}: inputs must be numbers of shape (N, ...), and are {x.dtype} of {x.shape}")
        self._check_finite(x, path, progress)
        read = read_targets(y, x, self.task, str(path))
        note = f"{len(x):,} examples of {path.name}. {read.reason}."
        if given is not None:
            note += f" {self.x_val!r} and {self.y_val!r} validate: {int(given.sum()):,} of the examples."
        if self.pictures and x.dtype == np.uint8 and x.ndim in (3, 4):
            pixels = x[..., None] if x.ndim == 3 else x
            return self._raw(Images(pixels), read, "image", note, given)
        look = "points" if x.shape[1:] == (2,) else "image" if x.ndim == 4 else "series" if x.ndim == 3 else "table"
        inputs = Numbers(x if isinstance(x, np.memmap) else x.astype(np.float32), ())
        made = self._raw(inputs, read, look, note, given)
        if x.ndim == 2 and (read.values.ndim == 1 or read.task == "regression"):
            made.extra["findings"] = array_leaks(x, read.values, classes=read.task == "classification")
        return made

    def _raw(self, inputs: Inputs, read: Targets, look: Look, note: str, given: np.ndarray | None) -> Raw:
        several = {"several_labels": True} if read.several else {}
        return Raw(
            inputs, read.values, task=read.task, classes=read.classes, look=look, note=note, extra=several, given=given
        )

    def _arrays(self, path: Path, progress: Progress) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        """Return inputs, targets and, where the file's own split is kept, which of them validate."""
        if path.suffix.lower() == ".npy":
            x, y = read_npy(path), np.asarray(read_npy(checked_file(self.target_path)))
            _check_pair(x, y, path)
            return x, y, None
        arrays = read_npz(path, progress)
        parts = [(self.x, self.y)]
        if self.split == "given":
            if not (self.x_val and self.y_val):
                raise DataError(f"{path}: set x_val and y_val to the arrays that validate, or choose another split")
            parts.append((self.x_val, self.y_val))
        missing = [name for names in parts for name in names if name not in arrays]
        if missing:
            raise DataError(f"{path} has no array {missing[0]!r}; it has {', '.join(sorted(arrays)) or 'none'}")
        pairs = [(arrays[x], arrays[y]) for x, y in parts]
        for x, y in pairs:
            _check_pair(x, y, path)
        if len(pairs) == 1:
            return *pairs[0], None
        (x, y), (x_val, y_val) = pairs
        for name, mine, other in ((self.x_val, x, x_val), (self.y_val, y, y_val)):
            if mine.shape[1:] != other.shape[1:] or (mine.dtype.kind in "US") != (other.dtype.kind in "US"):
                raise DataError(
                    f"{path}: {name!r} holds {other.dtype} of {other.shape[1:]} an example, and the part that trains "
                    f"{mine.dtype} of {mine.shape[1:]}"
                )
        given = np.repeat([False, True], [len(y), len(y_val)])
        return np.concatenate([x, x_val]), np.concatenate([y, y_val]), given

    def _check_finite(self, x: np.ndarray, path: Path, progress: Progress) -> None:
        if x.dtype.kind != "f":
            return
        for first in range(0, len(x), _BLOCK):
            block = x[first : first + _BLOCK]
            if not np.isfinite(block).all():
                row = first + int(np.argwhere(~np.isfinite(block))[0][0])
                raise DataError(f"{path}: the inputs hold NaN or an infinity, the first in row {row}")
            progress(first / len(x), f"checking {path.name}")


def _check_pair(x: np.ndarray, y: np.ndarray, path: Path) -> None:
    """Refuse inputs and targets that do not belong together."""
    for name, array in (("inputs", x), ("targets", y)):
        if array.ndim == 0:
            raise DataError(f"{path}: the {name} are a single number, and an array is needed")
    if len(x) != len(y):
        raise DataError(f"{path}: {len(x):,} inputs and {len(y):,} targets do not belong together")
    if not len(x):
        raise DataError(f"{path} has no examples")
