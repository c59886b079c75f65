"""The gradient and the stable learning rate of a network at given parameters, measured on a few examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.trainer import Trainer
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.spec import streams
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec

#: Examples that are measured on: of tables, and of what costs more an example.
_ROWS, _PICTURES = 256, 64
#: Products with the Hessian: the largest eigenvalue is known to a few percent, which is enough for advice.
_PRODUCTS = 15


@dataclass(frozen=True)
class Stability:
    """The norm of the loss's gradient, and 2/λ_max, up to which plain gradient descent is stable (NaN: unknown)."""

    gradient_norm: float
    stable_rate: float


def stability(spec: RunSpec, examples: Examples, parameters: Mapping[str, Any] | None = None) -> Stability:
    """Return gradient and stable rate of a spec's network.

    Args:
        spec: the run.
        examples: its prepared examples, of which some are used.
        parameters: where to measure, by PyTorch's names; the initial parameters if None.
    """
    trainer = Trainer(spec, examples, parameters)
    count = min(trainer.n_examples, _ROWS if len(examples.shape) == 1 else _PICTURES)
    point = trainer.arena.weights.astype(np.float64)
    norm = float(np.linalg.norm(_gradient(trainer, point, count)))
    if not np.isfinite(norm):
        return Stability(norm, float("nan"))
    highest = _eigenvalue(trainer, point, count)
    return Stability(norm, 2 / highest if highest > 0 else float("nan"))


def _gradient(trainer: Trainer, weights: np.ndarray, count: int) -> np.ndarray:
    """Return the gradient over the first examples of the run's order."""
    order = streams.order(streams.key(trainer.spec.seed, streams.ORDER, 0), trainer.n_examples)
    trainer.arena.weights[:] = weights
    objective = MiniBatchObjective(trainer.arena, trainer.training_arrays, order, 0, count)
    objective.value_and_gradient()
    return objective.gradient.astype(np.float64)


def _eigenvalue(trainer: Trainer, point: np.ndarray, count: int) -> float:
    """Return about the largest eigenvalue of the Hessian, by power iteration on differences of the gradient.

    Where the eigenvalue of the largest size is negative, the iteration goes on with the Hessian shifted by it.
    """
    step = float(np.finfo(trainer.arena.mem.dtype).eps) ** (1 / 3) * (1 + float(np.linalg.norm(point)))
    shift, value = 0.0, 0.0
    for _ in range(2):
        v = streams.normal(streams.key(trainer.spec.seed, streams.NOISE, 11), len(point))
        for _ in range(_PRODUCTS):
            v /= np.linalg.norm(v)
            ahead, behind = (_gradient(trainer, point + sign * step * v, count) for sign in (1, -1))
            product = (ahead - behind) / (2 * step) - shift * v
            value = float(v @ product) + shift
            if not np.linalg.norm(product) > 0:
                return float("nan")
            v = product
        if value > 0:
            return value
        shift = value
    return value
