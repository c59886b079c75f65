"""OneCycleLR: one long rise and fall."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.schedules.base import Memory, Setting
from gdlab.spec.base import knob


class OneCycleLR(Setting):
    r"""A rise to a peak and a fall far below the start over the whole run (Smith and Topin 2018).

    .. math:: \frac{\eta_{max}}{\text{div_factor}} \to \eta_{max}
       \to \frac{\eta_{max}}{\text{div_factor} \cdot \text{final_div_factor}}

    With ``cycle_momentum`` the momentum (beta1 of Adam and optimizers like it) moves the other way; an optimizer that
    has neither is left as it is. After ``total_steps`` the last rate stays.

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.one_cycle import OneCycleLR
    >>> schedule_rates(OneCycleLR(max_lr=1.0), base_lr=1.0, horizon=5).round(3).tolist()
    [0.04, 0.95, 0.611, 0.188, 0.0]
    """

    title: ClassVar[str] = "One cycle"
    span_field: ClassVar[str] = "total_steps"
    ends: ClassVar[bool] = True

    type: Literal["OneCycleLR"] = "OneCycleLR"
    interval: Literal["epoch", "step"] = knob(
        "step", "Whether the schedule counts epochs or steps: its other fields are in this unit."
    )
    max_lr: float = knob(0.0, "Highest rate; 0 is the optimizer's own.", ge=0, log=True)
    total_steps: int = knob(0, "Steps (or epochs, as interval says) of the cycle; 0 is the whole run.", ge=0)
    pct_start: float = knob(0.3, "Share of the cycle that rises.", ge=0, le=1)
    anneal_strategy: Literal["cos", "linear"] = knob("cos", "Shape of each phase.")
    cycle_momentum: bool = knob(True, "Move the momentum against the rate.")
    base_momentum: float = knob(0.85, "Momentum at the highest rate.", ge=0, lt=1)
    max_momentum: float = knob(0.95, "Momentum at the lowest rate.", ge=0, lt=1)
    div_factor: float = knob(25.0, "Highest rate over the first.", gt=0)
    final_div_factor: float = knob(1e4, "First rate over the last.", gt=0)
    three_phase: bool = knob(False, "Fall to the first rate as one rose, then to the last.")

    def _along(self, ticks: np.ndarray, horizon: int, values: tuple[float, float, float, float]) -> np.ndarray:
        """Return a quantity that passes through values at the start, the peak, the return and the end."""
        total = self.total_steps or max(horizon, 1)
        peak = self.pct_start * total - 1.0
        if self.three_phase:
            ends, stops = [peak, 2.0 * self.pct_start * total - 2.0, total - 1.0], list(values)
        else:
            ends, stops = [peak, total - 1.0], [values[0], values[1], values[3]]
        ticks = np.minimum(np.asarray(ticks, float), total - 1.0)
        phase = np.minimum(np.searchsorted(ends, ticks, side="left"), len(ends) - 1)
        begins = np.array([0.0, *ends[:-1]])[phase]
        length = np.array(ends)[phase] - begins
        share = np.divide(ticks - begins, length, out=np.ones_like(ticks), where=length != 0.0)
        left, right = np.array(stops)[phase], np.array(stops)[phase + 1]
        if self.anneal_strategy == "linear":
            return left + (right - left) * share
        return right + (left - right) / 2.0 * (1.0 + np.cos(np.pi * share))

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick."""
        top = self.max_lr or base
        first = top / self.div_factor
        return self._along(ticks, horizon, (first, top, first, first / self.final_div_factor))

    def momenta(self, ticks: np.ndarray, base: float, horizon: int) -> np.ndarray | None:
        """Return the momentum at each tick."""
        if not self.cycle_momentum:
            return None
        high, low = self.max_momentum, self.base_momentum
        return self._along(ticks, horizon, (high, low, high, high))
