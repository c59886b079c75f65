"""ConstantLR: a reduced rate for the first ticks."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class ConstantLR(Schedule):
    r"""The rate times a factor for the first ``total_iters`` ticks.

    .. math:: \eta_t = \begin{cases} a\,\eta_0 & t < n\\ \eta_0 & \text{otherwise}\end{cases}

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.constant import ConstantLR
    >>> schedule_rates(ConstantLR(factor=0.5, total_iters=2), base_lr=1.0, horizon=5).round(3).tolist()
    [0.5, 0.5, 1.0, 1.0, 1.0]
    """

    title: ClassVar[str] = "Reduced for the first ticks"
    span_field: ClassVar[str] = "total_iters"

    type: Literal["ConstantLR"] = "ConstantLR"
    factor: float = knob(1 / 3, "Factor on the rate at first.", ge=0, le=1)
    total_iters: int = knob(5, "Epochs (or steps, as interval says) for which it holds.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * np.where(ticks < self.total_iters, self.factor, 1.0)
