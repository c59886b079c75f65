"""The genetic algorithm NSGA-II, for several objectives."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed
from gdlab.spec.base import knob
from gdlab.spec.kinds import Guides


class GeneticSearch(Sampler):
    """A genetic algorithm that breeds from the front of the best and keeps the front spread out (Deb et al. 2002).

    >>> from gdlab.lab.sweeps.samplers.nsga2 import GeneticSearch
    >>> GeneticSearch().type
    'nsga2'
    """

    title: ClassVar[str] = "NSGA-II"
    several: ClassVar[bool] = True
    guides: ClassVar[Guides] = "common fields"
    fewest_guided: ClassVar[int] = 1

    type: Literal["nsga2"] = "nsga2"
    population: int = knob(50, "Configurations of a generation.", ge=4, le=100_000)

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.NSGAIISampler(population_size=self.population, seed=stream_seed(seed, begun))
