"""Tell what an array of targets holds: classes, rows of one-hot classes, several labels, or values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from gdlab.spec.errors import DataError
from gdlab.spec.examples import Task

#: Different whole numbers up to which they are classes although they do not count from 0.
FEW_CLASSES = 20
MOST_CLASSES = 100_000


@dataclass(frozen=True)
class Targets:
    """The targets of a data set, with the reason why they were taken for what they are.

    Attributes:
        values: int64 classes (N,) or (N, positions), or float64 values (N, outputs).
        task: whether they are classes or values.
        classes: names of the classes, in order of their numbers; empty for values.
        several: whether every output is a label of its own, 0 or 1.
        reason: a sentence without a full stop that says what they were taken for and why.
    """

    values: np.ndarray
    task: Task
    classes: tuple[str, ...] = ()
    several: bool = False
    reason: str = ""


def read_targets(
    y: np.ndarray, x: np.ndarray, task: Literal["auto", "classification", "regression"], where: str
) -> Targets:
    """Return what an array of targets holds.

    Args:
        y: targets, (N,) or (N, outputs): numbers or words.
        x: the inputs (N, ...), whose shape tells a class at each position of a sequence from several outputs.
        task: "classification" or "regression" where it is known.
        where: what to name in errors.

    Raises:
        DataError: when they are neither numbers nor words, or cannot be what ``task`` asks for.
    """
    y = np.asarray(y)
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    if y.dtype.kind in "US" and y.ndim == 1:
        if task == "regression":
            raise DataError(f"{where}: targets are words, which regression cannot predict")
        return _named(np.char.decode(y, "utf-8", "replace") if y.dtype.kind == "S" else y, "they are words")
    if y.dtype.kind not in "biuf":
        raise DataError(f"{where}: targets must be numbers or words, and are {y.dtype}")
    if task == "regression":
        return _values(y, "so it was said")
    if y.ndim == 2 and is_one_hot(y):
        return Targets(y.argmax(axis=1).astype(np.int64), "classification", _numbered(y.shape[1]), reason=_ONE_HOT)
    if task == "classification":
        return _classes(y, where, "so it was said")
    return _guess(y, x, where)


_ONE_HOT = "Targets are classes: every row holds one 1 among zeros (one-hot)"


def is_one_hot(y: np.ndarray) -> bool:
    """Return whether every row of targets (N, outputs) holds one 1 among zeros."""
    return y.ndim == 2 and y.shape[1] > 1 and bool(((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all())


def _guess(y: np.ndarray, x: np.ndarray, where: str) -> Targets:
    if y.dtype.kind == "f":
        return _values(y, "they are stored with a decimal point")
    if y.ndim == 1:
        distinct = len(np.unique(y))
        repeats = distinct < max(len(y), 3)  # as a class does; of two rows nothing can be told
        if repeats and (_counts_from_zero(y, distinct) or distinct <= FEW_CLASSES):
            return _classes(y, where, f"they are {distinct:,} different whole numbers")
        return _values(y, f"they are {distinct:,} different whole numbers from {y.min()} to {y.max()}")
    if ((y == 0) | (y == 1)).all():
        several = _values(y, "")
        reason = f"Targets are {y.shape[1]} labels an example, each 0 or 1 (BCEWithLogitsLoss fits)"
        return Targets(several.values, "regression", several=True, reason=reason)
    if y.ndim == 2 and x.ndim in (2, 3) and x.shape[1] == y.shape[1] and (x.ndim == 3 or x.dtype.kind in "iu"):
        return _classes(y, where, "there is one at each position of a sequence")
    return _values(y, f"there are {int(np.prod(y.shape[1:])):,} an example")


def _counts_from_zero(y: np.ndarray, distinct: int) -> bool:
    """Return whether whole numbers look like numbers of classes: from 0 (or 1) on, few of them missing."""
    return int(y.min()) in (0, 1) and int(y.max()) < max(FEW_CLASSES, 2 * distinct) and distinct <= max(len(y) / 2, 2)


def _values(y: np.ndarray, why: str) -> Targets:
    reason = f"Targets are values to predict: {why}" if why else ""
    return Targets(np.asarray(y, dtype=np.float64).reshape(len(y), -1), "regression", reason=reason)


def _classes(y: np.ndarray, where: str, why: str) -> Targets:
    whole = y.astype(np.int64)
    if (whole != y).any():
        raise DataError(f"{where}: classes must be whole numbers or words; the targets hold {y[whole != y].flat[0]:g}")
    if y.ndim == 1 and (whole.min() < 0 or whole.max() >= max(FEW_CLASSES, 2 * len(np.unique(whole)))):
        return _named(whole, why)
    if whole.min() < 0 or whole.max() >= MOST_CLASSES:
        raise DataError(f"{where}: classes at the positions of a sequence are numbered from 0 to {MOST_CLASSES - 1:,}")
    return Targets(whole, "classification", _numbered(int(whole.max()) + 1), reason=f"Targets are classes: {why}")


def _named(y: np.ndarray, why: str) -> Targets:
    """Return classes named after what is in the array, in its order."""
    names, codes = np.unique(y, return_inverse=True)
    classes = tuple(str(name) for name in names)
    return Targets(codes.astype(np.int64), "classification", classes, reason=f"Targets are classes: {why}")


def _numbered(n: int) -> tuple[str, ...]:
    return tuple(str(k) for k in range(n))
