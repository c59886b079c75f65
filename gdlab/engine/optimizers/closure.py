"""Optimizers that evaluate a mini-batch more than once a step, and what they may ask of it."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from gdlab.engine.machine.native import Kernel, kernel
from gdlab.engine.optimizers.base import Optimizer


class Objective(Protocol):
    """The loss of one mini-batch as a function of the parameters, as a closure optimizer sees it.

    Dropout masks stay the same from one evaluation to the next.

    Attributes:
        weights: the flat parameter vector, (n,), a view to write into.
        gradient: the flat gradient vector, (n,), a view.
        vectors: the optimizer's vectors by name, views of shape (count, n) that belong to the run's state.
        numbers: the optimizer's numbers by name, views of one axis that belong to the run's state.
        lr: the learning rate of this step.
        step: steps done so far.
        noise_key: key of the run's noise stream.
        evaluations: how often the loss was computed.
        correct: the share of items predicted correctly at the first evaluation, 0 where no classes are predicted.
    """

    weights: np.ndarray
    gradient: np.ndarray
    vectors: dict[str, np.ndarray]
    numbers: dict[str, np.ndarray]
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
    """The base of optimizers that work in Python around compiled evaluations of the mini-batch."""

    def minimise(self, objective: Objective) -> float:
        """Move ``objective.weights`` by one step.

        Args:
            objective: the loss of the step's mini-batch.

        Returns:
            The loss before the step.
        """
        raise NotImplementedError

    def kernel(self) -> Kernel:
        """Return a kernel that does nothing; the step is :meth:`minimise`."""
        return no_update


@kernel
def no_update(row, ctx, fp, mem, imem):
    """Leave the parameters alone, in the place of the update of an optimizer that works in Python.

    Args:
        row: not read.
        ctx: not read.
        fp: not read.
        mem: not touched.
        imem: not read.
    """
