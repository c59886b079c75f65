"""What a schedule is to the engine: a rate for each tick, and perhaps a momentum."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdlab.spec.kinds import ScheduleSpec

Memory = Mapping[str, float]


class Schedule(ScheduleSpec):
    """Be a schedule; subclass it in a file of its own under ``engine/schedules/``.

    A tick is an epoch or a step, as ``interval`` says, counted from 0. ``horizon`` is the number of ticks that the
    run plans to make. A schedule is a pure function of these and of a small memory of numbers, which only schedules
    that watch the validation loss change; so a resumed run needs nothing else.
    """

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the learning rate at each tick, float64, for the optimizer's own rate ``base``."""
        raise NotImplementedError

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum (or beta1) at each tick, or None to leave it alone."""
        return None

    def start(self) -> Memory:
        """Return the memory before the first tick."""
        return {}

    def observe(self, memory: Memory, val_loss: float, rate: float) -> Memory:
        """Return the memory after an epoch whose validation loss and learning rate are given."""
        return memory
