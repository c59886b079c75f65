"""Ask a trainer's network for its loss, gradient and curvature at any parameters, without training it."""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.program.measuring import without_clipping
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.hessian_products import HessianProducts
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec import streams
from gdlab.spec.errors import DataError


class Probe:
    """The training loss (penalties included) as a function of the parameters; dropout masks stay the same.

    Gradients are not clipped, so that they are derivatives of the loss. The trainer's parameters and options are as
    they were once the probe is closed, or left as a context manager.

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
        arena.apply_options(without_clipping(trainer.spec))
        self._start = arena.weights.copy()
        self._products: HessianProducts | None = None
        self._products_at = np.empty(0)
        self._buffers = [arena.mem[p.offset : p.offset + p.size].copy() for p in arena.program.buffers]

    def __enter__(self) -> Probe:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Put the parameters, running statistics and options back."""
        arena = self.trainer.arena
        arena.apply_options(self.trainer.spec)
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
        """Return the Hessian times a direction, by central differences of the gradient; (n,).

        Args:
            direction: the vector, (n,).
            at: where the Hessian is taken; the parameters at which the probe was made if None.
        """
        point = self._start.astype(np.float64) if at is None else at
        if self._products is None or not np.array_equal(point, self._products_at):
            precision = float(np.finfo(self.trainer.arena.mem.dtype).eps)
            self._products = HessianProducts(lambda weights: self.gradient(weights)[1], point, precision)
            self._products_at = point.copy()
        return self._products(direction)

    def _objective(self, first: int, size: int) -> MiniBatchObjective:
        trainer = self.trainer
        arena = trainer.arena
        rest = min(size or self.count, self.count - first)
        step = int(arena.ctx[abi.STEP])
        objective = MiniBatchObjective(arena, trainer._train, self.order, first, rest)
        arena.ctx[abi.STEP] = step
        return objective
