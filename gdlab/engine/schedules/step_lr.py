"""StepLR: a drop every so many ticks."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class StepLR(Schedule):
    r"""The rate times γ every ``step_size`` ticks.

    .. math:: \eta_t = \eta_0\,\gamma^{\lfloor t/s\rfloor}

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.step_lr import StepLR
    >>> schedule_rates(StepLR(step_size=2, gamma=0.5), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """

    title: ClassVar[str] = "Drop every so many ticks"
    span_field: ClassVar[str] = "step_size"

    type: Literal["StepLR"] = "StepLR"
    step_size: int = knob(10, "Epochs (or steps, as interval says) between two drops.", ge=1)
    gamma: float = knob(0.1, "Factor on the rate at each drop.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * self.gamma ** (ticks // self.step_size)
