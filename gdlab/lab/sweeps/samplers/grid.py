"""Every combination of listed values."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed


class GridSearch(Sampler):
    """The search of every combination of the listed values, each once and with the fields that it has.

    >>> from gdlab.lab.sweeps.samplers.grid import GridSearch
    >>> GridSearch().type
    'grid'
    """

    title: ClassVar[str] = "Grid"
    several: ClassVar[bool] = True
    enumerates: ClassVar[bool] = True

    type: Literal["grid"] = "grid"

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.RandomSampler(seed=stream_seed(seed, begun))
