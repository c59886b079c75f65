"""Differences of two variants over the same seeds: interval, test, Holm's correction and the seeds that would tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: The probability of a difference where there is none, and of missing one of the size that was seen.
ALPHA, POWER = 0.05, 0.8
#: No more seeds than these are proposed.
MOST_SEEDS = 200


@dataclass(frozen=True)
class PairedDifference:
    """The mean of differences between equal seeds, its 95 % interval (NaN: unknown) and the test's p-value.

    Attributes:
        mean: the mean difference; low, high: its interval by Student's t.
        p: the probability of a mean so far from 0 where there is no difference.
        n: how many seeds.
        deviation: the standard deviation of the differences.
    """

    mean: float
    low: float
    high: float
    p: float
    n: int
    deviation: float

    def seeds_needed(self, alpha: float = ALPHA) -> int:
        """Return how many seeds would probably tell a difference of this size; 0 where not even many would.

        The smallest number at which a paired t-test at level ``alpha`` finds a true difference of this mean and
        deviation with probability :data:`POWER`.
        """
        from scipy.special import nctdtr, stdtrit  # scipy.stats has the same, and takes a second to import

        if not self.deviation > 0 or self.mean == 0:
            return 0
        n = np.arange(2, MOST_SEEDS + 1)
        effect = abs(self.mean) / self.deviation * np.sqrt(n)
        with np.errstate(all="ignore"):
            power = 1 - nctdtr(n - 1, effect, stdtrit(n - 1, 1 - alpha / 2))
        enough = np.flatnonzero((power >= POWER) | (effect > 30))
        return int(n[enough[0]]) if len(enough) else 0


def paired_difference(first: Sequence[float] | np.ndarray, second: Sequence[float] | np.ndarray) -> PairedDifference:
    """Return the mean of ``second − first``, seed by seed, with Student's interval.

    Where all differences are equal there is no interval: it would be empty, and a figure of few values, such as 0 or 1,
    is equal in a few seeds by chance. The p-value is the sign test's then.

    Args:
        first: a figure of each seed.
        second: the same of the other variant, in the same order of seeds.
    """
    from scipy.special import stdtr, stdtrit

    d = np.asarray(second, np.float64) - np.asarray(first, np.float64)
    n, nan = len(d), float("nan")
    if n == 0:
        return PairedDifference(nan, nan, nan, 1.0, 0, nan)
    mean = float(d.mean())
    if n == 1:
        return PairedDifference(mean, nan, nan, 1.0, 1, nan)
    deviation = float(d.std(ddof=1))
    if not deviation > 1e-12 * abs(mean):
        return PairedDifference(mean, nan, nan, min(1.0, 2.0 ** (1 - n)) if mean else 1.0, n, 0.0)
    error = deviation / math.sqrt(n)
    half = float(stdtrit(n - 1, 1 - ALPHA / 2) * error)
    p = 2 * float(stdtr(n - 1, -abs(mean) / error))
    return PairedDifference(mean, mean - half, mean + half, p, n, deviation)


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values corrected for their number (Holm 1979), in the order that they were given in."""
    p = np.asarray(p_values, np.float64)
    order = np.argsort(p, kind="stable")
    corrected, raised = np.empty(len(p)), 0.0
    for rank, place in enumerate(order.tolist()):
        raised = max(raised, float(p[place]) * (len(p) - rank))
        corrected[place] = min(raised, 1.0)
    return [float(value) for value in corrected]
