"""Bring inputs and targets into the form in which the machine reads them, and refuse those that do not fit."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from gdlab.engine.losses.base import Loss
from gdlab.engine.losses.classes import LossOfClasses
from gdlab.engine.network.axes import from_torch_order
from gdlab.engine.program.spec_members import layers_of
from gdlab.spec.errors import DataError, Problem, SpecError
from gdlab.spec.run import RunSpec

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]

_NO_CLASSES = np.zeros((0, 0), np.int64)


def prepare_arrays(x: np.ndarray, y: np.ndarray, loss: Loss, width: int, outputs: int, dtype: np.dtype) -> Arrays:
    """Return inputs (N, size), classes (N, width) int64 and values (N, width); one of the last two is empty.

    Args:
        x: inputs, (N, *shape) in PyTorch's order.
        y: targets, classes or values.
        loss: which of them it wants.
        width: targets an example.
        outputs: numbers an example that the network gives.
        dtype: precision of inputs and values.

    Raises:
        DataError: when the targets are not what the loss needs.
    """
    inputs = from_torch_order(x, dtype)
    if loss.targets == "class":
        return inputs, _classes(np.asarray(y), loss, width, outputs // max(width, 1)), np.zeros((0, 0), dtype)
    if complaint := loss.complaint(np.asarray(y)):
        raise DataError(complaint)
    return inputs, _NO_CLASSES, np.ascontiguousarray(y, dtype=dtype).reshape(len(y), width)


def as_array(values: Any, name: str) -> np.ndarray:
    """Return values as an array.

    Raises:
        DataError: when they are ragged.
    """
    try:
        return np.asarray(values)
    except ValueError:
        raise DataError(f"{name} is ragged: its rows have different lengths") from None


def refuse_pair(x: np.ndarray, y: np.ndarray, shape: tuple[int, ...], width: int) -> None:
    """Refuse inputs and targets that cannot be evaluated together.

    Args:
        x: inputs, (N, *shape) in PyTorch's order.
        y: targets, (N,) or (N, ...) with ``width`` of them an example.
        shape: the shape of one input.
        width: targets an example.

    Raises:
        DataError: saying which array is wrong, and what would be right.
    """
    for name, array in (("X", x), ("y", y)):
        if array.dtype.kind not in "biuf":
            raise DataError(f"{name} must hold numbers, and holds {array.dtype}")
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise DataError(f"{name} holds NaN or an infinity")
    if x.shape[1:] != shape or x.ndim == 0:
        wanted = ", ".join(["N", *map(str, shape)])
        raise DataError(f"X must have the shape ({wanted}), as the training part, and has {x.shape}")
    if y.ndim == 0 or len(y) != len(x):
        raise DataError(f"X has {len(x)} rows and y has {y.shape[0] if y.ndim else 'no'}; they must be as many")
    if y.size != len(y) * width:
        raise DataError(f"y must have {width} target{'s' * (width != 1)} an example, and has the shape {y.shape}")
    if len(x) == 0:
        raise DataError("X is empty; an evaluation needs at least one example")


def fingerprint(*parts: Arrays) -> np.ndarray:
    """Return numbers by which data are known again: of each part its length and a checksum, int64.

    The checksum is over at most 4,096 rows, evenly spread, so that it costs little however large the data are.
    """
    numbers: list[int] = []
    for part in parts:
        n, mark = len(part[0]), 0
        rows = slice(None, None, max(1, n // 4096))
        for array in part:
            mark = zlib.crc32(np.ascontiguousarray(array[rows]).tobytes(), mark)
        numbers += [n, mark]
    return np.array(numbers, np.int64)


def refuse_inputs(spec: RunSpec, *parts: np.ndarray) -> None:
    """Refuse examples that cannot enter the network.

    Raises:
        SpecError: with what its first layer has to say against them.
    """
    first = layers_of(spec)[:1]
    for layer in first:
        for x in parts:
            if complaint := layer.complaint(x):
                raise SpecError([Problem("network.layers[0]", f"{layer.type} {complaint}")])


def _classes(y: np.ndarray, loss: Loss, width: int, outputs: int) -> np.ndarray:
    if not np.issubdtype(y.dtype, np.integer):
        raise DataError(f"{loss.type} needs classes as whole numbers, and the targets are {y.dtype}")
    classes = np.ascontiguousarray(y, dtype=np.int64).reshape(len(y), width)
    ignored = loss.ignore_index if isinstance(loss, LossOfClasses) and loss.weighs else None
    strange = classes[((classes < 0) | (classes >= outputs)) & (classes != ignored)]
    if strange.size:
        raise DataError(
            f"the targets hold class {strange.max() if strange.min() >= 0 else strange.min()}, "
            f"and the network's {outputs} outputs stand for classes 0 to {outputs - 1}"
        )
    return classes
