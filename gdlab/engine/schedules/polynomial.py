"""PolynomialLR: a power of the time that is left."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class PolynomialLR(Schedule):
    r"""The rate falling to 0 as a power of the time left.

    .. math:: \eta_t = \eta_0\,(1 - \min(t, n)/n)^p

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.polynomial import PolynomialLR
    >>> schedule_rates(PolynomialLR(total_iters=0, power=2.0), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.64, 0.36, 0.16, 0.04]
    """

    title: ClassVar[str] = "Polynomial decay to zero"
    span_field: ClassVar[str] = "total_iters"
    ends: ClassVar[bool] = True

    type: Literal["PolynomialLR"] = "PolynomialLR"
    total_iters: int = knob(5, "Epochs (or steps, as interval says) until the rate is 0; 0 is the whole run.", ge=0)
    power: float = knob(1.0, "The power.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        n = self.total_iters or max(horizon, 1)
        return base * (1.0 - np.minimum(ticks, n) / n) ** self.power
