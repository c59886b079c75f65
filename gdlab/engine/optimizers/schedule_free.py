"""Schedule-free AdamW: an average takes the place of a schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Number, Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class ScheduleFreeAdamW(Optimizer):
    r"""Gradients taken between a fast point z and its running average x (Defazio et al. 2024).

    .. math:: y_t = (1-\beta_1) z_t + \beta_1 x_t,\quad
       z_{t+1} = z_t - \gamma_t\left(\frac{g(y_t)}{\sqrt{v_t/(1-\beta_2^t)}+\epsilon} + \lambda y_t\right),\quad
       x_{t+1} = (1-c_t) x_t + c_t z_{t+1}

    c weighs step t by :math:`t^r \max_{s \le t}\gamma_s^p` over the sum of these weights. The run's parameters are y;
    evaluation uses x. The paper uses a rate up to ten times a schedule's, and a warm-up.

    >>> from gdlab.engine.optimizers.schedule_free import ScheduleFreeAdamW
    >>> optimizer = ScheduleFreeAdamW(lr=0.01, warmup_steps=100)
    >>> optimizer.hyper()["warmup_steps"]
    100.0
    >>> list(optimizer.slots())
    ['x', 'z', 'exp_avg_sq']
    """

    title: ClassVar[str] = "Schedule-free AdamW"
    rule: ClassVar[str] = (
        "v ← β₂v + (1−β₂)g(y)²\nz ← z − γ(g(y)/(√(v/(1−β₂ᵗ)) + ε) + λy)\nx ← (1−c)x + cz\ny = (1−β₁)z + β₁x"
    )
    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[str, str]] = ("", "exp_avg_sq")
    evaluates: ClassVar[str] = "x"
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("x"), Vector("z"), Vector("exp_avg_sq"))
    numbers: ClassVar[tuple[Number, ...]] = (Number("weight_sum"), Number("lr_max"))
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(3e-4, 5e-2, log=True),
        "weight_decay": SearchRange(1e-4, 0.3, log=True),
    }

    type: Literal["ScheduleFreeAdamW"] = "ScheduleFreeAdamW"
    lr: float = knob(0.0025, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    betas: tuple[Beta, Beta] = knob(
        (0.9, 0.999),
        "Share of the average in the gradient's point; decay of the mean square.",
        live=True,
        parts=("beta1", "beta2"),
    )
    eps: float = knob(1e-8, "Added to the denominator for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "The weights shrink by lr × this share each step.", ge=0, log=True, live=True)
    warmup_steps: int = knob(0, "Steps over which the rate rises from 0.", ge=0)
    r: float = knob(0.0, "Power of the step in the weights of the average.", ge=0)
    weight_lr_power: float = knob(2.0, "Power of the rate in the weights of the average.", ge=0)

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return the edge while the average takes the share c of a step; 2/((1 − beta1) γ) for c = 0.

        The matrix that leads from (z, x) to the next has the eigenvalue −1 there.
        """
        step = state.step if state is not None else 0
        rate = lr * min(1.0, max(step, 1) / max(self.warmup_steps, 1))
        share = self._share(state) if state is not None and step else 1.0
        below = (2 * (1 - momentum) + share * (2 * momentum - 1)) * rate
        return StabilityEdge.quotient(4 - 2 * share, below, "(4−2c)/((2(1−β₁)+c(2β₁−1))γ)", (self.weight_decay, "λ"))

    def _share(self, state: StepState) -> float:
        """Return the share c of the last step in the average."""
        weight = float(state.step) ** self.r * state.numbers["lr_max"] ** self.weight_lr_power
        return weight / state.numbers["weight_sum"] if state.numbers["weight_sum"] > 0 else 0.0

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return √(v/(1 − beta2^t)) + eps, by which the gradient is divided; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        return np.sqrt(state.vectors["exp_avg_sq"] / (1 - self.betas[1] ** state.step)) + self.eps

    @property
    def coupled_decay(self) -> float:
        """Return 0: the decay is added to the preconditioned gradient, and taken off the edge."""
        return 0.0

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return schedule_free_update


H, S = ScheduleFreeAdamW.positions(), ScheduleFreeAdamW.vector_positions()


@kernel
def schedule_free_update(row, ctx, fp, mem, imem):
    """Update z, x and y of every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP] + 1
    y, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    x, z = view1(mem, place(row, S.x), n), view1(mem, place(row, S.z), n)
    v = view1(mem, place(row, S.exp_avg_sq), n)
    real = y.dtype.type
    if t == 1:
        for i in range(n):
            x[i] = y[i]
            z[i] = y[i]
    rate = fp[h + H.lr] * min(1.0, t / max(fp[h + H.warmup_steps], 1.0))
    fp[h + H.lr_max] = max(fp[h + H.lr_max], rate)
    weight = np.float64(t) ** fp[h + H.r] * fp[h + H.lr_max] ** fp[h + H.weight_lr_power]
    fp[h + H.weight_sum] += weight
    share = real(weight / fp[h + H.weight_sum] if fp[h + H.weight_sum] > 0.0 else 0.0)
    lr, b1, b2, eps, decay = (
        real(rate),
        real(fp[h + H.beta1]),
        real(fp[h + H.beta2]),
        real(fp[h + H.eps]),
        real(fp[h + H.weight_decay]),
    )
    a2, root = real(1.0 - fp[h + H.beta2]), real(1.0 / np.sqrt(1.0 - fp[h + H.beta2] ** t))
    for i in range(n):
        v[i] = b2 * v[i] + a2 * g[i] * g[i]
        z[i] -= lr * (g[i] / (np.sqrt(v[i]) * root + eps) + decay * y[i])
        x[i] += share * (z[i] - x[i])
        y[i] = z[i] + b1 * (x[i] - z[i])
