"""Move arrays between PyTorch's axes order and the engine's flat rows."""

from __future__ import annotations

import numpy as np


def from_torch_order(x: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Return inputs (N, *shape) as rows (N, size); images (N, C, H, W) get their channels last.

    A C-ordered array of the right type is not copied, so a memory map stays one.
    """
    if x.ndim == 4:
        x = np.transpose(x, (0, 2, 3, 1))
    return np.ascontiguousarray(x, dtype=dtype).reshape(len(x), int(np.prod(x.shape[1:], dtype=np.int64)))


def to_torch_order(rows: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return rows (N, size) as (N, *shape); images get their channels first."""
    if len(shape) == 3:
        c, h, w = shape
        return np.ascontiguousarray(rows.reshape(len(rows), h, w, c).transpose(0, 3, 1, 2))
    return rows.reshape(len(rows), *shape)
