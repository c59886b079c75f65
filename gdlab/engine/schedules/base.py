"""What a schedule is to the engine: a rate for each tick, and perhaps a momentum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.kinds import ScheduleSpec

Memory = Mapping[str, float]


class Schedule(ScheduleSpec):
    """The learning rate of each tick; subclass it in a file of its own under ``engine/schedules/``.

    Names and defaults are PyTorch's wherever it has the schedule; where it requires a value, ours has a default.

    A tick is an epoch or a step, as ``interval`` says, counted from 0. ``horizon`` is the number of ticks that the
    run plans to make. A schedule is a pure function of these and of a small memory of numbers, which only schedules
    that read the validation loss change; so a resumed run needs nothing else.
    """

    #: Inherited fields that stand with the class's own: it says what the ticks of the others are.
    main: ClassVar[tuple[str, ...]] = ("interval",)
    #: The field that holds the ticks over which the schedule does what it is for; "" where it has no such range.
    span_field: ClassVar[str] = ""
    #: Whether nothing that was meant comes after that range: the rate stays, or begins to rise again.
    ends: ClassVar[bool] = False

    @property
    def span(self) -> int:
        """Return the ticks of the schedule's range, 0 where it has none or fits itself to the run."""
        value: Any = getattr(self, self.span_field) if self.span_field else 0
        return int(value if isinstance(value, int) else max(value, default=0))

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the learning rate at each tick, float64.

        Args:
            ticks: the ticks that are wanted, whole numbers from 0 on, in any order.
            base: the optimizer's own rate.
            horizon: the number of ticks that the run plans to make.
            memory: what :meth:`observe` left, or :meth:`start`.
        """
        raise NotImplementedError

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum (or beta1) at each tick, NaN where it is left alone, or None to leave it always.

        Args:
            ticks: the ticks that are wanted.
            base: the optimizer's own momentum.
            horizon: the number of ticks that the run plans to make.
        """
        return None

    def proportional(self, horizon: int) -> bool:
        """Return whether each rate is a factor on the base rate, whatever another schedule made of it.

        Args:
            horizon: the number of ticks that the run plans to make.
        """
        return True

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate at a tick from the rate before it, which others may have changed (chaining).

        A schedule that is a factor on the base rate multiplies; one that sets the rate outright overrides this.

        Args:
            rate: the rate at the tick before.
            tick: the tick, from 0 on.
            base: the optimizer's own rate.
            horizon: the number of ticks that the run plans to make.
            memory: what :meth:`observe` left, or :meth:`start`.
        """
        now, before = self.rates(np.array([tick, max(tick - 1, 0)]), 1.0, horizon, memory)
        if tick == 0:
            return float(rate * now)
        return float(rate * now / before) if before != 0.0 else 0.0

    def start(self) -> Memory:
        """Return the memory before the first tick."""
        return {}

    def observe(self, memory: Memory, val_loss: float, rate: float) -> Memory:
        """Return the memory after an epoch.

        Args:
            memory: the memory before it.
            val_loss: its validation loss, or its mean training loss where nothing is held out.
            rate: its learning rate.
        """
        return memory


class Setting(Schedule):
    """The base of schedules that set the rate whatever it was before."""

    def proportional(self, horizon: int) -> bool:
        """Return False: the rates are not factors."""
        return False

    def follow(self, rate: float, tick: int, base: float, horizon: int, memory: Memory) -> float:
        """Return the rate at a tick."""
        return float(self.rates(np.array([tick]), base, horizon, memory)[0])


def schedule_rates(schedule: Schedule | None, base_lr: float, horizon: int) -> np.ndarray:
    """Return the learning rate of each tick of a run that has not been made, float64, shape (horizon,).

    A schedule that reads the loss is shown as if it never had to act.

    Args:
        schedule: the schedule, None for a rate that stays.
        base_lr: the optimizer's own rate.
        horizon: how many ticks the run makes.
    """
    if schedule is None:
        return np.full(horizon, base_lr)
    return schedule.rates(np.arange(horizon), base_lr, horizon, schedule.start())


def check_schedule(schedule: Schedule, base_lr: float, horizon: int) -> None:
    """Refuse a schedule that gives no rate at some tick of a run; a long run is checked in 100,000 places.

    Args:
        schedule: the schedule.
        base_lr: the optimizer's own rate.
        horizon: how many ticks the run makes.

    Raises:
        SpecError: naming the tick.
    """
    ticks = np.unique(np.linspace(0, max(horizon - 1, 0), 100_000).astype(np.int64)) if horizon > 100_000 else None
    ticks = np.arange(horizon) if ticks is None else ticks
    rates = schedule.rates(ticks, base_lr, horizon, schedule.start())
    wrong = ticks[~(np.isfinite(rates) & (rates >= 0.0))]
    if len(wrong):
        raise SpecError([Problem("schedule", f"{schedule.type} gives no rate at {schedule.interval} {wrong[0]}")])
