"""What is done to a curve before it is shown, on a screen or in a picture. Pure NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
    # Imported here: SciPy's filters cost a quarter of a second that the window's start need not pay.
    from scipy.signal import lfilter

    averaged = lfilter([1.0 - weight], [1.0, -weight], kept)
    out[finite] = averaged / -np.expm1(np.arange(1, kept.size + 1) * np.log(weight))
    return out
