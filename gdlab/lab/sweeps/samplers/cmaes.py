"""The covariance matrix adaptation evolution strategy."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed
from gdlab.spec.base import knob
from gdlab.spec.kinds import Guides


class CovarianceAdaptation(Sampler):
    """A normal distribution of configurations that moves to the good ones (Hansen 2016); choices are drawn by lot.

    >>> from gdlab.lab.sweeps.samplers.cmaes import CovarianceAdaptation
    >>> CovarianceAdaptation().type
    'cmaes'
    """

    title: ClassVar[str] = "CMA-ES"
    guides: ClassVar[Guides] = "common numbers"
    fewest_guided: ClassVar[int] = 2

    type: Literal["cmaes"] = "cmaes"
    startup: int = knob(1, "Trials drawn by lot before the strategy begins.", ge=1, le=100_000)

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.CmaEsSampler(
            n_startup_trials=self.startup,
            independent_sampler=optuna().samplers.RandomSampler(seed=stream_seed(seed, begun)),
            warn_independent_sampling=False,
            seed=stream_seed(seed, begun),
        )
