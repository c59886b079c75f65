"""Sharpness-aware minimisation: the gradient is taken where the loss is highest nearby."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.optimizers.closure import ClosureOptimizer, Objective
from gdlab.engine.optimizers.declaration import Vector
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class SAM(ClosureOptimizer):
    r"""Sharpness-aware minimisation over gradient descent (Foret, Kleiner, Mobahi and Neyshabur 2021).

    .. math:: \varepsilon = \rho\,\nabla f(\theta) / \lVert\nabla f(\theta)\rVert,\quad
       g = \nabla f(\theta + \varepsilon) + \lambda\theta,\quad b_t = \mu b_{t-1} + g,\quad
       \theta \leftarrow \theta - \gamma b_t

    Each step takes two gradients of the same mini-batch. ``adaptive`` measures the neighbourhood in units of the
    weights (Kwon et al. 2021): ε = ρ θ²∇f / ‖θ∇f‖.

    >>> from gdlab.engine.optimizers.sam import SAM
    >>> optimizer = SAM(lr=0.1, rho=0.05, momentum=0.9)
    >>> list(optimizer.slots())
    ['momentum_buffer']
    """

    title: ClassVar[str] = "Sharpness-aware minimisation"
    rule: ClassVar[str] = "ε ← ρ ∇f(θ) / ‖∇f(θ)‖\ng ← ∇f(θ + ε) + λθ\nb ← μb + g\nθ ← θ − γb"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("momentum_buffer"),)
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 1.0, log=True),
        "rho": SearchRange(0.01, 0.5, log=True),
        "momentum": SearchRange(0.0, 0.98),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["SAM"] = "SAM"
    rho: float = knob(0.05, "How far the gradient is taken uphill of the weights.", ge=0, log=True, live=True)
    momentum: float = knob(0.0, "Share of the last step that is kept.", ge=0, lt=1, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    adaptive: bool = knob(False, "Measure the distance uphill in units of each weight.")

    def ascent(self, weights: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """Return the way uphill to the point at which the step's gradient is taken, (n,); zeros where it is flat.

        Args:
            weights: the parameters, (n,).
            gradient: the gradient there, (n,).
        """
        scaled = np.abs(weights) * gradient if self.adaptive else gradient
        norm = float(np.linalg.norm(scaled))
        if norm == 0 or not np.isfinite(norm):
            return np.zeros_like(weights)
        return scaled * (np.abs(weights) if self.adaptive else 1.0) * (self.rho / norm)

    def minimise(self, objective: Objective) -> float:
        """Take the gradient uphill, step by it from the present point, and return the loss before the step."""
        first = objective.value_and_gradient()
        weights, gradient = objective.weights, objective.gradient
        if not np.isfinite(first):
            return first
        here = weights.copy()
        weights += self.ascent(here, gradient).astype(weights.dtype)
        objective.value_and_gradient()
        step = gradient + self.weight_decay * here
        if self.momentum:
            buffer = objective.vectors["momentum_buffer"][0]
            buffer[:] = self.momentum * buffer + step
            step = buffer
        weights[:] = here - objective.lr * step
        return first
