"""LambdaLR: the rate as a formula of time."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import field_validator

from gdlab.engine.schedules.base import Memory, Setting
from gdlab.spec.base import knob
from gdlab.spec.formula import parse


class LambdaLR(Setting):
    r"""The optimizer's rate times a formula of the tick ``t`` and the run's length ``T``, in ticks.

    .. math:: \eta_t = \eta_0\, f(t, T)

    A formula has numbers, ``+ - * / % **``, brackets, ``pi`` and ``e``, and the functions sqrt, exp, log, sin, cos,
    tan, tanh, abs, floor, min and max. It is parsed here and never run as code. PyTorch takes a Python function
    instead.

    >>> from gdlab.engine.schedules.base import schedule_rates
    >>> from gdlab.engine.schedules.lambda_lr import LambdaLR
    >>> schedule_rates(LambdaLR(lr_lambda="1 / (1 + t)"), base_lr=1.0, horizon=5).round(3).tolist()
    [1.0, 0.5, 0.333, 0.25, 0.2]
    """

    title: ClassVar[str] = "A formula of time"

    type: Literal["LambdaLR"] = "LambdaLR"
    lr_lambda: str = knob("0.95 ** t", "Factor on the rate, as a formula of t (tick) and T (the run's ticks).")

    @field_validator("lr_lambda")
    @classmethod
    def _parses(cls, value: str) -> str:
        parse(value, ("t", "T"))
        return value

    def rates(self, ticks: np.ndarray, base: float, horizon: int, memory: Memory) -> np.ndarray:
        """Return the rate at each tick; where the formula has no finite value from 0 on, it is NaN."""
        formula = parse(self.lr_lambda, ("t", "T"))
        factor = np.broadcast_to(formula(t=np.asarray(ticks, float), T=float(max(horizon, 1))), len(ticks))
        return base * np.where(np.isfinite(factor) & (factor >= 0.0), factor, np.nan)
