"""RAdam: Adam that waits until its second moment can be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.moments import TwoMoments
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class RAdam(TwoMoments):
    r"""Adam whose adaptive rate is rectified for its variance in the first steps (Liu et al. 2020).

    .. math:: \rho_\infty = \tfrac{2}{1-\beta_2} - 1,\quad \rho_t = \rho_\infty - \tfrac{2t\beta_2^t}{1-\beta_2^t},\quad
       r_t = \sqrt{\tfrac{(\rho_t-4)(\rho_t-2)\rho_\infty}{(\rho_\infty-4)(\rho_\infty-2)\rho_t}}

    While ρ ≤ 5 it steps along the mean gradient alone. Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.radam import RAdam
    >>> optimizer = RAdam(lr=0.01)
    >>> optimizer.hyper()["beta2"]
    0.999
    >>> list(optimizer.slots())
    ['exp_avg', 'exp_avg_sq']
    """

    title: ClassVar[str] = "RAdam: Adam with a rectified warm-up"
    rule: ClassVar[str] = (
        "g ← ∇f + λθ\nm ← β₁m + (1−β₁)g\nv ← β₂v + (1−β₂)g²\nρ = ρ∞ − 2tβ₂ᵗ/(1−β₂ᵗ)\n"
        "ρ > 5:  θ ← θ − γ · m/(1−β₁ᵗ) · r√(1−β₂ᵗ) / (√v + ε)\nelse:   θ ← θ − γ · m/(1−β₁ᵗ)"
    )
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 3e-2, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["RAdam"] = "RAdam"
    decoupled_weight_decay: bool = knob(False, "Shrink the weights themselves by lr × weight_decay.")
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return by what the running mean is divided: Adam's diagonal over r, or 1 − beta1^t alone while ρ ≤ 5.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        t, b2 = state.step, self.betas[1]
        left, longest = 1 - b2**t, 2 / (1 - b2) - 1
        length, begun = longest - 2 * t * b2**t / left, 1 - self._beta1(state) ** t
        square = state.vectors["exp_avg_sq"]
        if length <= 5:
            return np.full_like(square, begun)
        over = (length - 4) * (length - 2) * longest
        rectified = np.sqrt(over / ((longest - 4) * (longest - 2) * length))
        return begun * (np.sqrt(square) + self.eps) / (rectified * np.sqrt(left))

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return radam_update


H, S = RAdam.positions(), RAdam.vector_positions()


@kernel
def radam_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
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
    step, left = fp[h + H.lr] / (1.0 - fp[h + H.beta1] ** t), 1.0 - fp[h + H.beta2] ** t
    longest = 2.0 / (1.0 - fp[h + H.beta2]) - 1.0
    length = longest - 2.0 * t * fp[h + H.beta2] ** t / left
    if length > 5.0:
        over = (length - 4.0) * (length - 2.0) * longest
        rectified = np.sqrt(over / ((longest - 4.0) * (longest - 2.0) * length))
        by_m = real(step * rectified * np.sqrt(left))
        for i in range(n):
            d = g[i] + coupled * w[i]
            m[i] = b1 * m[i] + a1 * d
            v[i] = b2 * v[i] + a2 * d * d
            w[i] = kept * w[i] - by_m * m[i] / (np.sqrt(v[i]) + eps)
        return
    plain = real(step)
    for i in range(n):
        d = g[i] + coupled * w[i]
        m[i] = b1 * m[i] + a1 * d
        v[i] = b2 * v[i] + a2 * d * d
        w[i] = kept * w[i] - plain * m[i]
