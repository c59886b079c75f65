"""How much of what a search has gained was luck: the gain that was seen against the gain on fresh seeds.

The best of many noisy figures is better than it is true: a search picks the configuration whose seeds and validation
examples happened to favour it. Figures of fresh seeds on examples that the search never saw do not know of that choice,
so their mean difference to the spec itself is free of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.paired import PairedDifference, paired_difference


@dataclass(frozen=True)
class Luck:
    """The gain of a search's best configuration over the spec itself, as seen and as found again.

    Attributes:
        seen: the gain on the seeds and examples of the search, above 0 where the best one is better.
        found: the gain on fresh seeds, seed by seed, with its 95 % interval.
    """

    seen: float
    found: PairedDifference

    @property
    def luck(self) -> float:
        """Return the part of the gain that was not found again."""
        return self.seen - self.found.mean

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the luck, from that of the gain that was found again."""
        return self.seen - self.found.high, self.seen - self.found.low

    @property
    def share(self) -> float:
        """Return the share of the gain that was luck, NaN where nothing was gained."""
        return self.luck / self.seen if self.seen > 0 else float("nan")

    @property
    def told(self) -> str:
        """Return what can be said of the gain: "held", "did not hold" or "cannot be told"."""
        if np.isnan(self.found.low):
            return "cannot be told"
        if self.found.low > 0:
            return "held"
        return "did not hold" if self.found.high <= 0 else "cannot be told"


def luck_of(
    seen_reference: float,
    seen_best: float,
    reference: Sequence[float],
    best: Sequence[float],
    *,
    higher: bool,
) -> Luck:
    """Return how much of a gain was luck.

    Args:
        seen_reference: the figure of the spec itself in the search, the mean over its seeds.
        seen_best: that of the best configuration.
        reference: the figures of the spec itself on fresh seeds.
        best: those of the best configuration, in the same order of seeds.
        higher: whether a larger figure is the better one.
    """
    sign = 1.0 if higher else -1.0
    return Luck(
        sign * (seen_best - seen_reference), paired_difference(sign * np.array(reference), sign * np.array(best))
    )
