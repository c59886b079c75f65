"""Bayesian optimization with a Gaussian process."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from importlib.util import find_spec
from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed
from gdlab.spec.base import knob
from gdlab.spec.errors import GdlabError
from gdlab.spec.kinds import Guides


class GaussianProcess(Sampler):
    """A Gaussian process over the trials, which takes the point of the largest expected improvement.

    Optuna computes it with PyTorch, which has to be installed.

    >>> from gdlab.lab.sweeps.samplers.gp import GaussianProcess
    >>> GaussianProcess().type
    'gp'
    """

    title: ClassVar[str] = "Gaussian process"
    several: ClassVar[bool] = True
    guides: ClassVar[Guides] = "common fields"
    fewest_guided: ClassVar[int] = 1

    type: Literal["gp"] = "gp"
    startup: int = knob(10, "Trials drawn by lot before the model is used.", ge=1, le=100_000)

    def check_installed(self) -> None:
        """Refuse to search without PyTorch."""
        if find_spec("torch") is None:
            raise GdlabError("the sampler gp needs PyTorch, which is not installed; pip install torch, or take tpe")

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.GPSampler(
            n_startup_trials=self.startup, seed=stream_seed(seed, begun), warn_independent_sampling=False
        )
