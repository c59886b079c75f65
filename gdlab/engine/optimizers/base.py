"""What an optimizer is to the engine: one kernel over one flat vector, a few state vectors, live hyperparameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from gdlab.engine.native import Kernel, kernel
from gdlab.spec.kinds import OptimizerSpec

if TYPE_CHECKING:
    from gdlab.engine.oracle import Oracle


#: A decay rate of a running mean.
Beta = Annotated[float, Field(ge=0, lt=1)]


class Optimizer(OptimizerSpec):
    """Be an optimizer; subclass it in a file of its own under ``engine/optimizers/``.

    The kernel works on ``n = row[XN]`` numbers: parameters at ``mem[row[W]]``, gradients at ``mem[row[DW]]`` and
    state vector i, zero at first, at ``mem[row[BUFFER] + i * row[YN]]``. Hyperparameters stand at ``fp[row[FP] + i]``
    in the order of :meth:`hyper`; the first is the learning rate and the second the one that schedules may cycle
    (momentum or beta1), as :attr:`cycles` says. ``ctx[STEP]`` counts from 0. ``imem[row[ISCRATCH]]`` holds, for each
    of ``row[INT]`` parameter tensors, its offset, columns (units), rows (fan-in) and number of axes.

    Attributes:
        rule: the update in plain text, θ the parameters, γ the rate, one assignment a line.
        cycles: what a schedule with ``cycle_momentum`` moves: "momentum", "beta1", or "" when there is nothing.
    """

    rule: ClassVar[str] = ""
    cycles: ClassVar[str] = ""

    def slots(self) -> int:
        """Return how many state vectors of the parameters' length are kept."""
        return 0

    def hyper(self) -> list[float]:
        """Return the hyperparameters as the kernel reads them."""
        return [self.lr]

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        raise NotImplementedError


class ClosureOptimizer(Optimizer):
    """Be an optimizer that evaluates the mini-batch more than once a step, in Python around compiled evaluations."""

    def minimise(self, oracle: Oracle) -> float:
        """Move ``oracle.weights`` by one step and return the loss before it."""
        raise NotImplementedError

    def kernel(self) -> Kernel:
        """Return a kernel that does nothing; the step is :meth:`minimise`."""
        return no_update


@kernel
def no_update(row, ctx, fp, mem, imem):
    """Do nothing."""
