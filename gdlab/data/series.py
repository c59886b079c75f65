"""Windows of a series: what is shown, and what lies ahead of it."""

from __future__ import annotations

import numpy as np

from gdlab.spec.errors import DataError


def slide(n: int, length: int, horizon: int, stride: int, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for every window where it starts, its last step and the step to predict, each int64 (windows,).

    Args:
        n: the steps of the series.
        length: steps a window.
        horizon: steps from the last one of a window to the one to predict.
        stride: steps between the starts of two windows.
        name: what to name in errors.

    Raises:
        DataError: when the series is too short for two windows.
    """
    starts = np.arange(0, n - length - horizon + 1, stride, dtype=np.int64)
    if len(starts) < 2:
        raise DataError(f"{name} has {n} steps, too few for two windows of {length} that predict {horizon} ahead")
    return starts, starts + length - 1, starts + length - 1 + horizon


def slide_within(
    pieces: np.ndarray, length: int, horizon: int, stride: int, name: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return windows as :func:`slide` does, none of which crosses from one piece to the next.

    Args:
        pieces: the number of the piece of each step, ascending.
        length: steps a window.
        horizon: steps from the last one of a window to the one to predict.
        stride: steps between the starts of two windows of a piece.
        name: what to name in errors.

    Raises:
        DataError: when there are fewer than two windows.
    """
    begins = np.flatnonzero(np.concatenate(([True], np.diff(pieces) != 0)))
    ends = np.append(begins[1:], len(pieces))
    if len(begins) == 1:
        return slide(len(pieces), length, horizon, stride, name)
    parts = [np.arange(a, b - length - horizon + 1, stride) for a, b in zip(begins, ends, strict=True)]
    starts = np.concatenate(parts).astype(np.int64)
    if len(starts) < 2:
        raise DataError(
            f"{name} has {len(pieces)} steps in {len(begins)} pieces, too few for two windows of {length} that "
            f"predict {horizon} ahead; shorten the windows, or set gaps to 'cross'"
        )
    return starts, starts + length - 1, starts + length - 1 + horizon
