"""The tree-structured Parzen estimator."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed
from gdlab.spec.base import knob


class ParzenEstimator(Sampler):
    """A model of where good and poor trials lie, which takes the point of the best ratio (Bergstra et al. 2011).

    >>> from gdlab.lab.sweeps.samplers.tpe import ParzenEstimator
    >>> ParzenEstimator().type
    'tpe'
    """

    title: ClassVar[str] = "Tree-structured Parzen estimator (TPE)"
    several: ClassVar[bool] = True

    type: Literal["tpe"] = "tpe"
    startup: int = knob(10, "Trials drawn by lot before the model is used.", ge=1, le=100_000)
    multivariate: bool = knob(True, "Model the fields together instead of each alone.")

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.TPESampler(
            n_startup_trials=self.startup,
            multivariate=self.multivariate,
            group=self.multivariate,
            constant_liar=True,
            warn_independent_sampling=False,
            seed=stream_seed(seed, begun),
        )
