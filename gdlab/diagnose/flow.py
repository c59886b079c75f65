"""How the gradient flows: its norm layer by layer, and its noise from mini-batch to mini-batch."""

from __future__ import annotations

import numpy as np

from gdlab.diagnose.probe import Probe
from gdlab.engine.trainer import Trainer


def gradient_by_layer(trainer: Trainer, count: int = 0) -> dict[str, float]:
    """Return the root mean square gradient of each weight tensor (two axes or more), from the input on.

    The mean over a tensor's numbers, not their sum, so that wide layers and narrow ones can be compared.
    """
    program = trainer.arena.program
    with Probe(trainer, count) as probe:
        _, gradient = probe.gradient(probe.weights)
    return {
        p.name: float(np.sqrt(np.mean(gradient[p.offset : p.offset + p.size] ** 2)))
        for p in program.parameters
        if len(p.shape) > 1
    }


def gradient_noise(trainer: Trainer, batch_size: int, batches: int = 50) -> tuple[float, float]:
    """Return how far mini-batch gradients lie from the full one, and the full one's norm.

    The distance is the root mean square over ``batches`` disjoint mini-batches (as many as there are at most).
    """
    with Probe(trainer) as probe:
        weights = probe.weights
        _, full = probe.gradient(weights)
        count = max(1, min(batches, trainer.n_examples // batch_size))
        squares = []
        for k in range(count):
            _, part = probe.gradient(weights, k * batch_size, batch_size)
            squares.append(float(((part - full) ** 2).sum()))
    return float(np.sqrt(np.mean(squares))), float(np.linalg.norm(full))
