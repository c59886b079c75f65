"""SequentialLR: one schedule after another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, cast

import numpy as np
from pydantic import Field, model_validator

from gdlab.engine.schedules.base import Memory, Schedule
from gdlab.engine.schedules.composite import Composite, of_part
from gdlab.spec.base import knob
from gdlab.spec.kinds import AnySchedule

Tick = Annotated[int, Field(ge=1)]

#: Ticks between two milestones by default.
_GAP = 5


class SequentialLR(Composite):
    """One schedule after another, each from its milestone on as if it began there; ``interval`` here counts for all.

    >>> from gdlab.engine import catalogue
    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.sequential import SequentialLR
    >>> catalogue.load_engine_members()
    >>> schedule = SequentialLR(schedulers=("ConstantLR", "ExponentialLR"), milestones=(3,))
    >>> schedule_rates(schedule, base_lr=1.0, horizon=5).round(3).tolist()
    [0.333, 0.333, 0.333, 1.0, 0.95]
    """

    title: ClassVar[str] = "One schedule after another"

    type: Literal["SequentialLR"] = "SequentialLR"
    schedulers: tuple[AnySchedule, ...] = knob(..., "The schedules, in order.", min_length=1, max_length=16)
    milestones: tuple[Tick, ...] = knob(..., "Ticks at which the second and each further schedule begins.")

    @model_validator(mode="after")
    def _milestones_fit(self) -> SequentialLR:
        if len(self.milestones) != len(self.schedulers) - 1:
            raise ValueError(f"{len(self.schedulers)} schedulers need {len(self.schedulers) - 1} milestones")
        if any(b <= a for a, b in pairwise(self.milestones)):
            raise ValueError("milestones must rise")
        return self

    @classmethod
    def example_fields(cls, shape: tuple[int, ...] = ()) -> dict[str, Any]:
        """Return a ramp that a cosine follows."""
        return {"schedulers": ("LinearLR", "CosineAnnealingLR"), "milestones": (_GAP,)}

    def with_parts(self, name: str, parts: Sequence[Any]) -> SequentialLR:
        """Return a copy with other schedules; milestones are taken away or added behind the last one."""
        milestones = list(self.milestones[: max(0, len(parts) - 1)])
        while len(milestones) < len(parts) - 1:
            milestones.append((milestones[-1] if milestones else 0) + _GAP)
        return self.replace(**{name: tuple(parts), "milestones": tuple(milestones)})

    def parts(self) -> tuple[Schedule, ...]:
        """Return the schedules."""
        return cast("tuple[Schedule, ...]", self.schedulers)

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        out = np.empty(len(ticks))
        for i, part, here, first, length in self._segments(ticks, horizon):
            out[here] = part.rates(ticks[here] - first, base, length, of_part(memory, i))
        return out

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum at each tick; a part that moves none leaves it where the part before ended.

        NaN stands where no part has moved it yet.
        """
        out, left = np.full(len(ticks), np.nan), np.nan
        for part, here, first, length in self._every_segment(ticks, horizon):
            momenta = part.momenta(np.append(ticks[here] - first, length - 1), base, length)
            if momenta is None:
                out[here] = left
            else:
                out[here] = np.where(np.isnan(momenta[:-1]), left, momenta[:-1])
                left = left if np.isnan(momenta[-1]) else momenta[-1]
        return out

    def proportional(self, horizon: int) -> bool:
        """Return False: a milestone sets the rate anew."""
        return False

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate at a tick from the one before; at a milestone it is set anew."""
        for i, part, _, first, length in self._segments(np.array([tick]), horizon):
            held = of_part(memory, i)
            if tick == first and tick > 0:
                return float(part.rates(np.array([0]), base, length, held)[0])
            return part.follow(rate, tick - first, base, length, held)
        return rate

    def _segments(self, ticks: np.ndarray, horizon: int) -> list[tuple[int, Schedule, np.ndarray, int, int]]:
        """Return number, schedule, mask of ticks, first tick and length of each part that is met."""
        every = enumerate(self._every_segment(ticks, horizon))
        return [(i, *segment) for i, segment in every if segment[1].any()]

    def _every_segment(self, ticks: np.ndarray, horizon: int) -> list[tuple[Schedule, np.ndarray, int, int]]:
        """Return schedule, mask of ticks, first tick and length of each part."""
        starts = [0, *self.milestones]
        ends = [*self.milestones, max(horizon, starts[-1] + 1)]
        which = np.searchsorted(self.milestones, ticks, side="right")
        every = zip(range(len(starts)), self.parts(), starts, ends, strict=True)
        return [(p, which == i, a, b - a) for i, p, a, b in every]
