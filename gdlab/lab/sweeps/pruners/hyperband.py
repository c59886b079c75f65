"""Hyperband: several brackets of successive halving."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.pruners.base import Pruner
from gdlab.spec.base import knob


class Hyperband(Pruner):
    """Several brackets of successive halving, which prune early or late (Li et al. 2018).

    >>> from gdlab.lab.sweeps.pruners.hyperband import Hyperband
    >>> Hyperband().type
    'hyperband'
    """

    title: ClassVar[str] = "Hyperband"

    type: Literal["hyperband"] = "hyperband"
    first: int = knob(1, "Evaluations at the first rung of the earliest bracket.", ge=1, le=1_000_000)
    reduction: int = knob(3, "One of so many trials goes on, to so many times the evaluations.", ge=2, le=100)

    def make(self) -> Any:
        """Return Optuna's pruner."""
        return optuna().pruners.HyperbandPruner(min_resource=self.first, reduction_factor=self.reduction)
