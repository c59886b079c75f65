"""ChainedScheduler: several schedules at once."""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import Any, ClassVar, Literal, cast

import numpy as np

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.engine.schedules.composite import Composite, of_part
from gdlab.spec.base import knob
from gdlab.spec.kinds import AnySchedule


class ChainedScheduler(Composite):
    """Several schedules at once: each tick they change the rate one after another, each from what the last left.

    Factors multiply; a schedule that sets the rate (CyclicLR, OneCycleLR, LambdaLR, warm restarts) wipes out those
    before it, as in PyTorch. ``interval`` here counts for all of them.

    >>> from gdlab.engine import catalogue
    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.chained import ChainedScheduler
    >>> catalogue.load_engine_members()
    >>> schedule = ChainedScheduler(schedulers=("LinearLR", "ExponentialLR"))
    >>> schedule_rates(schedule, base_lr=1.0, horizon=5).round(3).tolist()
    [0.333, 0.443, 0.542, 0.629, 0.706]
    """

    title: ClassVar[str] = "Several schedules at once"

    type: Literal["ChainedScheduler"] = "ChainedScheduler"
    schedulers: tuple[AnySchedule, ...] = knob(..., "The schedules, in order.", min_length=1, max_length=16)

    @classmethod
    def example_fields(cls, shape: tuple[int, ...] = ()) -> dict[str, Any]:
        """Return a ramp that a decay goes along with."""
        return {"schedulers": ("LinearLR", "ExponentialLR")}

    def parts(self) -> tuple[Schedule, ...]:
        """Return the schedules."""
        return cast("tuple[Schedule, ...]", self.schedulers)

    def proportional(self, horizon: int) -> bool:
        """Return whether all parts are factors."""
        return all(part.proportional(horizon) for part in self.parts())

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick; factors are multiplied, anything else is followed from the first tick on."""
        if self.proportional(horizon):
            parts = [p.rates(np.asarray(ticks), 1.0, horizon, of_part(memory, i)) for i, p in enumerate(self.parts())]
            return base * np.prod(parts, axis=0)
        held = tuple(sorted(memory.items()))
        upto = 1 << int(np.max(ticks, initial=0) + 1).bit_length()
        frozen = cast("Any", self)  # frozen models can be hashed, which their type does not say
        return _walk(frozen, float(base), int(horizon), held, upto)[np.asarray(ticks)]

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum at each tick of the last part that moves it there."""
        every = [m for part in self.parts() if (m := part.momenta(ticks, base, horizon)) is not None]
        return reduce(lambda before, last: np.where(np.isnan(last), before, last), every) if every else None

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate after every part changed it."""
        for i, part in enumerate(self.parts()):
            rate = part.follow(rate, tick, base, horizon, of_part(memory, i))
        return rate


@lru_cache(maxsize=32)
def _walk(
    schedule: ChainedScheduler, base: float, horizon: int, memory: tuple[tuple[str, float], ...], n: int
) -> np.ndarray:
    """Return the first ``n`` rates: what a tick makes of a rate depends on the tick before it."""
    out, rate, held = np.empty(n), base, dict(memory)
    drops = float(np.prod([v for k, v in memory if k.endswith("scale")]))
    for tick in range(n):
        rate = schedule.follow(rate, tick, base, horizon, held)
        out[tick] = rate
    return out * drops
