"""What is done to a curve before it is shown, on a screen or in a picture. Pure NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SMALLEST = np.log(1e-150)
_DENSE = 200  # points from which on a curve is smoothed with the whole weight


def density_weight(weight: float, points: int) -> float:
    """Return the weight that smooths a curve of so many points over the same share of its length as a dense one.

    A weight acts from point to point. With 0.6, the average over a curve of 20 points would lag behind it by a tenth of
    its length, so that a steep curve is drawn far above its values; over 200 points the lag is a hundredth.
    """
    return weight ** max(1.0, _DENSE / max(points, 1))


def smooth(values: NDArray[np.floating], weight: float) -> Floats:
    """Return TensorBoard's debiased exponential moving average of a series, shape (n,).

    Non-finite values pass through and leave the average as it was; a constant series and a weight of 0 change
    nothing. Raises ValueError for a weight outside [0, 1).
    """
    if not 0.0 <= weight < 1.0:
        raise ValueError(f"The smoothing weight must be at least 0 and below 1, not {weight:g}.")
    out = np.array(values, dtype=np.float64)
    finite = np.isfinite(out)
    kept = out[finite]
    if weight == 0.0 or kept.size == 0 or np.all(kept == kept[0]):
        return out
    out[finite] = exponential_average(kept, weight) / -np.expm1(np.arange(1, kept.size + 1) * np.log(weight))
    return out


def exponential_average(values: Floats, weight: float, last: float = 0.0) -> Floats:
    """Return y[i] = weight · y[i−1] + (1 − weight) · values[i] of finite values, shape (n,), where y[−1] is `last`.

    Within a block the sum is one cumulative sum, divided by powers of the weight that stay above 1e-150; blocks
    are joined by the last value of the one before. SciPy's filters would do, but their import alone takes a quarter of
    a second, which a person would feel as a hitch when the first curve is drawn.
    """
    n = len(values)
    if n == 0:
        return np.empty(0)
    scale = max(float(np.max(np.abs(values))), abs(last)) or 1.0
    length = max(1, min(n, int(_SMALLEST / np.log(weight))))
    blocks = np.zeros((-(-n // length), length))
    blocks.reshape(-1)[:n] = values / scale
    powers = weight ** np.arange(1.0, length + 1.0)
    own = (1.0 - weight) * powers * np.cumsum(blocks / powers, axis=1)
    before = np.empty((len(own), 1))
    carried = last / scale
    for k, end in enumerate(own[:, -1].tolist()):
        before[k] = carried
        carried = end + float(powers[-1]) * carried
    return scale * (own + powers * before).reshape(-1)[:n]


class RunningAverage:
    """The smoothed values of a series that comes in blocks, equal to those of :func:`smooth` over all of it.

    Args:
        weight: the weight of smoothing, above 0 and below 1.
    """

    def __init__(self, weight: float) -> None:
        self._weight, self._last, self._count = weight, 0.0, 0

    def update(self, values: Floats) -> Floats:
        """Return the smoothed values of the next block, shape (n,); values that are not finite pass through."""
        out = np.array(values, dtype=np.float64)
        finite = np.isfinite(out)
        kept = out[finite]
        if kept.size:
            average = exponential_average(kept, self._weight, self._last)
            counts = np.arange(self._count + 1, self._count + kept.size + 1)
            out[finite] = average / -np.expm1(counts * np.log(self._weight))
            self._last, self._count = float(average[-1]), self._count + int(kept.size)
        return out
