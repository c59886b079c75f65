"""The objective of one mini-batch: its loss and gradient at any parameters, for optimizers that ask more than once."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi, loop
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.native import Kernel
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.example_arrays import Arrays


class MiniBatchObjective:
    """The loss of one mini-batch as a function of the parameters; its dropout masks stay the same.

    Attributes:
        weights: the flat parameter vector, a view to write into.
        gradient: the flat gradient vector, a view.
        vectors: the optimizer's vectors by name, views of the run's state.
        numbers: the optimizer's numbers by name, views of the run's state.
        lr: the learning rate of this step.
        step: steps done so far.
        evaluations: how often the loss was asked for.
        correct: the share of items predicted correctly at the first evaluation, NaN before it.

    Where ``sound`` is given, it is set to the weights of each evaluation whose loss is finite.
    """

    def __init__(
        self,
        arena: Arena,
        arrays: Arrays,
        order: np.ndarray,
        first: int,
        size: int,
        sound: np.ndarray | None = None,
    ) -> None:
        self._arena, self._arrays, self._order, self._first, self._size = arena, arrays, order, first, size
        self.weights, self.gradient = arena.weights, arena.gradient
        self.vectors = {name: arena.vector(name) for name in arena.vectors}
        self.numbers = {name: arena.number(name) for name in arena.numbers}
        self.step = int(arena.ctx[abi.STEP])
        self.lr = float(arena.fp[arena.hyper])
        self.noise_key = int(arena.ctx[abi.NOISE_KEY])
        self.evaluations = 0
        self.correct = float("nan")
        self._sound = sound

    def value(self) -> float:
        """Return the mean loss with penalties at the present weights; the gradient is not computed."""
        return self._note(self._loss(loop.value))

    def value_and_gradient(self) -> float:
        """Return the mean loss with penalties at the present weights, and leave the clipped gradient in place."""
        return self._note(self._loss(loop.gradient))

    def _loss(self, kernel: Kernel) -> float:
        loss = self._arena.mean_loss(kernel, self._arrays, self._order, self._first, self._size)
        return loss + float(self._arena.settings[columns.PENALTY])

    def _note(self, loss: float) -> float:
        a = self._arena
        if self.evaluations == 0:
            self.correct = float(a.fp[abi.CORRECT] / max(a.fp[abi.COUNT], 1.0))
        self.evaluations += 1
        if self._sound is not None and np.isfinite(loss):
            self._sound[:] = self.weights
        return float(loss)
