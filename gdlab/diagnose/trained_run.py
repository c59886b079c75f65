"""The attributes of a trained run that measurements read, and the check that a value is a trained run."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from gdlab.spec.errors import DataError
from gdlab.spec.run import RunSpec


class TrainedRun(Protocol):
    """A run that has ended: its spec and its last parameters."""

    @property
    def spec(self) -> RunSpec:
        """Return what was trained."""
        ...

    @property
    def parameters(self) -> dict[str, np.ndarray]:
        """Return the parameters by PyTorch's names."""
        ...

    @property
    def own_data(self) -> bool:
        """Return whether the spec cannot bring back the examples."""
        ...


def check_trained(*runs: Any) -> None:
    """Check that runs are runs, and have been trained.

    Args:
        runs: what a public function was given as runs.

    Raises:
        DataError: when one is something else, or has no parameters.
    """
    for run in runs:
        if not all(hasattr(run, name) for name in ("spec", "parameters", "own_data")):
            raise DataError(f"a run is what gdlab.train returns, and this is of type {type(run).__name__}")
        if not run.parameters:
            raise DataError("the run has no parameters; it has not been trained, or it failed")
