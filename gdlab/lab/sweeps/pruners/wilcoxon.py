"""The signed-rank test over seeds."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.pruners.base import Pruner
from gdlab.spec.base import knob


class SignedRank(Pruner):
    """Wilcoxon's signed-rank test against the best trial, seed by seed; seeds train one after the other.

    >>> from gdlab.lab.sweeps.pruners.wilcoxon import SignedRank
    >>> SignedRank().type
    'wilcoxon'
    """

    title: ClassVar[str] = "Wilcoxon over seeds"
    reads: ClassVar[Literal["nothing", "evaluations", "seeds"]] = "seeds"

    type: Literal["wilcoxon"] = "wilcoxon"
    p: float = knob(0.1, "The p-value below which a trial counts as worse.", gt=0, lt=1)
    fewest: int = knob(2, "Seeds before a trial may be pruned.", ge=2, le=1000)

    @property
    def fewest_seeds(self) -> int:
        """One more than the seeds that, all agreeing, have a p-value below the threshold: that of k seeds is 2⁻ᵏ."""
        return 1 + max(self.fewest, math.floor(-math.log2(self.p)) + 1)

    def make(self) -> Any:
        """Return Optuna's pruner."""
        return optuna().pruners.WilcoxonPruner(p_threshold=self.p, n_startup_steps=self.fewest)
