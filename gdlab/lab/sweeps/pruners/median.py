"""Trials worse than the median of the others at the same evaluation."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.pruners.base import Pruner
from gdlab.spec.base import knob


class MedianRule(Pruner):
    """The rule that ends a trial whose best figure is worse than the earlier trials' median at the same evaluation.

    >>> from gdlab.lab.sweeps.pruners.median import MedianRule
    >>> MedianRule().type
    'median'
    """

    title: ClassVar[str] = "Median"

    type: Literal["median"] = "median"
    startup: int = knob(5, "Trials that train to their end before any is pruned.", ge=0, le=100_000)
    warm_up: int = knob(0, "Evaluations of each trial before it may be pruned.", ge=0, le=1_000_000)

    def make(self) -> Any:
        """Return Optuna's pruner."""
        return optuna().pruners.MedianPruner(n_startup_trials=self.startup, n_warmup_steps=self.warm_up)
