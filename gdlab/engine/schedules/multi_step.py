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
    """

    title: ClassVar[str] = "Drop at chosen ticks"

    type: Literal["MultiStepLR"] = "MultiStepLR"
    milestones: tuple[Tick, ...] = knob((10, 15), "Ticks at which the rate drops.")
    gamma: float = knob(0.1, "Factor on the rate at each milestone.", ge=0)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return base * self.gamma ** np.searchsorted(np.sort(self.milestones), ticks, side="right").astype(float)
