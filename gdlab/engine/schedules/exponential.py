"""ExponentialLR: a constant factor a tick."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class ExponentialLR(Schedule):
    r"""The rate times γ each tick.

    .. math:: \eta_t = \eta_0 \gamma^t

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.exponential import ExponentialLR
    >>> schedule_rates(ExponentialLR(gamma=0.5), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.5, 0.25, 0.125, 0.062]
    """

    title: ClassVar[str] = "Exponential decay"

    type: Literal["ExponentialLR"] = "ExponentialLR"
    gamma: float = knob(0.95, "Factor on the rate each tick.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * self.gamma ** np.asarray(ticks, float)
