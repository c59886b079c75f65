"""One number for each row of some arrays, by which equal rows are found without sorting the rows themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BLOCK = 4096


def row_hashes(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return uint64 numbers (N,): the same for equal rows, and hardly ever for others.

    Args:
        arrays: numbers (N, ...) each; they are compared as float32, and NaN equals NaN.
    """
    n = len(arrays[0])
    width = sum(int(np.prod(a.shape[1:], dtype=np.int64)) for a in arrays)
    weights = np.random.default_rng(0).integers(1, 2**63, width, dtype=np.uint64) | np.uint64(1)
    made = np.empty(n, dtype=np.uint64)
    for first in range(0, n, _BLOCK):
        rows = slice(first, min(first + _BLOCK, n))
        flat = [np.asarray(a[rows], dtype=np.float32).reshape(rows.stop - first, -1) for a in arrays]
        together = np.concatenate(flat, axis=1) + np.float32(0)  # −0 becomes 0
        together[np.isnan(together)] = np.nan  # one NaN for all
        bits = together.view(np.uint32).astype(np.uint64)
        made[rows] = ((bits ^ (bits << np.uint64(17))) * weights).sum(axis=1, dtype=np.uint64)
    return made


def count_shared(hashes: np.ndarray, others: np.ndarray) -> int:
    """Return how many of some hashes are among others; several times as fast as ``numpy.isin`` for millions."""
    if not len(others):
        return 0
    known, asked = np.sort(others), np.sort(hashes)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return int((known[at] == asked).sum())


def shuffled_hashes(arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return :func:`row_hashes` of arrays whose rows were shuffled each on its own.

    Rows that are equal then are equal by chance: the columns have few different values.
    """
    draw = np.random.default_rng(0)
    return row_hashes([a[draw.permutation(len(a))] for a in arrays])


def repeated(hashes: np.ndarray) -> np.ndarray:
    """Return which rows occur more than once."""
    _, place, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return counts[place] > 1
