"""The fields and the state that Adam, AdamW, NAdam and RAdam share: two running means."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob


class TwoMoments(Optimizer):
    """The base of optimizers that keep running means of the gradient and of its square."""

    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[str, str]] = ("exp_avg", "exp_avg_sq")
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("exp_avg"), Vector("exp_avg_sq"))

    betas: tuple[Beta, Beta] = knob(
        (0.9, 0.999),
        "Decay of the running means of gradient and squared gradient.",
        live=True,
        parts=("beta1", "beta2"),
    )
    eps: float = knob(1e-8, "Added to the denominator for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return the edge of the preconditioned Hessian, that of a running mean (Cohen et al. 2022)."""
        return StabilityEdge.of_running_mean(lr, momentum, self._decoupled)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return (1 − beta1^t)(√(v/(1 − beta2^t)) + eps), by which Adam divides its running mean; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        square = state.vectors["max_exp_avg_sq" if getattr(self, "amsgrad", False) else "exp_avg_sq"]
        root = np.sqrt(square / (1 - self.betas[1] ** state.step)) + self.eps
        return (1 - self._beta1(state) ** state.step) * root

    def _beta1(self, state: StepState) -> float:
        return self.betas[0] if state.momentum is None else state.momentum

    @property
    def _decoupled(self) -> float:
        """Return the weight decay that does not pass through the gradient."""
        return self.weight_decay - self.coupled_decay
