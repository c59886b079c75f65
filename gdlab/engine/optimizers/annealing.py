"""Simulated annealing: random proposals, taken when they are better or, by chance, when they are worse."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import compiled_streams
from gdlab.engine.optimizers.closure import ClosureOptimizer, Objective
from gdlab.engine.optimizers.declaration import Number
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class SimulatedAnnealing(ClosureOptimizer):
    r"""Random moves, accepted by the rule of Metropolis (Kirkpatrick, Gelatt and Vecchi 1983).

    .. math:: \theta' = \theta + \gamma\,\mathcal N(0, 1),\quad
       P(\text{accept}) = \min(1, e^{-(f(\theta') - f(\theta))/T_t}),\quad T_t = T_0\,c^t

    The loss is that of the step's mini-batch, dropout masks held still; no gradient is used. Draws come from the
    run's noise stream.

    >>> from gdlab.engine.optimizers.annealing import SimulatedAnnealing
    >>> optimizer = SimulatedAnnealing(temperature=0.1)
    >>> optimizer.hyper()["cooling"]
    0.999
    >>> list(optimizer.slots())
    []
    """

    title: ClassVar[str] = "Simulated annealing: random moves, cooling"
    rule: ClassVar[str] = "θ′ = θ + γ·N(0, 1)\nθ ← θ′ with probability min(1, exp(−(f(θ′) − f(θ))/T))\nT ← cT"
    numbers: ClassVar[tuple[Number, ...]] = (Number("proposed"), Number("accepted"))
    counts_steps: ClassVar[bool] = False
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 0.1, log=True),
        "temperature": SearchRange(1e-4, 0.1, log=True),
    }

    type: Literal["SimulatedAnnealing"] = "SimulatedAnnealing"
    lr: float = knob(0.02, "Deviation of a proposed move of each weight.", log=True, live=True, ge=0, le=1e6)
    temperature: float = knob(0.01, "Temperature of the first step, in units of the loss.", ge=0, log=True)
    cooling: float = knob(0.999, "Factor on the temperature each step.", gt=0, le=1)
    proposals: int = knob(1, "Moves proposed a step.", ge=1, le=10_000, live=True)

    def minimise(self, objective: Objective) -> float:
        """Propose moves from the present point and return the loss before them."""
        first = now = objective.value()
        weights = objective.weights
        hot = self.temperature * self.cooling**objective.step
        for k in range(self.proposals):
            move, lot = _draws(compiled_streams.key(objective.noise_key, objective.step, k), weights.size)
            held = weights.copy()
            weights += (objective.lr * move).astype(weights.dtype)
            new = objective.value()
            chance = exp(min(0.0, (now - new) / hot)) if hot > 0 else float(new <= now)
            objective.numbers["proposed"][0] += 1
            if new == new and lot < chance:
                now = new
                objective.numbers["accepted"][0] += 1
            else:
                weights[:] = held
        return first


def _draws(stream: int, n: int) -> tuple[np.ndarray, float]:
    """Return a move of n weights, standard normal, and a lot from 0 to 1: the stream's first n draws and the next."""
    from scipy.special import ndtri  # SciPy is imported only when normal numbers are drawn

    drawn = compiled_streams.uniform(stream, n + 1)
    return ndtri(drawn[:n]), float(drawn[n])
