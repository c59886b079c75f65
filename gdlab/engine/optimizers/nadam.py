"""NAdam: Adam that looks ahead along its momentum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.declaration import Number
from gdlab.engine.optimizers.moments import TwoMoments
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class NAdam(TwoMoments):
    r"""Adam with Nesterov's look ahead (Dozat 2016).

    .. math:: \mu_t = \beta_1(1 - \tfrac12 0.96^{t\psi}),\quad
       \hat m_t = \frac{\mu_{t+1} m_t}{1-\prod_{i\le t+1}\mu_i} + \frac{(1-\mu_t) g_t}{1-\prod_{i\le t}\mu_i},\quad
       \theta \leftarrow \theta - \gamma \frac{\hat m_t}{\sqrt{v_t/(1-\beta_2^t)} + \epsilon}

    ψ is ``momentum_decay``. Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.nadam import NAdam
    >>> optimizer = NAdam(lr=0.01)
    >>> optimizer.hyper()["momentum_decay"]
    0.004
    >>> list(optimizer.slots())
    ['exp_avg', 'exp_avg_sq']
    """

    title: ClassVar[str] = "NAdam: Adam with Nesterov momentum"
    rule: ClassVar[str] = (
        "g ← ∇f + λθ\nμₜ = β₁(1 − ½·0.96^(tψ)),  Π ← Π·μₜ\nm ← β₁m + (1−β₁)g\nv ← β₂v + (1−β₂)g²\n"
        "m̂ = μₜ₊₁m/(1 − Πμₜ₊₁) + (1−μₜ)g/(1 − Π)\nθ ← θ − γ · m̂ / (√(v/(1−β₂ᵗ)) + ε)"
    )
    numbers: ClassVar[tuple[Number, ...]] = (Number("mu_product", 1.0),)
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 3e-2, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["NAdam"] = "NAdam"
    lr: float = knob(0.002, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    momentum_decay: float = knob(0.004, "How fast the momentum rises to beta1.", ge=0, live=True)
    decoupled_weight_decay: bool = knob(False, "Shrink the weights themselves by lr × weight_decay.")
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return Adam's edge over 1 + 2 beta1, as for Nesterov's momentum (Cohen et al. 2022)."""
        edge = super().edge_of_step(lr, momentum, state)
        formula = edge.formula.replace("((1−β₁)γ)", "((1−β₁)(1+2β₁)γ)")
        return StabilityEdge(edge.sharpness / (1 + 2 * momentum), formula)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return √(v/(1 − beta2^t)) + eps, times what the first steps' momentum lacks to its later value.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        t, beta, held = state.step, self._beta1(state), state.numbers["mu_product"]
        now, ahead = (beta * (1 - 0.5 * 0.96 ** (k * self.momentum_decay)) for k in (t, t + 1))
        share = (1 - now) / (1 - held) + ahead / (1 - held * ahead) * (1 - beta) / (1 + beta)
        root = np.sqrt(state.vectors["exp_avg_sq"] / (1 - self.betas[1] ** t)) + self.eps
        return root * ((1 - beta) * (1 + 2 * beta) / (1 + beta) / share)

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return nadam_update


H, S = NAdam.positions(), NAdam.vector_positions()


@kernel
def nadam_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``, and the numbers that are kept.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP] + 1
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    m, v = view1(mem, place(row, S.exp_avg), n), view1(mem, place(row, S.exp_avg_sq), n)
    real = w.dtype.type
    b1, b2, eps = real(fp[h + H.beta1]), real(fp[h + H.beta2]), real(fp[h + H.eps])
    a1, a2 = real(1.0 - fp[h + H.beta1]), real(1.0 - fp[h + H.beta2])
    coupled, kept = real(fp[h + H.weight_decay]), real(1)
    if fp[h + H.decoupled_weight_decay] > 0.0:
        coupled, kept = real(0), real(1.0 - fp[h + H.lr] * fp[h + H.weight_decay])
    now = fp[h + H.beta1] * (1.0 - 0.5 * 0.96 ** (t * fp[h + H.momentum_decay]))
    ahead = fp[h + H.beta1] * (1.0 - 0.5 * 0.96 ** ((t + 1) * fp[h + H.momentum_decay]))
    fp[h + H.mu_product] *= now
    by_m = real(fp[h + H.lr] * ahead / (1.0 - fp[h + H.mu_product] * ahead))
    by_g = real(fp[h + H.lr] * (1.0 - now) / (1.0 - fp[h + H.mu_product]))
    root = real(1.0 / np.sqrt(1.0 - fp[h + H.beta2] ** t))
    for i in range(n):
        d = g[i] + coupled * w[i]
        m[i] = b1 * m[i] + a1 * d
        v[i] = b2 * v[i] + a2 * d * d
        w[i] = kept * w[i] - (by_m * m[i] + by_g * d) / (np.sqrt(v[i]) * root + eps)
