"""Asynchronous successive halving."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.pruners.base import Pruner
from gdlab.spec.base import knob


class SuccessiveHalving(Pruner):
    """Asynchronous successive halving: of each rung, a number of evaluations, the best share goes on (Li et al. 2020).

    >>> from gdlab.lab.sweeps.pruners.asha import SuccessiveHalving
    >>> SuccessiveHalving().type
    'asha'
    """

    title: ClassVar[str] = "ASHA: asynchronous successive halving"

    type: Literal["asha"] = "asha"
    first: int = knob(1, "Evaluations at the first rung.", ge=1, le=1_000_000)
    reduction: int = knob(3, "One of so many trials goes on, to so many times the evaluations.", ge=2, le=100)

    def make(self) -> Any:
        """Return Optuna's pruner."""
        return optuna().pruners.SuccessiveHalvingPruner(min_resource=self.first, reduction_factor=self.reduction)
