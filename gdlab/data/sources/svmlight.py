"""The user's own sparse rows, as scikit-learn and LIBSVM write them: a target, and numbers of columns with values."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import Raw, ValueSource
from gdlab.data.gate import Limits, checked_file, file_stamp, opened, refuse_changes, size_text
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.progress import Progress
from gdlab.data.targets import read_targets
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class SvmlightFile(ValueSource):
    """Train on a svmlight or LIBSVM file of your own: sparse rows, each with a target."""

    title: ClassVar[str] = "svmlight file"
    family: ClassVar[str] = "your own"
    type: Literal["svmlight"] = "svmlight"
    path: str = knob("", "The file (.svm, .svmlight, .libsvm).")
    val_path: str = knob("", "A second file with the same columns, whose rows validate where split is given.")
    task: Literal["auto", "classification", "regression"] = knob(
        "auto", "Whether targets are classes or values; auto takes few whole numbers for classes."
    )

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when a file changes."""
        return tuple(file_stamp(Path(path).expanduser()) for path in (self.path, self.val_path) if path)

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the rows, what is left out of them as 0."""
        if self.split == "given" and not self.val_path:
            raise DataError("svmlight: set val_path to the file that validates, or choose another split")
        paths = [self.path, *([self.val_path] if self.split == "given" else [])]
        parts = [_read(checked_file(path), progress) for path in paths]
        width = max(x.shape[1] for x, _ in parts)
        size = 4.0 * width * sum(x.shape[0] for x, _ in parts)
        limits = Limits(checked_file(self.path))
        limits.check_memory(3 * size)
        limits.check_count(width, "columns")
        dense = np.zeros((sum(x.shape[0] for x, _ in parts), width), dtype=np.float32)
        at = 0
        for x, _ in parts:
            dense[at : at + x.shape[0], : x.shape[1]] = x.toarray()
            at += x.shape[0]
        y = np.concatenate([y for _, y in parts])
        if not np.isfinite(dense).all():
            raise DataError(f"{self.path}: the inputs hold NaN or an infinity")
        whole = np.isfinite(y).all() and (y == np.round(y)).all() and np.abs(y).max() < 2**53
        found = read_targets(y.astype(np.int64) if whole else y, dense, self.task, self.path)
        filled = sum(x.nnz for x, _ in parts) / max(dense.size, 1)
        note = f"{len(y):,} rows of {width:,} columns, {100 * filled:.3g} % of them not 0 ({size_text(size)}). "
        return Raw(
            Numbers(dense, tuple(f"x{k}" for k in range(width))),
            found.values,
            task=found.task,
            classes=found.classes,
            look="table",
            given=np.repeat([False, True], [len(y) for _, y in parts]) if len(parts) == 2 else None,
            note=f"{note}{found.reason}.",
        )


def _read(path: Path, progress: Progress) -> tuple[Any, np.ndarray]:
    """Return the sparse inputs (rows, columns) and the targets of a file."""
    try:
        from sklearn.datasets import load_svmlight_file  # an extra, and a second to import
    except ImportError:
        raise DataError(
            f"{path} is read by scikit-learn, which is not installed: pip install 'gdlab[sklearn]'"
        ) from None
    progress(-1.0, f"reading {path.name}")
    Limits(path).check_memory(4.0 * path.stat().st_size)
    try:
        with refuse_changes(path), opened(path) as file:
            x, y = load_svmlight_file(file, dtype=np.float64)
    except (ValueError, OverflowError, MemoryError, UnicodeError, IndexError) as error:
        raise DataError(f"{path} is no svmlight file: {str(error).splitlines()[0]}") from None
    if not x.shape[0] or not x.shape[1]:
        raise DataError(f"{path} holds no rows with values")
    return x, y
