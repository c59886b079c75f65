"""MultiStepLR: drops at chosen ticks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob

Tick = Annotated[int, Field(ge=0)]


class MultiStepLR(Schedule):
    r"""The rate times γ at each milestone.

    .. math:: \eta_t = \eta_0\,\gamma^{k},\quad k = \text{milestones up to } t

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.multi_step import MultiStepLR
    >>> schedule_rates(MultiStepLR(milestones=(1, 3), gamma=0.5), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.5, 0.5, 0.25, 0.25]
    """

    title: ClassVar[str] = "Drop at chosen ticks"
    span_field: ClassVar[str] = "milestones"

    type: Literal["MultiStepLR"] = "MultiStepLR"
    milestones: tuple[Tick, ...] = knob((10, 15), "Epochs (or steps, as interval says) at which the rate drops.")
    gamma: float = knob(0.1, "Factor on the rate at each milestone.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * self.gamma ** np.searchsorted(np.sort(self.milestones), ticks, side="right").astype(float)
