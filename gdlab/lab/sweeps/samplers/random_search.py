"""Configurations drawn by lot."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed


class RandomSearch(Sampler):
    """A search that draws every value by lot, each configuration independent of the others (Bergstra and Bengio 2012).

    >>> from gdlab.lab.sweeps.samplers.random_search import RandomSearch
    >>> RandomSearch().type
    'random'
    """

    title: ClassVar[str] = "Random search"
    several: ClassVar[bool] = True

    type: Literal["random"] = "random"

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.RandomSampler(seed=stream_seed(seed, begun))
