"""CosineAnnealingLR: half a cosine down."""

from __future__ import annotations

from math import cos, pi
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.spec.base import knob


class CosineAnnealingLR(Schedule):
    r"""Half a cosine from the rate down to ``eta_min`` (Loshchilov and Hutter 2017).

    .. math:: \eta_t = \eta_{min} + \tfrac12(\eta_0 - \eta_{min})(1 + \cos(\pi t/T_{max}))

    Beyond ``T_max`` the cosine rises again, as PyTorch's does.

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.cosine import CosineAnnealingLR
    >>> schedule_rates(CosineAnnealingLR(eta_min=0.1), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.914, 0.689, 0.411, 0.186]
    """

    title: ClassVar[str] = "Cosine annealing"
    span_field: ClassVar[str] = "T_max"
    ends: ClassVar[bool] = True

    type: Literal["CosineAnnealingLR"] = "CosineAnnealingLR"
    T_max: int = knob(0, "Epochs (or steps, as interval says) of half a period; 0 is the whole run.", ge=0)
    eta_min: float = knob(0.0, "Smallest rate.", ge=0, log=True)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        half = self.T_max or max(horizon, 1)
        return self.eta_min + (base - self.eta_min) * (1.0 + np.cos(np.pi * np.asarray(ticks) / half)) / 2.0

    def proportional(self, horizon: int) -> bool:
        """Return whether it only falls, and to 0: a floor or a new rise does not scale with the rate."""
        return self.eta_min == 0.0 and (self.T_max or horizon) >= horizon

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate at a tick from the one before: the distance to ``eta_min`` is scaled."""
        half = self.T_max or max(horizon, 1)
        if tick == 0:
            return rate
        if (tick - 1 - half) % (2 * half) == 0:
            return rate + (base - self.eta_min) * (1.0 - cos(pi / half)) / 2.0
        share = (1.0 + cos(pi * tick / half)) / (1.0 + cos(pi * (tick - 1) / half))
        return self.eta_min + share * (rate - self.eta_min)
