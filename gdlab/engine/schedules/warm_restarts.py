"""CosineAnnealingWarmRestarts: cosines that begin anew."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Setting
from gdlab.spec.base import knob


class CosineAnnealingWarmRestarts(Setting):
    r"""Half a cosine again and again, each period ``T_mult`` times the last (Loshchilov and Hutter 2017).

    .. math:: \eta_t = \eta_{min} + \tfrac12(\eta_0 - \eta_{min})(1 + \cos(\pi T_{cur}/T_i))

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.warm_restarts import CosineAnnealingWarmRestarts
    >>> schedule_rates(CosineAnnealingWarmRestarts(T_0=2), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.5, 1.0, 0.5, 1.0]
    """

    title: ClassVar[str] = "Cosine annealing with warm restarts"
    span_field: ClassVar[str] = "T_0"

    type: Literal["CosineAnnealingWarmRestarts"] = "CosineAnnealingWarmRestarts"
    T_0: int = knob(10, "Epochs (or steps, as interval says) of the first period.", ge=1)
    T_mult: int = knob(1, "Factor on the period at each restart.", ge=1)
    eta_min: float = knob(0.0, "Smallest rate.", ge=0, log=True)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        ticks = np.asarray(ticks)
        starts = [0]
        if self.T_mult > 1:
            period = self.T_0
            while starts[-1] + period <= ticks.max(initial=0):
                starts.append(starts[-1] + period)
                period *= self.T_mult
        which = np.searchsorted(starts, ticks, side="right") - 1
        since = ticks - np.array(starts)[which]
        length = self.T_0 * np.asarray(self.T_mult, float) ** which
        share = np.mod(since, self.T_0) / self.T_0 if self.T_mult == 1 else since / length
        return self.eta_min + (base - self.eta_min) * (1.0 + np.cos(np.pi * share)) / 2.0
