"""Adagrad: a rate for each parameter that falls with what its gradient has been."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import FIRST_STEP, Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class Adagrad(Optimizer):
    r"""The gradient over the root of the sum of its squares so far (Duchi, Hazan and Singer 2011).

    .. math:: s_t = s_{t-1} + g_t^2,\quad
       \theta \leftarrow \theta - \frac{\gamma}{1 + (t-1)\eta}\,\frac{g_t}{\sqrt{s_t} + \epsilon}

    with g including λθ. Names and defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.adagrad import Adagrad
    >>> optimizer = Adagrad(lr=0.1)
    >>> optimizer.hyper()["lr_decay"]
    0.0
    >>> list(optimizer.slots())
    ['sum']
    """

    title: ClassVar[str] = "Adagrad: a rate for each parameter, falling with its past gradients"
    rule: ClassVar[str] = "g ← ∇f + λθ\ns ← s + g²\nθ ← θ − γ/(1 + (t−1)η) · g / (√s + ε)"
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (Vector("sum"),)
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-3, 0.5, log=True),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["Adagrad"] = "Adagrad"
    lr: float = knob(0.01, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    lr_decay: float = knob(0.0, "Share by which the rate falls with each step.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    initial_accumulator_value: float = knob(0.0, "Sum of squares before the first step.", ge=0, fixed=FIRST_STEP)
    eps: float = knob(1e-10, "Added to the denominator for stability.", ge=0, log=True, live=True)
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return 2 over the rate that has fallen by ``lr_decay`` η in the steps before."""
        before = max(state.step - 1, 0) if state is not None else 0
        formula = "2(1+(t−1)η)/γ" if self.lr_decay else "2/γ"
        return StabilityEdge.quotient(2 * (1 + before * self.lr_decay), lr, formula)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return √s + eps, by which the gradient is divided; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        return np.sqrt(state.vectors["sum"]) + self.eps if state.step else None

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return adagrad_update


H, S = Adagrad.positions(), Adagrad.vector_positions()


@kernel
def adagrad_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context, of which the step is read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h, t = row[abi.XN], row[abi.FP], ctx[abi.STEP]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    s = view1(mem, place(row, S.sum), n)
    real = w.dtype.type
    step, decay, eps = (
        real(fp[h + H.lr] / (1.0 + t * fp[h + H.lr_decay])),
        real(fp[h + H.weight_decay]),
        real(fp[h + H.eps]),
    )
    if t == 0:
        for i in range(n):
            s[i] = real(fp[h + H.initial_accumulator_value])
    for i in range(n):
        d = g[i] + decay * w[i]
        s[i] += d * d
        w[i] -= step * d / (np.sqrt(s[i]) + eps)
