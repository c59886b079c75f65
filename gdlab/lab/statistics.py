"""The mean with its 95 % interval, and the rank correlation, on which tables rest."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import numpy as np

from gdlab.lab.number_text import format_number
from gdlab.translation import tr_noop


@dataclass(frozen=True)
class Estimate:
    """A mean and the half-width of its 95 % confidence interval, NaN where there is none.

    Attributes:
        mean: the mean; of figures that scatter by factors the geometric mean.
        half: half the interval's width.
        n: how many values.
        ends: the interval's ends where they do not lie evenly about the mean.
    """

    mean: float
    half: float
    n: int
    ends: tuple[float, float] | None = None

    @property
    def low(self) -> float:
        """Return the lower end of the interval; the mean itself where there is no interval."""
        if self.ends is not None:
            return self.ends[0]
        return self.mean - (self.half if self.half == self.half else 0.0)

    @property
    def high(self) -> float:
        """Return the upper end of the interval."""
        if self.ends is not None:
            return self.ends[1]
        return self.mean + (self.half if self.half == self.half else 0.0)

    def __str__(self) -> str:
        if self.half != self.half:
            return format_number(self.mean, 3)
        if self.ends is not None:
            low_figure, high_figure = (format_number(end, 3) for end in self.ends)
            ends = tr_noop(f"{low_figure} to {high_figure}")
            return f"{format_number(self.mean, 3)} ({ends})"
        return f"{format_number(self.mean, 3)} ± {format_number(self.half, 2)}"


def estimate(values: np.ndarray) -> Estimate:
    """Return mean and 95 % interval of some seeds' figures."""
    values = np.asarray(values, np.float64)
    values = values[~np.isnan(values)]
    n = len(values)
    if n == 0:
        return Estimate(float("nan"), float("nan"), 0)
    mean = float(values.mean())
    if n == 1 or not np.isfinite(values).all():
        return Estimate(mean, float("nan"), n)
    from scipy.special import stdtrit

    half = float(stdtrit(n - 1, 0.975) * values.std(ddof=1) / np.sqrt(n))
    return Estimate(mean, half, n)


def load_statistics() -> None:
    """Import what intervals and tests need, which takes a tenth of a second: ahead of the first table with seeds."""
    importlib.import_module("scipy.special")


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Return the rank correlation of two equally long lists, ties sharing their mean rank; NaN for fewer than two."""
    from scipy.stats import rankdata

    if len(a) < 2:
        return float("nan")
    x, y = rankdata(a), rankdata(b)
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x**2).sum() * (y**2).sum()))
    return float((x * y).sum() / size) if size else float("nan")
