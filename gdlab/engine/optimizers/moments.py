"""The fields and the state that Adam, AdamW, NAdam and RAdam share: two running means."""

from __future__ import annotations

from typing import ClassVar

from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Vector
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
