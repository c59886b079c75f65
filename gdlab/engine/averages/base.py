"""What a weight average is to the engine: one more kernel after the optimizer's, over one more state vector."""

from __future__ import annotations

from typing import Any

from gdlab.engine.machine.native import Kernel
from gdlab.engine.machine.positions import flattened, hyperparameters, numbered
from gdlab.spec.kinds import AverageSpec


class Average(AverageSpec):
    """The rule that averages the parameters along the run; subclass it in a file of its own here.

    The kernel runs after each update: parameters stand at ``mem[row[W]]``, the average, zero at first, at
    ``mem[row[BUFFER]]``, both ``row[XN]`` numbers. With ``H = TheAverage.positions()`` the numbers of :meth:`hyper`
    stand at ``fp[row[FP] + H.name]``, and ``fp[row[FP] + H.n_averaged]`` counts how often the kernel has averaged.
    ``ctx[STEP]`` counts from 0. While nothing has been averaged the run evaluates its parameters.
    """

    @classmethod
    def positions(cls) -> Any:
        """Return a named tuple of where ``fp`` holds each field's number and the count, from ``row[FP]`` on."""
        return numbered((*hyperparameters(cls), "n_averaged"))

    def hyper(self, steps_per_epoch: int) -> dict[str, float]:
        """Return the numbers that the kernel reads, by name.

        Args:
            steps_per_epoch: steps of the run in an epoch, for fields that are written in epochs.
        """
        names = hyperparameters(type(self))
        return dict(zip(names, flattened(self, names), strict=True))

    def kernel(self) -> Kernel:
        """Return the averaging kernel."""
        raise NotImplementedError
