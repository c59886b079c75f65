"""Ask a trainer's network for its loss, gradient and curvature at any parameters, without training it."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec import streams
from gdlab.spec.errors import DataError


class Probe:
    """The training loss (penalties included) as a function of the parameters; dropout masks stay the same.

    The trainer's parameters are as they were once the probe is closed, or left as a context manager.

    Args:
        trainer: whose network and training part are asked.
        count: use at most this many training examples, drawn by the run's seed; 0 uses all.
    """

    def __init__(self, trainer: Trainer, count: int = 0) -> None:
        n = trainer.n_examples
        if n == 0:
            raise DataError("there is no example to probe with")
        self.trainer = trainer
        self.order = streams.order(streams.key(trainer.spec.seed, streams.ORDER, 2**31), n)
        self.count = min(count, n) if count else n
        arena = trainer.arena
        self._start = arena.weights.copy()
        self._buffers = [arena.mem[p.offset : p.offset + p.size].copy() for p in arena.program.buffers]

    def __enter__(self) -> Probe:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the parameters and running statistics back."""
        arena = self.trainer.arena
        arena.weights[:] = self._start
        for p, held in zip(arena.program.buffers, self._buffers, strict=True):
            arena.mem[p.offset : p.offset + p.size] = held

    @property
    def weights(self) -> np.ndarray:
        """Return a copy of the parameters at which the probe was made, one flat vector."""
        return self._start.copy()

    def gradient(self, weights: np.ndarray, first: int = 0, size: int = 0) -> tuple[float, np.ndarray]:
        """Return the loss and its gradient at parameters, over ``size`` of the probe's examples (0: all)."""
        arena = self.trainer.arena
        arena.weights[:] = weights
        objective = self._objective(first, size)
        loss = objective.value_and_gradient()
        return loss, objective.gradient.astype(np.float64)

    def value(self, weights: np.ndarray) -> float:
        """Return the loss at parameters."""
        self.trainer.arena.weights[:] = weights
        return self._objective(0, 0).value()

    def hessian_product(self, direction: np.ndarray, at: np.ndarray | None = None) -> np.ndarray:
        """Return the Hessian times a direction, by central differences of the gradient.

        The step is the precision's root over the direction's norm, in proportion to the parameters' size. A longer one
        crosses kinks of rectifiers, each of which adds a spike to the product that is no curvature.
        """
        point = self._start.astype(np.float64) if at is None else at
        norm = float(np.linalg.norm(direction))
        if norm == 0:
            return np.zeros_like(direction)
        precision = np.finfo(self.trainer.arena.mem.dtype).eps
        h = precision**0.5 * (1 + float(np.linalg.norm(point))) / norm
        _, up = self.gradient(point + h * direction)
        _, down = self.gradient(point - h * direction)
        return (up - down) / (2 * h)

    def _objective(self, first: int, size: int) -> MiniBatchObjective:
        trainer = self.trainer
        arena = trainer.arena
        rest = min(size or self.count, self.count - first)
        step = int(arena.ctx[abi.STEP])
        objective = MiniBatchObjective(arena, trainer._train, self.order, first, rest)
        arena.ctx[abi.STEP] = step
        return objective
