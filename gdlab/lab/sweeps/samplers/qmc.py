"""Configurations that fill the space evenly."""

# pyright: reportIncompatibleVariableOverride=false
from __future__ import annotations

from typing import Any, ClassVar, Literal

from gdlab.lab.sweeps.optuna_library import optuna
from gdlab.lab.sweeps.samplers.base import Sampler, stream_seed
from gdlab.spec.base import knob
from gdlab.spec.kinds import Guides


class QuasiRandomSearch(Sampler):
    """A search that fills the space evenly by a Sobol' or Halton sequence; choices have no order and are drawn by lot.

    >>> from gdlab.lab.sweeps.samplers.qmc import QuasiRandomSearch
    >>> QuasiRandomSearch().type
    'qmc'
    """

    title: ClassVar[str] = "Quasi-random search"
    several: ClassVar[bool] = True
    guides: ClassVar[Guides] = "common numbers"
    fewest_guided: ClassVar[int] = 1

    type: Literal["qmc"] = "qmc"
    sequence: Literal["sobol", "halton"] = knob("sobol", "The sequence of points.")
    scramble: bool = knob(True, "Shift and turn the points by the seed, which keeps them even.")

    def make(self, seed: int, begun: int) -> Any:
        """Return Optuna's sampler."""
        return optuna().samplers.QMCSampler(
            qmc_type=self.sequence,
            scramble=self.scramble,
            seed=seed,
            independent_sampler=optuna().samplers.RandomSampler(seed=stream_seed(seed, begun)),
            warn_asynchronous_seeding=False,
            warn_independent_sampling=False,
        )
