"""The gradient and the stable learning rate of a network at given parameters, measured on its training part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.program.measuring import measuring_spec
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.hessian_products import HessianProducts
from gdlab.engine.training.lanczos import measured_examples, stable_rate
from gdlab.engine.training.objective import MiniBatchObjective
from gdlab.lab.code_choice import CODES
from gdlab.spec import streams
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class Stability:
    """The norm of the loss's gradient, and 2/λ_max, up to which plain gradient descent is stable (NaN: unknown)."""

    gradient_norm: float
    stable_rate: float


def stability(spec: RunSpec, examples: Examples, parameters: Mapping[str, Any] | None = None) -> Stability:
    """Return gradient and stable rate of a spec's network.

    Args:
        spec: the run.
        examples: its prepared examples; of many some are used.
        parameters: where to measure, by PyTorch's names; the initial parameters if None.
    """
    measuring = measuring_spec(spec)
    trainer = Trainer(measuring, examples, parameters, code=CODES.choose(measuring, examples.shape))
    count = measured_examples(trainer.n_examples, examples.shape, examples.target_width)
    point = trainer.arena.weights.astype(np.float64)
    norm = float(np.linalg.norm(_gradient(trainer, point, count)))
    if not np.isfinite(norm):
        return Stability(norm, float("nan"))
    precision = float(np.finfo(np.float64).eps)
    product = HessianProducts(lambda weights: _gradient(trainer, weights, count), point, precision)
    return Stability(norm, stable_rate(product, len(point), seed=spec.seed))


def _gradient(trainer: Trainer, weights: np.ndarray, count: int) -> np.ndarray:
    """Return the gradient over the first examples of an order of its own."""
    order = streams.order(streams.key(trainer.spec.seed, streams.ORDER, 2**31), trainer.n_examples)
    trainer.arena.weights[:] = weights
    objective = MiniBatchObjective(trainer.arena, trainer.training_arrays, order, 0, count)
    objective.value_and_gradient()
    return objective.gradient.astype(np.float64)
