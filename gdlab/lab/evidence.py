"""What figures say for and against a statement, as p-values, however skewed, tied, missing or infinite they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.intervals import Scale
from gdlab.lab.paired import ALPHA


@dataclass(frozen=True)
class Evidence:
    """The p-values of a statement and of its opposite; each below 0.05 tells it, together they never are.

    Attributes:
        held: the probability of figures that speak so clearly for the statement where it is not so (two-sided, that
            is twice the one-sided probability; of "alike" the greater one of two one-sided tests).
        failed: the same against the statement.
        note: what else is to be said, such as that a figure is missing.
    """

    held: float
    failed: float
    note: str = ""


NOTHING = Evidence(1.0, 1.0)
_MOST_EXAMPLES = 1000
#: The squares of larger figures are infinite.
_SQUARES_OVERFLOW = 1e150


@np.errstate(all="ignore")
def less(a: np.ndarray, b: np.ndarray, *, margin: float = 0.0, log: bool = False, effect: float = 0.0) -> Evidence:
    """Return the evidence that a < b − margin over paired seeds.

    Finite figures are compared by a paired t-test, of their logarithms where ``log`` is set. Where one is infinite (a
    run that diverged or never arrived), or counts differ equally in every seed, ranks are compared: by the exact
    permutation distribution of the rank sum, in which ties share their mean rank. Counts are whole numbers and shares
    of up to 1,000 examples, such as accuracies, whose differences are equal by chance. With an infinite figure every
    seed has to agree besides. One seed, or a missing figure, tells nothing.

    Args:
        a: a figure of each seed, which should be lower.
        b: the same, which should be higher, in the same order of seeds.
        margin: by how much a has to be lower.
        log: whether the figures scatter by factors.
        effect: the relative difference below which a difference counts as none; not used with a margin.
    """
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    missing = int((np.isnan(a) | np.isnan(b)).sum())
    if missing or len(a) == 0:
        return Evidence(1.0, 1.0, f"A figure is missing in {missing} of {len(a)} seeds.")
    if len(a) == 1:
        return Evidence(1.0, 1.0, "One seed alone tells nothing.")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return _by_ranks_of_all(a + margin, b)
    log = log and margin == 0 and bool((a > 0).all() and (b > 0).all())
    x, y = (np.log(a), np.log(b)) if log else (a + margin, b)
    if effect and margin == 0 and _is_small(a, b, effect, log=log) and not np.array_equal(a, b):
        return Evidence(1.0, 1.0, f"A difference of less than {100 * effect:g} % counts as none.")
    d = x - y
    if not d.std() > 1e-12 * max(np.abs(x).max(), np.abs(y).max()):
        counted = _are_counts(np.concatenate([a, b])) or bool(np.allclose(d, 0.0, atol=1e-300))
        return _by_ranks(a + margin, b) if counted else _by_student(np.full(len(d), d[0]))
    return _by_student(d)


@np.errstate(all="ignore")
def within(values: np.ndarray, low: float, high: float, *, scale: Scale = "plain", trials: int = 1) -> Evidence:
    """Return the evidence that the middle of some figures lies within bounds.

    Shares are tested by the binomial distribution, others by Student's t. Figures that are equal in every one of two
    or more seeds, infinite ones among them, are taken as exact. Where only some are infinite, every seed has to agree,
    and the sign test counts.

    Args:
        values: a figure of each seed.
        low: at least this; −∞ for no bound.
        high: at most this; ∞ for no bound.
        scale: what the figures are.
        trials: for shares, how many trials each figure is the share of.
    """
    values = np.asarray(values, np.float64)
    n, missing = len(values), int(np.isnan(values).sum())
    if missing or n == 0:
        return Evidence(1.0, 1.0, f"A figure is missing in {missing} of {n} seeds.")
    if scale == "share" and np.isfinite(values).all():
        return _share_within(values, low, high, trials)
    if n == 1:
        return Evidence(1.0, 1.0, "One seed alone tells nothing.")
    if (values == values[0]).all():
        good = low <= values[0] <= high
        return Evidence(0.0 if good else 1.0, 1.0 if good else 0.0)
    if not np.isfinite(values).all():
        inside = (low <= values) & (values <= high)
        p = 2.0 ** (1 - n)
        one_side = bool((values > high).all() or (values < low).all())
        return Evidence(p if inside.all() else 1.0, p if one_side else 1.0)
    if scale == "log" and (values > 0).all():
        if high <= 0:
            return Evidence(1.0, 0.0)
        values, low, high = np.log(values), float(np.log(max(low, 0.0))), float(np.log(high))
    sides = [_by_student(gap) for gap in _gaps(values, low, high)]
    return evidence_for_all(sides) if sides else Evidence(0.0, 1.0)


@np.errstate(all="ignore")
def alike(a: np.ndarray, b: np.ndarray, tolerance: float) -> Evidence:
    """Return the evidence that two figures differ by no more than a tolerance (two one-sided tests, Schuirmann 1987).

    Where both are infinite in a seed they cannot be compared, and nothing is told.
    """
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if len(a) < 2 or np.isnan(a).any() or np.isnan(b).any():
        return Evidence(1.0, 1.0, "A figure is missing." if len(a) > 1 else "One seed alone tells nothing.")
    if (np.isinf(a) & np.isinf(b)).any():
        return Evidence(1.0, 1.0, "Both are infinite, and cannot be compared.")
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        found = _by_ranks(a, b)
        return Evidence(1.0, min(1.0, 2 * min(found.held, found.failed)))
    d = a - b
    if (d == d[0]).all():
        same = abs(d[0]) <= tolerance
        return Evidence(0.0 if same else 1.0, 1.0 if same else 0.0)
    below, above = _by_student(d - tolerance), _by_student(-d - tolerance)
    return Evidence(max(below.held, above.held) / 2, min(1.0, below.failed, above.failed))


def evidence_for_all(parts: Sequence[Evidence]) -> Evidence:
    """Return the evidence for all of several statements at once: the weakest decides; one that fails is enough."""
    if not parts:
        return NOTHING
    note = next((p.note for p in parts if p.note), "")
    return Evidence(max(p.held for p in parts), min(1.0, len(parts) * min(p.failed for p in parts)), note)


def evidence_for_any(parts: Sequence[Evidence]) -> Evidence:
    """Return the evidence for one at least of several statements, corrected for their number (Bonferroni)."""
    if not parts:
        return NOTHING
    return Evidence(min(1.0, len(parts) * min(p.held for p in parts)), max(p.failed for p in parts))


def opposite(found: Evidence) -> Evidence:
    """Return the evidence for the opposite of a statement."""
    return Evidence(found.failed, found.held, found.note)


# --- inside -----------------------------------------------------------------------------------------------------------
def _gaps(values: np.ndarray, low: float, high: float) -> list[np.ndarray]:
    """Return by how much figures lie beyond each bound that there is."""
    return ([low - values] if np.isfinite(low) else []) + ([values - high] if np.isfinite(high) else [])


def _by_student(d: np.ndarray) -> Evidence:
    """Return the evidence that the mean of d is below zero."""
    from scipy.special import stdtr

    n = len(d)
    if (largest := float(np.abs(d).max())) > _SQUARES_OVERFLOW:
        d = d / largest
    spread = float(d.std(ddof=1))
    if not spread > 0:
        return Evidence(0.0, 1.0) if d[0] <= 0 else Evidence(1.0, 0.0)
    t = float(d.mean()) / spread * math.sqrt(n)
    below = float(stdtr(n - 1, t))
    above = float(stdtr(n - 1, -t))
    return Evidence(float(min(1.0, 2 * below)), float(min(1.0, 2 * above)))


def _are_counts(values: np.ndarray) -> bool:
    """Return whether figures are whole numbers, or all shares of some number of examples, up to 1,000."""
    if (values == np.rint(values)).all():
        return True
    counts = np.unique(values) * np.arange(1, _MOST_EXAMPLES + 1)[:, None]
    shares = bool((values >= 0).all() and (values <= 1).all())
    return shares and bool((np.abs(counts - np.rint(counts)) <= 1e-9).all(axis=1).any())


def _by_ranks(a: np.ndarray, b: np.ndarray) -> Evidence:
    """Return the evidence that a lies below b from the exact distribution of the rank sum under permutation."""
    from scipy.stats import rankdata

    doubled = np.rint(2 * rankdata(np.concatenate([a, b]))).astype(np.int64)  # whole numbers, ties and all
    n, total = len(a), int(doubled.sum())
    ways = np.zeros((n + 1, total + 1))
    ways[0, 0] = 1.0
    for rank in doubled.tolist():
        for k in range(n, 0, -1):
            ways[k, rank:] += ways[k - 1, : total + 1 - rank]
    share = ways[n] / ways[n].sum()
    seen = int(doubled[:n].sum())
    return Evidence(min(1.0, 2 * float(share[: seen + 1].sum())), min(1.0, 2 * float(share[seen:].sum())))


def _by_ranks_of_all(a: np.ndarray, b: np.ndarray) -> Evidence:
    """Return what ranks say where each single seed says the same."""
    found = _by_ranks(a, b)
    return Evidence(found.held if (a < b).all() else 1.0, found.failed if (a > b).all() else 1.0)


def _share_within(values: np.ndarray, low: float, high: float, trials: int) -> Evidence:
    """Return the evidence that a share lies within bounds, by the binomial distribution."""
    from scipy.special import bdtr, bdtrc

    n = len(values) * trials
    k = float(np.rint(values * trials).sum())
    sides: list[Evidence] = []
    if low > 0:
        at_least = float(bdtrc(k - 1, n, min(low, 1 - 1e-12))) if k > 0 else 1.0
        sides.append(Evidence(min(1.0, 2 * at_least), min(1.0, 2 * float(bdtr(k, n, min(low, 1.0))))))
    if high < 1:
        at_most = float(bdtr(k, n, max(high, 1e-12)))
        sides.append(
            Evidence(min(1.0, 2 * at_most), min(1.0, 2 * float(bdtrc(k - 1, n, max(high, 0.0)))) if k else 1.0)
        )
    return evidence_for_all(sides) if sides else Evidence(0.0, 1.0)


def _is_small(a: np.ndarray, b: np.ndarray, effect: float, *, log: bool) -> bool:
    """Return whether two figures differ by less than a share of the larger one."""
    if log:
        return abs(float((np.log(a) - np.log(b)).mean())) < np.log1p(effect)
    return abs(float((a - b).mean())) < effect * max(abs(float(a.mean())), abs(float(b.mean())))


__all__ = [
    "ALPHA",
    "NOTHING",
    "Evidence",
    "alike",
    "evidence_for_all",
    "evidence_for_any",
    "less",
    "opposite",
    "within",
]
