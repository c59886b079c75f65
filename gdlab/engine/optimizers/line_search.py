"""The line search that meets the strong Wolfe conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass
class Trial:
    """A point on the line: its step, loss, gradient and slope."""

    t: float
    f: float
    g: np.ndarray
    slope: float


def cubic_minimum(a: Trial, b: Trial, low: float, high: float) -> float:
    """Return the minimum, within bounds, of the cubic through two trials (Nocedal and Wright 2006, eq. 3.59).

    Args:
        a: one trial.
        b: the other.
        low: the smallest step allowed.
        high: the largest step allowed.
    """
    if a.t > b.t:
        a, b = b, a
    bend = a.slope + b.slope - 3.0 * (a.f - b.f) / (a.t - b.t)
    square = bend * bend - a.slope * b.slope
    if not square >= 0.0:
        return (low + high) / 2.0
    root = float(np.sqrt(square))
    best = b.t - (b.t - a.t) * ((b.slope + root - bend) / (b.slope - a.slope + 2.0 * root))
    return min(max(best, low), high)


def strong_wolfe(
    at: Callable[[float], Trial],
    start: Trial,
    t: float,
    reach: float,
    *,
    c1: float = 1e-4,
    c2: float = 0.9,
    tolerance: float = 1e-9,
    budget: int = 25,
) -> tuple[Trial, int]:
    """Return a trial that meets the strong Wolfe conditions, or the best one found, and the evaluations spent.

    Nocedal and Wright 2006, algorithms 3.5 and 3.6, with the safeguards of minFunc (Schmidt 2005) as PyTorch has
    them, so that both take the same trials.

    Args:
        at: evaluates the line at a step.
        start: the trial at step 0.
        t: the first step to try.
        reach: the largest absolute entry of the direction.
        c1: share of the slope by which the loss must fall (Armijo).
        c2: share of the slope to which it must flatten (curvature).
        tolerance: width of the bracket, times ``reach``, at which to stop.
        budget: largest number of iterations.
    """

    def too_high(trial: Trial) -> bool:
        return trial.f > start.f + c1 * trial.t * start.slope

    def flat(trial: Trial) -> bool:
        return abs(trial.slope) <= -c2 * start.slope

    last, now, spent = start, at(t), 1
    rounds = 0
    low, high, done = start, now, False
    while rounds < budget:
        if too_high(now) or (rounds > 1 and now.f >= last.f):
            low, high = last, now
            break
        if flat(now):
            return now, spent
        if now.slope >= 0.0:
            low, high = last, now
            break
        further = cubic_minimum(last, now, now.t + 0.01 * (now.t - last.t), now.t * 10.0)
        last, now, spent, rounds = now, at(further), spent + 1, rounds + 1
    else:
        low, high = start, now
    if low.f > high.f:
        low, high = high, low
    stuck = False
    while not done and rounds < budget and abs(high.t - low.t) * reach >= tolerance:
        t, stuck = _inside(low, high, stuck)
        now, spent, rounds = at(t), spent + 1, rounds + 1
        if too_high(now) or now.f >= low.f:
            high = now
            if low.f > high.f:
                low, high = high, low
            continue
        if flat(now):
            done = True
        elif now.slope * (high.t - low.t) >= 0.0:
            high = low
        low = now
    return low, spent


def _inside(low: Trial, high: Trial, stuck: bool) -> tuple[float, bool]:
    """Return the next step to try, kept a tenth away from the bracket's ends when progress is poor."""
    left, right = min(low.t, high.t), max(low.t, high.t)
    t = cubic_minimum(low, high, left, right)
    margin = 0.1 * (right - left)
    if min(right - t, t - left) >= margin:
        return t, False
    if not (stuck or t >= right or t <= left):
        return t, True
    return (right - margin if abs(t - right) < abs(t - left) else left + margin), False
