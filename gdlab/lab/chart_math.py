"""What happens to a series before it is drawn: smoothing, bands, scaling, thinning. Pure NumPy."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gdlab.lab.curves import Floats, smooth

Spread = Literal["minmax", "sd", "se", "ci95"]

MAX_POINTS = 1500

__all__ = [
    "MAX_POINTS",
    "Floats",
    "Spread",
    "band",
    "in_view",
    "nice_range",
    "nice_step",
    "robust_range",
    "smooth",
    "thinned",
]


def thinned(x: Floats, y: Floats, points: int = MAX_POINTS) -> tuple[Floats, Floats]:
    """Thin a finite series to about so many points, keeping the extremes of each bucket and both ends."""
    n = len(y)
    if n <= max(points, 4):
        return x, y
    buckets = max(1, (points - 2) // 2)
    width = -(-n // buckets)
    starts = np.arange(0, n, width)
    whole = n // width * width
    blocks = y[:whole].reshape(-1, width)
    low = blocks.argmin(axis=1) + starts[: len(blocks)]
    high = blocks.argmax(axis=1) + starts[: len(blocks)]
    tail = [] if whole == n else [whole + int(y[whole:].argmin()), whole + int(y[whole:].argmax())]
    chosen = np.concatenate([[0], low, high, np.array(tail, dtype=np.intp), [n - 1]])
    chosen.sort()
    return x[chosen], y[chosen]


def in_view(x: Floats, left: float, right: float) -> slice:
    """Return the part of an ascending x that lies in view, with one point more on either side."""
    first = int(np.searchsorted(x, left, side="left"))
    last = int(np.searchsorted(x, right, side="right"))
    return slice(max(0, first - 1), min(len(x), last + 1))


def robust_range(series: list[Floats], *, ignore_outliers: bool = True) -> tuple[float, float] | None:
    """Return the range that y should show: between the 5th and 95th percentile, or all; None without data.

    With outliers ignored, the last value of each series always has a place in it.
    """
    finite = [values[np.isfinite(values)] for values in series]
    finite = [values for values in finite if values.size]
    if not finite:
        return None
    together = np.concatenate(finite)
    if not ignore_outliers or together.size < 20:
        return float(together.min()), float(together.max())
    low, high = np.percentile(together, [5.0, 95.0])
    ends = [values[-1] for values in finite]
    return float(min(low, *ends)), float(max(high, *ends))


def band(stack: NDArray[np.floating], spread: Spread) -> tuple[Floats, Floats, Floats]:
    """Return mean, lower and upper edge over runs: shape (runs, n) becomes three of (n,).

    The 95 % interval is Student's for the mean; a single run has a band of no width. Non-finite values are left
    out where they are, and a column of nothing else stays NaN.
    """
    data = np.where(np.isfinite(stack), stack, np.nan).astype(np.float64)
    count = np.sum(~np.isnan(data), axis=0)
    some = np.maximum(count, 1)
    mean = np.where(count > 0, np.nansum(data, axis=0) / some, np.nan)
    if spread == "minmax":
        low = np.where(count > 0, np.min(np.where(np.isnan(data), np.inf, data), axis=0), np.nan)
        high = np.where(count > 0, np.max(np.where(np.isnan(data), -np.inf, data), axis=0), np.nan)
        return mean, low, high
    squares = np.nansum((data - mean) ** 2, axis=0)
    sd = np.sqrt(np.where(count > 1, squares / np.maximum(count - 1, 1), 0.0))
    half = sd * _factor(count, spread)
    return mean, mean - half, mean + half


def _factor(count: NDArray[np.integer], spread: Spread) -> Floats:
    """Return by how much the standard deviation is multiplied for a spread."""
    if spread == "sd":
        return np.ones(count.shape)
    root = 1.0 / np.sqrt(np.maximum(count, 1))
    if spread == "se":
        return root
    from scipy.special import stdtrit

    return np.where(count > 1, stdtrit(np.maximum(count - 1, 1), 0.975), 0.0) * root


def nice_range(low: float, high: float, padding: float = 0.04) -> tuple[float, float]:
    """Widen a range a little and round it outwards, so that axes do not move with every new point."""
    if not high > low:
        half = abs(low) * 0.1 or 0.5
        return low - half, high + half
    span = high - low
    step = nice_step(span / 24)
    return (
        float(np.floor((low - padding * span) / step) * step),
        float(np.ceil((high + padding * span) / step) * step),
    )


def nice_step(rough: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 × 10ᵏ that is not below a length."""
    power = 10.0 ** np.floor(np.log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        if factor * power >= rough * (1 - 1e-9):
            return float(factor * power)
    return float(10.0 * power)
