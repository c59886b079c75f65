"""ExponentialLR: a constant factor a tick."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class ExponentialLR(Schedule):
    r"""The rate times γ each tick.

    .. math:: \eta_t = \eta_0 \gamma^t
    """

    title: ClassVar[str] = "Exponential decay"

    type: Literal["ExponentialLR"] = "ExponentialLR"
    gamma: float = knob(0.95, "Factor on the rate each tick.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * self.gamma ** np.asarray(ticks, float)
