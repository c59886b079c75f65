"""Bring inputs and targets into the form in which the machine reads them, and refuse those that do not fit."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.losses.base import Loss
from gdlab.engine.losses.classes import LossOfClasses
from gdlab.engine.network.axes import from_torch_order
from gdlab.engine.ops.base import Layer
from gdlab.spec.array_checks import as_numbers, refuse_lengths, refuse_shape, refuse_width
from gdlab.spec.errors import DataError, Problem, SpecError

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]

_NO_CLASSES = np.zeros((0, 0), np.int64)


@dataclass(frozen=True, eq=False)
class ExampleForm:
    """The form in which one run takes examples, and the only way by which arrays reach its kernels.

    Attributes:
        layers: the network's layers; the first one may refuse inputs.
        loss: says whether targets are classes or values, and which.
        shape: the shape of one input, in PyTorch's order.
        width: targets an example.
        outputs: numbers an example that the network gives.
        dtype: the precision of inputs and values.
    """

    layers: Sequence[Layer]
    loss: Loss
    shape: tuple[int, ...]
    width: int
    outputs: int
    dtype: np.dtype

    def part(self, x: np.ndarray, y: np.ndarray, name: str) -> Arrays:
        """Return a part of the run's own data, prepared.

        It is not searched for NaN, which would read all of a data set that stands in a file: the loss of such a run
        is not finite, which ends it.

        Args:
            x: inputs, (N, *shape).
            y: targets, classes or values.
            name: what the part is called in errors.

        Raises:
            SpecError: when the network's first layer does not take such inputs.
            DataError: when inputs or targets are not what the network and the loss need.
        """
        x, y = as_numbers(x, f"x_{name}", finite=False), as_numbers(y, f"y_{name}", finite=False)
        if complaint := self._complaint(x):
            raise SpecError([Problem("network.layers[0]", complaint)])
        return self._arrays(x, y, (f"x_{name}", f"y_{name}"))

    def pair(self, x: Any, y: Any, names: tuple[str, str] = ("X", "y")) -> Arrays:
        """Return the user's inputs and their targets, prepared.

        Args:
            x: inputs, (N, *shape).
            y: targets, classes or values.
            names: what the two are called in errors.

        Raises:
            DataError: when they are not what the network and the loss need, or not finite.
        """
        x, y = as_numbers(x, names[0], dtype=self.dtype), as_numbers(y, names[1], dtype=self.dtype)
        return self._arrays(x, y, names)

    def inputs(self, x: Any, name: str = "X") -> np.ndarray:
        """Return inputs (N, *shape) as rows (N, size), in C order and in the run's precision.

        Raises:
            DataError: when they are not finite numbers of that shape, or the first layer does not take them.
        """
        return self._rows(as_numbers(x, name, dtype=self.dtype), name)

    def _arrays(self, x: np.ndarray, y: np.ndarray, names: tuple[str, str]) -> Arrays:
        """Return inputs (N, size), classes (N, width) int64 and values (N, width); one of the last two is empty."""
        rows = self._rows(x, names[0])
        refuse_lengths(x, y, names)
        if len(y):
            refuse_width(y, self.width, names[1])
        if self.loss.targets == "class":
            return rows, self._classes(y), np.zeros((0, 0), self.dtype)
        if complaint := self.loss.complaint(y):
            raise DataError(complaint)
        return rows, _NO_CLASSES, np.ascontiguousarray(y, dtype=self.dtype).reshape(len(y), self.width)

    def _rows(self, x: np.ndarray, name: str) -> np.ndarray:
        refuse_shape(x, self.shape, name)
        if complaint := self._complaint(x):
            raise DataError(f"{name} does not fit the network: {complaint}")
        return from_torch_order(x, self.dtype)

    def _complaint(self, x: np.ndarray) -> str:
        """Return what the first layer has to say against inputs, with its name, or ""."""
        complaint = next((layer.complaint(x) for layer in self.layers[:1]), "")
        return f"{self.layers[0].type} {complaint}" if complaint else ""

    def _classes(self, y: np.ndarray) -> np.ndarray:
        """Return a copy of classes: the kernels use them as indices, so no other code may change them afterwards."""
        if y.dtype.kind not in "biu":
            raise DataError(
                f"{self.loss.type} needs classes as whole numbers, and the targets are {y.dtype}: "
                "for values choose MSELoss and one output, for classes number them from 0 on"
            )
        classes, outputs = np.array(y, np.int64, order="C").reshape(len(y), self.width), self.outputs // self.width
        ignored = self.loss.ignored if isinstance(self.loss, LossOfClasses) else None
        strange = (classes < 0) | (classes >= outputs)
        if ignored is not None:
            strange &= classes != ignored
        if strange.any():
            wrong = classes[strange]
            raise DataError(
                f"the targets hold class {wrong.max() if wrong.min() >= 0 else wrong.min()}, "
                f"and the network's {outputs} outputs stand for classes 0 to {outputs - 1}"
            )
        return classes


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
