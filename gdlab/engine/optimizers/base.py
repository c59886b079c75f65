"""What an optimizer is to the engine: one kernel over one flat vector, a few state vectors, live hyperparameters."""

from __future__ import annotations

from typing import Annotated, ClassVar, Protocol

import numpy as np
from pydantic import Field

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.spec.kinds import OptimizerSpec

#: A decay rate of a running mean.
Beta = Annotated[float, Field(ge=0, lt=1)]


class Optimizer(OptimizerSpec):
    """Be an optimizer; subclass it in a file of its own under ``engine/optimizers/``.

    The kernel works on ``n = row[XN]`` numbers: parameters at ``mem[row[W]]``, gradients at ``mem[row[DW]]`` and
    state vector i, zero at first, at ``mem[row[BUFFER] + i * row[YN]]``. Hyperparameters stand at ``fp[row[FP] + i]``
    in the order of :meth:`hyper`; the first is the learning rate and the second the one that schedules may cycle
    (momentum or beta1), as :attr:`cycles` says. The numbers of :meth:`memory` follow them and belong to the kernel.
    ``ctx[STEP]`` counts from 0. ``imem[row[ISCRATCH]]`` holds ``abi.TENSOR`` numbers for each of ``row[INT]``
    parameter tensors: its offset, size and number of axes, then its shape in PyTorch's order and the strides of these
    axes in the arena, both filled up on the left to four axes.

    Attributes:
        rule: the update in plain text, θ the parameters, γ the rate, one assignment a line.
        cycles: what a schedule with ``cycle_momentum`` moves: "momentum", "beta1", or "" when there is nothing.
        moments: the slots of the mean gradient and of the mean squared gradient, -1 where there is none.
        evaluates: the slot of the point at which the network is evaluated, -1 for the parameters themselves.
    """

    rule: ClassVar[str] = ""
    cycles: ClassVar[str] = ""
    moments: ClassVar[tuple[int, int]] = (-1, -1)
    evaluates: ClassVar[int] = -1

    def slots(self) -> int:
        """Return how many state vectors of the parameters' length are kept."""
        return 0

    def hyper(self) -> list[float]:
        """Return the hyperparameters as the kernel reads them."""
        return [self.lr]

    def memory(self) -> list[float]:
        """Return the first values of the float64 numbers that the kernel keeps from step to step."""
        return []

    def scalars(self) -> int:
        """Return how many float64 numbers a closure keeps from step to step."""
        return 0

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        raise NotImplementedError


class Objective(Protocol):
    """The loss of one mini-batch as a function of the parameters, as a closure optimizer sees it.

    Dropout masks stay the same from one evaluation to the next.

    Attributes:
        weights: the flat parameter vector, (n,), a view to write into.
        gradient: the flat gradient vector, (n,), a view.
        slots: state vectors, (slots, n), a view that belongs to the run's state.
        scalars: as many float64 numbers as the optimizer asks for, which belong to the run's state.
        lr: the learning rate of this step.
        step: steps done so far.
        noise_key: key of the run's noise stream.
        evaluations: how often the loss was computed.
        correct: the share of items predicted correctly at the first evaluation, 0 where no classes are predicted.
    """

    weights: np.ndarray
    gradient: np.ndarray
    slots: np.ndarray
    scalars: np.ndarray
    lr: float
    step: int
    noise_key: int
    evaluations: int
    correct: float

    def value(self) -> float:
        """Return the mean loss with penalties at the present weights; the gradient is not computed."""
        ...

    def value_and_gradient(self) -> float:
        """Return the mean loss with penalties at the present weights, and leave the clipped gradient in place."""
        ...


class ClosureOptimizer(Optimizer):
    """Be an optimizer that evaluates the mini-batch more than once a step, in Python around compiled evaluations."""

    def minimise(self, objective: Objective) -> float:
        """Move ``objective.weights`` by one step and return the loss before it."""
        raise NotImplementedError

    def kernel(self) -> Kernel:
        """Return a kernel that does nothing; the step is :meth:`minimise`."""
        return no_update


@kernel
def no_update(row, ctx, fp, mem, imem):
    """Do nothing."""
