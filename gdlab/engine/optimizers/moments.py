"""What Adam and its kin share: the settings and the slots of two running means."""

from __future__ import annotations

from typing import ClassVar

from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.spec.base import knob


class TwoMoments(Optimizer):
    """Keep running means of the gradient and of its square; ``hyper`` begins with lr, betas, eps, weight_decay."""

    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[int, int]] = (0, 1)

    betas: tuple[Beta, Beta] = knob(
        (0.9, 0.999), "Decay of the running means of gradient and squared gradient.", live=True
    )
    eps: float = knob(1e-8, "Added to the denominator for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)

    def slots(self) -> int:
        """Keep m and v."""
        return 2

    def hyper(self) -> list[float]:
        """Return lr, beta1, beta2, eps, weight_decay."""
        return [self.lr, *self.betas, self.eps, self.weight_decay]
