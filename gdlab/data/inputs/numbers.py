"""Inputs that are numbers already: tables of them, points, series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gdlab.data.inputs import scaling
from gdlab.data.inputs.base import Prepared
from gdlab.data.inputs.large_arrays import allocate
from gdlab.spec.kinds import DataSpec

_BLOCK = 16_384


@dataclass
class Numbers:
    """Numeric inputs (N, features) or (N, time, features); scaled feature by feature."""

    x: np.ndarray
    features: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.x)

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen rows, scaled as the spec says."""
        x_train, x_val = _rows(self.x, train), _rows(self.x, val)
        if spec.scale == "none":
            return Prepared(x_train, x_val, self.features)
        scale = scaling.fit(x_train, spec.scale, (self.x.ndim - 1,))
        if scale is None:
            return Prepared(x_train, x_val, self.features)
        extra = {"scale": {"shift": scale.shift.reshape(-1), "width": scale.width.reshape(-1)}}
        return Prepared(_scaled(x_train, scale), _scaled(x_val, scale), self.features, extra=extra)


def _rows(x: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return some rows: a view of a mapped file where they are neighbours, else a copy, mapped when it is large."""
    if not isinstance(x, np.memmap):
        return x[rows]
    if len(rows) and (np.diff(rows) == 1).all() and x.dtype == np.float32:
        return x[rows[0] : rows[-1] + 1]
    chosen = allocate((len(rows), *x.shape[1:]))
    for first in range(0, len(rows), _BLOCK):
        chosen[first : first + _BLOCK] = x[rows[first : first + _BLOCK]]
    return chosen


def _scaled(x: np.ndarray, scale: scaling.Scale) -> np.ndarray:
    """Return scaled rows, written block by block into an array of their own."""
    if not isinstance(x, np.memmap):
        return scale.apply(x)
    made = allocate(x.shape)
    for first in range(0, len(x), _BLOCK):
        made[first : first + _BLOCK] = scale.apply(x[first : first + _BLOCK])
    return made
