"""How much of the spread of an objective each searched field explains by itself, with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.sweeps.trial import SweepTrial
from gdlab.spec.space import Scalar

#: Groups into which a number's values are cut, drawings of the bootstrap, and trials below which nothing is said.
_BINS, _DRAWINGS, _FEWEST = 5, 200, 10


@dataclass(frozen=True)
class ParameterImportance:
    """The share of the variance of an objective's ranks that lies between the values of a field.

    Attributes:
        name: the parameter; share: ε², corrected for the number of groups, at least 0.
        low, high: its 95 % interval by the bootstrap over trials.
        n: how many trials have the field.
    """

    name: str
    share: float
    low: float
    high: float
    n: int


def parameter_importance(trials: Sequence[SweepTrial], objective: int = 0) -> list[ParameterImportance]:
    """Return the importance of each parameter, the largest first; nothing for fewer than ten ended trials.

    Ranks take the place of figures, so that one very bad rate does not hide everything else. The values of a number are
    cut into groups of equal size. Fields that were searched together (a good rate of a bad optimizer) share effects.

    Args:
        trials: the trials; one that was pruned counts with its last figure on the way.
        objective: which objective.
    """
    figures = {trial.number: _figure(trial, objective) for trial in trials}
    ended = [trial for trial in trials if not np.isnan(figures[trial.number])]
    found: list[ParameterImportance] = []
    rng = np.random.default_rng(0)
    for name in dict.fromkeys(name for trial in ended for name in trial.values):
        having = [trial for trial in ended if name in trial.values]
        groups = _groups([trial.values[name] for trial in having])
        if len(having) < _FEWEST or groups.max(initial=0) == 0:
            continue
        ranks = _ranks(np.array([figures[trial.number] for trial in having]))
        drawn = rng.integers(0, len(having), (_DRAWINGS, len(having)))
        low, high = np.percentile(_shares(groups[drawn], ranks[drawn]), [2.5, 97.5])
        whole = float(_shares(groups[None], ranks[None])[0])
        found.append(ParameterImportance(name, whole, float(low), float(high), len(having)))
    return sorted(found, key=lambda one: -one.share)


def _figure(trial: SweepTrial, objective: int) -> float:
    if trial.figures:
        return trial.figures[objective]
    return trial.curve[-1][1] if trial.curve and objective == 0 else float("nan")


def _groups(values: Sequence[Scalar]) -> np.ndarray:
    """Return the group of each value: itself where there are few different ones, else a fifth of the numbers."""
    different = list(dict.fromkeys(values))
    if len(different) <= _BINS or any(isinstance(value, str | bool) for value in different):
        place = {value: i for i, value in enumerate(different)}
        return np.array([place[value] for value in values], np.int64)
    numbers = np.array(values, np.float64)
    edges = np.quantile(numbers, np.linspace(0, 1, _BINS + 1)[1:-1])
    return np.searchsorted(edges, numbers, side="right").astype(np.int64)


def _ranks(figures: np.ndarray) -> np.ndarray:
    from scipy.stats import rankdata

    return np.asarray(rankdata(figures), np.float64)


def _shares(groups: np.ndarray, ranks: np.ndarray) -> np.ndarray:
    """Return ε² of each drawing: the variance between groups beyond what as many have by chance, as a share of all.

    Args:
        groups: the group of each trial, (drawings, trials).
        ranks: the rank of each trial's figure, of the same shape.
    """
    drawings, n = groups.shape
    width = int(groups.max()) + 1
    firsts = np.arange(0, width * drawings, width, dtype=np.int64)
    places = np.add(groups, firsts.reshape(-1, 1), dtype=np.int64).reshape(-1)
    counts = np.bincount(places, minlength=drawings * width).reshape(drawings, width)
    sums = np.bincount(places, ranks.reshape(-1), minlength=drawings * width).reshape(drawings, width)
    mean, k = ranks.mean(axis=1, keepdims=True), (counts > 0).sum(axis=1)
    total = ((ranks - mean) ** 2).sum(axis=1)
    means = sums / np.maximum(counts, 1)
    between = (counts * (means - mean) ** 2).sum(axis=1)
    tells = (total > 0) & (n > k) & (k >= 2)
    within = (total - between) / np.maximum(n - k, 1)
    shares = (between - (k - 1) * within) / np.where(tells, total, 1.0)
    return np.where(tells, np.maximum(shares, 0.0), 0.0)
