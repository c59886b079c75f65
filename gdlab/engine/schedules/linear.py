"""LinearLR: a ramp between two factors."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class LinearLR(Schedule):
    r"""A factor on the rate that moves evenly from one value to another.

    .. math:: \eta_t = \eta_0\,(a + (b-a)\min(t, n)/n)

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.linear import LinearLR
    >>> schedule_rates(LinearLR(start_factor=0.25, total_iters=3), base_lr=1.0, horizon=5).round(3).tolist()
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """

    title: ClassVar[str] = "Linear ramp"
    span_field: ClassVar[str] = "total_iters"

    type: Literal["LinearLR"] = "LinearLR"
    start_factor: float = knob(1 / 3, "Factor on the rate at the first tick.", gt=0, le=1)
    end_factor: float = knob(1.0, "Factor on the rate after the ramp.", ge=0, le=1)
    total_iters: int = knob(5, "Epochs (or steps, as interval says) of the ramp; 0 is the whole run.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        n = self.total_iters or max(horizon, 1)
        return base * (self.start_factor + (self.end_factor - self.start_factor) * np.minimum(ticks, n) / n)
