"""Adamax: Adam with the largest gradient in place of the root mean square."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Beta, Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class Adamax(Optimizer):
    r"""A mean gradient over a decaying maximum of the gradient's size (Kingma and Ba 2015, section 7).

    .. math:: u_t = \max(\beta_2 u_{t-1}, |g_t| + \epsilon),\quad
       \theta \leftarrow \theta - \frac{\gamma}{1-\beta_1^t}\frac{m_t}{u_t}

    Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.adamax import Adamax
    >>> optimizer = Adamax(lr=0.01)
    >>> optimizer.hyper()["beta2"]
    0.999
    >>> list(optimizer.slots())
    ['exp_avg', 'exp_inf']
    """

    title: ClassVar[str] = "Adamax: Adam with the infinity norm"
    rule: ClassVar[str] = "g ← ∇f + λθ\nm ← β₁m + (1−β₁)g\nu ← max(β₂u, |g| + ε)\nθ ← θ − γ/(1−β₁ᵗ) · m / u"
    cycles: ClassVar[str] = "beta1"
    moments: ClassVar[tuple[str, str]] = ("exp_avg", "")
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("exp_avg"), Vector("exp_inf"))
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(3e-4, 5e-2, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["Adamax"] = "Adamax"
    lr: float = knob(0.002, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    betas: tuple[Beta, Beta] = knob(
        (0.9, 0.999), "Decay of the running mean and of the running maximum.", live=True, parts=("beta1", "beta2")
    )
    eps: float = knob(1e-8, "Added to the gradient's size for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return the edge of the preconditioned Hessian, that of a running mean."""
        return StabilityEdge.of_running_mean(lr, momentum)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return (1 − beta1^t) u, by which the running mean is divided; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        beta = self.betas[0] if state.momentum is None else state.momentum
        return (1 - beta**state.step) * state.vectors["exp_inf"] if state.step else None

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adamax_update


H, S = Adamax.positions(), Adamax.vector_positions()


@kernel
def adamax_update(row, ctx, fp, mem, imem):
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
    m, u = view1(mem, place(row, S.exp_avg), n), view1(mem, place(row, S.exp_inf), n)
    real = w.dtype.type
    b1, b2, eps, decay = real(fp[h + H.beta1]), real(fp[h + H.beta2]), real(fp[h + H.eps]), real(fp[h + H.weight_decay])
    a1, step = real(1.0 - fp[h + H.beta1]), real(fp[h + H.lr] / (1.0 - fp[h + H.beta1] ** t))
    for i in range(n):
        d = g[i] + decay * w[i]
        m[i] = b1 * m[i] + a1 * d
        u[i] = max(b2 * u[i], np.abs(d) + eps)
        w[i] -= step * m[i] / u[i]
