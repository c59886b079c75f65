"""The sharpness of a network that computes the same function with other weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.diagnose.curvature import sharpness
from gdlab.lab.intervals import Scale
from gdlab.lab.run import Run
from gdlab.lab.train import SpecTrainer
from gdlab.spec.base import knob
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Measure
from gdlab.studies.measures.inside import in_double


class RescaledSharpness(Measure):
    """The highest curvature after a rescaling that leaves the function as it is (Dinh et al. 2017).

    Of the first linear layer that a ReLU and a second linear layer follow, weights and biases are multiplied by a
    factor, and the second one's weights are divided by it: a ReLU of a multiple is the multiple of the ReLU.
    """

    type: Literal["rescaled_sharpness"] = "rescaled_sharpness"
    scale: ClassVar[Scale] = "log"
    by: float = knob(8.0, "The factor; a power of two changes no output in its last bits.", gt=0)
    count: int = knob(1000, "Training examples to use; 0 takes all.", ge=0)
    steps: int = knob(30, "Hessian products at most.", ge=2, le=1000)

    def columns(self) -> tuple[str, ...]:
        """Return the columns."""
        return ("curvature", "curvature rescaled", "largest change of an output")

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return the highest curvature before and after, and by how much an output of the validation part changed.

        Raises:
            GdlabError: when no linear layer is followed by a ReLU and a linear layer.
        """
        before = trained()
        if not np.isfinite(before.arena.weights).all():
            return dict.fromkeys(self.columns(), float("nan"))
        before = in_double(before)
        after = SpecTrainer(before.spec, None, _rescaled(before.spec, before.parameters, self.by))
        x = before.examples.x_val
        found = [sharpness(one, count=self.count, steps=self.steps).highest for one in (before, after)]
        change = np.abs(before.predict(x) - after.predict(x)).max(initial=0.0)
        return dict(zip(self.columns(), (*found, float(change)), strict=True))


def _rescaled(spec: RunSpec, parameters: Mapping[str, np.ndarray], by: float) -> dict[str, np.ndarray]:
    """Return a run's parameters with a pair of layers rescaled."""
    names = [layer.type for layer in spec.network.layers]
    at = next((i for i in range(len(names) - 2) if names[i : i + 3] == ["Linear", "ReLU", "Linear"]), None)
    if at is None:
        raise GdlabError("rescaled_sharpness needs a Linear layer that a ReLU and a Linear layer follow")
    factors = {f"{at}.weight": by, f"{at}.bias": by, f"{at + 2}.weight": 1 / by}
    return {name: array * array.dtype.type(factors.get(name, 1.0)) for name, array in parameters.items()}
