"""The sharpness of a training loss: the extreme eigenvalues of its Hessian."""

from __future__ import annotations

from gdlab.diagnose.probe import Probe
from gdlab.engine.trainer import Trainer
from gdlab.engine.training.lanczos import Extremes, extremes


def sharpness(trainer: Trainer, *, count: int = 0, steps: int = 40, tolerance: float = 1e-3) -> Extremes:
    """Return the extreme eigenvalues of the training loss's Hessian at a trainer's parameters.

    Args:
        trainer: whose network is asked; float64 gives the sharper differences.
        count: training examples to use, 0 for all.
        steps: products at most.
        tolerance: the relative change at which the values count as settled.
    """
    with Probe(trainer, count) as probe:
        return extremes(
            probe.hessian_product, len(probe.weights), steps=steps, tolerance=tolerance, seed=trainer.spec.seed
        )
