"""The user's own arrays as examples, checked before anything trains on them."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

import numpy as np

from gdlab.data.base import Raw, Source
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.splits import split
from gdlab.data.targets import MOST_CLASSES, is_one_hot
from gdlab.spec.array_checks import as_numbers, refuse_lengths, refuse_width
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples, Look, Task


def from_arrays(
    data: Sequence[Any],
    *,
    seed: int = 0,
    val_fraction: float = 0.0,
    dtype: str = "float32",
    name: str = "arrays",
    one_hot: bool = False,
    ignored: int | None = None,
) -> Examples:
    """Return examples from ``(X, y)`` or ``(X_train, y_train, X_val, y_val)``.

    Whole numbers and booleans of shape (N,) are classes; anything else is values to predict.

    Args:
        data: two or four arrays; X is (N, ...), y is (N,) or (N, outputs).
        seed: seed of the split of two arrays.
        val_fraction: share of two arrays that validates, stratified by class; 0 leaves the validation part empty.
        dtype: "float32" or "float64".
        name: what the examples are called.
        one_hot: whether rows of one 1 among zeros, (N, classes), are classes, as a loss of classes needs them.
        ignored: a label that stands for no class and may be negative, such as the filling of padded sequences.

    Raises:
        DataError: when the arrays do not fit together, are empty, are no numbers, or hold NaN or infinities.
    """
    if not isinstance(data, Sequence | np.ndarray) or len(data) not in (2, 4):
        came = f"{len(data)} arrays" if isinstance(data, Sized) else type(data).__name__
        raise DataError(f"data must be (X, y) or (X_train, y_train, X_val, y_val); got {came}")
    names = ("X", "y") if len(data) == 2 else ("X_train", "y_train", "X_val", "y_val")
    arrays = [as_numbers(a, label, dtype=dtype) for a, label in zip(data, names, strict=True)]
    for k in range(0, len(arrays), 2):
        _check_pair(arrays[k], arrays[k + 1], names[k], names[k + 1], required=k == 0)
    if one_hot and all(is_one_hot(y) or not len(y) for y in arrays[1::2]):
        arrays[1::2] = [y.argmax(axis=1) for y in arrays[1::2]]
    task = _task(arrays[1])
    if len(arrays) == 2:
        arrays = _split(arrays[0], arrays[1], task, seed, val_fraction)
    x_train, y_train, x_val, y_val = arrays
    if x_val.shape[1:] != x_train.shape[1:] and len(x_val):
        raise DataError(f"X_val has examples of shape {x_val.shape[1:]}, and X_train of shape {x_train.shape[1:]}")
    if task == "classification":
        labels = [_classes(y, label, ignored) for y, label in ((y_train, "y_train"), (y_val, "y_val"))]
        top = max(int(labels[0].max()) + 1, 0)
        if len(labels[1]):
            refuse_width(labels[1], int(np.prod(labels[0].shape[1:])), "y_val")
    else:
        labels = [_values(y, dtype) for y in (y_train, y_val)]
        top = 0
        if labels[0].shape[1] != labels[1].shape[1] and len(labels[1]):
            raise DataError(f"y_val has {labels[1].shape[1]} outputs an example, and y_train {labels[0].shape[1]}")
    return Examples(
        x_train=np.ascontiguousarray(x_train, dtype=dtype),
        y_train=labels[0],
        x_val=np.ascontiguousarray(x_val, dtype=dtype).reshape(len(x_val), *x_train.shape[1:]),
        y_val=labels[1],
        task=task,
        classes=tuple(str(k) for k in range(top)),
        features=tuple(f"x{k}" for k in range(x_train.shape[1])) if x_train.ndim == 2 else (),
        look=_look(x_train),
        name=name,
    )


def _check_pair(x: np.ndarray, y: np.ndarray, x_name: str, y_name: str, *, required: bool) -> None:
    refuse_lengths(x, y, (x_name, y_name))
    if required and len(x) == 0:
        raise DataError(f"{x_name} is empty; training needs at least one example")
    if x.ndim < 2:
        raise DataError(f"{x_name} must be (examples, features); got shape {x.shape}, try X.reshape(-1, 1)")
    for array, name in ((x, x_name), (y, y_name)):
        if 0 in array.shape[1:]:
            raise DataError(f"{name} has examples without values: shape {array.shape}")


def _task(y: np.ndarray) -> Task:
    return "classification" if y.dtype.kind in "biu" else "regression"


def _split(x: np.ndarray, y: np.ndarray, task: Task, seed: int, val_fraction: float) -> list[np.ndarray]:
    """Return the four arrays that a seeded (and, for classes, stratified) split makes of two."""
    if not val_fraction or len(x) < 2:
        return [x, y, x[:0], y[:0]]
    spec = Source(val_fraction=val_fraction)
    train, val = split(Raw(Numbers(x), y, task=task), spec, seed)
    return [x[train], y[train], x[val], y[val]]


def _classes(y: np.ndarray, label: str, ignored: int | None) -> np.ndarray:
    """Return labels as int64; ``ignored`` is the one that may be negative."""
    if y.dtype.kind not in "biu":
        raise DataError(f"{label} must hold whole numbers like y_train, and holds {y.dtype}")
    if y.size and int(y.max()) > np.iinfo(np.int64).max:
        raise DataError(f"{label} holds the class {int(y.max())}, which is too large for int64")
    classes = np.ascontiguousarray(y, dtype=np.int64)
    strange = classes < 0
    if ignored is not None:
        strange &= classes != ignored
    if strange.any():
        raise DataError(f"{label} holds the class {classes[strange].min()}; classes are numbered from 0")
    if classes.size and (top := int(classes.max())) >= MOST_CLASSES:
        raise DataError(f"{label} holds the class {top}; classes are numbered from 0 to {MOST_CLASSES - 1:,} at most")
    return classes


def _values(y: np.ndarray, dtype: str) -> np.ndarray:
    return np.ascontiguousarray(y, dtype=dtype).reshape(len(y), -1 if len(y) else int(np.prod(y.shape[1:])))


def _look(x: np.ndarray) -> Look:
    if x.ndim == 4:
        return "image"
    if x.ndim == 3:
        return "series"
    return "points" if x.shape[1] == 2 else "table"
