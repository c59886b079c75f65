"""What is seen of a run while it trains, in this process or on a worker of a cluster."""

from __future__ import annotations

from typing import Protocol

from gdlab.engine.history import History


class TrainingProgress(Protocol):
    """How far a run is, and what it has measured so far; the engine's trainer is one."""

    @property
    def step(self) -> int:
        """Return the steps done."""
        ...

    @property
    def epoch(self) -> float:
        """Return the epochs done."""
        ...

    @property
    def elapsed(self) -> float:
        """Return the seconds of training."""
        ...

    @property
    def history(self) -> History:
        """Return the metrics so far."""
        ...

    @property
    def planned_steps(self) -> int:
        """Return how many steps the run will do, as far as that is known."""
        ...

    @property
    def total_steps(self) -> int:
        """Return how many steps its epochs have."""
        ...
