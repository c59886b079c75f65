"""CyclicLR: up and down between two rates."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Setting
from gdlab.spec.base import knob

Mode = Literal["triangular", "triangular2", "exp_range"]


class CyclicLR(Setting):
    r"""The rate up and down in triangles (Smith 2017).

    .. math:: \eta_t = \eta_{min} + (\eta_{max} - \eta_{min})\, h_t\, \Lambda(t)

    Λ is the triangle between 0 and 1. ``triangular2`` halves the height h each cycle, ``exp_range`` multiplies it by γ
    each tick. With ``cycle_momentum`` the momentum (beta1 of Adam and optimizers like it) moves the other way; an
    optimizer that has neither is left as it is.

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.cyclic import CyclicLR
    >>> schedule_rates(CyclicLR(base_lr=0.1, step_size_up=2), base_lr=1.0, horizon=5).round(3).tolist()
    [0.1, 0.55, 1.0, 0.55, 0.1]
    """

    title: ClassVar[str] = "Triangular cycles"
    span_field: ClassVar[str] = "step_size_up"

    type: Literal["CyclicLR"] = "CyclicLR"
    interval: Literal["epoch", "step"] = knob(
        "step", "Whether the schedule counts epochs or steps: its other fields are in this unit."
    )
    base_lr: float = knob(0.0, "Lowest rate.", ge=0, log=True)
    max_lr: float = knob(0.0, "Highest rate; 0 is the optimizer's own.", ge=0, log=True)
    step_size_up: int = knob(2000, "Steps (or epochs, as interval says) of the way up.", ge=1)
    step_size_down: int = knob(0, "Ticks of the way down; 0 is as many as up.", ge=0)
    mode: Mode = knob("triangular", "How the height changes from cycle to cycle.")
    gamma: float = knob(1.0, "Factor on the height each tick, for exp_range.", gt=0, le=1)
    cycle_momentum: bool = knob(True, "Move the momentum against the rate.")
    base_momentum: float = knob(0.8, "Momentum at the highest rate.", ge=0, lt=1)
    max_momentum: float = knob(0.9, "Momentum at the lowest rate.", ge=0, lt=1)

    def _height(self, ticks: np.ndarray) -> np.ndarray:
        """Return where in its triangle each tick stands, from 0 to 1, times the height of its cycle."""
        up, down = float(self.step_size_up), float(self.step_size_down or self.step_size_up)
        cycle = np.floor(1.0 + ticks / (up + down))
        x = 1.0 + ticks / (up + down) - cycle
        share = up / (up + down)
        height = np.where(x <= share, x / share, (x - 1.0) / (share - 1.0))
        if self.mode == "triangular2":
            return height / 2.0 ** (cycle - 1.0)
        return height * self.gamma ** np.asarray(ticks, float) if self.mode == "exp_range" else height

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        return self.base_lr + ((self.max_lr or base) - self.base_lr) * self._height(np.asarray(ticks))

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum at each tick."""
        if not self.cycle_momentum:
            return None
        return self.max_momentum - (self.max_momentum - self.base_momentum) * self._height(np.asarray(ticks))
