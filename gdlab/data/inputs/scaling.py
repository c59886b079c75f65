"""Scale inputs or targets column by column, fitted on the training part only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

Scaling = Literal["none", "standard", "minmax"]
_ROWS = 2048  # what stays in the cache


@dataclass(frozen=True)
class Scale:
    """The scale ``(x − shift) / width`` at each axis position: float64 arrays that broadcast against the examples."""

    shift: np.ndarray
    width: np.ndarray

    def apply(self, x: np.ndarray) -> np.ndarray:
        """Return the scaled values in the dtype of ``x``."""
        return ((x - self.shift) / self.width).astype(x.dtype, copy=False)

    def undo(self, x: np.ndarray) -> np.ndarray:
        """Return the values before scaling."""
        return x * self.width + self.shift


def fit(x: np.ndarray, how: Scaling, keep: tuple[int, ...]) -> Scale | None:
    """Return the scale that the examples ``x`` ask for, or None for "none".

    A column that is constant is only shifted, so that nothing is divided by zero.

    Args:
        x: examples, (N, ...), one or more.
        how: standard (mean 0, standard deviation 1) or minmax (0 to 1).
        keep: the axes whose positions are scaled each on its own; the others are pooled.
    """
    if how == "none" or not x.size:
        return None
    pooled = tuple(a for a in range(x.ndim) if a not in keep)
    if how == "minmax":
        low = x.min(axis=pooled, keepdims=True).astype(np.float64)
        high = x.max(axis=pooled, keepdims=True).astype(np.float64)
        return Scale(low, _nonzero(high - low, np.maximum(np.abs(low), np.abs(high)), x.size / low.size))
    mean = x.mean(axis=pooled, keepdims=True, dtype=np.float64)
    total = np.zeros_like(mean)
    for first in range(0, len(x), _ROWS):  # the deviations of a large array do not fit beside it
        total += np.square(x[first : first + _ROWS] - mean).sum(axis=pooled, keepdims=True)
    count = x.size / mean.size
    return Scale(mean, _nonzero(np.sqrt(total / count), np.abs(mean), count))


def _nonzero(width: np.ndarray, magnitude: np.ndarray, count: float) -> np.ndarray:
    """Return widths with 1 in the place of those that rounding alone explains: sums of ``count`` numbers of that size.

    Each column is judged by its own numbers. A column of lengths in metres does not become constant because the one
    beside it holds times in nanoseconds.
    """
    rounding = count * np.finfo(np.float64).eps * magnitude
    return np.where((width > rounding) & np.isfinite(width), width, 1.0)
