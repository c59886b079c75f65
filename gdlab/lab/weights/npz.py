"""Weights as an archive of NumPy's."""

from __future__ import annotations

from typing import Any, BinaryIO, ClassVar

import numpy as np

from gdlab.lab.weights.base import WeightFormat


class NpzWeights(WeightFormat):
    """The weights as ``numpy.load`` reads them, one array a name."""

    name: ClassVar[str] = "npz"
    help: ClassVar[str] = "Weights for numpy.load."

    def write(self, arrays: dict[str, np.ndarray], about: dict[str, str], file: BinaryIO) -> None:
        save: Any = np.savez
        save(file, **arrays)
