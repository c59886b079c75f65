"""The range in which a sweep searches a number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchRange:
    """The values of a field among which a good one is usually found; a member declares one for each field that matters.

    Attributes:
        low: the smallest value.
        high: the largest value.
        log: whether equal ratios are equally likely, instead of equal differences.
    """

    low: float
    high: float
    log: bool = False
