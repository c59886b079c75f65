"""No pruning."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.pruners.base import Pruner


class NoPruner(Pruner):
    """The rule that lets every trial train to its end.

    >>> from gdlab.lab.sweeps.pruners.none import NoPruner
    >>> NoPruner().type
    'none'
    """

    title: ClassVar[str] = "No pruning"
    reads: ClassVar[Literal["nothing", "evaluations", "seeds"]] = "nothing"

    type: Literal["none"] = "none"

    def make(self) -> Any:
        """Return Optuna's pruner."""
        return optuna().pruners.NopPruner()
