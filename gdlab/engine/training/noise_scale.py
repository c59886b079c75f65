"""The scale of the gradient's noise: the batch size from which on larger batches hardly help."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

#: Mini-batches that are compared with the whole at most, and at least where there are as many examples.
_MOST, _LEAST = 50, 8


def noise_scale(gradient: Callable[[int, int], np.ndarray], n: int, batch: int) -> float:
    """Return tr Σ / |G|², the "simple" noise scale of McCandlish et al. 2018, without bias (their appendix A.1).

    Σ is the covariance of single examples' gradients and G the gradient itself. Both follow from the mean squared norm
    of disjoint mini-batches' gradients and the squared norm of the whole one's.

    Args:
        gradient: the gradient over so many examples, given the first and their number.
        n: how many examples there are.
        batch: the size of a mini-batch; smaller ones are taken where there are not eight of that size.

    Returns:
        The scale in examples. Where the noise hides the gradient even over all examples, a bound that the scale is not
        below; NaN where there is no gradient or fewer than two examples.
    """
    size = max(1, min(batch, n // _LEAST))
    if n < 2 or size >= n:
        return float("nan")
    parts = [gradient(size * k, size) for k in range(min(_MOST, n // size))]
    small, whole = float(np.mean([part @ part for part in parts])), gradient(0, n)
    big = float(whole @ whole)
    signal, noise = (n * big - size * small) / (n - size), (small - big) / (1 / size - 1 / n)
    if not (big > 0 and np.isfinite(noise)):
        return float("nan")
    return max(noise, 0.0) / (signal if signal > 0 else big)


def suggested_batch(scale: float) -> int:
    """Return the power of two that is nearest to a noise scale, at least 1 and at most 2^20; 0 where it is not known.

    Args:
        scale: the noise scale in examples.
    """
    return int(2 ** round(np.log2(min(max(scale, 1.0), 2.0**20)))) if np.isfinite(scale) else 0
