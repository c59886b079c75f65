"""WarmUp: a rise in front of any schedule."""

from __future__ import annotations

from typing import ClassVar, Literal, cast

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.engine.schedules.composite import Composite, of_part
from gdlab.spec.base import knob
from gdlab.spec.kinds import OptionalSchedule


class WarmUp(Composite):
    r"""A rise to where a schedule begins, and then the schedule (Goyal et al. 2017).

    .. math:: \text{linear: } \eta_t = \eta\,(s + (1-s)\,t/n),\qquad \text{exponential: } \eta_t = \eta\,s^{1 - t/n}

    for the first n ticks, with η the schedule's first rate, or the optimizer's without a schedule. The schedule
    begins at tick n and has the rest of the run. ``interval`` here counts for both.

    >>> from gdlab.engine import catalogue
    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.warm_up import WarmUp
    >>> catalogue.load_engine_members()
    >>> schedule_rates(WarmUp(warmup_iters=2, schedule="ExponentialLR"), base_lr=1.0, horizon=5).round(3).tolist()
    [0.01, 0.505, 1.0, 0.95, 0.902]
    """

    title: ClassVar[str] = "Warm-up, then another schedule"

    type: Literal["WarmUp"] = "WarmUp"
    warmup_iters: int = knob(5, "Epochs (or steps, as interval says) of the rise.", ge=1)
    start_factor: float = knob(0.01, "Share of the rate at the first tick.", gt=0, le=1, log=True)
    shape: Literal["linear", "exponential"] = knob("linear", "Shape of the rise.")
    schedule: OptionalSchedule = knob(None, "What follows the rise; nothing keeps the rate.")

    def parts(self) -> tuple[Schedule, ...]:
        """Return the schedule that follows, if there is one."""
        return (cast("Schedule", self.schedule),) if self.schedule is not None else ()

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        ticks, n = np.asarray(ticks), self.warmup_iters
        left = np.maximum(n - ticks, 0) / n
        rise = self.start_factor**left if self.shape == "exponential" else 1.0 - (1.0 - self.start_factor) * left
        then = np.full(len(ticks), base)
        for i, part in enumerate(self.parts()):
            then = part.rates(np.maximum(ticks - n, 0), base, max(horizon - n, 1), of_part(memory, i))
        return rise * then

    def proportional(self, horizon: int) -> bool:
        """Return whether what follows is a factor."""
        return all(part.proportional(horizon) for part in self.parts())

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate at a tick from the one before."""
        if self.proportional(horizon):
            return super().follow(rate, tick, base, horizon, memory)
        return float(self.rates(np.array([tick]), base, horizon, memory)[0])

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum of the schedule that follows; during the rise its first."""
        n = self.warmup_iters
        for part in self.parts():
            return part.momenta(np.maximum(np.asarray(ticks) - n, 0), base, max(horizon - n, 1))
        return None
