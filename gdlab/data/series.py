"""Windows of a series: what is shown, and what lies ahead of it."""

from __future__ import annotations

import numpy as np

from gdlab.spec.errors import DataError


def windows(n: int, length: int, horizon: int, stride: int, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for every window where it starts, its last step and the step to predict, each int64 (windows,).

    Raises:
        DataError: when the series is too short for two windows.
    """
    starts = np.arange(0, n - length - horizon + 1, stride, dtype=np.int64)
    if len(starts) < 2:
        raise DataError(f"{name} has {n} steps, too few for two windows of {length} that predict {horizon} ahead")
    return starts, starts + length - 1, starts + length - 1 + horizon
