"""What a weight average is to the engine: one more kernel after the optimizer's, over one more state vector."""

from __future__ import annotations

from gdlab.engine.machine.native import Kernel
from gdlab.spec.kinds import AverageSpec


class Average(AverageSpec):
    """Be a rule that averages the parameters along the run; subclass it in a file of its own here.

    The kernel runs after each update: parameters stand at ``mem[row[W]]``, the average, zero at first, at
    ``mem[row[BUFFER]]``, both ``row[XN]`` numbers. ``fp[row[FP]]`` counts how often the kernel has averaged, and the
    numbers of :meth:`hyper` follow it. ``ctx[STEP]`` counts from 0. While nothing has been averaged the run evaluates
    its parameters.
    """

    def hyper(self, steps_per_epoch: int) -> list[float]:
        """Return the numbers that the kernel reads; schedules of averages are written in epochs."""
        raise NotImplementedError

    def kernel(self) -> Kernel:
        """Return the averaging kernel."""
        raise NotImplementedError
