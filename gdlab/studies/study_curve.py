"""A run's metrics as the pictures of studies read them: by the clock, or at a pace measured apart from the training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gdlab.engine.history import History


class StudyCurve(Protocol):
    """The metrics of a run, as far as a picture reads them."""

    def __contains__(self, tag: str, /) -> bool:
        """Return whether a metric was measured."""
        ...

    def __getitem__(self, tag: str, /) -> np.ndarray:
        """Return the values of a metric."""
        ...

    def index(self, tag: str, column: str = "step") -> np.ndarray:
        """Return where a metric was measured."""
        ...


@dataclass(frozen=True)
class PacedHistory:
    """The metrics of a run whose seconds are those of its examples at a pace that was measured apart from it.

    What the clock said while it trained counts its neighbours as well, and says nothing of a run from the store.
    """

    history: History
    seconds_per_example: float

    def __contains__(self, tag: str) -> bool:
        return tag in self.history

    def __getitem__(self, tag: str) -> np.ndarray:
        return self.history[tag]

    def index(self, tag: str, column: str = "step") -> np.ndarray:
        """Return where a metric was measured."""
        if column != "elapsed":
            return self.history.index(tag, column)
        return self.history.index(tag, "examples") * self.seconds_per_example


def at_pace(history: History, paces: Sequence[float]) -> StudyCurve:
    """Return metrics at the median pace of a row's seeds, or as the clock had them where none was measured.

    With a pace of its own for each seed, a mean over the seeds that reach a point would go back where a slow one ends.
    """
    return PacedHistory(history, float(np.median(paces))) if len(paces) else history
