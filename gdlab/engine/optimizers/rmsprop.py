"""RMSprop: the gradient over a running root mean square of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.base import Optimizer
from gdlab.engine.optimizers.declaration import Vector
from gdlab.engine.optimizers.stability_edge import StabilityEdge
from gdlab.engine.optimizers.step_state import StepState
from gdlab.spec.base import knob
from gdlab.spec.ranges import SearchRange


class RMSprop(Optimizer):
    r"""The gradient over a running root mean square of itself (Tieleman and Hinton 2012, lecture 6.5).

    .. math:: v_t = \alpha v_{t-1} + (1-\alpha) g_t^2,\quad b_t = \mu b_{t-1} + \frac{g_t}{\sqrt{\tilde v_t} + \epsilon}
       ,\quad \theta \leftarrow \theta - \gamma b_t

    ``centered`` takes ṽ = v − ḡ², with ḡ the running mean of the gradient (Graves 2013); otherwise ṽ = v. Names and
    defaults are PyTorch's.

    >>> from gdlab.engine.optimizers.rmsprop import RMSprop
    >>> optimizer = RMSprop(lr=0.001, centered=True)
    >>> optimizer.hyper()["alpha"]
    0.99
    >>> list(optimizer.slots())
    ['square_avg', 'momentum_buffer', 'grad_avg']
    """

    title: ClassVar[str] = "RMSprop: gradient over its running root mean square"
    rule: ClassVar[str] = "g ← ∇f + λθ\nv ← αv + (1−α)g²\nb ← μb + g / (√v + ε)\nθ ← θ − γb"
    cycles: ClassVar[str] = "momentum"
    by_parameter: ClassVar[bool] = True
    vectors: ClassVar[tuple[Vector, ...]] = (
        Vector("square_avg"),
        Vector("momentum_buffer"),
        Vector("grad_avg", when="centered"),
    )
    ranges: ClassVar[Mapping[str, SearchRange]] = {
        "lr": SearchRange(1e-4, 3e-2, log=True),
        "momentum": SearchRange(0.0, 0.95),
        "weight_decay": SearchRange(1e-6, 1e-2, log=True),
    }

    type: Literal["RMSprop"] = "RMSprop"
    lr: float = knob(0.01, "Learning rate: the size of a step.", log=True, live=True, ge=0, le=1e6)
    alpha: float = knob(0.99, "Decay of the running mean of squares.", ge=0, le=1, live=True)
    eps: float = knob(1e-8, "Added to the denominator for stability.", ge=0, log=True, live=True)
    weight_decay: float = knob(0.0, "Share of each weight added to its gradient.", ge=0, log=True, live=True)
    momentum: float = knob(0.0, "Share of the last step that is kept.", ge=0, lt=1, live=True)
    centered: bool = knob(False, "Divide by the deviation from the mean gradient.")
    maximize: bool = knob(False, "Ascend: make the loss as large as possible instead of as small.")

    def edge_of_step(self, lr: float, momentum: float, state: StepState | None = None) -> StabilityEdge:
        """Return the edge of the preconditioned Hessian, that of momentum."""
        return StabilityEdge.of_momentum(lr, momentum)

    def preconditioner(self, state: StepState) -> np.ndarray | None:
        """Return √v + eps, by which the gradient is divided; None before step 1.

        Args:
            state: what is kept after the last step.
        """
        if not state.step:
            return None
        square = state.vectors["square_avg"]
        if self.centered:
            square = np.maximum(square - state.vectors["grad_avg"] ** 2, 0.0)
        return np.sqrt(square) + self.eps

    def kernel(self) -> Kernel:
        """Return the update kernel."""
        return rmsprop_update


H, S = RMSprop.positions(), RMSprop.vector_positions()


@kernel
def rmsprop_update(row, ctx, fp, mem, imem):
    """Update every parameter in one pass, one loop for each of the three forms.

    Args:
        row: the optimizer's row of the instruction table.
        ctx: the machine's context; not read.
        fp: hyperparameters at ``row[FP] + H.name``.
        mem: parameters, gradients and state vectors.
        imem: not read.
    """
    n, h = row[abi.XN], row[abi.FP]
    w, g = view1(mem, row[abi.W], n), view1(mem, row[abi.DW], n)
    v, b = view1(mem, place(row, S.square_avg), n), view1(mem, place(row, S.momentum_buffer), n)
    real = w.dtype.type
    lr, mu, alpha = real(fp[h + H.lr]), real(fp[h + H.momentum]), real(fp[h + H.alpha])
    eps, decay, fresh = real(fp[h + H.eps]), real(fp[h + H.weight_decay]), real(1.0 - fp[h + H.alpha])
    if fp[h + H.centered] > 0.0:
        mean = view1(mem, place(row, S.grad_avg), n)
        zero = real(0)
        for i in range(n):
            d = g[i] + decay * w[i]
            v[i] = alpha * v[i] + fresh * d * d
            mean[i] += fresh * (d - mean[i])
            # rounding may leave the variance a hair below 0
            b[i] = mu * b[i] + d / (np.sqrt(max(v[i] - mean[i] * mean[i], zero)) + eps)
            w[i] -= lr * b[i]
    elif mu > real(0):
        for i in range(n):
            d = g[i] + decay * w[i]
            v[i] = alpha * v[i] + fresh * d * d
            b[i] = mu * b[i] + d / (np.sqrt(v[i]) + eps)
            w[i] -= lr * b[i]
    else:
        for i in range(n):
            d = g[i] + decay * w[i]
            v[i] = alpha * v[i] + fresh * d * d
            w[i] -= lr * d / (np.sqrt(v[i]) + eps)
